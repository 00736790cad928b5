"""What a rendering has set before or beside the name of a person: a flag's party in words, and further people without a border."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.columns.words import load_column_words
from kg.extract.context import Context
from kg.extract.known import Groups
from kg.extract.names.items import Item
from kg.extract.names.joined import told_names
from kg.extract.names.parts import plain, take_part
from kg.extract.names.roles import split_office
from kg.extract.phrases.ranks import is_rank, load_ranks, split_rank
from kg.language.fold import fold_name
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.model.article import Cell, Row
from kg.model.finding import Mention
from kg.model.text import LINK, Text
from kg.patterns import lazy_pattern

_TOKEN = lazy_pattern(r"\S+")
# A comma, a number, a quotation or a bracket stands in one name, or parts it from what is none.
_WHOLE = lazy_pattern(r"[,;:\d\"“”«»()/&–—]")
_NUMERAL = lazy_pattern(r"(?<=\s)[IVX]+(?!\S)")
_LINE_END = lazy_pattern(r"[\r\n]")
_INITIAL = lazy_pattern(r"(?:[^\W\d_]\.)+|[^\W\d_]")
# So many parts are in two names, and so many in no one.
_TWO_NAMES, _NO_NAME = 4, 6
_LONGEST_PARTY = 5
_SHORT_RANK = 4


class Setting(NamedTuple):
    """What is known of a cell whose borders a rendering lost: all that the article tells, folded, whether its line may hold several cells' people,
    and the words with which several lines of the row begin, folded."""

    told: str
    crowded: bool
    again: frozenset[str] = frozenset()


def find_setting(cell: Cell, row: Row, context: Context) -> Setting | None:
    """The setting of a cell, None where the form kept the borders of cells."""
    if cell.column is not None and cell.basis is None:
        return None
    lines = [line.text.shown.split()[:_LONGEST_PARTY] for other in row.cells for line in other.lines]
    begins = Counter(fold_name(" ".join(words[:length])) for words in lines for length in range(1, len(words) + 1))
    again = frozenset(words for words, count in begins.items() if count > 1)
    return Setting(told_names(context.article), cell.column is None or _is_one_line(row, context), again)


def _is_one_line(row: Row, context: Context) -> bool:
    """Whether all that a row shows stands on one line of the source."""
    spans = [line.text.span() for cell in row.cells for line in cell.lines if line.text]
    written = context.article.source.text[min(span.start for span in spans) : max(span.end for span in spans)] if spans else ""
    return not _LINE_END.search(written)


class _Part(NamedTuple):
    """A part of a name with the small words and titles that belong to it."""

    start: int
    end: int
    titled: bool
    closed: bool


def is_country(shown: str, language: Language) -> bool:
    """Whether words name a country or another party that is met often."""
    return load_column_words(language).knows(shown)


def is_remnant(shown: str, language: Language) -> bool:
    """Whether words are what is left of a person's where a rendering or a border cut the name off: a country, or words that end in a short rank."""
    last = shown.split()[-1].strip(".")
    return is_country(shown, language) or (last != shown and len(last) <= _SHORT_RANK and is_rank(last, language))


def split_flag(words: Text, groups: Groups, setting: Setting | None, language: Language) -> tuple[Mention | None, Text]:
    """Part the party of a flag, which a rendering shows in words, from the name behind it ("Varn Col. Otto Rein"); None where there is none.

    A party of the article stands before a rank or a full name, another country before a rank, or before full names on several lines: people are
    called "Jordan Hill".
    """
    if setting is None or words.marked(LINK):
        return None, words
    tokens = list(_TOKEN.finditer(words.shown))
    for length in range(min(_LONGEST_PARTY, len(tokens) - 1), 0, -1):
        shown = words.shown[: tokens[length - 1].end()]
        rest = take_part(words, tokens[length].start(), len(words.shown))
        rank, name = split_rank(rest, language)
        if not name.shown or not shown[0].isupper() or not rest.shown[0].isupper() or split_rank(words.cut(0, len(shown)), language)[0].shown:
            continue
        known, span = groups.find(shown), words.cut(0, len(shown)).span()
        full = len(_parts(name.shown, language)) > 1 or name.shown.casefold().startswith(load_ranks(language).kunya)
        if known and known.kind == "group" and (rank.shown or full):
            return Mention(known.name, "group", span, known.title), rest
        if is_country(shown, language) and (rank.shown or (full and fold_name(shown) in setting.again)):
            return Mention(shown, "group", span), rest
    return None, words


def pair_flags(items: Sequence[Item], groups: Groups, setting: Setting | None, language: Language) -> Iterator[tuple[Item, Mention | None]]:
    """Each item with the party of the flag before it, where a rendering shows that with a bracket ("Esk (country) Otto Rein")."""
    held: Mention | None = None
    for index, item in enumerate(items):
        if setting and index + 1 < len(items) and is_flag_in_words(item, language):
            known = groups.find(item.shown)
            held = Mention(known.name if known else plain(item.shown), "group", item.words.span(), known.title if known else None)
        else:
            yield item, held
            held = None


def is_flag_in_words(item: Item, language: Language) -> bool:
    """Whether an item is a name with nothing but the bracket that tells its page from others."""
    told = language.table("items").words("disambiguations")
    return bool(item.words) and len(item.remarks) == 1 and item.remarks[0].shown in told


