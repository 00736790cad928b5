"""Titles of pages compared: whether one page may be about what another title names, by the names alone."""

from __future__ import annotations

import itertools

from kg.language.fold import fold_name, name_rules, spell_initials
from kg.patterns import lazy_pattern

_BRACKET = lazy_pattern(r"(?<=\S)\s*\(([^()]*)\)\s*$")
_NUMBER = lazy_pattern(r"\d+")
# Fewer letters abbreviate too many names ("AA").
_LEAST_INITIALS = 3


def titles_agree(one: str, other: str, *, person: bool = False) -> bool:
    """Whether two titles are spellings of one name: the same but for case, diacritics, numerals and what stands in brackets or behind a comma,
    or initials and the name that they abbreviate; of people also with further first names between.

    Titles whose brackets say different things do not agree ("1st Army (Varn)", "1st Army (Esk)"), nor does a numbered name with itself without its
    bracket, which is often a page of all that bear it, nor a name with a part of it ("Free Varn", "Free Varn Navy").
    """
    if not brackets_agree(one, other) or _is_numbered(one) != _is_numbered(other):
        return False
    mine, its = fold_name(one), fold_name(other)
    if mine == its or _all_words(one) == _all_words(other):
        return True
    if mine == _before_comma(other, person) or its == _before_comma(one, person):
        return True
    if person and any(_more_first_names(*names) for names in itertools.permutations({mine, its, *_names_before(one, other)}, 2)):
        return True
    return _abbreviates(one, other) or _abbreviates(other, one)


def _all_words(title: str) -> list[str]:
    """The words of a title with those in brackets ("Eastern Front (Varnish War)", "Eastern Front of the Varnish War"), without short ones."""
    return [word for word in fold_name(title.replace("(", "").replace(")", "")).split() if word not in name_rules().unwritten]


def _before_comma(title: str, person: bool) -> str | None:
    """The folded name before the first comma; None without one, and where a number may tell formations apart ("3rd Battalion, 4th Varnish Foot")."""
    name, comma, rest = _BRACKET.sub("", title).partition(",")
    return fold_name(name) if comma and (person or not _NUMBER.search(rest)) else None


def _names_before(*titles: str) -> set[str]:
    return {name for title in titles if (name := _before_comma(title, person=True))}


def _is_numbered(title: str) -> bool:
    """Whether a title has a number, and words in brackets that tell it from others of the number."""
    bracket = _BRACKET.search(title)
    return bracket is not None and bool(_NUMBER.search(fold_name(title))) and not _NUMBER.search(bracket[1])


def brackets_agree(one: str, other: str) -> bool:
    """Whether what stands in brackets behind one title says the same as behind the other, if both have some; "42" may stand for 1942."""
    here, there = (match[1] if (match := _BRACKET.search(title)) else "" for title in (one, other))
    if not here or not there:
        return True
    (words, years), (others, theirs) = ((_NUMBER.sub("", inside), _NUMBER.findall(inside)) for inside in (fold_name(here), fold_name(there)))
    alike = len(years) == len(theirs) and all(a.endswith(b) or b.endswith(a) for a, b in zip(years, theirs, strict=True))
    return alike and words.split() == others.split()


def _more_first_names(short: str, long: str) -> bool:
    """Whether a name of two words or more is the other without some of the names in its middle."""
    few, many = short.split(), long.split()
    if len(few) < 2 or (few[0], few[-1]) != (many[0], many[-1]):
        return False
    rest = iter(many)
    return all(word in rest for word in few)


def _abbreviates(letters: str, name: str) -> bool:
    bare = letters.replace(".", "")
    return len(bare) >= _LEAST_INITIALS and bare.isalpha() and bare.isupper() and spell_initials(bare, _BRACKET.sub("", name))
