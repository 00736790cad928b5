"""Where the constructs of wikitext begin and end: one linear pass, positions kept.

Exact positions are what this project stands on, and mwparserfromhell's nodes have none; so the structure is found here, with the matching
rules of MediaWiki's preprocessor (https://www.mediawiki.org/wiki/Preprocessor_ABNF) for braces and brackets, and mwparserfromhell is the
oracle of the tests. Each construct is an entry "start -> end"; what lies inside is looked at only when it is shown. The pass never
goes back, an opener that is never closed is simply text, so time is linear in any input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from kg.language.words import any_of
from kg.read.wikitext.tags import load_tags
from kg.values import dataclass

_TAG_END = re.compile(r"""[^>"'\n]*+(?:(?:"[^"\n]*"|'[^'\n]*')[^>"'\n]*+)*+>""")
# No tag is longer: what goes on without an end is none.
_LONGEST_TAG = 2000
_REF = re.compile(r"<(/?)ref(?=[\s/>])", re.IGNORECASE)
# Each alternative begins with a character of its own, so that the search passes over all others at once.
_INNER = re.compile(r"\||=|\{\{|\[\[|\{\||<")
_IRREGULAR_KEY = re.compile(r"[\s<]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@cache
def _token(to_heading: bool) -> re.Pattern[str]:
    """What begins or ends a construct, and a run of equals signs where headings are looked for; each alternative begins with a character."""
    raw = any_of(load_tags().raw)
    heading = "|==" if to_heading else ""
    return re.compile(rf"\[\[|\]\]|\{{\{{+|\}}\}}+|<!--|<(?P<raw>{raw})(?=[\s/>])|\{{\||\|\}}(?!\}}){heading}", re.IGNORECASE)


@cache
def _function() -> re.Pattern[str]:
    """The name of a parser function, up to the colon before its first argument."""
    return re.compile(rf"(?:#(?!tag)[^\W\d_]+|{any_of(load_tags().functions)})\s*:", re.IGNORECASE)


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markup:
    """The constructs of a stretch of source: ``ends`` maps the start of a template, link, table, comment or raw tag to its end.

    ``parameters`` are the starts that are ``{{{...}}}``; ``unclosed`` the starts of templates, comments and references that are never closed;
    ``stop`` is where the pass ended.
    """

    source: str
    ends: dict[int, int]
    parameters: frozenset[int]
    unclosed: tuple[int, ...]
    stop: int


class _Open:
    """A run of opening braces, a link or a table that waits for its end."""

    __slots__ = ("count", "kind", "start")

    def __init__(self, kind: str, start: int, count: int) -> None:
        self.kind, self.start, self.count = kind, start, count


class _Scan:
    """The state of one pass."""

    def __init__(self, source: str, end: int) -> None:
        self.source, self.end = source, end
        self.ends: dict[int, int] = {}
        self.parameters: set[int] = set()
        self.unclosed: list[int] = []
        self.stack: list[_Open] = []
        self.open = {"{": 0, "[": 0, "|": 0}
        self.never_closed: set[str] = set()

    def push(self, kind: str, start: int, count: int) -> None:
        self.stack.append(_Open(kind, start, count))
        self.open[kind] += 1

    def pop(self) -> _Open:
        top = self.stack.pop()
        self.open[top.kind] -= 1
        if top.kind == "{" and top.count >= 2:
            self.unclosed.append(top.start)
        return top

    def uncover(self, kind: str) -> bool:
        """Drop links and tables that are open above the nearest opener of a kind; False where there is none to reach."""
        if not self.open[kind]:
            return False
        for top in reversed(self.stack):
            if top.kind == kind:
                break
            if top.kind == "{" or kind == "[":
                return False
        while self.stack[-1].kind != kind:
            self.pop()
        return True

    def close_braces(self, start: int, count: int) -> None:
        while count >= 2 and self.uncover("{"):
            top = self.stack[-1]
            size = min(top.count, count, 3)
            if size >= 2:
                opener = top.start + top.count - size
                self.ends[opener] = start + size
                if size == 3:
                    self.parameters.add(opener)
                top.count -= size
                start, count = start + size, count - size
            if top.count < 2:
                self.pop()

    def close(self, kind: str, at: int) -> None:
        if self.uncover(kind):
            self.ends[self.pop().start] = at

    def skip_comment(self, start: int) -> int:
        close = self.source.find("-->", start + 4, self.end)
        if close < 0:
            self.unclosed.append(start)
        self.ends[start] = self.end if close < 0 else close + 3
        return self.ends[start]

    def skip_raw(self, name: str, start: int) -> int:
        """Pass over a tag with its content; a tag that is not closed ends with its own bracket."""
        tag = self.find_tag_end(start + 1)
        if tag is None:
            return start + 1
        if self.source[tag.end() - 2] == "/":
            self.ends[start] = tag.end()
            return tag.end()
        close = self.find_close(name, tag.end())
        if close is None:
            self.unclosed.append(start)
            close = tag.end()
        self.ends[start] = close
        return close

    def find_tag_end(self, at: int) -> re.Match[str] | None:
        """What is left of a tag from a place within it on; None where it is no tag."""
        return _TAG_END.match(self.source, at, min(at + _LONGEST_TAG, self.end))

    def find_close(self, name: str, at: int) -> int | None:
        if name in self.never_closed:
            return None
        if name == "ref":
            return self.find_ref_close(at)
        match = _end_tag(name).search(self.source, at, self.end)
        if match is None:
            self.never_closed.add(name)
        return match.end() if match else None

    def find_ref_close(self, at: int) -> int | None:
        """A reference ends before the next one begins: else one that is not closed would swallow the text up to another's end."""
        for match in _REF.finditer(self.source, at, self.end):
            tag = self.find_tag_end(match.start() + 1)
            if match[1]:
                return tag.end() if tag else None
            if tag is None or self.source[tag.end() - 2] != "/":
                return None
        self.never_closed.add("ref")
        return None


