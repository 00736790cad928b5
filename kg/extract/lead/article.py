"""What the lead of an article states: where the infobox is silent, who led and changed sides, other names, and contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from kg.extract.context import Context
from kg.extract.known import Known, Names
from kg.extract.lead.cited import EVENT, add_citations, cites
from kg.extract.lead.commands import read_commands
from kg.extract.lead.event import read_event
from kg.extract.lead.names import read_names
from kg.extract.lead.people import read_people, short_names
from kg.extract.lead.result import read_result
from kg.extract.lead.sides import read_sides
from kg.extract.prose.clauses import Sentence
from kg.extract.prose.relations import read_sentences
from kg.extract.prose.sentences import LONGEST_SENTENCE, sentences
from kg.language.fold import fold_name
from kg.model.article import Article
from kg.model.finding import Estimate, Finding, Mention, Phrase
from kg.model.issue import Issue

# No lead has more sentences; a form that lost its headings gives the whole article as its lead.
_LONGEST = 1000


def read_lead(article: Article, context: Context, findings: tuple[Finding, ...]) -> Iterator[Finding | Issue]:
    """Read what the lead states and ``findings``, those of the infobox and the footnotes, do not.

    Dates, places and larger conflicts are taken where the infobox has none; a date that contradicts the infobox is given beside an issue.
    """
    known, language = _names(article, context, findings), context.language
    parts = (sentence for paragraph in article.lead for sentence in sentences(paragraph, language) if len(sentence) <= LONGEST_SENTENCE)
    told = tuple(Sentence(sentence, context, known) for sentence in islice(parts, _LONGEST))
    yield from read_event(told, findings, _titles(article, findings), language)
    yield from read_names(article, findings, language)
    yield from read_sides(told, findings, context.period, _titles(article, findings), language)
    yield from read_result(told[:12], findings, language)
    commands = tuple(read_commands(told, findings, language))
    yield from commands
    boxed = {(finding.subject, finding.object) for finding in findings}
    further = tuple(one for one in commands if (one.subject, one.object) not in boxed)
    yield from read_people(told, (*findings, *further), context)
    for result in read_sentences(told, language):
        yield _dated_as(result, findings) if isinstance(result, Finding) else result


def cite_lead(article: Article, context: Context, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings of an article, those of when, where and of what with the footnotes of the lead where it states them again and cites."""
    if not cites(article):
        return findings
    known, language = _names(article, context, findings), context.language
    parts = (sentence for paragraph in article.lead for sentence in sentences(paragraph, language))
    told = tuple(Sentence(sentence, context, known) for sentence in islice(parts, _LONGEST))
    silent = tuple(finding for finding in findings if finding.relation not in EVENT)
    again = (result for result in read_event(told, silent, _titles(article, findings), language) if isinstance(result, Finding))
    return tuple(add_citations(findings, again, article, language))


def _mentions(findings: Iterable[Finding]) -> Iterator[Mention]:
    for finding in findings:
        values = (finding.subject, finding.object, *(value for _, value in finding.qualifiers))
        yield from (value for value in values if isinstance(value, Mention))
        if isinstance(finding.object, Estimate) and finding.object.of:
            yield finding.object.of


def _titles(article: Article, findings: Iterable[Finding]) -> frozenset[str]:
    """The folded names of the conflict itself."""
    told = (finding.object.text for finding in findings if finding.relation == "name" and isinstance(finding.object, Phrase))
    return frozenset(fold_name(name) for name in (article.title.shown, article.source.title, *told) if name)


def _names(article: Article, context: Context, findings: tuple[Finding, ...]) -> Names:
    known = context.names_with(_mentions(findings))
    for name, meant in short_names(article, findings).items():
        known.setdefault(name, meant)
    for title in _titles(article, findings):
        known[title] = Known("conflict")
    return known


def _dated_as(finding: Finding, findings: Iterable[Finding]) -> Finding:
    """Give a relation without a date the dates with which a footnote or remark states the same one: it is one statement made twice."""
    if finding.qualifiers or not isinstance(finding.subject, Mention) or not isinstance(finding.object, Mention):
        return finding
    key = (finding.relation, fold_name(finding.subject.name), fold_name(finding.object.name))
    for other in findings:
        if (
            other.qualifiers
            and isinstance(other.subject, Mention)
            and isinstance(other.object, Mention)
            and (other.relation, fold_name(other.subject.name), fold_name(other.object.name)) == key
        ):
            return replace(finding, qualifiers=other.qualifiers)
    return finding
