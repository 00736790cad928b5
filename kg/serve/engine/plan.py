"""What is found out about a query before it runs: whether it may, the format of its answer, and what it has in common with others.

This takes time in proportion to the query, so it is done where queries run (in a worker that can be killed), never in the event loop.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from kg.query.errors import QueryError
from kg.query.formats import ALIASES, ResultFormat, formats_for, is_reading
from kg.query.run import Question
from kg.query.scan import WRITING, scan_query, shape
from kg.serve.negotiate import choose

READ_ONLY = "This server is read-only."
JSON = "application/sparql-results+json"


class Wanted(NamedTuple):
    """The format that a request wants: its Accept header (None: none), or the name of a format, which decides where it is not ""."""

    accept: str | None = None
    form: str = ""


class Plan(NamedTuple):
    """The media type of the answer, and a hash of the query's shape: queries that differ in white space, strings and numbers have the same."""

    media_type: str
    shape: str


class RefusedError(Exception):
    """A query that is refused: the HTTP status (403 or 406), why, and where in the query (line and column from 1), if at a place of it."""

    def __init__(self, status: int, words: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(words)
        self.status, self.reason, self.line, self.column = status, words, line, column

    @property
    def words(self) -> str:
        """Why, and where."""
        return f"{self.reason}: line {self.line}, column {self.column}" if self.line else self.reason


def make_plan(question: Question, wanted: Wanted) -> Plan:
    """The plan for a query.

    RefusedError 403 for an update or SERVICE, 406 where no acceptable format can express the answer; QueryError for deep nesting.
    """
    scan = scan_query(question.text)
    if scan.form in WRITING:
        raise RefusedError(403, READ_ONLY)
    if scan.service:
        raise RefusedError(403, *scan.service)
    if scan.nesting:
        raise QueryError(scan.nesting.words, scan.nesting.line, scan.nesting.column)
    media_type = _choose_format(scan.form, wanted)
    return Plan(media_type, hashlib.blake2b(shape(question.text).encode(), digest_size=16).hexdigest())


def _choose_format(form: str, wanted: Wanted) -> str:
    if not is_reading(form):
        return JSON
    formats = formats_for(form)
    if wanted.form:
        if wanted.form in formats:
            return formats[wanted.form].media_type
        raise RefusedError(406, f"There is no format {wanted.form!r} for this query; there are {', '.join(formats)}.")
    offered = _offered(formats)
    chosen = choose(wanted.accept, tuple(offered))
    if chosen is None:
        raise RefusedError(406, f"{form} is answered in: {', '.join(form.media_type for form in formats.values())}.")
    return offered[chosen]


def _offered(formats: Mapping[str, ResultFormat]) -> dict[str, str]:
    """Acceptable media types, and those of the answers."""
    own = {form.media_type: form.media_type for form in formats.values()}
    return own | {alias: target for alias, target in ALIASES.items() if target in own}
