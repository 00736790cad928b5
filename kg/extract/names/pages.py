"""Whether the page that a name links to is about what it names, or only tells of it (kg/data/en/pages.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extract.phrases.groups import is_organisation, may_be_person, tokens
from kg.language.fold import fold_name
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.finding import Kind
from kg.patterns import lazy_pattern
from kg.values import dataclass

_BRACKET = lazy_pattern(r"\s*\((?P<inside>[^()]*)\)\s*$")
_NUMBER = lazy_pattern(r"\b(?:(?P<digits>\d{1,3})(?!\d)|(?P<roman>[IVXL]{1,6})\b)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
# So many letters at the beginning make two words one ("Patriot", "Patriots").
_STEM = 4


@dataclass(frozen=True, slots=True)
class Pages:
    """Titles of pages about topics and events, names with when or where they are told of, names of several, numbers and sizes of formations."""

    topic: re.Pattern[str]
    event: re.Pattern[str]
    during: re.Pattern[str]
    within: re.Pattern[str]
    polities: frozenset[str]
    collective: frozenset[str]
    ordinals: tuple[str, ...]
    sizes: frozenset[str]


@cache
def load_pages(language: Language) -> Pages:
    """The vocabulary of CODE/pages.toml; ValueError where the file breaks its schema."""
    data = language.table("pages").only("topics", "events", "during", "within", "polities", "collective", "ordinals", "sizes")
    grammar, events = load_grammar(language), any_of(data.words("events"))
    return Pages(
        topic=re.compile(rf"(?:(?:{grammar.article})\s+)?(?:{any_of(data.words('topics'))})\b", re.IGNORECASE),
        event=re.compile(rf"(?:.*\b(?:{events})|(?:{events})\s+(?:{grammar.belonging})\b.*)$", re.IGNORECASE),
        during=re.compile(rf"(?P<name>.+?)\s+(?:{any_of(data.words('during'))})\s+(?:(?:{grammar.article})\s+)?(?P<time>.+)$", re.IGNORECASE),
        within=re.compile(rf"(?P<topic>.+?)\s+(?:{any_of(data.words('within'))})\s+(?:(?:{grammar.article})\s+)?(?P<place>.+)$", re.IGNORECASE),
        polities=frozenset(data.words("polities")),
        collective=frozenset(data.words("collective")),
        ordinals=data.words("ordinals"),
        sizes=frozenset(data.words("sizes")),
    )


@lru_cache(maxsize=8192)
def tells_only(page: str, shown: str, kind: Kind, language: Language) -> bool:
    """Whether a page is about something else than what links to it by the words ``shown``: a topic, an event, another formation."""
    bracket = _BRACKET.search(page)
    head = page[: bracket.start()] if bracket else page
    if not shown or fold_name(head) == fold_name(shown) or fold_name(page) == fold_name(shown):
        return False
    pages = load_pages(language)
    if pages.topic.match(head) and not pages.topic.match(shown):
        return True
    if _is_event(head, language) and not pages.event.match(shown):
        return True
    if (match := pages.during.match(head)) and _is_event(match["time"], language) and not pages.during.match(shown):
        return True
    if _is_within(head, shown, language):
        return True
    if tokens(shown)[:1] and tokens(shown)[0] in pages.collective and tokens(head)[0] not in pages.collective:
        return True
    if bracket and pages.event.match(bracket["inside"]) and not _share_words(head, shown):
        return True
    return _is_other_formation(head, shown, language) if kind in ("unit", "group") else kind == "person" and _is_group(head, shown, language)


def _is_event(title: str, language: Language) -> bool:
    return load_pages(language).event.match(title) is not None


def _is_within(head: str, shown: str, language: Language) -> bool:
    """Whether a page tells of a topic in a place, and the place is what is named ("Enlightenment in Sund")."""
    match = load_pages(language).within.match(head)
    if match is None or fold_name(match["place"]) != fold_name(shown):
        return False
    return not is_organisation(match["topic"], language) and load_pages(language).polities.isdisjoint(tokens(match["topic"]))


def _share_words(a: str, b: str) -> bool:
    first, second = fold_name(a).split(), fold_name(b).split()
    return any(x[:_STEM] == y[:_STEM] for x in first for y in second)


def _is_group(head: str, shown: str, language: Language) -> bool:
    """Whether a page is about a group, and nothing of its title is in the name of somebody."""
    return is_organisation(head, language) and not may_be_person(head, language) and not _share_words(head, shown)


def _is_other_formation(head: str, shown: str, language: Language) -> bool:
    """Whether the numbers of two formations differ, or their sizes where only one is numbered or the numbers are the same."""
    numbers, other = _numbers(head, language), _numbers(shown, language)
    if numbers and other and not numbers & other:
        return True
    sizes = load_pages(language).sizes
    kinds, other_kinds = sizes.intersection(tokens(head)), sizes.intersection(tokens(shown))
    return bool(kinds and other_kinds and not kinds & other_kinds)


def _numbers(name: str, language: Language) -> frozenset[int]:
    ordinals = load_pages(language).ordinals
    found = {int(match["digits"]) if match["digits"] else _value_of(match["roman"]) for match in _NUMBER.finditer(name)}
    return frozenset(found | {ordinals.index(word) + 1 for word in tokens(name) if word in ordinals})


def _value_of(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
