"""The ledger accounts for every word of the infobox: used as evidence, named in an issue, or ignored on purpose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache

from kg.domain.fields import rule_of_field
from kg.domain.kinds import boxes_of_domain
from kg.extract.lead.scope import classify_lead, report_unread
from kg.extract.phrases.groups import tell_nobody
from kg.language.language import Language, pack_of
from kg.model.article import Article, Row
from kg.model.finding import Finding
from kg.model.issue import Issue
from kg.model.text import Span, Text
from kg.values import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts of characters (letters and digits) of infobox values by use, likewise of values and of sentences of the lead; and the issues added.

    A value is one line of a cell. It counts as used if any part of it is used, otherwise as an issue, otherwise as ignored.
    """

    used: int = 0
    ignored: int = 0
    unread: int = 0
    values_used: int = 0
    values_ignored: int = 0
    values_unread: int = 0
    sentences_used: int = 0
    sentences_ignored: int = 0
    sentences_unread: int = 0
    issues: tuple[Issue, ...] = ()

    @property
    def characters(self) -> int:
        """How many characters there are; 0 for an article without infobox values."""
        return self.used + self.ignored + self.unread

    @property
    def share(self) -> float:
        """The share of characters that are used or ignored on purpose; 1.0 for an article without infobox values."""
        return (self.used + self.ignored) / self.characters if self.characters else 1.0


_COUNTS = tuple(field.name for field in fields(Ledger) if field.name != "issues")


def add_ledgers(ledgers: Iterable[Ledger]) -> Ledger:
    """Sum up the ledgers of several articles, without their issues."""
    total = Ledger()
    for ledger in ledgers:
        total = Ledger(*(getattr(total, name) + getattr(ledger, name) for name in _COUNTS))
    return total


@cache
def ignored_words(language: Language) -> frozenset[str]:
    """Words that say nothing by themselves once those around them are read (kg/data/CODE/ignored_words.toml)."""
    table = language.table("ignored_words").only("joining", "pointing")
    return frozenset(word.casefold() for words in table.groups().values() for word in words)


def account(article: Article, findings: Iterable[Finding], issues: Iterable[Issue]) -> Ledger:
    """Compare the infobox and the lead of an article with the evidence of its findings and the spans of its issues."""
    findings, issues = tuple(findings), tuple(issues)
    language = pack_of(article.source.language)
    sentences = classify_lead(article, findings, issues, language)
    prose = Counter(sentence.use for sentence in sentences)
    used = [span for finding in findings for span in finding.evidence]
    told = [issue.span for issue in issues if issue.span]
    covered, named = _Cover(used), _Cover(told)
    counts, values, added = [0, 0, 0], [0, 0, 0], list[Issue]()
    ignored = ignored_words(language)
    of_domain = boxes_of_domain(article.boxes, language)
    read = {box.span for box in of_domain}
    for box, row, before in (
        (one, row, before) for one in of_domain or article.boxes for before, row in zip((None, *one.rows), one.rows, strict=False)
    ):
        purposely = rule_of_field(row.field, language) == "ignore" or _only_repeats(row, before)
        for line in (line for cell in row.cells for line in cell.lines):
            found = _WORD.finditer(line.text.shown)
            words = [(_IGNORED, match) if purposely else _judge(line.text, match, covered, named, ignored) for match in found]
            if _points_elsewhere(line.text.shown, language):
                words = [(_IGNORED if fate == _UNREAD else fate, match) for fate, match in words]
            for fate, match in words:
                counts[fate] += len(match.group())
            values[_value_fate([fate for fate, _ in words], purposely)] += 1
            # One issue of the reader tells of all words of an infobox that is not known.
            added += _unread(row, line.text, words, named) if box.span in read else ()
    added += report_unread(sentences)
    return Ledger(
        counts[_USED], counts[_IGNORED], counts[_UNREAD], values[_USED], values[_IGNORED], values[_UNREAD],
        prose["used"], prose["ignored"], prose["unread"] + prose["issue"], issues=tuple(added),
    )  # fmt: skip


def _points_elsewhere(shown: str, language: Language) -> bool:
    """Whether a line in brackets only sends the reader elsewhere: "(See the treaty)"."""
    return shown.lstrip().startswith("(") and tell_nobody(shown.strip(" ()"), language) == "pointer"


def _only_repeats(row: Row, before: Row | None) -> bool:
    """Whether a value without a name only repeats words of the one before it: what a stray bar in a damaged link cuts off."""
    return before is not None and row.label.isdigit() and _words_of(row) <= _words_of(before)


def _words_of(row: Row) -> frozenset[str]:
    return frozenset(word.casefold() for cell in row.cells for line in cell.lines for word in _WORD.findall(line.text.shown))


_USED, _IGNORED, _UNREAD = range(3)


class _Cover:
    """A set of source positions, built from spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._positions = {at for span in set(spans) for at in range(span.start, span.end)}

    def __contains__(self, at: int) -> bool:
        return at in self._positions


def _judge(text: Text, match: re.Match[str], covered: _Cover, named: _Cover, ignored: frozenset[str]) -> tuple[int, re.Match[str]]:
    span = text.span(*match.span())
    if span.start in covered or span.end - 1 in covered:
        return _USED, match
    return (_IGNORED if match.group().casefold() in ignored and span.start not in named else _UNREAD), match


def _value_fate(fates: list[int], purposely: bool) -> int:
    if purposely or not fates:
        return _IGNORED
    return _USED if _USED in fates else _UNREAD if _UNREAD in fates else _IGNORED


def _unread(row: Row, text: Text, words: list[tuple[int, re.Match[str]]], named: _Cover) -> Iterator[Issue]:
    """One issue for each run of unread words that is not in an issue yet."""
    start: int | None = None
    end = 0
    for fate, match in [*words, (_USED, None)]:
        if fate == _UNREAD and match is not None and text.span(*match.span()).start not in named:
            start, end = (match.start() if start is None else start), match.end()
        elif start is not None and (fate == _USED or match is None):
            span = text.span(start, end)
            yield Issue("unread", f"{row.label or row.field or 'row'}: not understood: {text.shown[start:end]}", span)
            start = None
