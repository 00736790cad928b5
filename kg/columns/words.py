"""The words by which lost borders between columns are found (columns.toml of a language), and how phrases of an article are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of
from kg.patterns import lazy_pattern
from kg.values import dataclass

_WORD = lazy_pattern(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_LISTS = ("open", "named_behind", "before_number", "whole", "ends", "starts", "state", "rising", "foreign", "parting", "unwritten", "asides")
_PATTERNS = (
    "hedges", "lower_starts", "subordinate", "ordinals", "noun_of", "joint", "combatants", "sums", "place_headings", "led_by", "yields_to",
    "allied_with", "one_side_and", "opposing", "fights", "not_fought", "between", "conjunctions", "titled",
)  # fmt: skip
# Shorter names of countries begin too many words.
_SHORTEST_LAND = 4
_OTHERS = ("articles", "names", "three", "two", "holding", "kinds", "people", "peoples")


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Patterns made of the lists of columns.toml."""

    start: re.Pattern[str]
    """Where in a line a value may begin."""
    ordinal: re.Pattern[str]
    lower_line: re.Pattern[str]
    subordinate: re.Pattern[str]
    noun_of: re.Pattern[str]
    joint: re.Pattern[str]
    combatants: re.Pattern[str]
    sums: re.Pattern[str]
    place_heading: re.Pattern[str]
    led_by: re.Pattern[str]
    yields_to: re.Pattern[str]
    allied_with: re.Pattern[str]
    one_side_and: re.Pattern[str]
    opposing: re.Pattern[str]
    between: re.Pattern[str]
    conjunction: re.Pattern[str]
    titled: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class ColumnWords:
    """What columns.toml of a language says, checked; all words in lower case. The comments there tell what each list is for."""

    open: frozenset[str]
    named_behind: frozenset[str]
    before_number: frozenset[str]
    whole: frozenset[str]
    ends: frozenset[str]
    starts: frozenset[str]
    state: frozenset[str]
    rising: frozenset[str]
    foreign: frozenset[str]
    parting: frozenset[str]
    unwritten: frozenset[str]
    asides: frozenset[str]
    three: tuple[str, ...]
    two: tuple[str, ...]
    holding: tuple[str, ...]
    kinds: Mapping[str, str]
    given: frozenset[str]
    titles: frozenset[str]
    generic: frozenset[str]
    """Words of a name that do not tell which party it is."""
    countries: frozenset[str]
    """Names of states and other parties that are met often, folded (fold_phrase)."""
    states: frozenset[str]
    """Those of them that are countries of today."""
    peoples: Mapping[str, str]
    """Adjectives of peoples that are unlike their country's name, with that name, both folded."""
    ordinals: frozenset[str]
    """How formations are counted in words (pages.toml)."""
    months: frozenset[str]
    """Names of months (dates.toml)."""
    article: str
    """The Arabic article, as all its spellings are compared; "" where the language knows none."""
    articles: re.Pattern[str]
    patterns: Patterns

    def knows(self, name: str) -> bool:
        """Whether a name is that of a party that is met often."""
        return fold_phrase(name, self) in self.countries

    def begins_with_article(self, word: str) -> bool:
        """Whether a word begins with the Arabic article in lower case and a hyphen ("al-Sham")."""
        return self.article != "" and word.startswith(f"{self.article}-")

    def is_flag_of(self, country: str, name: str) -> bool:
        """Whether a country in front of a name only is its flag in words: the name begins with the adjective of that country ("Esk Eskish Army")."""
        land, adjective = fold_phrase(country, self), fold_phrase(name.partition(" ")[0], self)
        if land not in self.states or " " not in name or adjective == land:
            return False
        return self.peoples.get(adjective) == land or (len(land) >= _SHORTEST_LAND and adjective.startswith(land[:-1]))


