"""The vocabulary of strength and losses (kg/data/CODE/losses.toml): kinds of losses, what is counted, whose figure it is, what bounds a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of, lower_letters
from kg.values import dataclass

CATEGORIES = (
    "killed", "wounded", "captured", "missing", "casualties", "executed", "displaced", "defected", "sick", "destroyed", "damaged", "materielCaptured",
)  # fmt: skip
PEOPLE, MATERIEL, UNIT = "people", "materiel", "unit"
PERSONNEL, CIVILIANS, FORMATIONS, OTHER = "personnel", "civilians", "formations", "otherCounted"
THINGS = ("aircraft", "vessels", "vehicles", "artillery", "animals")
CLASSES = {PERSONNEL: PEOPLE, CIVILIANS: PEOPLE, FORMATIONS: UNIT} | dict.fromkeys((*THINGS, OTHER), MATERIEL)
"""The class of each kind of what is counted (ck:countedKind): people, units, and materiel of several kinds."""
LOST = "lost"
_TABLES = (
    "categories", LOST, "not_losses", PEOPLE, MATERIEL, "types", "units", "numbered", "aircraft", "civilians", "stops", "part", "total", "labels",
    "doubtful", "predicates", "persons", "captivity", "everybody", "others", "unknown", "joining", "nouns", "years", "claims", "vague", "generic",
    "circumstances", "estimated", "degrees", "qualifying", "inline_headings", "runs", "plain",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class CountWords:
    """The words for losses and for what is counted; patterns and words are for text in lower case, as in all that follows.

    ``plain`` are the words for a kind of loss that say no more than the kind.
    """

    category: re.Pattern[str]
    category_of: dict[str, str]
    plain: frozenset[str]
    joined: re.Pattern[str]
    kept: re.Pattern[str]
    kinds: dict[str, str]
    fighters: frozenset[str]
    fighter_years: tuple[int, int]
    aircraft: re.Pattern[str]
    civilians: re.Pattern[str]
    vague: re.Pattern[str]
    part: re.Pattern[str]
    total: frozenset[str]
    total_mark: re.Pattern[str]
    label_units: frozenset[str]
    doubt: re.Pattern[str]
    predicate: re.Pattern[str]
    persons: frozenset[str]
    captivity: re.Pattern[str]
    everybody: re.Pattern[str]
    others: frozenset[str]
    unknown: re.Pattern[str]
    beside: frozenset[str]
    generic: frozenset[str]
    estimated: frozenset[str]
    degrees: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class ClauseWords:
    """The words that bound what is counted, and that tell more of a count behind it."""

    stops: frozenset[str]
    breaking: frozenset[str]
    skipped: frozenset[str]
    compounds: re.Pattern[str]
    adverb_endings: tuple[str, ...]
    joining: frozenset[str]
    joint: re.Pattern[str]
    trailing: frozenset[str]
    trailing_joint: re.Pattern[str]
    circumstance: re.Pattern[str]
    relating: re.Pattern[str]
    circumstances: frozenset[str]
    qualifying: frozenset[str]
    idle: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class ClaimWords:
    """The words that say whose figure it is: a text that is all about it, words behind a figure, and names that are none."""

    claim: re.Pattern[str]
    inline: re.Pattern[str]
    nobody: frozenset[str]


@cache
def load_count_words(language: Language) -> CountWords:
    """Read losses.toml; ValueError where it names a category that the ontology does not have."""
    table = language.table("losses").only(*_TABLES)
    categories = table.table("categories").only(*CATEGORIES).groups()
    category_of = {lower_letters(word): name for name, words in categories.items() for word in words}
    category_of |= dict.fromkeys(_words_of(table, LOST), LOST)
    total = table.table("total").only("words", "beside")
    aircraft, unknown = table.table("aircraft").only("fighter", "years", "words"), table.table("unknown").only("words", "beside")
    predicates = any_of(_words_of(table, "predicates"), blank=r"\s+")
    joining, asked = any_of(_low(_joining(table).words("losses"))), any_of(_low(unknown.words("words")))
    return CountWords(
        category=word_pattern(category_of),
        category_of=category_of,
        plain=frozenset(map(lower_letters, _words_of(table, "plain"))),
        joined=re.compile(rf"\b(?:{joining})\b|[&/+(:]"),
        kept=word_pattern(_words_of(table, "not_losses")),
        kinds=_kinds(table),
        fighters=frozenset(_low(aircraft.words("fighter"))),
        fighter_years=_years(aircraft),
        aircraft=word_pattern(_low(aircraft.words("words"))),
        civilians=word_pattern(_low(table.table("civilians").only("words", "people").words("words"))),
        vague=word_pattern(_words_of(table, "vague")),
        part=word_pattern(_words_of(table, "part")),
        total=frozenset(_low((*total.words("words"), *total.words("beside")))),
        total_mark=word_pattern(_low(total.words("words"))),
        label_units=frozenset(_words_of(table, "labels")),
        doubt=word_pattern(_words_of(table, "doubtful")),
        predicate=re.compile(rf"\s+(?:{predicates})(?![\w-])"),
        persons=frozenset(_words_of(table, "persons")),
        captivity=word_pattern(_words_of(table, "captivity")),
        everybody=word_pattern(_words_of(table, "everybody")),
        others=frozenset(_words_of(table, "others")),
        unknown=re.compile(rf"(?<!\w)(?:{asked})(?!\w)"),
        beside=frozenset(_low(unknown.words("beside"))),
        generic=frozenset(_words_of(table, "generic")),
        estimated=frozenset(_words_of(table, "estimated")),
        degrees=word_pattern(_words_of(table, "degrees")),
    )


def _kinds(table: Table) -> dict[str, str]:
    """The kind of what is counted (ck:countedKind) by word, in lower case."""
    materiel, types = (
        table.table(MATERIEL).only("words", *THINGS),
        table.table("types").only("endings", *THINGS, *(f"{kind}_letters" for kind in THINGS)),
    )
    endings = ("", *_low(types.words("endings")))
    kinds = {word + ending: kind for kind in THINGS for word in _low(types.words(kind)) for ending in endings}
    kinds |= {word: kind for name, kind in (("words", OTHER), *zip(THINGS, THINGS, strict=True)) for word in _low(materiel.words(name))}
    kinds |= dict.fromkeys(_words_of(table, "units"), FORMATIONS) | dict.fromkeys(_words_of(table, PEOPLE), PERSONNEL)
    return kinds | dict.fromkeys(_low(table.table("civilians").only("words", "people").words("people")), CIVILIANS)


def _years(table: Table) -> tuple[int, int]:
    """The first and last year of a table; a span without any year where it has none."""
    years = table.words("years")
    if not years:
        return (1, 0)
    if len(years) != 2 or not all(year.isdecimal() for year in years):
        table.fail("years", "must be two years")
    return int(years[0]), int(years[1])


@cache
def load_type_letters(language: Language) -> dict[str, str]:
    """The kind of thing by the letters that begin its designation ("t" of "T-34")."""
    types = language.table("losses").table("types")
    return {letters: kind for kind in THINGS for letters in _low(types.words(f"{kind}_letters"))}


@cache
def load_clause_words(language: Language) -> ClauseWords:
    """Read the words of losses.toml that bound nouns and begin clauses."""
    table = language.table("losses").only(*_TABLES)
    nouns, stops = table.table("nouns").only("skipped", "compounds", "adverb_endings"), table.table("stops").only("words", "breaking")
    joining, trailing = (_low(_joining(table).words(name)) for name in ("nouns", "trailing"))
    articles = any_of(_low(table.table("runs").words("articles")))
    joint, last, circumstances = any_of(joining), any_of(trailing), any_of(_words_of(table, "circumstances"))
    return ClauseWords(
        stops=frozenset(_low(stops.words("words"))),
        breaking=frozenset(_low(stops.words("breaking"))),
        skipped=frozenset(_low(nouns.words("skipped"))),
        compounds=re.compile(rf"(?:{any_of(_low(nouns.words('compounds')))})(?!\w)"),
        adverb_endings=nouns.words("adverb_endings"),
        joining=frozenset(joining),
        joint=re.compile(rf"\s(?:{joint}|&)\s"),
        trailing=frozenset(trailing),
        trailing_joint=re.compile(rf"\W+(?:{last}|&)(?:\s+(?:{articles}))?\W*$"),
        circumstance=re.compile(rf"\s*(?P<words>(?:{circumstances})\b[^,;:.()\[\]\n]*?)(?:\s+(?:{last}|&))?\s*(?=[,;:.()\[\]\n]|$)"),
        relating=_relating_pattern(table),
        circumstances=frozenset(_words_of(table, "circumstances")),
        qualifying=frozenset(_words_of(table, "qualifying")),
        idle=frozenset(_low(language.table("ignored_words").words("joining"))),
    )


def _relating_pattern(table: Table) -> re.Pattern[str]:
    """What ties a count to a party behind it: "from the Duchy of Esk"."""
    runs = table.table("runs")
    relating, articles = (any_of(_low(runs.words(name))) for name in ("relating", "articles"))
    return re.compile(rf"\s*(?P<words>(?:{relating})\s+(?:(?:{articles})\s+)?(?P<named>[^,;:()\[\]\n]*?[^\s,;:()\[\].]))\s*(?=[,;:.()\[\]\n]|$)")


@cache
def load_claim_words(language: Language) -> ClaimWords:
    """Read the claims of losses.toml."""
    claims = language.table("losses").table("claims").only("after", "before", "inline", "inline_short", "nobody")
    after, before, anywhere, short = (any_of(_low(claims.words(name)), blank=r"\s+") for name in ("after", "before", "inline", "inline_short"))
    return ClaimWords(
        claim=re.compile(rf"(?:(?:{before})\s+(?P<named>\S.*?)|(?P<owner>\S.*?)(?:['’]s?)?\s+(?:{after}))\W*"),
        inline=re.compile(rf"(?:{anywhere})\s+(?P<named>[^.,;()]+)|(?<!\w)(?:{short})\s+(?P<short>[^\W\d_][^.,;()]*)"),
        nobody=frozenset(_low(claims.words("nobody"))),
    )


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The pattern of any of these words, which are in lower case; a hyphen belongs to a word."""
    return re.compile(rf"(?<![\w-])(?:{any_of(words)})(?![\w-])")


def _low(words: Iterable[str]) -> list[str]:
    return [lower_letters(word) for word in words]


def _words_of(table: Table, name: str) -> list[str]:
    """The words of a table that has nothing but words, in lower case."""
    return _low(table.table(name).only("words").words("words"))


def _joining(table: Table) -> Table:
    return table.table("joining").only("losses", "nouns", "trailing")
