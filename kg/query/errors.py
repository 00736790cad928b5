"""Messages of pyoxigraph's parsers: where it went wrong and what was expected, in words for people."""

from __future__ import annotations

import re

_PLACE = re.compile(r"\A(?:Parser )?error at (?:line )?(\d+)(?::| (?:column|between columns) )(\d+)[^:]*: *", re.DOTALL | re.IGNORECASE)
_EXPECTED = re.compile(r"expected one of (?P<tokens>.*)\Z", re.DOTALL)
_MOST = 300


class QueryError(ValueError):
    """A query that is not SPARQL: ``reason``, with ``line`` and ``column`` (from 1) where the parser tells them."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


def read_syntax_error(error: SyntaxError) -> QueryError:
    """The error with line and column apart, and without the parser's character classes."""
    text = error.msg or str(error)
    place = _PLACE.match(text)
    line = int(place[1]) if place else error.lineno
    column = int(place[2]) if place else error.offset
    return QueryError(_tidy(text[place.end() :] if place else text), line, column)


def _tidy(reason: str) -> str:
    """Drop character classes from a list of expected tokens: nobody can read them."""
    found = _EXPECTED.search(reason)
    if found:
        tokens = re.sub(r"\['[^\[\]]*(?:\['?[^\[\]]*\]?)*?\](?=[,\n]|\Z)|\[_\]", "", found["tokens"])
        named = [token.strip() for token in re.split(r",\s|\n\| ", tokens) if token.strip() and not token.strip().startswith("['")]
        reason = (
            reason[: found.start()] + "expected " + (" or ".join(filter(None, (", ".join(named[:-1]), named[-1]))) if named else "something else")
        )
    return reason if len(reason) <= _MOST else reason[:_MOST] + "…"
