"""Ranks and titles before names (kg/data/en/ranks.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.extract.phrases.groups import is_formation
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.text import Text

_RANKS = ("army", "ss", "navy", "air", "police", "short")
_BLANK = r"[\s\u00a0]+"


@dataclass(frozen=True, slots=True)
class Ranks:
    """Patterns of a rank at the beginning of a text, of a title of honour there, and the words that go on with a name after a comma.

    ``inner`` are the borders between two people whom only the rank of the second parts; what ``owned`` matches behind a rank makes it part
    of a name ("Prince of Esk").
    """

    rank: re.Pattern[str]
    inner: re.Pattern[str]
    title: re.Pattern[str]
    owned: re.Pattern[str]
    after_comma: frozenset[str]
    phrases_after_comma: tuple[str, ...]
    particles: frozenset[str]


@cache
def load_ranks(language: Language) -> Ranks:
    """The ranks of CODE/ranks.toml; ValueError where the file breaks its schema."""
    data = language.table("ranks").only("words", "titles")
    words = data.table("words").only(*_RANKS, "exact", "modifiers", "tails", "branches", "ambiguous")
    titles = data.table("titles").only("words", "particles", "after_comma", "phrases_after_comma")
    ranks = [word for name in _RANKS for word in words.words(name)]
    exact = words.words("exact")
    # a full stop may stand behind each word, and words may be set close: "Lt.Col.", "Rear-Adm."
    one = rf"(?:(?i:{any_of(ranks, blank=_BLANK)})|(?:{any_of(exact, blank=_BLANK)}))"
    before = rf"(?i:{any_of([*ranks, *words.words('modifiers')], blank=_BLANK)})"
    joint = r"(?:\.[\s\u00a0-]*|[\s\u00a0]*-[\s\u00a0]*|[\s\u00a0]+)"
    tails = any_of(words.words("tails"), blank=_BLANK)
    run = rf"(?:(?:{any_of(words.words('branches'))})-)?(?:{before}{joint})*{one}\b\.?(?:[\s\u00a0-]*(?i:{tails})(?![\w-]))?"
    ambiguous = words.words("ambiguous")
    names = [word for word in ranks if word[:1].isupper() and word.casefold() not in ambiguous]
    inner = rf"(?<=[\w.)])[\s\u00a0]+(?=(?:{any_of([*names, *exact], blank=_BLANK)})(?:\.|[\s\u00a0]))"
    return Ranks(
        re.compile(run),
        re.compile(inner),
        re.compile(rf"(?:{any_of(titles.words('words'), blank=_BLANK)})\.?[\s\u00a0]+"),
        re.compile(rf"(?:{load_grammar(language).belonging}) "),
        frozenset(titles.words("after_comma")),
        titles.words("phrases_after_comma"),
        frozenset(titles.words("particles")),
    )


def match_rank(shown: str, language: Language) -> int:
    """The length of the rank that a text begins with; 0 where it begins with none or a part of a word only looks like one."""
    match = load_ranks(language).rank.match(shown)
    if match is None or (match.end() < len(shown) and (shown[match.end()].isalnum() or shown[match.end()] in "'’-")):
        return 0
    return match.end()


def split_rank(text: Text, language: Language) -> tuple[Text, Text]:
    """Part the rank before a name from the name; the rank is empty where there is none, the name where there is only a rank."""
    end = match_rank(text.shown, language)
    if not end:
        return text.cut(0, 0), text
    rest = text.cut(end)
    beginning = len(rest.shown) - len(rest.shown.lstrip(" \u00a0\t,:"))
    name = rest.cut(beginning)
    if name.shown and not beginning and text.shown[end - 1] != ".":
        return text.cut(0, 0), text
    if load_ranks(language).owned.match(name.shown):
        return text.cut(0, 0), text
    return text.cut(0, end), name


def is_rank(shown: str, language: Language) -> bool:
    """Whether a text is a rank and nothing else."""
    return bool(shown) and match_rank(shown.strip(), language) == len(shown.strip())


def is_title(shown: str, language: Language) -> bool:
    """Whether a text is a title of honour and nothing else."""
    match = load_ranks(language).title.match(f"{shown} ")
    return match is not None and match.end() > len(shown)


def strip_titles(name: str, language: Language) -> str:
    """A name without the titles of honour before it, as long as two words are left: one alone is too little to be a name by."""
    while match := load_ranks(language).title.match(name):
        rest = name[match.end() :]
        if not rest or not rest[0].isupper() or " " not in rest:
            return name
        name = rest
    return name


def begins_name(shown: str, language: Language) -> bool:
    """Whether a text begins as names do: in a capital, or with a small word that names begin with."""
    first = re.match(r"\w+", shown)
    return first is not None and (first.group()[0].isupper() or first.group() in load_ranks(language).particles)


def continues_name(shown: str, language: Language) -> bool:
    """Whether a part after a comma belongs to the name: "Duke of Esk", "Jr.", "1st Baron Varn"."""
    first = re.match(r"\w+", shown)
    if first is None or is_formation(shown, language):
        return False
    return first.group() in load_ranks(language).after_comma or shown.startswith(load_ranks(language).phrases_after_comma)