@cache
def load_column_words(language: Language) -> ColumnWords:
    """The words of a language; ValueError where its columns.toml breaks the schema."""
    table = language.table("columns").only(*_LISTS, *_PATTERNS, *_OTHERS)
    people = table.table("people").only("given", "titles")
    articles = _lower(table, "articles")
    pattern = re.compile(rf"\b(?:{any_of(articles)})[- ]")
    first = articles[0] if articles else ""

    def fold(names: Iterable[str]) -> frozenset[str]:
        return frozenset(_fold(name, pattern, first) for name in names)

    states = fold(language.table("flags").table("countries").names().values())
    kinds, peoples = table.table("kinds"), table.table("peoples")
    lists = {name: frozenset(_lower(table, name)) for name in _LISTS}
    return ColumnWords(
        **lists,
        generic=lists["ends"] | lists["starts"] | lists["open"],
        three=_lower(table, "three"),
        two=_lower(table, "two"),
        holding=_lower(table, "holding"),
        kinds={word: kind for kind in kinds.entries for word in _lower(kinds, kind)},
        given=frozenset(_lower(people, "given")),
        titles=fold(_lower(people, "titles")),
        countries=states | fold(_lower(table, "names")),
        states=states,
        peoples={word: _fold(country, pattern, first) for country in peoples.entries for word in _lower(peoples, country)},
        ordinals=frozenset(language.table("pages").words("ordinals")),
        months=frozenset(word.lower() for words in language.table("dates").table("months").groups().values() for word in words),
        article=first,
        articles=pattern,
        patterns=_patterns({name: _lower(table, name) for name in _PATTERNS}),
    )


def _patterns(words: Mapping[str, tuple[str, ...]]) -> Patterns:
    def listed(name: str) -> str:
        return f"(?:{any_of(words[name])})"

    def whole(name: str) -> re.Pattern[str]:
        return re.compile(rf"\b{listed(name)}\b")

    def amid(name: str) -> re.Pattern[str]:
        return re.compile(f" {listed(name)} ")

    lower, hedges, subordinate = listed("lower_starts"), listed("hedges"), listed("subordinate")
    ordinals, noun_of, led_by = listed("ordinals"), listed("noun_of"), listed("led_by")
    places = any_of(word.capitalize() for word in words["place_headings"])
    # In lower_starts, what ends with a letter is a whole word; what ends with a hyphen or a blank goes on.
    begins = rf"[\"“'‘]?[A-ZÀ-ÞĀ-Ž0-9Ѐ-Я~≈<>±*]|{lower}(?!(?<=\w)\w)|{hedges} ?[\d~]"
    return Patterns(
        start=re.compile(rf"(?<=[ \u00a0])(?={begins})"),
        ordinal=re.compile(rf"\d+{ordinals}\b"),
        lower_line=re.compile(f"{lower}|{hedges}"),
        subordinate=re.compile(subordinate, re.IGNORECASE),
        noun_of=re.compile(rf"\S+ {noun_of}\b"),
        joint=whole("joint"),
        combatants=whole("combatants"),
        sums=whole("sums"),
        place_heading=re.compile(f"(?:{places}) [^:]*:"),
        led_by=re.compile(rf" {led_by}(?: \w+)? $"),
        yields_to=amid("yields_to"),
        allied_with=amid("allied_with"),
        one_side_and=amid("one_side_and"),
        opposing=re.compile(f" (?:{listed('opposing')}|{listed('fights')}(?! {listed('not_fought')} )) "),
        between=amid("between"),
        conjunction=amid("conjunctions"),
        titled=amid("titled"),
    )


def _lower(table: Table, name: str) -> tuple[str, ...]:
    words = table.words(name)
    if wrong := next((word for word in words if word != word.casefold()), ""):
        table.fail(name, f"must be in lower case: {wrong!r}")
    return words


@lru_cache(maxsize=16384)
def fold_phrase(phrase: str, words: ColumnWords) -> str:
    """A phrase as it is compared within one article: in lower case, without accents, its words parted by one blank.

    The Arabic article is set off in one spelling. Apostrophes and spelling stay, as one article spells a name in one way; names of different
    articles are compared by kg.language.fold.
    """
    return _fold(phrase, words.articles, words.article)


def _fold(phrase: str, articles: re.Pattern[str], article: str) -> str:
    plain = phrase.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("’", "'"))
        plain = "".join([character for character in plain if not unicodedata.combining(character)])
    return " ".join(articles.sub(f"{article} ", plain).replace("-", " ").replace(".", "").split())


def words_of(shown: str) -> list[str]:
    """Return the words of a text as they stand."""
    return _WORD.findall(shown)
