"""The names of people: which words are one, and how several on a line are parted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.names.items import clean_name, plain, take_part
from kg.extract.names.roles import is_role
from kg.extract.phrases.groups import is_formation, is_organisation, may_be_person, tell_nobody
from kg.extract.phrases.ranks import begins_name, continues_name, is_rank, is_title, load_ranks, split_rank, strip_titles
from kg.model.text import LINK, Text

_NICKNAME = re.compile(r"\s*[\"“”«„](?P<nick>[^\"“”«»„]+)[\"“”»]\s*")
_ALIAS = re.compile(r"\s*,?\s*\b(?:a\.?k\.?a\.?|alias|nom de guerre)\s+(?P<name>\S.*)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def is_full_name(part: Text) -> bool:
    """Whether a part of a list is a person's name by itself: linked as a whole, or two words in capitals, or one after a rank."""
    words = clean_name(part)
    rank, name = split_rank(words)
    if (
        not begins_name(name.shown)
        or continues_name(words.shown)
        or is_role(words.shown)
        or (is_organisation(name.shown) and not may_be_person(name.shown))
    ):
        return False
    if any(link.start <= len(words.shown) - len(name.shown) and link.end == len(words.shown) for link in words.marked(LINK)):
        return True
    capitals = [word for word in _WORD.findall(name.shown) if word[0].isupper() or "-" in word]
    return name.shown[:1].isalpha() and len(capitals) >= (1 if rank.shown else 2)


def split_at_ranks(text: Text) -> Iterator[Text]:
    """Part people whom only their ranks part: "Col. Karl Wend Maj. Otto Rein"."""
    at = 0
    for match in load_ranks().inner.finditer(text.shown):
        before, after = take_part(text, at, match.start()), take_part(text, match.end(), len(text.shown))
        inside = any(link.start < match.start() < link.end for link in text.marked(LINK))
        if not inside and not is_rank(before.shown) and is_full_name(before) and split_rank(after)[0].shown and is_full_name(after):
            yield before
            at = match.end()
    yield take_part(text, at, len(text.shown))


def names_nobody(shown: str) -> bool:
    """Whether words that stand like a name are none: a formation, a bare title, words for nobody."""
    formation = is_formation(shown) and not may_be_person(shown)
    return formation or bool(tell_nobody(shown)) or is_title(shown)


def plain_name(words: Text) -> tuple[Text, tuple[str, ...]]:
    """A name without nickname and further names, and all other forms of it that the words give."""
    also: list[str] = []
    full = plain(words.shown)
    if (match := _ALIAS.search(words.shown)) and match.start():
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
    untitled = strip_titles(name)
    if untitled != name and len(untitled) > 2:
        also.append(untitled)
    return words, tuple(also)
