"""Other names of the conflict that its first sentence gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.lead.patterns import load_lead_patterns
from kg.extract.prose.sentences import sentences
from kg.language.fold import fold_name
from kg.model.article import Article
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.text import BOLD, LANG, Text

_STOP = re.compile(
    r"[,;:()\[\]]|\.(?:\s|$)|\s[–—]\s"
    r"|\s(?:was|were|is|are|in|by|and|took|began|refers|encompassed|for|to|during|lasted|started|which|after|from|on)\b"
)
_VERB = re.compile(r"[()]|\b(?:was|were|is|are|took|began|refers?|occurred|happened|encompassed|started|lasted|ran|saw|has been|had been)\b")
_OR = re.compile(r"\s+or\s+(?:the\s+)?|\s*/\s*")
_QUOTES = "\"'“”‘’«»„ "
_MAXIMUM = 80


def read_names(article: Article, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Read ``altLabel``: names in bold, names after "also known as" and the like, and names in other languages in the brackets behind the title."""
    if not article.lead:
        return
    first = next(iter(sentences(article.lead[0])), None)
    if first is None:
        return
    names = (f.object for f in findings if f.subject == CONFLICT and f.relation in ("name", "altLabel"))
    told = {fold_name(name.text) for name in names if isinstance(name, Phrase)}
    told |= {fold_name(article.title.shown), fold_name(article.source.title), ""}
    subject = first.cut(0, _main_verb(first.shown))
    for name, language in (*_bold(first), *_cued(subject), *_foreign(subject)):
        key = fold_name(name.shown)
        if key not in told and len(name.shown) <= _MAXIMUM and any(c.isalpha() for c in name.shown):
            told.add(key)
            yield Finding(CONFLICT, "altLabel", Phrase(" ".join(name.shown.split()), language), (name.span(),), "lead-name")


def _main_verb(shown: str) -> int:
    """Where the verb outside brackets begins: names behind it may be those of other things."""
    depth = 0
    for match in _VERB.finditer(shown):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if match.group() not in "()" and depth <= 0:
            return match.start()
    return len(shown)


def _bold(sentence: Text) -> Iterator[tuple[Text, str | None]]:
    for mark in sentence.marked(BOLD):
        for part in sentence.cut(mark.start, mark.end).split(_OR):
            name = part.strip(_QUOTES + ",;.")
            if len(name.shown) > 2:
                yield name, None


def _cued(sentence: Text) -> Iterator[tuple[Text, str | None]]:
    """Names after a cue, up to the end of the clause; several are parted by "or"."""
    patterns = load_lead_patterns()
    bold = [(mark.start, mark.end) for mark in sentence.marked(BOLD)]
    for match in patterns.cues.finditer(sentence.shown):
        start = match.end()
        if any(low <= start < high for low, high in bold):
            continue
        quoted = re.compile(r"[\"“](?P<name>[^\"”]{3,80})[\"”]").match(sentence.shown, start)
        if quoted:
            yield sentence.of(quoted, "name"), None
        elif match["cue"] not in patterns.weak:
            stop = _STOP.search(sentence.shown, start)
            for part in sentence.cut(start, stop.start() if stop else len(sentence.shown)).split(_OR):
                name = part.strip(_QUOTES)
                words = name.shown.split()
                if words and len(words) < 10 and words[0][0].isupper() and (words[-1][0].isupper() or words[-1][0].isdigit()):
                    yield name, None


def _foreign(sentence: Text) -> Iterator[tuple[Text, str | None]]:
    """Names in another language in the first brackets."""
    bracket = re.search(r"\([^()]*\)?", sentence.shown[:300])
    for mark in sentence.marked(LANG):
        if bracket and bracket.start() < mark.start and mark.end <= bracket.end():
            name = sentence.cut(mark.start, mark.end).strip(_QUOTES)
            if name.shown:
                yield name, mark.value
