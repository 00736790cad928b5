"""The names of people: which words are one, and how several on a line are parted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.names.parts import clean_name, plain, take_part
from kg.extract.names.roles import is_role, is_role_line
from kg.extract.phrases.fates import fate_of_words
from kg.extract.phrases.groups import is_formation, is_organisation, may_be_person, tell_nobody
from kg.extract.phrases.ranks import begins_name, continues_name, find_rank_borders, is_rank, is_title, split_rank, strip_titles
from kg.extract.phrases.segments import is_within_link
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.model.text import LINK, Text
from kg.patterns import lazy_pattern

_NICKNAME = lazy_pattern(r"\s*[\"“”«„](?P<nick>[^\"“”«»„]+)[\"“”»]\s*")
_WORD = lazy_pattern(r"[^\W\d_][\w'’.-]*")


@cache
def _alias(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*\b(?:{load_grammar(language).alias})\s+(?P<name>\S.*)", re.IGNORECASE)


def is_full_name(part: Text, language: Language) -> bool:
    """Whether a part of a list is a person's name by itself: linked as a whole, or two words in capitals, or one after a rank."""
    words = clean_name(part, language)
    rank, name = split_rank(words, language)
    if (
        not begins_name(name.shown, language)
        or (not rank.shown and continues_name(words.shown, language))
        or is_role(words.shown, language)
        or (is_organisation(name.shown, language) and not may_be_person(name.shown, language))
    ):
        return False
    if any(link.start <= len(words.shown) - len(name.shown) and link.end == len(words.shown) for link in words.marked(LINK)):
        return True
    capitals = [word for word in _WORD.findall(name.shown) if word[0].isupper() or "-" in word]
    return name.shown[:1].isalpha() and len(capitals) >= (1 if rank.shown else 2)


def split_at_ranks(text: Text, language: Language) -> Iterator[Text]:
    """Part people whom only their ranks part: "Col. Karl Wend Maj. Otto Rein"."""
    at = 0
    for start, end in find_rank_borders(text.shown, language):
        before, after = take_part(text, at, start), take_part(text, end, len(text.shown))
        inside = is_within_link(text, start)
        if (
            not inside
            and not is_rank(before.shown, language)
            and is_full_name(before, language)
            and split_rank(after, language)[0].shown
            and is_full_name(after, language)
        ):
            yield before
            at = end
    yield take_part(text, at, len(text.shown))


def names_nobody(shown: str, language: Language) -> bool:
    """Whether words that stand like a name are none: a formation, a bare title or role, a fate, words for nobody."""
    formation = is_formation(shown, language) and not may_be_person(shown, language)
    told = tell_nobody(shown, language) or fate_of_words(shown, language)
    return formation or bool(told) or is_title(shown, language) or is_role_line(shown, language)


def plain_name(words: Text, language: Language) -> tuple[Text, tuple[str, ...]]:
    """A name without nickname and further names, and all other forms of it that the words give."""
    also: list[str] = []
    full = plain(words.shown)
    if (match := _alias(language).search(words.shown)) and match.start():
        also.append(plain(match["name"]).strip('"“”'))
        words = words.cut(0, match.start())
    if match := _NICKNAME.search(words.shown):
        also += [full, plain(match["nick"])]
        if not words.shown[match.end() :].strip():
            words = words.cut(0, match.start()).strip()
        elif not words.shown[: match.start()].strip():
            words = words.cut(match.end()).strip()
    name = plain(words.shown)
    if _NICKNAME.search(name):
        also.append(plain(_NICKNAME.sub(" ", name)))
    untitled = strip_titles(name, language)
    if untitled != name and len(untitled) > 2:
        also.append(untitled)
    return words, tuple(also)
