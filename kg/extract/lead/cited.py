"""What the lead cites for facts that the infobox states without a footnote.

Editors cite a date or a place where the prose tells it, and leave the infobox bare. Where a sentence of the lead states the same fact and ends with
footnotes that cite, these are the fact's too, and the words of the sentence become further evidence. What the lead states itself has the footnotes
of its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.prose.sentences import sentences
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.article import Article
from kg.model.finding import Finding, Mention
from kg.model.text import NOTE, Span, Text

EVENT = frozenset({"start", "end", "when", "place", "partOf"})
_Key = tuple[str, object]


def cites(article: Article) -> bool:
    """Whether the lead has a footnote that cites."""
    citing = _citing(article)
    return any(mark.value in citing for text in article.lead for mark in text.marked(NOTE))


def add_citations(findings: Iterable[Finding], told: Iterable[Finding], article: Article, language: Language) -> Iterator[Finding]:
    """The findings, with the footnotes and words of those that the lead states again (``told``) where they have no footnotes."""
    known: dict[_Key, Finding] = {}
    for finding in told:
        if finding.relation in EVENT and finding.basis is None:
            known.setdefault(_key(finding), finding)
    citing = _citing(article)
    lead = tuple(text.span() for text in article.lead if text)
    for finding in findings:
        own = not finding.notes and finding.relation not in EVENT and _stands_in(finding, lead)
        again = known.get(_key(finding)) if finding.relation in EVENT and not finding.notes and finding.basis is None else finding if own else None
        notes = tuple(key for span in again.evidence for key in _behind(span, article.lead, language) if key in citing) if again else ()
        if again and notes:
            evidence = tuple(dict.fromkeys((*finding.evidence, *again.evidence)))
            yield replace(finding, notes=tuple(dict.fromkeys(notes)), evidence=evidence)
        else:
            yield finding


def _stands_in(finding: Finding, lead: Iterable[Span]) -> bool:
    """Whether all words of a finding stand in one paragraph of the lead."""
    return any(all(text.start <= span.start and span.end <= text.end for span in finding.evidence) for text in lead)


def _citing(article: Article) -> frozenset[str]:
    return frozenset(note.key for note in article.notes if note.reference)


def _key(finding: Finding) -> _Key:
    value = finding.object
    return finding.relation, (value.kind, fold_name(value.title or value.name)) if isinstance(value, Mention) else value


def _behind(span: Span, lead: Iterable[Text], language: Language) -> Iterator[str]:
    """The footnotes right behind the sentence of the lead that a span stands in."""
    for text in lead:
        whole = text.span()
        if whole.start <= span.start and span.end <= whole.end:
            at = 0
            for sentence in sentences(text, language):
                begin = text.shown.find(sentence.shown, at)
                at = begin + len(sentence.shown)
                if begin >= 0 and text.span(begin, at).start <= span.start and span.end <= text.span(begin, at).end:
                    yield from text.notes_behind(at)
                    return
