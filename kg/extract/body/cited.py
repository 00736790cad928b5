"""Footnotes of the body for losses that the infobox states without one.

Editors cite losses where the prose tells them and leave the infobox bare. Where a sentence below the lead tells the same losses of the same party
and has a footnote behind them, that is their footnote too, and the words of the sentence become further evidence. What is compared is what the
rules for cells make of the sentence: number, bounds, kind of loss and what is counted must all be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.body.named import Named, Parties, know_parties
from kg.extract.context import Context
from kg.extract.figures.counts import read_casualties
from kg.extract.figures.vocabulary import LOST
from kg.extract.figures.words import find_categories
from kg.extract.prose.sentences import LONGEST_SENTENCE, sentences
from kg.model.article import Article, Cell, Line, Row
from kg.model.finding import Estimate, Finding, Side
from kg.model.text import NOTE, Span, Text

_FIELD, _RELATION, _PARTY, _PEOPLE = "casualties", "losses", "belligerent", "personnel"
# Kinds of loss whose words are no deeds.
_UNDERGONE = frozenset({LOST, "casualties"})
# A smaller number may be the same by chance: it counts where another one of its sentence is the same, too.
_TELLING = 10


def cite_body(findings: tuple[Finding, ...], article: Article, context: Context) -> tuple[Finding, ...]:
    """The findings, the losses and parties among them with the footnotes and words of the sentences of the body that tell them again."""
    if not article.body:
        return findings
    stated = tuple(finding for finding in findings if _is_of_losses(finding) or finding.relation == _PARTY)
    parties = know_parties(findings, context)
    citing = frozenset(note.key for note in article.notes if note.reference)
    cited: dict[int, Finding] = {}
    for paragraph in article.body:
        for sentence in sentences(paragraph, context.language):
            for finding, span in _told_again(sentence, stated, parties, context):
                notes = tuple(key for key in _behind(span, sentence, paragraph) if key in citing)
                if notes and not finding.notes and not finding.basis:
                    evidence = (*finding.evidence, span)
                    cited.setdefault(id(finding), replace(finding, notes=notes, evidence=tuple(dict.fromkeys(evidence))))
    return tuple(cited.get(id(finding), finding) for finding in findings)


def _is_of_losses(finding: Finding) -> bool:
    return finding.relation == _RELATION and isinstance(finding.object, Estimate) and isinstance(finding.subject, Side) and finding.subject.number > 0


def _told_again(sentence: Text, stated: Sequence[Finding], parties: Parties, context: Context) -> Iterator[tuple[Finding, Span]]:
    """The findings that a sentence tells again, each with the place of its words in the sentence, from the name of the party on.

    Whoever is said to have lost as many as the infobox has on its side took part in the conflict. The name stands before what was lost or among
    its words ("300 Dutch soldiers"); behind them it may be of something else ("300 during the Dutch offensive").
    """
    if len(sentence) > LONGEST_SENTENCE or not sentence.marked(NOTE) or not any(map(str.isdecimal, sentence.shown)):
        return
    figures = [finding.object for finding in stated if isinstance(finding.object, Estimate)]
    told = [one for one in _read_losses(sentence, context) if any(_has_same_bounds(one, other) for other in figures)]
    named = parties.name_one(sentence) if told else None
    if named is None:
        return
    own = [(finding, finding.object) for finding in stated if finding.subject == named.side and isinstance(finding.object, Estimate)]
    told = [one for one in told if any(_has_same_bounds(one, other) for _, other in own)]
    if len(told) < 2 and all((one.low or 0) < _TELLING for one in told):
        return
    place = sentence.span(named.start, named.end)
    for one in (one for one in told if place.start < one.span.end and not _does(named, one, sentence, context)):
        span = Span(min(place.start, one.span.start), max(place.end, one.span.end))
        same = [finding for finding, other in own if _is_same(other, one) and named.is_of(other)]
        yield from ((finding, span) for finding in same if len(same) == 1)
        yield from ((finding, span) for finding in stated if named.is_party(finding))


def _does(named: Named, told: Estimate, sentence: Text, context: Context) -> bool:
    """Whether those who are named did it to others: "the Varnish killed 45"."""
    at = next((at for at in range(named.end, len(sentence)) if sentence.span(at, at + 1).start >= told.span.start), named.end)
    between = sentence.shown[named.end : at].rstrip()
    return any(word.end == len(between) and word.category not in _UNDERGONE for word in find_categories(between, context.language))


def _read_losses(sentence: Text, context: Context) -> Iterator[Estimate]:
    """The losses that a sentence tells, as a cell would; of which side is not asked yet."""
    row = Row(_FIELD, "", (Cell((Line(sentence),)),), sentence.span())
    for result in read_casualties(row, context):
        if isinstance(result, Finding) and isinstance(result.object, Estimate):
            yield result.object


def _has_same_bounds(told: Estimate, stated: Estimate) -> bool:
    return None not in (told.low, told.high) and (told.low, told.high) == (stated.low, stated.high)


def _is_same(stated: Estimate, told: Estimate) -> bool:
    """Whether a sentence tells the figure of a whole that the infobox states, and neither says whose account it is."""
    if any(one.within or one.according_to or one.scope for one in (stated, told)) or not _has_same_bounds(told, stated):
        return False
    kinds = [one.kind or _PEOPLE for one in (stated, told)]
    return kinds[0] == kinds[1] and (stated.approximate, stated.category) == (told.approximate, told.category)


def _behind(span: Span, sentence: Text, paragraph: Text) -> tuple[str, ...]:
    """The footnotes that come first behind a place of a sentence."""
    marks = [mark for mark in paragraph.marked(NOTE) if mark.source.start >= span.end]
    end = max((mark.source.start for mark in sentence.marked(NOTE)), default=-1)
    if not marks or marks[0].source.start > end:
        return ()
    return paragraph.notes_behind(marks[0].start)
