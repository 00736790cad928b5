"""The words by which the frame of a plain-text article is known, as data (kg/data/CODE/frame.toml)."""

from __future__ import annotations

import re
from functools import cache

from kg.domain.fields import load_fields
from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of
from kg.read.emoji import EMOJI_FLAG
from kg.values import dataclass

_TABLES = ("banners", "tails", "licence", "files", "outcome", "titles", "labels", "dates", "figures", "marks")


@dataclass(frozen=True, slots=True)
class Frame:
    """The content of frame.toml, checked; words in lower case, patterns compiled.

    ``opening`` finds where the name of a picture begins, ``flag_twice`` one without its ending before the party that it names.
    ``without_figure`` are values that stand where a figure would.
    ``broken`` maps the first line of a broken label to what the next begins with; ``part_of`` is the label of what a conflict is part of,
    ``coordinates`` the label before a point.
    """

    banner_starts: tuple[str, ...]
    banner_lines: frozenset[str]
    banner_ends: tuple[str, ...]
    tail_starts: tuple[str, ...]
    tail_lines: frozenset[str]
    licence: tuple[tuple[str, ...], ...]
    opening: re.Pattern[str]
    flag_twice: re.Pattern[str]
    closings: tuple[str, ...]
    outcome: tuple[str, ...]
    title_articles: tuple[str, ...]
    title_in_sentence: re.Pattern[str]
    script: str
    broken: dict[str, str]
    date_start: re.Pattern[str]
    figure: re.Pattern[str]
    without_figure: frozenset[str]
    file: re.Pattern[str]
    file_article: re.Pattern[str]
    part_of: re.Pattern[str]
    coordinates: re.Pattern[str]
    noise: re.Pattern[str]


def _folded(table: Table, name: str) -> tuple[str, ...]:
    words = table.words(name)
    if any(word != word.casefold() for word in words):
        table.fail(name, "must be in lower case")
    return words


def _noise(marks: Table) -> re.Pattern[str]:
    """What a plain text shows beside the words of the article."""
    notes, groups, talk = (any_of(marks.words(name)) for name in ("notes", "groups", "talk"))
    editorial, pictures = any_of(marks.words("editorial")), any_of(marks.words("pictures"))
    return re.compile(
        rf"""
        (?P<note>[ \u00a0]?\[[ ]?(?P<key>\d{{1,3}} | [a-z]{{1,2}} | [ivx]{{1,5}} | (?:{groups})[ ]\d{{1,3}} |
            (?:{notes})[ ]?\d{{1,3}})[ ]?\](?!\()) |
        (?P<editorial>[ \u00a0]?\[[ ]?(?:[^\W\d_]+[ ]){{0,3}}(?:{editorial}|\w+\?)(?:[ ]–[ ](?:{talk}))?[ ]?\]) |
        (?P<languages>[ \u00a0]\[[a-z]{{2,3}}(?:-[a-z]+)?(?:;[ ][a-z]{{2,3}}(?:-[a-z]+)?)*\]) |
        (?P<tag><!--.{{0,500}}?--> | </?[A-Za-z][^<>]{{0,300}}/?>) |
        (?P<template>\{{\{{[^{{}}]{{0,500}}\}}\}}[ \u00a0]?) |
        (?P<image>!\[[^\]]{{0,200}}\]\([^)]{{0,500}}\)[ \u00a0]? | (?:(?:{pictures})\|)?\b\d{{1,3}}(?:x\d{{1,3}})?px\b[ \u00a0]?) |
        (?P<flag>{EMOJI_FLAG}) |
        (?P<dagger>[ \u00a0]*[†✝])
        """,
        re.VERBOSE,
    )


def _opening(openings: tuple[str, ...], before: tuple[str, ...]) -> re.Pattern[str]:
    """With what the name of a picture begins ("Great emblem of"), in lower case."""
    return re.compile(rf"(?:(?<!\w)(?:{any_of(before)})[ _])*(?<!\w)(?:{any_of(openings)})")


def _flag_twice(openings: tuple[str, ...], before: tuple[str, ...], articles: str) -> re.Pattern[str]:
    """The name of a picture without its ending, where the party follows that it names ("Flag of Varn Varn")."""
    words = any_of(opening for opening in openings if " " in opening)
    return re.compile(rf"(?i:(?:(?<!\w)(?:{any_of(before)}) )*(?<!\w)(?:{words}) (?:(?:{articles}) )?)(?P<name>[^\W_].{{1,60}}?) (?=(?P=name)(?!\w))")


