"""Outputs of a build beside the graphs: issues as lines and as JSON, and the HTML report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from kg.cli.io.terminal import say

if TYPE_CHECKING:
    from kg.model.issue import Issue
    from kg.pipeline.article import Built
    from kg.pipeline.run import Outcome
    from kg.validation.shapes import Report

# More issues than this are not shown one by one.
_SHOWN = 10


def tell_issues(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Print the first issues of a run with their place and code, and pass the outcomes on; why a page is not of the domain is told elsewhere."""
    told = 0
    for outcome in outcomes:
        for issue in outcome.built.issues if outcome.built.refused is None else ():
            if told < _SHOWN:
                say(f"{place_of_issue(outcome.built, issue)}: {issue.message} [{issue.code}]")
            told += 1
        yield outcome
    if told > _SHOWN:
        say(f"… and {told - _SHOWN} more issues: --issues FILE lists all")


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
    from kg.read.input.decode import place_of

    source = built.article.source
    if issue.span is None:
        return ()
    line, column = place_of(source.written, source.cite(issue.span).start - source.offset)
    if source.origin:
        column, line = (column + source.origin.column - 1 if line == 1 else column), line + source.origin.line - 1
    return line, column


def write_issues(outcomes: Iterator[Outcome], out: TextIO) -> Iterator[Outcome]:
    """Write each issue as a line of JSON; positions, lines and columns refer to the article's source."""
    import json

    for outcome in outcomes:
        source = outcome.built.article.source
        for issue in outcome.built.issues:
            start, end = source.cite(issue.span) if issue.span else (None, None)
            line, column = _line_and_column(outcome.built, issue) or (None, None)
            words = {"article": source.title, "file": source.file, "code": issue.code, "message": issue.message}
            entry = {**words, "start": start, "end": end, "line": line, "column": column}
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")
        yield outcome


def write_report(outcomes: Iterator[Outcome], out: TextIO) -> Iterator[Outcome]:
    """Write the page piece by piece while the outcomes pass."""
    from kg.output.report import render_report

    passed: list[Outcome] = []

    def sections() -> Iterator[tuple[Built, Report | None]]:
        for outcome in outcomes:
            passed.append(outcome)
            yield outcome.built, outcome.report

    for piece in render_report(sections()):
        out.write(piece)
        yield from passed
        passed.clear()
