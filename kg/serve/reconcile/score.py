"""Scoring of entities against a reconciliation query, by names and property values. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from kg.language.fold import fold_name
from kg.link.names import has_initials, initials_agree, name_key, split_title, years_of
from kg.link.vocabulary import load_vocabulary
from kg.serve.reconcile.index import Thing

_NEARLY = 0.9
_OTHER_NUMBERS = 0.6
_OTHER_QUALIFIER = 0.7
_UNQUALIFIED = 0.93
_LONGER = (60.0, 25.0)
_DATE = re.compile(r"\s*(-?\d{4,})(-\d\d)?(-\d\d)?(?:T.*)?\s*")
_NUMBER = re.compile(r"(?<![\d.])-?\d[\d,  ]*(?:\.\d+)?")
_SAME_YEAR = 0.5


class Value(NamedTuple):
    """A value as text; for an entity all its names, and its IRI."""

    texts: tuple[str, ...]
    iri: str = ""


def name_score(query: str, thing: Thing) -> float:
    """The similarity (of 100) of a query and the most similar name of an entity."""
    best = max(compare_names(query, name) for name in thing.names)
    own, other = split_title(query).qualifier, split_title(thing.title).qualifier
    if not own or own.casefold() == other.casefold():
        return best
    return best * (_OTHER_QUALIFIER if other else _UNQUALIFIED)


def compare_names(one: str, other: str) -> float:
    """The similarity of two names (of 100), in the steps of linking (kg/data/link.toml)."""
    like = load_vocabulary().likeness
    if " ".join(one.split()).casefold() == " ".join(other.split()).casefold():
        return 100 * like.written
    folded, theirs = fold_name(one), fold_name(other)
    if folded == theirs:
        return 100 * like.folded
    alike = ratio(folded, theirs)
    same_numbers = _numbers(folded) == _numbers(theirs)
    if name_key(one) == name_key(other) and same_numbers and alike >= (like.least if " " in folded else like.least_of_one_word):
        return 100 * like.transliterated * (0.5 + alike / 200)
    if (has_initials(one) and initials_agree(one, other)) or (has_initials(other) and initials_agree(other, one)):
        return 100 * like.initials
    in_order = ratio(" ".join(sorted(folded.split())), " ".join(sorted(theirs.split())))
    best = max(_NEARLY * max(alike, in_order), _longer(folded, theirs))
    return best if same_numbers else best * _OTHER_NUMBERS


def _numbers(words: str) -> list[str]:
    return sorted(word for word in words.split() if not word.isalpha())


def _longer(folded: str, theirs: str) -> float:
    """The score of a name that extends the other by some words."""
    mine, its = set(folded.split()), set(theirs.split())
    if not mine or not its or not (mine <= its or its <= mine):
        return 0.0
    least, more = _LONGER
    return least + more * min(len(folded), len(theirs)) / max(len(folded), len(theirs))


def ratio(one: str, other: str) -> float:
    """The similarity of two texts (of 100), by rapidfuzz if installed."""
    if find_spec("rapidfuzz"):
        from rapidfuzz.fuzz import ratio as compare

        return float(compare(one, other))
    from difflib import SequenceMatcher

    return 100 * SequenceMatcher(None, one, other, autojunk=False).ratio()


def fit_values(compare: str, wanted: Sequence[Value], values: Sequence[Value]) -> float | None:
    """The best agreement (0 to 1) of an entity's values with the wanted ones; None without values."""
    if not values:
        return None
    if compare == "span":
        return max(_fit_span(text, values) for value in wanted for text in value.texts)
    return max(_fit(compare, value, other) for value in wanted for other in values)


def _fit(compare: str, wanted: Value, value: Value) -> float:
    if wanted.iri:
        return float(wanted.iri == value.iri)
    pairs = [(one, other) for one in wanted.texts for other in value.texts]
    if compare == "thing":
        return max((compare_names(one, other) / 100 for one, other in pairs), default=0.0)
    if compare == "date":
        return max((_fit_date(one, other) for one, other in pairs), default=0.0)
    if compare in ("number", "figure"):
        return max((_fit_number(one, other) for one, other in pairs), default=0.0)
    return max((ratio(one.casefold(), other.casefold()) / 100 for one, other in pairs), default=0.0)


def _fit_date(wanted: str, value: str) -> float:
    """1 if the dates do not contradict each other, one half if only the year agrees."""
    one, other = _DATE.fullmatch(wanted), _DATE.fullmatch(value)
    years = years_of(wanted)
    if not other or not (one or years):
        return 0.0
    if not one:
        return float(bool(years) and years is not None and years[0] <= int(other[1]) <= years[1])
    if int(one[1]) != int(other[1]):
        return 0.0
    return (
        1.0 if all(mine is None or its is None or mine == its for mine, its in zip(one.groups()[1:], other.groups()[1:], strict=True)) else _SAME_YEAR
    )


def _fit_span(wanted: str, values: Iterable[Value]) -> float:
    """1 for a year from the first to the last."""
    told = _DATE.fullmatch(wanted)
    years = (int(told[1]), int(told[1])) if told else years_of(wanted)
    known = [int(match[1]) for value in values for text in value.texts if (match := _DATE.fullmatch(text))]
    return float(bool(years and known) and years is not None and years[0] <= max(known) and min(known) <= years[1])


def _fit_number(wanted: str, value: str) -> float:
    """1 for a number between the bounds that the value tells."""
    one, known = read_numbers(wanted), read_numbers(value)
    return float(bool(one and known) and min(known) <= one[0] <= max(known))


def read_numbers(text: str) -> list[float]:
    """The numbers of a text, with or without marks between thousands."""
    return [float("".join(c for c in found if c.isdecimal() or c in ".-")) for found in _NUMBER.findall(text)]
