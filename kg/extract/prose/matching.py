"""Patterns found in masked text, in parts where they have the usual form: most patterns share their beginning and end, which are compiled once.

A pattern of the usual form says a party, the ``head`` of its clause, the ``core`` that tells it from other patterns, and a second name with its
``article`` and ``tail``: "Varn, which in May 1701 | had joined | the | Red Hill Front | until 1703". The parts are looked for from the rarest to
the most common one. Where a text can be read in several ways the whole pattern decides, so that what is found is what the whole would find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.extract.prose.macros import SLOTS

_SLOT_OR_BRACKET = re.compile(r"\\.|⟪\[(?P<slot>\w+)\]\(\?P<\w+>\\d\+\)⟫|\[(?:\\.|[^\]\\])*\]|[()]|(?P<bar>\|)")
_SLOT = re.compile(r"⟪(?P<letter>[A-Z])(?P<index>\d+)⟫")
_FIRST = re.compile(r"\{(?P<name>\w+):(?P<kind>\w+)\}(?P<head>(?:\{place\})?\{(?:which|who)\})(?P<rest>[ ,].*)", re.DOTALL)
_LAST = re.compile(r"(?P<core>.*?)(?P<article>(?<= )\{the\}(?:\{ranked\}\*)?)?\{(?P<name>\w+):(?P<kind>\w+)\}(?P<tail>(?:(?!\{\w+:).)*)", re.DOTALL)
_OTHER = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
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
    """The second name of a pattern, what stands between it and the core, and behind it."""

    name: str
    letters: str
    article: str
    tail: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """A pattern of the usual form, each part as it is written; ``core`` goes to the end where no name comes last."""

    name: str
    letters: str
    head: str
    core: str
    last: _Last | None


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


def find_words(source: str, masked: str, expand: Callable[[str], str]) -> Iterator[Found]:
    """Find a pattern, written with macros, in masked text: matches in order that do not overlap."""
    parts = _split_pattern(source)
    if parts:
        yield from _find_parts(parts, source, masked, expand)
    elif can_match(expanded := expand(source), masked):
        yield from map(Found.of, compile_expanded(expanded).finditer(masked))


@cache
def _split_pattern(source: str) -> _Parts | None:
    """The parts of a pattern of the usual form."""
    first = _FIRST.fullmatch(source)
    if first is None:
        return None
    begin, letters, head = first["name"], SLOTS[first["kind"]], first["head"]
    last = _LAST.fullmatch(first["rest"])
    if last is None or not _is_closed(last["core"]):
        return _Parts(begin, letters, head, first["rest"], None)
    return _Parts(begin, letters, head, last["core"], _Last(last["name"], SLOTS[last["kind"]], last["article"] or "", last["tail"]))


def _is_closed(pattern: str) -> bool:
    plain = _OTHER.sub("", pattern)
    return plain.count("(") == plain.count(")")


def _find_parts(parts: _Parts, source: str, masked: str, expand: Callable[[str], str]) -> Iterator[Found]:
    slots = tuple(_SLOT.finditer(masked))
    firsts = [slot for slot in slots if slot["letter"] in parts.letters]
    if not firsts or (parts.last and not any(slot["letter"] in parts.last.letters for slot in slots)):
        return
    core = compile_expanded(expand(parts.core))
    ends = list(_ends(parts.last, core, masked, slots, expand) if parts.last else _endings(core, masked, firsts[0].end()))
    head = compile_expanded(expand(parts.head)) if ends else None
    at = 0
    for first in firsts if head else ():
        if first.start() < at or head is None:
            continue
        ways = [(begun, rest) for rest in ends if first.end() <= rest.start and (begun := head.fullmatch(masked, first.end(), rest.start))]
        if len(ways) > 1:
            whole = compile_expanded(expand(source)).match(masked, first.start())
            found = Found.of(whole) if whole else None
        else:
            found = _join(parts.name, first, *ways[0]) if ways else None
        if found:
            yield found
            at = found.end


def _join(name: str, first: re.Match[str], head: re.Match[str], rest: Found) -> Found:
    return Found(rest.masked, first.start(), rest.end, {name: first.span("index"), **_groups(head), **rest.groups})


def _endings(core: re.Pattern[str], masked: str, start: int) -> Iterator[Found]:
    """Every place at which the rest of a pattern matches."""
    match = core.search(masked, start)
    while match:
        yield Found.of(match)
        match = core.search(masked, match.start() + 1)


def _ends(last: _Last, core: re.Pattern[str], masked: str, slots: tuple[re.Match[str], ...], expand: Callable[[str], str]) -> Iterator[Found]:
    """Every way to read a core, and a name with its article and tail behind it."""
    begins = [found.start for found in _endings(core, masked, 0)]
    if not begins:
        return
    article, tail = (compile_expanded(expand(part)) for part in (last.article, last.tail))
    for slot in slots:
        if slot["letter"] not in last.letters or slot.start() <= begins[0]:
            continue
        after = tail.match(masked, slot.end())
        stops = _articles(article, masked, slot.start(), begins[0]) if after else ()
        for stop in stops:
            for begin in begins:
                if begin < stop and (middle := core.fullmatch(masked, begin, stop)) and after:
                    yield Found(masked, begin, after.end(), {**_groups(middle), last.name: slot.span("index"), **_groups(after)})


def _articles(article: re.Pattern[str], masked: str, end: int, lowest: int) -> list[int]:
    """Where the article of a name may begin that ends where the name begins."""
    if not article.pattern:
        return [end]
    begins = [end]
    at = masked.rfind(" ", lowest, end)
    while at > lowest and end - at < _FARTHEST:
        at = masked.rfind(" ", lowest, at)
        if at >= 0 and article.fullmatch(masked, at + 1, end):
            begins.append(at + 1)
    return begins


def _groups(match: re.Match[str]) -> dict[str, tuple[int, int]]:
    return {name: match.span(name) for name in match.re.groupindex if match.start(name) >= 0}