def scan(source: str, start: int = 0, end: int | None = None, *, to_heading: bool = False, one: bool = False) -> Markup:
    """Find the constructs of source[start:end]; ``to_heading`` ends the pass at the first heading outside of them.

    ``one`` ends it where the construct is closed that begins at start.
    """
    end = len(source) if end is None else end
    state = _Scan(source, end)
    ends, stack, count = state.ends, state.stack, state.open
    at, stop = start, end
    search = _token(to_heading).search
    while match := search(source, at, end):
        here, at = match.span()
        first = source[here]
        if first == "[":
            stack.append(_Open("[", here, 2))
            count["["] += 1
        elif first == "]":
            if stack and stack[-1].kind == "[":
                ends[stack.pop().start] = at
                count["["] -= 1
            else:
                state.close("[", at)
        elif first == "{":
            if source[here + 1] != "|":
                stack.append(_Open("{", here, at - here))
                count["{"] += 1
            elif not source[source.rfind("\n", start, here) + 1 : here].strip(" \t:"):
                state.push("|", here, 2)
        elif first == "}":
            if at - here == 2 and stack and stack[-1].kind == "{" and stack[-1].count == 2:
                ends[stack.pop().start] = at
                count["{"] -= 1
            else:
                state.close_braces(here, at - here)
            if one and start in ends:
                break
        elif first == "<":
            at = state.skip_raw(match["raw"].lower(), here) if match["raw"] else state.skip_comment(here)
        elif first == "|":
            state.close("|", at)
        elif not count["{"] and (here == 0 or source[here - 1] == "\n"):
            stop = here
            break
    while stack:
        state.pop()
    return Markup(source, ends, frozenset(state.parameters), tuple(sorted(state.unclosed)), stop)


class Argument(NamedTuple):
    """An argument of a template: its name ("1", "2" where it has none), where name and value stand, both stripped of white space if named."""

    name: str
    start: int
    end: int
    positional: bool
    at: int


class Call(NamedTuple):
    """A template as it is used: name (as written, without comments), arguments in order, place; ``named`` has the last argument of each name."""

    name: str
    arguments: tuple[Argument, ...]
    start: int
    end: int
    named: Mapping[str, Argument]

    def get(self, *names: str) -> Argument | None:
        """Return the first of the arguments that is there and not empty; of two with one name the later counts, as in MediaWiki."""
        for name in names:
            argument = self.named.get(name)
            if argument is not None and argument.end > argument.start:
                return argument
        return None

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments without a name, and those named by a number, that are not empty."""
        return tuple(argument for argument in self.arguments if argument.name.isdecimal() and argument.end > argument.start)


def split_at_pipes(markup: Markup, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Give start, end and place of the first equals sign (-1: none) of each part between pipes that stand in no inner construct."""
    source, ends, search = markup.source, markup.ends, _INNER.search
    low, equals, at = start, -1, start
    while match := search(source, at, end):
        here = match.start()
        at = here + 1
        token = source[here]
        if token == "|":
            yield low, here, equals
            low, equals = at, -1
        elif token == "=":
            if equals < 0:
                equals = here
        elif (close := ends.get(here, -1)) >= 0 and close <= end:
            at = close
    yield low, end, equals


def strip_range(source: str, start: int, end: int) -> tuple[int, int]:
    """Take white space off both ends of a range."""
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end


def drop_comments(text: str) -> str:
    """Return wikitext without its comments."""
    return _COMMENT.sub("", text) if "<!--" in text else text


def read_call(markup: Markup, start: int, end: int | None = None) -> Call:
    """Read the template that begins at start: a template's name ends at its first pipe, a parser function's at its colon."""
    source = markup.source
    end = markup.ends[start] if end is None else end
    inner_end = end - 2 if source.startswith("}}", end - 2) else end
    parts = split_at_pipes(markup, start + 2, inner_end)
    low, high, _ = next(parts)
    name = " ".join(drop_comments(source[low:high]).split())
    arguments: list[Argument] = []
    if ":" in name and _function().match(name):
        colon = source.index(":", low, high)
        name = " ".join(source[low : colon + 1].split())
        arguments.append(Argument("1", *strip_range(source, colon + 1, high), True, colon + 1))
    number = len(arguments)
    for low, high, equals in parts:
        if equals < 0:
            number += 1
            start_value, end_value = strip_range(source, low, high)
            arguments.append(Argument(str(number), start_value, end_value, True, low))
        else:
            first, last = strip_range(source, low, equals)
            key = source[first:last]
            if _IRREGULAR_KEY.search(key):
                key = " ".join(drop_comments(key).split())
            start_value, end_value = strip_range(source, equals + 1, high)
            arguments.append(Argument(key, start_value, end_value, False, first))
    return Call(name, tuple(arguments), start, end, {argument.name: argument for argument in arguments})