def _title_in_sentence(titles: Table) -> re.Pattern[str]:
    """The name that the first sentence of an article begins with, up to its predicate, a bracket or a comma."""
    articles, predicates, never = (any_of(titles.words(name)) for name in ("articles", "predicates", "never_first"))
    return re.compile(rf"(?!(?i:{never})\s)(?:(?i:{articles})\s+)?(?P<title>[^.,;:()]{{2,100}}?)(?=,|\s*\(|\s+(?:{predicates})\s)")


def _date_start(dates: Table) -> re.Pattern[str]:
    words = any_of(dates.words("starts"))
    return re.compile(rf"[\s:(]*(?:\d|[A-Z][a-z]+ \d|(?:{words})\b|[A-Z][a-z]{{2,8}}[ ,–-])")


def _figure(figures: Table) -> re.Pattern[str]:
    hedges, ordinals = any_of(figures.words("hedges")), any_of(figures.words("ordinals"))
    return re.compile(rf"[~≈<>±]?\d[\d,.]*\+?(?![\w.]*(?:{ordinals})\b)|(?:{hedges}) ?[~\d]", re.IGNORECASE)


def _coordinates(labels: tuple[str, ...]) -> re.Pattern[str]:
    """A point as degrees, where it may stand in a line."""
    label = any_of(labels)
    return re.compile(
        rf"\d{{1,3}}(?:\.\d+)?\s?°[^A-Za-z]{{0,24}}[NS]\b.{{0,40}}?[EW]\b|\d{{1,3}}°\d|(?:(?:{label}):\s*)?\d{{1,2}}\.\d{{2,}}°?\s?[NS]"
    )


def check_frame(table: Table, language: Language) -> Frame:
    """Check the content of frame.toml; ValueError says what breaks its schema."""
    table.only(*_TABLES)
    banners = table.table("banners").only("starts", "lines", "ends")
    tails = table.table("tails").only("starts", "lines")
    shapes = table.table("files").only("extensions", "openings", "before_openings", "closings", "articles")
    titles = table.table("titles").only("articles", "predicates", "never_first", "script")
    broken = table.table("labels").only("broken").lists("broken")
    if any(len(pair) != 2 for pair in broken):
        table.fail("labels", "has pairs: the first line and what the next begins with")
    licence = table.table("licence").only("words").lists("words")
    fields = load_fields(language)
    part_of = any_of(fields["part_of"].labels)
    extensions, articles, openings = any_of(_folded(shapes, "extensions")), any_of(shapes.words("articles")), _folded(shapes, "openings")
    return Frame(
        banner_starts=_folded(banners, "starts"),
        banner_lines=frozenset(_folded(banners, "lines")),
        banner_ends=_folded(banners, "ends"),
        tail_starts=_folded(tails, "starts"),
        tail_lines=frozenset(_folded(tails, "lines")),
        licence=licence,
        opening=_opening(openings, _folded(shapes, "before_openings")),
        flag_twice=_flag_twice(openings, _folded(shapes, "before_openings"), articles),
        closings=_folded(shapes, "closings"),
        outcome=_folded(table.table("outcome").only("words"), "words"),
        title_articles=_folded(titles, "articles"),
        title_in_sentence=_title_in_sentence(titles),
        script=titles.word("script"),
        broken={first: rest.casefold() for first, rest in broken},
        date_start=_date_start(table.table("dates").only("starts")),
        figure=_figure(table.table("figures").only("hedges", "ordinals", "without")),
        without_figure=frozenset(_folded(table.table("figures"), "without")),
        file=re.compile(rf"[^\s|]{{0,200}}\.(?:{extensions})\b(?!\.\w)[ \u00a0]*", re.IGNORECASE),
        file_article=re.compile(rf"^(?:{articles}) ", re.IGNORECASE),
        part_of=re.compile(rf"(?:{part_of})(?=\s)"),
        coordinates=_coordinates(fields["coordinates"].labels),
        noise=_noise(table.table("marks").only("notes", "groups", "editorial", "talk", "pictures")),
    )


@cache
def load_frame(language: Language) -> Frame:
    """Return the words of the frame in a language."""
    return check_frame(language.table("frame"), language)
