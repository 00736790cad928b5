"""People with a title beside their linked name: what is the rank, and which words are the name."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.names.parts import plain, take_part
from kg.extract.names.roles import is_role
from kg.extract.phrases.groups import is_organisation
from kg.extract.phrases.ranks import continues_name, is_rank
from kg.extract.phrases.segments import is_within_link
from kg.extract.phrases.titles import load_titles, match_titles, names_title
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.text import LINK, Mark, Text
from kg.patterns import lazy_pattern

_WORD = lazy_pattern(r"\w+")
_SMALL = lazy_pattern(r"[^\W\d_A-Z]+(?:[\s-]+[^\W\d_A-Z]+){0,3}")
# No title is longer.
_LONGEST_FRONT = 200
_EPITHET = lazy_pattern(r"\s+[a-z]\S*(?:\s+\S+){0,5}")


class Titled(NamedTuple):
    """The words of a name without the title beside it: a rank or a role, other forms of the name, and the page where the link is but a part of it."""

    name: Text
    rank: str = ""
    role: Text | None = None
    also: tuple[str, ...] = ()
    page: str | None = None
    note: str | None = None


def split_titled(words: Text, language: Language) -> Titled:
    """Part the title from the linked name that it stands before, behind or in; words without a link stay as they are."""
    links = [link for link in words.marked(LINK) if link.end > link.start and link.value]
    for link in links:
        if link.start and (found := _before(words, link, language)):
            return found
    if links and not links[0].start:
        return _at_start(words, links[0], language)
    return Titled(words)


def _before(words: Text, link: Mark, language: Language) -> Titled | None:
    """Words with a title in front of a link; None where what stands there is none."""
    if link.start > _LONGEST_FRONT and link.end < len(words.shown):
        return None
    front, rest = words.cut(0, link.start).strip(), take_part(words, link.start, len(words.shown))
    if not front.shown or not rest.shown[:1].isupper() or is_within_link(words, link.start) or front.shown.split()[-1] in load_titles(language).small:
        return None
    named = _at_start(rest, rest.marked(LINK)[0], language)
    also = (plain(words.shown), *named.also)
    place = match_titles(front.shown, language)
    if place is not None:
        rank = " ".join(filter(None, (front.shown[slice(*place)], named.rank)))
        return named._replace(rank=plain(rank), also=named.also if is_rank(front.shown, language) else also)
    page = next((mark.value for mark in front.marked(LINK) if mark.end - mark.start == len(front.shown)), None)
    if page and names_title(page, language):
        return named._replace(rank=plain(front.shown), also=also)
    if is_role(front.shown, language):
        return named._replace(role=front, also=also)
    if _SMALL.fullmatch(front.shown):
        return named._replace(note=plain(front.shown))
    whole = len(words.shown) == link.end and len(_WORD.findall(words.shown[link.start : link.end])) > 1
    return Titled(words, page=link.value) if whole and not is_organisation(front.shown, language) and not front.marked(LINK) else None


def _at_start(words: Text, link: Mark, language: Language) -> Titled:
    """Words that begin with a link: a title within it that its page does not bear, or behind it."""
    shown = words.shown[link.start : link.end]
    behind = words.shown[link.end :]
    match = load_titles(language).behind.fullmatch(behind)
    if match and not set(fold_name(match["title"]).split()) <= set(fold_name(link.value).split()):
        return Titled(words.cut(link.start, link.end), rank=plain(match["title"]), also=(plain(words.shown),))
    goes_on = behind.startswith(",") and continues_name(behind.strip(" ,"), language)
    if goes_on or (_EPITHET.fullmatch(behind) and behind.split()[0] in load_titles(language).small):
        return Titled(words, page=link.value)
    if _WORD.search(behind):
        return Titled(words)
    return _within(words, shown, link, language) or Titled(words)


def _within(words: Text, shown: str, link: Mark, language: Language) -> Titled | None:
    """The title in a link's words ("[[Totil|King Totil]]"), where its page does not bear it."""
    page = set(fold_name(link.value).split())
    for word in list(_WORD.finditer(shown))[1:]:
        place = match_titles(shown[: word.start()], language)
        if place and place[1] and word.group()[0].isupper() and not set(fold_name(shown[slice(*place)]).split()) & page:
            return Titled(words.cut(word.start(), link.end), rank=plain(shown[slice(*place)]), also=(plain(shown),))
    return None
