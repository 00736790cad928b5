"""The words about a count: kinds of losses, what is counted, whose figure it is (kg/data/en/losses.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.model.text import Text

CATEGORIES = (
    "killed",
    "wounded",
    "captured",
    "missing",
    "casualties",
    "executed",
    "displaced",
    "defected",
    "sick",
    "destroyed",
    "damaged",
    "materielCaptured",
)
PEOPLE, MATERIEL, UNIT = "people", "materiel", "unit"

_WORD = re.compile(r"[^\W_](?:[\w'’.&-]*[\w])?|\?+")
_DESIGNATION = re.compile(r"\b(?:[A-Za-z]+-?\d|[A-Z][A-Za-z]{0,3}\s\d{2,3}\b)")
_REMARK = re.compile(r"\s*\([^()]*\)?$")
_ASKED = re.compile(r"(?<=\w)\?+$")
_CLOSED = re.compile(r"[;:()\[\]]|(?<![A-Z])\.\s")
_JOINED = re.compile(r"\b(?:and|or|und|e|o)\b|[&/+(:]", re.IGNORECASE)


class CategoryWord(NamedTuple):
    """A word for a kind of loss with its offsets; "lost" stands for the word that fits both."""

    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CountWords:
    """The vocabulary, ready for use."""

    category: re.Pattern[str]
    category_of: dict[str, str]
    kept: re.Pattern[str]
    classes: dict[str, str]
    fighters: frozenset[str]
    aircraft: re.Pattern[str]
    civilians: re.Pattern[str]
    stops: frozenset[str]
    vague: re.Pattern[str]
    part: re.Pattern[str]
    total: frozenset[str]
    unknown: re.Pattern[str]
    beside: frozenset[str]
    claim: re.Pattern[str]
    nobody: frozenset[str]
    generic: frozenset[str]
    circumstance: re.Pattern[str]
    estimated: frozenset[str]
    degrees: re.Pattern[str]
    qualifying: frozenset[str]


def _pattern(words: Iterable[str], before: str = r"(?<![\w-])", after: str = r"(?![\w-])") -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"{before}(?:{alternatives}){after}", re.IGNORECASE)


@cache
def load_count_words() -> CountWords:
    """Read kg/data/en/losses.toml; ValueError where it names a category that the ontology does not have."""
    data = tomllib.loads(files("kg").joinpath("data/en/losses.toml").read_text(encoding="utf-8"))
    unknown = set(data["categories"]) - set(CATEGORIES)
    if unknown:
        raise ValueError(f"losses.toml: no such category: {', '.join(sorted(unknown))}")
    category_of = {word.casefold(): name for name, words in data["categories"].items() for word in words}
    category_of |= dict.fromkeys(data["lost"]["words"], "lost")
    classes = dict.fromkeys(data["materiel"]["words"], MATERIEL) | dict.fromkeys(data["units"]["words"], UNIT)
    claims = data["claims"]
    after, before = ("|".join(re.escape(word) for word in sorted(claims[key], key=len, reverse=True)) for key in ("after", "before"))
    return CountWords(
        category=_pattern(category_of),
        category_of=category_of,
        kept=_pattern(data["not_losses"]["words"]),
        classes=classes | dict.fromkeys(data["people"]["words"], PEOPLE),
        fighters=frozenset(data["aircraft"]["fighter"]),
        aircraft=_pattern(data["aircraft"]["words"]),
        civilians=_pattern(data["civilians"]["words"]),
        stops=frozenset(data["stops"]["words"]),
        vague=_pattern(data["vague"]["words"]),
        part=_pattern(data["part"]["words"]),
        total=frozenset(data["total"]["words"]),
        unknown=_pattern(data["unknown"]["words"], r"(?<!\w)", r"(?!\w)"),
        beside=frozenset(data["unknown"]["beside"]),
        claim=re.compile(rf"(?:(?:{before})\s+(?P<named>\S.*?)|(?P<owner>\S.*?)(?:['’]s?)?\s+(?:{after}))\W*", re.IGNORECASE),
        nobody=frozenset(claims["nobody"]),
        generic=frozenset(data["generic"]["words"]),
        estimated=frozenset(data["estimated"]["words"]),
        degrees=_pattern(data["degrees"]["words"]),
        qualifying=frozenset(data["qualifying"]["words"]),
        circumstance=re.compile(
            rf"\s*(?P<words>(?:{'|'.join(data['circumstances']['words'])})\b[^,;:.()\[\]\n]*?)(?:\s+(?:and|&|plus|or))?\s*(?=[,;:.()\[\]\n]|$)",
            re.IGNORECASE,
        ),
    )


def find_categories(shown: str) -> tuple[CategoryWord, ...]:
    """The words for kinds of losses in a text.

    Further clauses that tell of "many" or "unknown" numbers do not count; of two words that nothing joins the second tells
    ("prisoners executed").
    """
    words = load_count_words()
    found: list[CategoryWord] = []
    for clause in re.finditer(r"[^,;]+", shown):
        vague = words.vague.search(clause.group())
        limit = clause.end() if vague is None else clause.start() + (0 if clause.start() else vague.start())
        for match in words.category.finditer(shown, clause.start(), limit):
            if found and found[-1].end > clause.start() and not _JOINED.search(shown, found[-1].end, match.start()):
                found.pop()
            found.append(CategoryWord(words.category_of[match.group().casefold()], *match.span()))
    return tuple(found)


def class_of(noun: str, aircraft: bool) -> str | None:
    """What a noun counts: people, materiel or units; None where the words do not tell. ``aircraft``: the cell tells of aircraft."""
    words = load_count_words()
    found = [word.casefold() for word in _WORD.findall(noun)]
    for size in (2, 1):
        for at in reversed(range(len(found) - size + 1)):
            word = " ".join(found[at : at + size])
            if word in words.fighters:
                return MATERIEL if aircraft else PEOPLE
            if word in words.classes:
                return words.classes[word]
    return MATERIEL if _DESIGNATION.search(noun) else None


def find_noun(shown: str) -> tuple[int, int] | None:
    """Offsets of what is counted in the words behind a number: up to a stop word, a category or the end of the clause."""
    words = load_count_words()
    marks = [word.start for word in find_categories(shown)]
    marks += [match.start() for pattern in (words.kept, words.vague) for match in pattern.finditer(shown)]
    limit = min([len(shown), *marks])
    if limit <= _first_letter(shown):
        return _noun_after_category(shown)
    start = end = None
    for match in _WORD.finditer(shown, 0, limit):
        if end is not None and _closes_noun(shown, end, match.start(), limit):
            break
        if match.group().casefold() in words.stops:
            if start is None and match.group().casefold() in ("of", "total"):
                continue
            break
        if start is None and match.group().replace(",", "").isdigit():
            continue
        if match.group().endswith("ly") and start is None:
            continue
        start = match.start() if start is None else start
        end = end if match.group().endswith("ly") else match.end()
    return _trim_joint(shown, start, end)


def _closes_noun(shown: str, end: int, start: int, limit: int) -> bool:
    """Whether the signs between two words close a noun: brackets, colons, full stops, and commas that no "and" follows."""
    if _CLOSED.search(shown, max(0, end - 1), start):
        return True
    return "," in shown[end:start] and re.search(r"\s(?:and|or)\s", shown[start:limit]) is None


def _first_letter(shown: str) -> int:
    match = _WORD.search(shown)
    return match.start() if match else len(shown)


def _noun_after_category(shown: str) -> tuple[int, int] | None:
    """The noun of "captured tanks" and "dead civilians": what follows directly on the category."""
    words = load_count_words()
    last = max((word.end for word in find_categories(shown)), default=0)
    match = re.compile(r"\s+([^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3})").match(shown, last)
    if match is None:
        return None
    kept = []
    for word in _WORD.finditer(shown, match.start(1), match.end(1)):
        if word.group().casefold() in words.stops or word.group().casefold() in ("and", "or"):
            break
        kept.append(word)
    if not kept or class_of(shown[kept[0].start() : kept[-1].end()], False) is None:
        return None
    return kept[0].start(), kept[-1].end()


def _trim_joint(shown: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    """Take "and" and "or" off the end of a noun."""
    if start is None or end is None:
        return None
    match = re.search(r"\W+(?:and|or|&|plus)\W*$", shown[start:end], re.IGNORECASE)
    end = start + match.start() if match else end
    return (start, end) if end > start and shown[start:end].casefold() not in ("and", "or", "plus") else None


def read_claim(text: str) -> str | None:
    """Whose figure it is: "Varn claim", "per SOHR", "according to X"; None where the words say no such thing."""
    match = load_count_words().claim.fullmatch(text.strip(" \t\n()[].,;:"))
    if match is None:
        return None
    name = _REMARK.sub("", (match["named"] or match["owner"]).strip(" ,;:"))
    named = any(c.isalpha() for c in name) and len(name) <= 80 and name.count('"') % 2 == 0
    return name if named and name.casefold() not in load_count_words().nobody else None


def tells_something(shown: str) -> bool:
    """Whether words without a number state something of strength or losses: a degree, or more of a kind of loss or of a thing that is counted."""
    words = load_count_words()
    if any(pattern.search(shown) for pattern in (words.degrees, words.vague, words.unknown, words.kept)):
        return True
    if not words.category.search(shown) and class_of(shown, False) is None:
        return False
    rest = set(re.findall(r"\w+", words.category.sub(" ", shown).casefold()))
    return bool(rest - words.total - words.beside - words.generic)


def is_unknown(text: Text) -> bool:
    """Whether a line says that the number is not known, and no more ("unknown", "Killed?")."""
    words = load_count_words()
    shown = _ASKED.sub(" ?", text.shown.strip(" \t\n.,;:()*"))
    if not words.unknown.search(shown):
        return False
    rest = _WORD.findall(words.unknown.sub(" ", shown))
    return all(word.casefold() in words.beside for word in rest)
