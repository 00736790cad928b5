"""Patterns found in masked text, in parts: most patterns share their beginning and end, which are then compiled once for all of them.

A pattern that begins with a name goes on with the ``head`` of its clause, the ``core`` that tells it from other patterns, and a last name with
its ``article`` and ``tail``: "Varn | , which in May 1701 had | joined | the | Red Hill Front | until 1703". The core is looked for first. Where
a text can be read in several ways the whole pattern decides, so that what is found is what the whole would find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.extract.prose.macros import SLOTS, Macros
from kg.patterns import lazy_pattern
from kg.values import dataclass

_SLOT_OR_BRACKET = lazy_pattern(r"\\.|⟪\[(?P<slot>\w+)\]\(\?P<\w+>\\d\+\)⟫|\[(?:\\.|[^\]\\])*\]|[()]|(?P<bar>\|)")
_SLOT = lazy_pattern(r"⟪(?P<letter>[A-Z])(?P<index>\d+)⟫")
_FIELD = lazy_pattern(r"\{(?P<name>\w+):(?P<kind>\w+)\}")
_OTHER = lazy_pattern(r"\\.|\[(?:\\.|[^\]\\])*\]")
_MARKED = lazy_pattern(r"⟪[a-z]?|⟫")
_FARTHEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A match in masked text: where it stands, and where each group that took part does."""

    masked: str
    start: int
    end: int
    groups: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, match: re.Match[str]) -> Found:
        """What a regular expression matched."""
        return cls(match.string, match.start(), match.end(), _groups(match))

    @property
    def words(self) -> str:
        """The words matched."""
        return self.masked[self.start : self.end]

    def get(self, name: str) -> str | None:
        """The words of a group, None where it has no part in the match."""
        place = self.groups.get(name)
        return self.masked[place[0] : place[1]] if place else None

    def __getitem__(self, name: str) -> str:
        start, end = self.groups[name]
        return self.masked[start:end]


@dataclass(frozen=True, slots=True)
class _Last:
    """The last name of a pattern, what stands between it and the core, and behind it."""

    name: str
    letters: str
    article: str
    tail: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """A pattern that begins with a name, each part as it is written; ``core`` goes to the end where no name comes last."""

    name: str
    letters: str
    head: tuple[str, ...]
    core: str
    last: _Last | None


def words_of_cue(cue: str) -> str:
    """The longest run of words, in lower case, that text must have before its names are marked if it is to hold a cue afterwards."""
    return max(_MARKED.split(cue.lower()), key=len)


@cache
def needed_slots(expanded: str) -> tuple[str, ...]:
    """The kinds of slot, each as its letters, that any match of a pattern holds: those outside of all brackets. Text without them needs no search."""
    found, depth = [], 0
    for match in _SLOT_OR_BRACKET.finditer(expanded):
        if match["slot"] and depth == 0:
            found.append(match["slot"])
        elif match["bar"] and depth == 0:
            return ()
        depth += {"(": 1, ")": -1}.get(match[0], 0)
    return tuple(dict.fromkeys(found))


def can_match(expanded: str, masked: str) -> bool:
    """Whether masked text has a slot of every kind that a pattern needs."""
    return all(any(f"⟪{letter}" in masked for letter in letters) for letters in needed_slots(expanded))


@cache
def compile_expanded(expanded: str) -> re.Pattern[str]:
    """Compile a pattern once, when it is first asked for: compiling them all would cost more than reading an article."""
    return re.compile(expanded)


def find_words(source: str, masked: str, macros: Macros) -> Iterator[Found]:
    """Find a pattern, written with macros, in masked text: matches in order that do not overlap."""
    parts = _split_pattern(source, macros)
    if parts:
        yield from _find_parts(parts, source, masked, macros)
    elif can_match(expanded := macros.expand(source), masked):
        yield from map(Found.of, compile_expanded(expanded).finditer(masked))


@cache
def _split_pattern(source: str, macros: Macros) -> _Parts | None:
    """The parts of a pattern that begins with a name."""
    fields = list(_FIELD.finditer(source))
    if not fields or fields[0].start() > 0:
        return None
    first, last = fields[0], fields[-1]
    name = next((name for name in macros.heads if source.startswith(name, first.end())), "")
    head, begin = macros.heads.get(name, ()), first.end() + len(name)
    core = source[begin : last.start()]
    if last is first or not is_closed(core):
        return _Parts(first["name"], SLOTS[first["kind"]], head, source[begin:], None)
    article = next((article for article in macros.articles if core.endswith(f" {article}")), "")
    tail = _Last(last["name"], SLOTS[last["kind"]], article, source[last.end() :])
    return _Parts(first["name"], SLOTS[first["kind"]], head, core.removesuffix(article), tail)