def part_joined_people(part: Text, setting: Setting | None, language: Language) -> tuple[Text, ...]:
    """The people of words that hold one person's office and rank at most; () where they are several and nothing tells the border."""
    if setting is None:
        return (part,)
    name = split_rank(split_office(part, language)[1], language)[1]
    people = part_people(name, setting.told, setting.crowded, language)
    first = len(part.shown) - len(name.shown) + len(people[0].shown) if people else 0
    return (take_part(part, 0, first), *people[1:]) if len(people) > 1 else people and (part,)


def part_people(words: Text, told: str, crowded: bool, language: Language) -> tuple[Text, ...]:
    """The people of a name in which a rendering may have joined several; () where they are several and nothing tells the border.

    A border stands where the article (``told``) names what is before or behind it by itself, where a given name follows a full name, and before a
    title of honour. ``crowded`` words come from a line in which the cells of several sides were joined: there four parts are no one name.
    """
    if words.marked(LINK) or _count(words.shown, told) > 1:
        return (words,)
    if _NUMERAL.search(words.shown):
        return _part_rulers(words, language)
    parts = _parts(words.shown, language)
    if len(parts) < _TWO_NAMES or _is_one(words.shown, language):
        return (words,)
    people, first = [], 0
    for at in range(1, len(parts)):
        if at - first > 1 and _is_border(words.shown, parts[first:at], parts[at:], told, crowded, language):
            people.append(take_part(words, parts[first].start, parts[at - 1].end))
            first = at
    people.append(take_part(words, parts[first].start, len(words.shown)))
    longest = max(len(_parts(person.shown, language)) for person in people)
    most = _TWO_NAMES if crowded and len(people) == 1 else _NO_NAME
    return tuple(people) if longest < most else ()


def _part_rulers(words: Text, language: Language) -> tuple[Text, ...]:
    """Part rulers, each of whom a numeral follows ("Otto II Karl I"); with one numeral they are one."""
    tokens = list(_TOKEN.finditer(words.shown))
    people, first = [], 0
    for at in range(2, len(tokens)):
        if _NUMERAL.fullmatch(words.shown, *tokens[at].span()) and _NUMERAL.search(words.shown, first, tokens[at - 1].start()):
            begin = at - 1
            while begin and load_ranks(language).title.match(f"{tokens[begin - 1].group()} "):
                begin -= 1
            people.append(take_part(words, first, tokens[begin - 1].end()))
            first = tokens[begin].start()
    return (*people, take_part(words, first, len(words.shown)))


def _parts(shown: str, language: Language) -> tuple[_Part, ...]:
    """The parts of a name: words in capitals, each with the small words, initials and titles before it and the titles behind it."""
    ranks, grammar = load_ranks(language), load_grammar(language)
    article = re.compile(rf"(?:{grammar.name_article})[-\s]?", re.IGNORECASE)
    found: list[_Part] = []
    start, titled = -1, False
    for token in _TOKEN.finditer(shown):
        word = token.group()
        if start < 0 and found and word in ranks.behind_name:
            found[-1] = found[-1]._replace(end=token.end(), closed=True)
            continue
        start = token.start() if start < 0 else start
        if ranks.title.match(f"{word} "):
            titled = True
        elif word[0].islower() or _INITIAL.fullmatch(word) or article.fullmatch(word) or word.casefold() in ranks.particles:
            pass
        else:
            found.append(_Part(start, token.end(), titled, False))
            start, titled = -1, False
    if start >= 0 and found:
        found[-1] = found[-1]._replace(end=len(shown))
    return tuple(found)


def _is_one(shown: str, language: Language) -> bool:
    """Whether something in words holds them together: a mark, "of" or "the", a word for "son of", a name in a language that writes many."""
    ranks, grammar = load_ranks(language), load_grammar(language)
    small = re.compile(rf"(?:{grammar.belonging}|{grammar.article})")
    return bool(_WHOLE.search(shown)) or any(word in ranks.descent or small.fullmatch(word) for word in shown.split())


@lru_cache(maxsize=1024)
def _count(shown: str, told: str) -> int:
    """How often an article tells of a name; asked of the same few again and again where names stand beside each other without a mark."""
    return told.count(f" {fold_name(shown)} ")


def _is_border(shown: str, left: tuple[_Part, ...], right: tuple[_Part, ...], told: str, crowded: bool, language: Language) -> bool:
    if len(right) < 2 and not (right[0].titled or right[0].closed):
        return False
    before, behind = shown[left[0].start : left[-1].end], shown[right[0].start : right[-1].end]
    whole = shown[left[0].start : right[-1].end]
    if any(_count(name, told) > _count(whole, told) for name in (before, *_beginnings(behind, right, shown))):
        return True
    if not crowded:
        return False
    words = load_column_words(language)
    last, first = (shown[part.start : part.end].split()[edge].casefold() for part, edge in ((left[-1], -1), (right[0], 0)))
    kunya = any(shown[part.start : part.end].casefold().startswith(load_ranks(language).kunya) for part in left)
    return right[0].titled or (left[-1].closed and right[-1].closed) or (first in words.given and last not in words.given and not kunya)


def _beginnings(behind: str, right: tuple[_Part, ...], shown: str) -> tuple[str, ...]:
    """The names of two or three parts with which words begin."""
    return tuple(shown[right[0].start : right[size - 1].end] for size in (2, 3) if size <= len(right))
