"""The vocabulary of numbers (kg/data/CODE/numbers.toml): how they are written in figures and words, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import NEVER, any_of, lower_letters
from kg.values import dataclass

_TABLES = (
    "writing", "values", "multiples", "suffixes", "articles", "ranges", "bounds", "exact", "between", "vague", "measures", "strong", "names", "whole",
    "genitive", "lists", "origin", "partitive", "sentence", "nothing", "each",
)  # fmt: skip
_SIGNS = {"approximate": "~", "at_least": ">", "at_most": "<"}
_DASH = r"\s*[-‐‑‒–—−]\s*"


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """How numbers are written; patterns and words are for text in lower case.

    ``one`` is a figure or a number in words, ``join`` what stands between the two of a range, ``group`` the sign between groups of three digits.
    ``blanked`` is a figure whose groups of three digits only blanks part, ``grouped`` any that has the sign, ``beside`` two figures side by side.
    """

    one: re.Pattern[str]
    join: re.Pattern[str]
    group: str
    decimals: re.Pattern[str]
    shortened: re.Pattern[str]
    short_figure: re.Pattern[str]
    malformed: re.Pattern[str]
    blanked: re.Pattern[str]
    grouped: re.Pattern[str]
    beside: re.Pattern[str]
    values: dict[str, int]
    multiples: dict[str, int]
    suffixes: dict[str, int]
    articles: frozenset[str]
    halves: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """What stands around numbers: words that bound them, and words and signs that make them no count; all for text in lower case.

    ``nothing`` are words that are zero where they stand alone.
    ``kinds`` says how a word of ``before`` bounds the number behind it: "~" about, ">" at least, "<" at most, "b" between, "" not at all.
    """

    before: re.Pattern[str]
    kinds: dict[str, str]
    after: re.Pattern[str]
    plus: frozenset[str]
    between: re.Pattern[str]
    measure: re.Pattern[str]
    named: re.Pattern[str]
    strong: re.Pattern[str]
    glued_left: re.Pattern[str]
    glued_right: re.Pattern[str]
    listed: re.Pattern[str]
    origin: re.Pattern[str]
    partitive: re.Pattern[str]
    sentence: frozenset[str]
    about: re.Pattern[str]
    vague_below: re.Pattern[str]
    vague_above: re.Pattern[str]
    nothing: frozenset[str]
    each_before: re.Pattern[str]
    each_behind: re.Pattern[str]


@cache
def load_numerals(language: Language) -> Numerals:
    """Read how numbers are written from numbers.toml; ValueError where it has a table that is not known or a number word without a number."""
    table = language.table("numbers").only(*_TABLES)
    writing, articles = table.table("writing").only("group", "decimal", "foreign_group"), table.table("articles").only("one", "half")
    values, multiples, suffixes = (_numbered(table.table(name)) for name in ("values", "multiples", "suffixes"))
    group, decimal = (re.escape(writing.word(name)) or NEVER for name in ("group", "decimal"))
    figure = _figure_pattern(writing, [word for word, value in multiples.items() if value >= 1000])
    measured = rf"\s*-?\s*(?:{_any_low(_words_of(table, 'measures'))})(?![\w-])"
    whole = rf"(?![\w:/%]|[.,]\d|[‐‑-][^\W\d_]|\s?[°\"″]|{measured})"
    multiple, suffix, word = any_of(multiples), any_of(suffixes), _word_pattern(values, multiples, articles)
    ranges = _any_low(_words_of(table, "ranges"))
    return Numerals(
        one=re.compile(rf"(?:(?:{figure})(?:\s*(?:{multiple})\b|(?:{suffix})\b)?)|\b{word}"),
        join=re.compile(rf"{_DASH}|\s*~\s*|\s+(?:{ranges})\s+"),
        group=writing.word("group"),
        decimals=re.compile(rf"(\d+){decimal}(\d+)"),
        shortened=re.compile(rf"\d{{1,3}}(?:{decimal}\d+)?"),
        short_figure=re.compile(rf"\d{{1,3}}(?:{suffix})?"),
        malformed=re.compile(rf"(?<![\w.,])\d{{1,40}}(?:{group}\d{{1,40}}){{1,40}}(?!\w|{group})|(?<!\d)\d{{1,12}}\s?\^\s?\d+"),
        blanked=re.compile(rf"[1-9]\d{{0,2}}(?: \d{{3}}){{1,3}}{whole}(?=\s+[^\W\d_]|\s*(?:$|[+?(;,.)\[‐‑‒–—−-]))"),
        grouped=re.compile(rf"\d{group}\d{{3}}"),
        beside=re.compile(rf"(?<![\w.,/$£€-])\d{{1,3}} \d{{1,3}}{whole}(?=\s+[^\W\d_])"),
        values=values,
        multiples=multiples,
        suffixes=suffixes,
        articles=frozenset(_low(articles.words("one"))),
        halves=frozenset(_low(articles.words("half"))),
    )


@cache
def load_number_words(language: Language) -> NumberWords:
    """Read what stands around numbers from numbers.toml; ValueError where it has a table that is not known."""
    table = language.table("numbers").only(*_TABLES)
    bounds = table.table("bounds").only("approximate", "at_least", "at_most", "plus", "minus", "about")
    between = table.table("between").only("words", "joining")
    kinds = {word: sign for name, sign in _SIGNS.items() for word in _low(bounds.words(name))}
    kinds |= dict.fromkeys(_low(_words_of(table, "exact")), "") | dict.fromkeys(_low(between.words("words")), "b")
    before, after, joining = any_of(kinds), _any_low([*bounds.words("plus"), *bounds.words("minus")]), _any_low(between.words("joining"))
    measures, names, strong, origin, partitive = (_any_low(_words_of(table, name)) for name in ("measures", "names", "strong", "origin", "partitive"))
    listed, about = _any_low(table.table("lists").only("joining").words("joining")), _any_low(bounds.words("about"))
    vague, ranges, each = (_any_low(_words_of(table, name)) for name in ("vague", "ranges", "each"))
    return NumberWords(
        before=re.compile(rf"(?:^|(?<![\w]))(?:{before})\s*$"),
        kinds=kinds,
        after=re.compile(rf"\s*(?:{after})(?![\w-])"),
        plus=frozenset(_low(bounds.words("plus"))),
        between=re.compile(rf"\s+(?:{joining})\s+"),
        measure=re.compile(rf"\s*-?\s*(?:{measures})(?![\w-])"),
        named=re.compile(rf"(?:^|(?<!\w))(?:{names})\s*$"),
        strong=re.compile(rf"[-‐‑](?:{strong})(?!\w)"),
        glued_left=_glued_left(table.table("whole")),
        glued_right=_glued_right(table.table("genitive")),
        listed=re.compile(rf"(?:\d+\s*(?:,|{listed}|&)\s*)+$"),
        origin=re.compile(rf"\b(?:{origin})\s+$"),
        partitive=re.compile(rf"\s+(?:{partitive})\b"),
        sentence=frozenset(_low(_words_of(table, "sentence"))),
        about=re.compile(rf"\s*(?:{about})(?![\w-])"),
        vague_below=re.compile(rf"(?<![\w-])(?:{vague})(?:{_DASH}|\s+(?:{ranges})\s+)$"),
        vague_above=re.compile(rf"(?:{_DASH}|\s+(?:{ranges})\s+)(?:{vague})(?![\w-])"),
        nothing=frozenset(_low(_words_of(table, "nothing"))),
        each_before=re.compile(rf"\b(?:{each})\s+(?:[^\W\d_]+\s+){{0,2}}$"),
        each_behind=re.compile(rf"(?:[\s-]+[^\W\d_][\w-]*){{0,3}}?\s+(?:{each})(?=\s*(?:[,;:.()\[\]]|$))"),
    )


def _words_of(table: Table, name: str) -> tuple[str, ...]:
    """The words of a table that has nothing but words."""
    return table.table(name).only("words").words("words")


def _low(words: Iterable[str]) -> list[str]:
    return [lower_letters(word) for word in words]


def _any_low(words: Iterable[str]) -> str:
    return any_of(_low(words), blank=r"\s+")


def _numbered(table: Table) -> dict[str, int]:
    """The words of a table whose names are numbers, the longest first."""
    if wrong := next((name for name in table.entries if not name.isdecimal()), None):
        table.fail(wrong, "must be a number")
    pairs = [(lower_letters(word), int(name)) for name, words in table.groups().items() for word in words]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _figure_pattern(writing: Table, scales: Iterable[str]) -> str:
    """Figures: grouped by threes, then as in India, by narrow blanks and apostrophes, by blanks where a group begins with a
    nought, by a sign of other languages.

    Then decimals, which count only before "million" and the like, and plain ones. Repetitions are bounded so that no text is read twice over.
    """
    group, decimal, foreign = (re.escape(writing.word(name)) or NEVER for name in ("group", "decimal", "foreign_group"))
    scale = any_of(scales)
    return "|".join((
        rf"\d{{1,3}}(?:{group}\d{{3}}){{1,4}}(?!\d|{group}\d)",
        rf"\d{{1,2}}(?:{group}\d{{2}}){{1,4}}{group}\d{{3}}(?!\d)",
        r"\d{1,3}(?:[\u00a0\u202f\u2009'’]\d{3}){1,4}(?!\d)",
        r"\d{1,3}(?: \d{3}){0,2} 0\d{2}(?: \d{3}){0,2}(?!\d)",
        rf"\d{{1,3}}(?:{foreign}\d{{3}}){{1,4}}(?!\d|{foreign}|\s*(?:{scale}))",
        rf"\d{{1,12}}(?:{decimal}\d{{1,6}})?(?=\s*(?:{scale})\b)",
        rf"\d{{1,12}}{decimal}\d{{1,2}}(?!\d|{decimal})",
        r"\d{1,12}(?!\d|[.,]\d)",
    ))  # fmt: skip


def _word_pattern(values: dict[str, int], multiples: Iterable[str], articles: Table) -> str:
    """Numbers in words: "twenty-five", "two hundred thousand", "half a million"."""
    tens, multiple = any_of(word for word, value in values.items() if value >= 20), any_of(multiples)
    simple, article = rf"(?:(?:{tens})-)?(?:{any_of(values)})", _any_low([*articles.words("one"), *articles.words("half")])
    many = rf"\s+(?:{multiple})(?:\s+(?:{multiple}))?"
    return rf"(?:(?:{article}){many}|{simple}(?:{many})?)(?![\w-])"


def _glued_left(whole: Table) -> re.Pattern[str]:
    """What a figure may not touch on its left: letters, hyphens of names, signs of money, other figures, words that make it the whole of one."""
    whole.only("behind_figure", "anywhere", "articles", "estimated")
    behind, anywhere, articles, estimated = (_any_low(whole.words(name)) for name in ("behind_figure", "anywhere", "articles", "estimated"))
    of_whole = rf"(?:\d\s+(?:{behind})|\b(?:{anywhere}))\s+(?:(?:{articles})\s+)?(?:(?:{estimated})\s+)?$"
    return re.compile(rf"[\w^$£€°]$|(?:\d\s*±|×)\s*$|\w[-‐‑./]$|\d[,/]$|{of_whole}")


def _glued_right(genitive: Table) -> re.Pattern[str]:
    """What a figure may not touch on its right: letters, signs of degrees and feet, another figure."""
    endings = _any_low(genitive.only("endings").words("endings"))
    return re.compile(rf"[^\W\d_]|(?:{endings})\b|[-‐‑][^\W\d_]|[°^/.,:]\d|[°\"″]|\s\d/\d")
