"""The words about a count: kinds of losses, what is counted, whose figure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.extract.figures.vocabulary import CLASSES, OTHER, PERSONNEL, UNIT, load_claim_words, load_clause_words, load_count_words, load_type_letters
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.text import Text
from kg.patterns import lazy_pattern

_WORD = lazy_pattern(r"[^\W_](?:[\w'’.&-]*[\w])?|\?+")
_DESIGNATION = lazy_pattern(r"\b(?:([A-Za-z]+)-?(\d+)|([A-Z][A-Za-z]{0,3})\s(\d{2,3})s?\b)")
_REMARK = lazy_pattern(r"\s*\([^()]*\)?$")
_ASKED = lazy_pattern(r"(?<=\w)\?+$")
_CLOSED = lazy_pattern(r"[;:()\[\]]|(?<![A-Z])\.\s")
_CLAUSE = lazy_pattern(r"[^,;]+")
_AFTER_CATEGORY = lazy_pattern(r"\s+([^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3})")
_TOKEN = lazy_pattern(r"\w+")
_LONGEST_LABEL = 40


class CategoryWord(NamedTuple):
    """A word for a kind of loss with its offsets; "lost" stands for the word that fits both."""

    category: str
    start: int
    end: int


def find_categories(shown: str, language: Language) -> tuple[CategoryWord, ...]:
    """The words for kinds of losses in a text.

    Further clauses that tell of "many" or "unknown" numbers do not count; of two words that nothing joins the second tells
    ("prisoners executed").
    """
    words, low = load_count_words(language), lower_letters(shown)
    if words.category.search(low) is None:
        return ()
    found: list[CategoryWord] = []
    for clause in _CLAUSE.finditer(low):
        vague = words.vague.search(clause.group())
        limit = clause.end() if vague is None else clause.start() + (0 if clause.start() else vague.start())
        for match in words.category.finditer(low, clause.start(), limit):
            if found and found[-1].end > clause.start() and not words.joined.search(low, found[-1].end, match.start()):
                found.pop()
            found.append(CategoryWord(words.category_of[match.group()], *match.span()))
    return tuple(found)


def class_of(noun: str, aircraft: bool, language: Language) -> str | None:
    """What a noun counts: people, materiel or units; None where the words do not tell. ``aircraft``: the cell tells of aircraft."""
    kind = kind_of(noun, aircraft, language)
    return CLASSES[kind] if kind else None


def kind_of(noun: str, aircraft: bool, language: Language) -> str | None:
    """The kind of what a noun counts (ck:countedKind), of the last of its words that tell; a type of things that are not known is another kind."""
    words = load_count_words(language)
    found = _WORD.findall(lower_letters(noun))
    for end in range(len(found), 0, -1):
        for word in (" ".join(found[end - 2 : end]) if end > 1 else "", found[end - 1]):
            if word in words.fighters:
                return "aircraft" if aircraft else PERSONNEL
            if word in words.kinds:
                return words.kinds[word]
    compound = found[-1].rpartition("-")[2] if found else ""
    if compound in words.kinds:
        return words.kinds[compound]
    designation = _DESIGNATION.search(noun)
    if designation is None:
        return None
    letters, figures = (part for part in designation.groups() if part)
    types, letters = load_type_letters(language), lower_letters(letters)
    return types.get(f"{letters}-{figures}") or types.get(f"{letters}{figures}") or types.get(letters, OTHER)


def label_noun(label: str, language: Language) -> str | None:
    """What a label names, as written, without its words for losses and totals: "aircraft" of "Total aircraft lost"."""
    words, low = load_count_words(language), lower_letters(label)
    for pattern in (words.category, words.total_mark):
        for match in pattern.finditer(low):
            label = label[: match.start()] + " " * len(match.group()) + label[match.end() :]
    return " ".join(label.split()) or None


def is_label(name: str, language: Language) -> bool:
    """Whether words name what the number behind them counts, and no more: "Infantry", "Field guns", "Aircraft lost".

    Only the first of them has a capital, and formations are labels where many are meant, since "Army" may as well head a list.
    """
    words = load_count_words(language)
    bare = " ".join(words.total_mark.sub(" ", words.category.sub(" ", name if name.isupper() else name[:1].lower() + name[1:])).split())
    if (
        not bare
        or len(bare) > _LONGEST_LABEL
        or any(word[0].isupper() for word in bare.split()[1:])
        or any(c in "()[]:;" or c.isdigit() for c in bare)
    ):
        return False
    low = lower_letters(bare)
    last = [" ".join(low.split()[-size:]) for size in (2, 1)]
    kind = next((words.kinds[word] for word in last if word in words.kinds), None)
    if kind is None:
        return last[1] in words.fighters
    return CLASSES[kind] != UNIT or not words.label_units.isdisjoint(last)


def find_noun(shown: str, categories: Sequence[CategoryWord], language: Language) -> tuple[int, int] | None:
    """Offsets of what is counted in the words behind a number: up to a stop word, one of their categories or the end of the clause."""
    words, clauses, low = load_count_words(language), load_clause_words(language), lower_letters(shown)
    marks = [word.start for word in categories]
    marks += [match.start() for pattern in (words.kept, words.vague) if (match := pattern.search(low))]
    limit = min([len(shown), *marks])
    if limit <= _first_letter(shown):
        return _noun_after_category(shown, categories, language)
    start = end = None
    skipped_to = 0
    for match in _WORD.finditer(low, 0, limit):
        word = match.group()
        if end is not None and match.start() >= skipped_to and _closes_noun(shown, end, match.start(), limit, language):
            break
        if match.start() < skipped_to:
            continue
        if end is not None and (compound := clauses.compounds.match(low, match.start(), limit)):
            end = skipped_to = compound.end()
            continue
        if word in clauses.stops:
            if start is None and word in clauses.skipped:
                continue
            break
        if start is None and (word.replace(",", "").isdigit() or word.endswith(clauses.adverb_endings)):
            continue
        start = match.start() if start is None else start
        end = end if word.endswith(clauses.adverb_endings) else match.end()
    return _trim_joint(low, start, end, language)


def _closes_noun(shown: str, end: int, start: int, limit: int, language: Language) -> bool:
    """Whether the signs between two words close a noun: brackets, colons, full stops, and commas that no "and" follows."""
    if _CLOSED.search(shown, max(0, end - 1), start):
        return True
    return "," in shown[end:start] and load_clause_words(language).joint.search(lower_letters(shown[start:limit])) is None


def _first_letter(shown: str) -> int:
    match = _WORD.search(shown)
    return match.start() if match else len(shown)


def _noun_after_category(shown: str, categories: Sequence[CategoryWord], language: Language) -> tuple[int, int] | None:
    """The noun of "captured tanks" and "dead civilians": what follows directly on the category."""
    words = load_clause_words(language)
    match = _AFTER_CATEGORY.match(shown, max((word.end for word in categories), default=0))
    if match is None:
        return None
    kept = []
    for word in _WORD.finditer(shown, match.start(1), match.end(1)):
        if lower_letters(word.group()) in words.stops or lower_letters(word.group()) in words.joining:
            break
        kept.append(word)
    if not kept or class_of(shown[kept[0].start() : kept[-1].end()], False, language) is None:
        return None
    return kept[0].start(), kept[-1].end()


def _trim_joint(low: str, start: int | None, end: int | None, language: Language) -> tuple[int, int] | None:
    """Take "and" and "or" off the end of a noun."""
    if start is None or end is None:
        return None
    words = load_clause_words(language)
    match = words.trailing_joint.search(low[start:end])
    end = start + match.start() if match else end
    return (start, end) if end > start and low[start:end] not in words.trailing else None


def read_claim(text: str, language: Language) -> str | None:
    """Whose figure it is: "Varn claim", "per SOHR", "according to X"; None where the words say no such thing."""
    words, text = load_claim_words(language), text.strip(" \t\n()[].,;:")
    match = words.claim.fullmatch(lower_letters(text))
    if match is None:
        return None
    start, end = match.span("named" if match["named"] else "owner")
    name = _REMARK.sub("", text[start:end].strip(" ,;:"))
    named = any(c.isalpha() for c in name) and len(name) <= 80 and name.count('"') % 2 == 0
    return name if named and lower_letters(name) not in words.nobody else None


def tells_something(shown: str, language: Language) -> bool:
    """Whether words without a number state something of strength or losses: a degree, or more of a kind of loss or of a thing that is counted."""
    words, low = load_count_words(language), lower_letters(shown)
    if any(pattern.search(low) for pattern in (words.degrees, words.vague, words.unknown, words.kept)):
        return True
    if not words.category.search(low) and class_of(shown, False, language) is None:
        return False
    rest = set(_TOKEN.findall(words.category.sub(" ", low)))
    return bool(rest - words.total - words.beside - words.generic)


def says_how_many(shown: str, language: Language) -> bool:
    """Whether words without a number tell a degree or a kind of loss, and not only of whom or of what ("the Varnish army")."""
    words, low = load_count_words(language), lower_letters(shown)
    return any(pattern.search(low) for pattern in (words.category, words.degrees, words.vague, words.unknown, words.kept))


def is_unknown(text: Text, language: Language) -> bool:
    """Whether a line says that the number is not known, and no more ("unknown", "Killed?")."""
    words = load_count_words(language)
    low = lower_letters(_ASKED.sub(" ?", text.shown.strip(" \t\n.,;:()*")))
    if not words.unknown.search(low):
        return False
    return all(word in words.beside for word in _WORD.findall(words.unknown.sub(" ", low)))
