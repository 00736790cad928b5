"""Texts that a file writes in a way of its own, undone so that each character knows how it is written."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator

from kg.model.origin import Origin, Steps
from kg.patterns import lazy_pattern
from kg.values import dataclass

_JSON_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_JSON_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_QUOTED = re.compile(r"(?:=[0-9A-Fa-f]{2}|=[ \t]*(?:\r\n|\r|\n))+")
_QUOTED_PART = re.compile(r"=(?:([0-9A-Fa-f]{2})|[ \t]*(?:\r\n|\r|\n))")
_ENTITY = lazy_pattern(r"&(?:amp|lt|gt|quot|apos|#0*3[49]|#[xX]0*2[27]);")
# Markup of wikitext as it looks when its signs were escaped.
_ESCAPED = lazy_pattern(r"&lt;(?:/?(?:ref|br|small|center|nowiki|big|sup|sub|div|span)\b|!--)|(?:&#(?:39|x27);){2}")
# What undoing gives: each sign that is written longer than it is, what it stands for, and where its writing begins and ends.
_Undone = Iterator[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Writing:
    """A text, and how and where its file writes it."""

    text: str
    origin: Origin

    @classmethod
    def verbatim(cls, file: str, start: int, end: int, place: tuple[int, int]) -> Writing:
        """A part of a file that is written as it is."""
        return cls(file[start:end], Origin(file[start:end], start, *place))

    @classmethod
    def whole(cls, file: str) -> Writing:
        """A file that is written as it is."""
        return cls(file, Origin(file))

    def undo(self, undone: _Undone) -> Writing:
        """Take a further way of writing off."""
        text, steps = _apply(self.text, undone)
        origin = self.origin
        return Writing(text, Origin(origin.written, origin.start, origin.line, origin.column, (steps, *origin.layers)))


def _apply(written: str, undone: _Undone) -> tuple[str, Steps]:
    parts, steps, at, length = list[str](), list[tuple[int, int]](), 0, 0
    for shown, start, end in undone:
        parts += (written[at:start], shown)
        length += start - at
        if not shown:
            steps.append((length, start))
        length += len(shown)
        steps.append((length, end))
        at = end
    return "".join((*parts, written[at:])), tuple(steps)


def unescape_json(text: str) -> _Undone:
    """The escapes of a JSON string."""
    for match in _JSON_ESCAPE.finditer(text):
        sign = match.group()
        if sign[1] == "u":
            yield sign.encode("ascii").decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16", "replace"), *match.span()
        else:
            yield _JSON_SHORT.get(sign[1], sign[1]), *match.span()


def unescape_doubled(text: str) -> _Undone:
    """Quotation marks that are written twice, as in a quoted field of a table."""
    for match in re.finditer('""', text):
        yield '"', *match.span()


def unescape_signs(text: str) -> _Undone:
    """Signs of markup that were escaped, once."""
    for match in _ENTITY.finditer(text):
        yield html.unescape(match.group()), *match.span()


def is_escaped(wikitext: str) -> bool:
    """Whether a wikitext's signs were escaped as a whole: it has none of its own, and markup that is written with entities."""
    return "<" not in wikitext and _ESCAPED.search(wikitext) is not None


def unescape_quoted_printable(text: str, encoding: str) -> _Undone:
    """Bytes of an encoding that quoted-printable writes, and lines that it breaks."""
    for run in _QUOTED.finditer(text):
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        start = run.start()
        end = start
        for part in _QUOTED_PART.finditer(text, *run.span()):
            if part[1] is None:
                if start == part.start():
                    yield "", *part.span()
                    start = part.end()
                continue
            shown = decoder.decode(bytes.fromhex(part[1]))
            end = part.end()
            if shown:
                yield shown, start, end
                start = end
        if rest := decoder.decode(b"", final=True):
            yield rest, start, end
