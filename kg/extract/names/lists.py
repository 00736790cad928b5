"""Lists of parties within a line: "[[Varn]] and [[Esk]]", "[[Esk Police|police]], border guards and militia"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.names.parts import clean_name, split_list
from kg.extract.names.peoples import is_people
from kg.extract.phrases.groups import is_organisation, load_group_words
from kg.extract.phrases.segments import link_pieces, whole_link
from kg.language.language import Language
from kg.model.text import FLAG, LINK, Text
from kg.patterns import lazy_pattern

_CLAUSE = lazy_pattern(r"\s*;\s*")
_LONE_NAME = lazy_pattern(r"[^\W\d_a-z][^\W\d_]+")
_SEVERAL = 3


def split_parties(words: Text, language: Language) -> tuple[Text, ...]:
    """The names of a list of parties; the words as they are where they are none.

    Each name has a flag or is linked; where one is, others may be the kind of a group without a link. Semicolons part clauses that begin with one.
    """
    parts = split_list(words, lambda part: _is_marked(part, language), language)
    if len(parts) == 1:
        mixed = split_list(words, lambda part: _is_marked(part, language) or _is_body(part, language), language)
        parts = mixed if any(_is_marked(part, language) for part in mixed) else parts
    if len(parts) == 1 and ";" in words.shown:
        return tuple(named for clause in words.split(_CLAUSE) for named in _name_in(clause))
    return parts


def part_plain_list(words: Text, language: Language) -> tuple[Text, ...]:
    """The names of a list whose links a rendering lost: three or more of one word each ("Varns, Esks, Lofts"), or two with a known people."""
    parts = split_list(words, lambda part: _LONE_NAME.fullmatch(clean_name(part, language).shown) is not None, language)
    several = len(parts) >= _SEVERAL or any(is_people(clean_name(part, language).shown, language) for part in parts)
    return parts if several else (words,)


def _is_marked(part: Text, language: Language) -> bool:
    words = clean_name(part, language)
    return bool(words.shown) and (bool(part.marked(FLAG)) or whole_link(words, 1) is not None)


def _is_body(part: Text, language: Language) -> bool:
    """Whether a part without a link ends in the kind of a group, and does not only tell more of the name before it ("and its allied tribes")."""
    written = clean_name(part, language).shown.split()
    if not written or part.marked(LINK):
        return False
    return is_organisation(written[-1], language) and written[0].casefold() not in load_group_words(language).owners


def _name_in(clause: Text) -> Iterator[Text]:
    """What a clause of a list names: the page it links to first, or else its words where they begin like a name."""
    linked = next((text for text, _ in link_pieces(clause)), None)
    if linked is not None:
        yield linked
    elif clause.shown.strip()[:1].isupper():
        yield clause.strip()
