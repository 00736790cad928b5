"""What an article has made known: its parties and formations, found again by any of their names, and what is said of each name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from kg.language.fold import fold_name, name_rules, spell_dropped, spell_initials
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.model.finding import Kind, Mention
from kg.model.text import Text
from kg.patterns import lazy_pattern

_TOKEN = lazy_pattern(r"[^\s,;:()\[\]\"“”]+")
_POSSESSIVE = lazy_pattern(r"['’]s$")
_LONGEST = 9


class Found(NamedTuple):
    """A known group named within a text, with the offsets of its name."""

    mention: Mention
    start: int
    end: int


class Known(NamedTuple):
    """What the article has said of a name: its kind, the page it links to, and the full name where this is a short one."""

    kind: Kind
    title: str | None = None
    name: str | None = None


class Names(dict[str, Known]):
    """What is known of each name, by the folded name; filled before it is asked for words with which a name may begin."""

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(name.partition(" ")[0] for name in (*self, *name_rules().same))

    def may_begin(self, first: str) -> bool:
        """Whether a name may begin with a folded word."""
        return first in self._firsts


class Groups:
    """Mentions of groups and units, by every name they go by."""

    __slots__ = ("_mentions", "_names", "_own")

    def __init__(self, mentions: Iterable[Mention], own: Iterable[Mention] = ()) -> None:
        self._own = frozenset(own)
        self._mentions = tuple(dict.fromkeys((*self._own_first(mentions),)))
        self._names: dict[str, Mention] = {}
        for mention in self._mentions:
            self._names.setdefault(fold_name(mention.name), mention)
        for mention in self._mentions:
            for name in (mention.title, *mention.also):
                if name:
                    self._names.setdefault(fold_name(name), mention)

    def _own_first(self, mentions: Iterable[Mention]) -> list[Mention]:
        return sorted(mentions, key=lambda mention: mention not in self._own)

    @property
    def preferred(self) -> tuple[Mention, ...]:
        """The mentions of the side asked for; all where no side was."""
        return tuple(mention for mention in self._mentions if mention in self._own) if self._own else self._mentions

    def owns(self, mention: Mention) -> bool:
        """Whether a mention is one of the side asked for; where no side was, whether it is known at all."""
        return mention in self._own if self._own else mention in self._mentions

    def is_namesake(self, mention: Mention, name: str) -> bool:
        """Whether a mention of another side only shares its short name with what is meant ("France" for Vichy France)."""
        return bool(self._own) and mention not in self._own and mention.title is not None and fold_name(mention.title) != fold_name(name)

    def find(self, name: str) -> Mention | None:
        """The group of this name or abbreviation; None where there is none, or several that an abbreviation may mean."""
        name = _POSSESSIVE.sub("", name.strip())
        found = self._names.get(fold_name(name))
        if found or not (name.isupper() and name.isalpha() and len(name) > 1):
            return found
        spelt = {fold_name(m.name): m for m in self._mentions if spell_initials(name, m.name) or (m.title and spell_initials(name, m.title))}
        spelt = spelt or {fold_name(m.name): m for m in self._mentions if spell_dropped(name, m.name)}
        return next(iter(spelt.values())) if len(spelt) == 1 else None

    def find_numbered(self, name: str, language: Language) -> Mention | None:
        """The group whose name has an ordinal where this one has a bare number: "3rd Panzer Army" for "3 Panzer Army"."""
        number, _, rest = name.partition(" ")
        ordinals = load_grammar(language).ordinals.split("|") if number.isdecimal() and rest else []
        return next((found for ordinal in ordinals if (found := self.find(f"{number}{ordinal} {rest}"))), None)

    def find_short(self, name: str, language: Language) -> Mention | None:
        """The one group whose name ends in this: "Esk" for the Duchy of Esk, "the Two Esks" for the Kingdom of the Two Esks."""
        wanted, grammar = fold_name(name), load_grammar(language)
        tail = re.compile(rf"\S+\s+(?:{grammar.belonging})\s+(?:(?:{grammar.article})\s+)?(?P<rest>\S.*)", re.IGNORECASE)
        names = ((match["rest"], mention) for mention in self._mentions if (match := tail.fullmatch(mention.name)))
        found = {fold_name(mention.name): mention for rest, mention in names if wanted and fold_name(rest) == wanted}
        return next(iter(found.values())) if len(found) == 1 else None

    def find_abbreviated(self, name: str) -> Mention | None:
        """The group that goes by the initials of a name."""
        return next((m for m in self._mentions if m.name.isupper() and len(m.name) > 1 and spell_initials(m.name, name)), None)

    def find_within(self, text: Text | str) -> Found | None:
        """The longest name of a known group among the words of a text."""
        shown = text if isinstance(text, str) else text.shown
        words = list(_TOKEN.finditer(shown))
        for length in range(min(_LONGEST, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                start, end = words[first].start(), words[first + length - 1].end()
                mention = self.find(shown[start:end]) if shown[start].isupper() or shown[start].isdigit() or "-" in words[first].group() else None
                if mention:
                    return Found(mention, start, end - len(shown[start:end]) + len(_POSSESSIVE.sub("", shown[start:end])))
        return None
