"""Issues of a run as messages for editors and as lines of JSON: each with its article and its place in the source."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.model.issue import Issue
from kg.pipeline.article import Built
from kg.read.input.decode import place_of


def place_of_issue(built: Built, issue: Issue) -> str:
    """Place of an issue as editors understand it (file:line:column); an article from a dump or a wiki is called by its title."""
    return ":".join(map(str, (_name_of(built, issue), *_line_and_column(built, issue))))


def place_of_article(built: Built) -> str:
    """What messages call an article: its file, with the page of a dump."""
    source = built.article.source
    if source.origin and source.file:
        return f"{source.file}:{source.origin.line}: {source.title!r}"
    return f"{source.file}: {source.title!r}" if source.file and source.form == "mediawiki" else source.file or source.title


def _name_of(built: Built, issue: Issue) -> str:
    source = built.article.source
    if source.origin and source.file and not issue.span:
        return f"{source.file}:{source.origin.line}"
    return (source.title if source.form in ("mediawiki", "api") else source.file) or source.title


def _line_and_column(built: Built, issue: Issue) -> tuple[int, ...]:
    source = built.article.source
    if issue.span is None:
        return ()
    line, column = place_of(source.written, source.cite(issue.span).start - source.offset)
    if source.origin:
        column, line = (column + source.origin.column - 1 if line == 1 else column), line + source.origin.line - 1
    return line, column


def issue_lines(built: Built, file: str | None) -> Iterator[str]:
    """The issues of an article as lines of JSON; positions, lines and columns refer to the source, which is called ``file``."""
    source = built.article.source
    for issue in built.issues:
        start, end = source.cite(issue.span) if issue.span else (None, None)
        line, column = _line_and_column(built, issue) or (None, None)
        words = {"article": source.title, "file": file, "code": issue.code, "message": issue.message}
        yield json.dumps({**words, "start": start, "end": end, "line": line, "column": column}, ensure_ascii=False) + "\n"
