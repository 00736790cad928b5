"""Whose flag it is: the party that a flag before a name stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from kg.columns.words import load_column_words
from kg.extract.context import Context
from kg.extract.known import Groups
from kg.extract.names.roles import is_role
from kg.extract.phrases.groups import is_formation
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.finding import Mention
from kg.model.text import Mark
from kg.patterns import lazy_pattern

_YEARS = lazy_pattern(r"\s*\([^()]*\d{3,4}[^()]*\)\s*$")
# An item with more flags than this is no name with its flags.
_MOST_FLAGS = 40
_PICTURE = lazy_pattern(r"\.(?:svg|png|jpg|jpeg|gif|webp)\b", re.IGNORECASE)
_FILE = lazy_pattern(r"[^/|\[\]{}<>\"'=:]+\.(?:svg|png|jpg|jpeg|gif|webp)\b", re.IGNORECASE)
# How small a picture is: in the name of its file, and as an option of a flag.
_SMALL = lazy_pattern(r"^\d+px[- ]")
_SIZE = lazy_pattern(r"x?\d+(?:x\d+)?px$")
_ESCAPED = lazy_pattern(r"(?:%[0-9A-Fa-f]{2})+")


@cache
def _load_countries(language: Language) -> frozenset[str]:
    """The folded names of countries in CODE/flags.toml."""
    return frozenset(fold_name(name) for name in language.table("flags").table("countries").names().values())


@cache
def _load_variants(language: Language) -> dict[str, str]:
    """Names of states by the folded name of a country and a variant of its flag that was only theirs ("germany|nazi"); those of CODE/flags.toml."""
    names = language.table("flags").table("variants").groups()
    return {
        f"{fold_name(country)}|{variant}": name for name, flags in names.items() for country, _, variant in (flag.partition("|") for flag in flags)
    }


def read_flag(mark: Mark, groups: Groups, context: Context) -> Mention | None:
    """Name the party whose flag it is: one that bears the same flag in the article's rows, or else one of that name or title.

    A name that only the file of a picture gives ("Banner of Foo.svg"), or that a rendering shows instead of the flag, counts for a country and for a
    party that the rows name, and an office that a flag leads to ("President of Esk") is no party.
    """
    value = " ".join(mark.value.replace("_", " ").split())
    bearer = _find_bearer(mark, groups, context) if value else None
    if bearer is not None:
        return Mention(bearer.name, "group", mark.source, bearer.title)
    if not value or _PICTURE.search(value):
        return None
    variants = _load_variants(context.language)
    value = next((variants[key] for key in _flag_keys(_written(mark, context), value) if key in variants), value)
    known = groups.find(value) or groups.find(_YEARS.sub("", value)) or groups.find_abbreviated(value) or _find_state(value, groups, context)
    if known and groups.is_namesake(known, value):
        return Mention(value, "group", mark.source, value)
    if known:
        return Mention(known.name, "group", mark.source, known.title)
    if _written(mark, context) == mark.value and not load_column_words(context.language).knows(value):
        return None
    if _is_told_by_file(mark, context) and fold_name(value) not in _load_countries(context.language):
        return None
    return None if is_role(value, context.language) else Mention(value, "group", mark.source)


def _find_state(value: str, groups: Groups, context: Context) -> Mention | None:
    """The one party of the side that is the state of a country: the Kingdom of Esk for the flag of Esk, but not the Army of Esk."""
    state = groups.find_short(value, context.language)
    return state if state and groups.owns(state) and not is_formation(state.name, context.language) else None


def own_flags(flags: tuple[Mark, ...], name: Mention, shared: bool, context: Context) -> tuple[Mark, ...]:
    """The flags by which a party is known again: none of a template that shows the name itself ("{{army|Norland}}": the flag is the country's),
    and no mere picture where it stands for further parties, too, that are listed under it without one (``shared``). A row of very many flags, each
    a party, tells none of them again."""
    if len(flags) > _MOST_FLAGS:
        return ()
    return tuple(
        flag
        for flag in flags
        if not (flag.source.start <= name.span.start and name.span.end <= flag.source.end) and not (shared and _is_told_by_file(flag, context))
    )


def _is_told_by_file(mark: Mark, context: Context) -> bool:
    """Whether only the name of a picture's file says whose flag it is, and no words about the picture."""
    value, written = " ".join(mark.value.replace("_", " ").split()), _written(mark, context)
    return _PICTURE.search(written) is not None and re.search(rf"(?:alt|link|title)\s*=\s*[\"']?{re.escape(value)}(?![\w.])", written) is None


def _written(mark: Mark, context: Context) -> str:
    return context.article.source.text[mark.source.start : mark.source.end]


def _find_bearer(mark: Mark, groups: Groups, context: Context) -> Mention | None:
    """The one party of the side that bears the very same flag; or whose flag is of the same name, where no party of the side goes by it."""
    bearing = [(party.mention, flag) for party in context.parties for flag in party.flags if groups.owns(party.mention)]
    keys = _flag_keys(_written(mark, context), mark.value)
    same = _only_one(mention for mention, flag in bearing if keys & _flag_keys(_written(flag, context), flag.value))
    if same is not None:
        return same
    named = groups.find(mark.value)
    if named is not None and groups.owns(named):
        return None
    return _only_one(mention for mention, flag in bearing if fold_name(flag.value) == fold_name(mark.value))


def _only_one(mentions: Iterable[Mention]) -> Mention | None:
    """The party that all mentions name, None where there are several or none."""
    by_name = {fold_name(mention.name): mention for mention in mentions}
    return next(iter(by_name.values())) if len(by_name) == 1 else None


@lru_cache(maxsize=8192)
def _flag_keys(written: str, value: str) -> frozenset[str]:
    """What tells a flag from others of its party: the files of its picture, or the words that pick a variant ("1790")."""
    files = {_fold_file(match.group()) for match in _FILE.finditer(written)}
    if files or not written.startswith("{{"):
        return frozenset(files)
    options = (option.rpartition("=")[2].strip().casefold() for option in written.strip("{}").split("|")[2:])
    return frozenset(f"{fold_name(value)}|{option}" for option in options if option and not _SIZE.match(option))


def _fold_file(name: str) -> str:
    """The name of a picture's file, the same for the file itself and for the small pictures made of it."""
    name = _ESCAPED.sub(lambda match: bytes.fromhex(match.group().replace("%", "")).decode("utf-8", "replace"), name)
    name = _SMALL.sub("", name.replace("_", " ").strip())
    while _PICTURE.search(stem := name.rpartition(".")[0]):
        name = stem
    return name.casefold()
