"""What became of each sentence of the lead: the account that the ledger keeps of prose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from kg.extract.lead.patterns import load_lead_patterns
from kg.extract.prose.sentences import sentences
from kg.language.language import Language
from kg.model.article import Article
from kg.model.finding import Finding, Mention
from kg.model.issue import Issue
from kg.model.text import Span, Text

# How many words off a name may stand.
_NEAR = 8
_QUOTES = "\"'“‘«(["
_AROUND = _QUOTES + "”’»)],.;:"


class SentenceUse(NamedTuple):
    """A sentence of the lead and its fate.

    ``used``: a finding stands on words of it. ``issue``: an issue names words of it. ``unread``: it holds a word with which the facts of
    our model are stated ([scope] in lead.toml) but none was read. ``ignored``: it holds none, so it tells the course of events, which is
    out of scope on purpose.
    """

    text: Text
    use: Literal["used", "issue", "unread", "ignored"]


def classify_lead(article: Article, findings: Iterable[Finding], issues: Iterable[Issue], language: Language) -> tuple[SentenceUse, ...]:
    """Tell for each sentence of the lead whether it was used, named in an issue, left unread or ignored on purpose."""
    findings = tuple(findings)
    evidence = sorted({span for finding in findings for span in finding.evidence})
    named = sorted({issue.span for issue in issues if issue.span})
    known = _known_commanders(findings)
    return tuple(_classify(sentence, evidence, named, known, language) for paragraph in article.lead for sentence in sentences(paragraph, language))


def report_unread(uses: Iterable[SentenceUse]) -> Iterator[Issue]:
    """An issue for each sentence that states something in scope which was not read."""
    for sentence, use in uses:
        if use == "unread":
            yield Issue("lead-unread", "the lead states how groups or people relate, which was not understood", sentence.span())


def _known_commanders(findings: Iterable[Finding]) -> frozenset[str]:
    """The last names of those who are stated to be commanders."""
    named = (finding.object for finding in findings if finding.relation == "commander" and isinstance(finding.object, Mention))
    return frozenset(mention.name.split()[-1] for mention in named)


def _classify(sentence: Text, evidence: list[Span], named: list[Span], known: frozenset[str], language: Language) -> SentenceUse:
    span = sentence.span()
    if _touches(evidence, span):
        return SentenceUse(sentence, "used")
    if _touches(named, span):
        return SentenceUse(sentence, "issue")
    return SentenceUse(sentence, "unread" if _is_in_scope(sentence.shown, known, language) else "ignored")


def _is_in_scope(shown: str, known: frozenset[str], language: Language) -> bool:
    """Whether a sentence has a word of the scope with a name near it; that a known commander commanded is no news."""
    patterns = load_lead_patterns(language)
    if any(_has_name(_words_behind(shown, at)) for at in patterns.scope_before.find(shown)):
        return True
    behind = (_words_behind(shown, at) for at in patterns.scope_commands.find(shown))
    if any(_has_name(words) and not known.intersection(_stripped(words)) for words in behind):
        return True
    return any(_has_name((*_words_behind(shown, at), *shown[:at].split()[1:][-_NEAR:])) for at in patterns.scope.find(shown))


def _words_behind(shown: str, at: int) -> tuple[str, ...]:
    return tuple(shown[at:].split()[1 : _NEAR + 1])


def _stripped(words: Iterable[str]) -> Iterator[str]:
    return (word.strip(_AROUND) for word in words)


def _has_name(words: Iterable[str]) -> bool:
    """Whether a word begins like a name."""
    return any(word.lstrip(_QUOTES)[:1].isupper() or word[:1].isdigit() for word in words)


def _touches(spans: list[Span], span: Span) -> bool:
    """Whether a span of a sorted list begins in a range, or the one before reaches into it."""
    at = bisect_right(spans, span.start, key=lambda one: one.start)
    return (at < len(spans) and spans[at].start < span.end) or any(one.end > span.start for one in spans[max(0, at - 8) : at])