def find_joined(before: str, joint: str, rest: str, masked: str) -> Iterator[Found]:
    """Find a pattern in three parts, each a regular expression.

    What comes ``before`` has one end only, and the ``rest`` stands as near to it as the ``joint`` allows.
    """
    first = compile_expanded(before)
    match = first.search(masked)
    rests = list(_everywhere(compile_expanded(rest), masked, match.end())) if match else []
    while match and rests:
        at = match.start() + 1
        for last in rests:
            between = compile_expanded(joint).fullmatch(masked, match.end(), last.start()) if last.start() >= match.end() else None
            if between:
                yield Found(masked, match.start(), at := last.end(), {**_groups(match), **_groups(between), **_groups(last)})
                break
        match = first.search(masked, at)


def _everywhere(pattern: re.Pattern[str], masked: str, start: int) -> Iterator[re.Match[str]]:
    """Every place from an offset on at which a pattern matches."""
    match = pattern.search(masked, start)
    while match:
        yield match
        match = pattern.search(masked, match.start() + 1)


def is_closed(pattern: str) -> bool:
    """Whether all brackets that a piece of a pattern opens are closed in it."""
    plain = _OTHER.sub("", pattern)
    return plain.count("(") == plain.count(")")


def _find_parts(parts: _Parts, source: str, masked: str, macros: Macros) -> Iterator[Found]:
    slots = tuple(_SLOT.finditer(masked))
    firsts = [slot for slot in slots if slot["letter"] in parts.letters]
    if not firsts or (parts.last and not any(slot["letter"] in parts.last.letters for slot in slots)):
        return
    core = compile_expanded(macros.expand(parts.core))
    begins = _begins(core, masked, firsts, adjacent=not parts.head)
    rests = list(_ends(parts.last, core, masked, begins, slots, macros) if parts.last else _endings(core, masked, begins))
    head = tuple(compile_expanded(macros.expand(piece)) for piece in parts.head) if rests else ()
    at = 0
    for first in firsts if rests else ():
        if first.start() < at:
            continue
        ways = [
            Found(masked, first.start(), rest.end, {parts.name: first.span("index"), **begun, **rest.groups})
            for rest in rests
            if first.end() <= rest.start and (begun := _match_head(head, masked, first.end(), rest.start)) is not None
        ]
        if len(ways) > 1:
            whole = compile_expanded(macros.expand(source)).match(masked, first.start())
            ways = [Found.of(whole)] if whole else []
        yield from ways
        at = ways[0].end if ways else at


def _match_head(head: tuple[re.Pattern[str], ...], masked: str, start: int, stop: int) -> dict[str, tuple[int, int]] | None:
    """The groups of the pieces of a head that cover a range; each piece but the last may be missing."""
    if not head:
        return {} if start == stop else None
    for piece in head[:-1]:
        begun = piece.match(masked, start, stop)
        if begun and begun.end() > start and (rest := _match_head(head[1:], masked, begun.end(), stop)) is not None:
            return {**_groups(begun), **rest}
    match = head[-1].fullmatch(masked, start, stop)
    return _groups(match) if match else None


def _begins(core: re.Pattern[str], masked: str, firsts: list[re.Match[str]], *, adjacent: bool) -> list[int]:
    """Where the core of a pattern may begin: right behind a first name, or anywhere behind the first of them."""
    if adjacent:
        return [first.end() for first in firsts if core.match(masked, first.end())]
    return [match.start() for match in _everywhere(core, masked, firsts[0].end())]


def _endings(core: re.Pattern[str], masked: str, begins: list[int]) -> Iterator[Found]:
    return (Found.of(match) for begin in begins if (match := core.match(masked, begin)))


def _ends(last: _Last, core: re.Pattern[str], masked: str, begins: list[int], slots: tuple[re.Match[str], ...], macros: Macros) -> Iterator[Found]:
    """Every way to read a core, and a name with its article and tail behind it."""
    for slot in slots if begins else ():
        if slot["letter"] not in last.letters or slot.start() <= begins[0]:
            continue
        for stop in _articles(last.article, masked, slot.start(), begins[0], macros):
            for begin in begins:
                middle = core.fullmatch(masked, begin, stop) if begin < stop else None
                after = compile_expanded(macros.expand(last.tail)).match(masked, slot.end()) if middle else None
                if middle and after:
                    yield Found(masked, begin, after.end(), {**_groups(middle), last.name: slot.span("index"), **_groups(after)})


def _articles(article: str, masked: str, end: int, lowest: int, macros: Macros) -> Iterator[int]:
    """Where the article of a name may begin that ends where the name begins."""
    yield end
    at = masked.rfind(" ", lowest, end) if article else -1
    while at > lowest and end - at < _FARTHEST:
        at = masked.rfind(" ", lowest, at)
        if at >= 0 and compile_expanded(macros.expand(article)).fullmatch(masked, at + 1, end):
            yield at + 1


def _groups(match: re.Match[str]) -> dict[str, tuple[int, int]]:
    return {name: match.span(name) for name in match.re.groupindex if match.start(name) >= 0}
