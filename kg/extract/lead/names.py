"""Other names of the conflict that its first sentence gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.extract.lead.patterns import lead_table
from kg.extract.phrases.segments import one_line
from kg.extract.prose.sentences import sentences
from kg.extract.prose.word_list import WordList
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of
from kg.model.article import Article
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.text import BOLD, LANG, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_QUOTES = "\"'“”‘’«»„ "
_QUOTED = lazy_pattern(r"[\"“](?P<name>[^\"”]{3,80})[\"”]")
_STEP = lazy_pattern(r"[()]|\w+")
_BRACKET = lazy_pattern(r"\([^()]*\)?")
_MAXIMUM = 80


@dataclass(frozen=True, slots=True, eq=False)
class LabelWords:
    """The cues before another name and the weak ones of them, where a name ends, and what parts two names."""

    cue: re.Pattern[str]
    weak: frozenset[str]
    end: re.Pattern[str]


@cache
def load_label_words(language: Language) -> LabelWords:
    """The cues of the table names of lead.toml and what goes with them."""
    table = _names(language)
    cues, ends, articles = (any_of(table.words(key)) for key in ("cues", "ends", "articles"))
    return LabelWords(
        re.compile(rf"(?<![\w-])(?P<cue>{cues})(?![\w-])(?: (?:{articles})(?= ))?:?\s*"),
        frozenset(table.words("weak")),
        re.compile(rf"[,;:()\[\]]|\.(?:\s|$)|\s[–—]\s|\s(?:{ends})\b"),
    )


@cache
def load_cues(language: Language) -> WordList:
    """The cues, to see at a glance whether a sentence has one."""
    return WordList.of(_names(language).words("cues"))


@cache
def load_verbs(language: Language) -> WordList:
    """The verbs with which a sentence goes on behind the names of its subject."""
    return WordList.of(_names(language).words("verbs"))


@cache
def load_parting(language: Language) -> re.Pattern[str]:
    """What parts two names."""
    parting, articles = (any_of(_names(language).words(key)) for key in ("or", "articles"))
    return re.compile(rf"\s+(?:{parting})\s+(?:(?:{articles})\s+)?|\s*/\s*")


def _names(language: Language) -> Table:
    return lead_table(language).table("names").only("cues", "weak", "ends", "verbs", "or", "articles")


def read_names(article: Article, findings: Iterable[Finding], language: Language) -> Iterator[Finding]:
    """Read ``altLabel``: names in bold, names after "also known as" and the like, and names in other languages in the brackets behind the title."""
    if not article.lead:
        return
    first = next(iter(sentences(article.lead[0], language)), None)
    if first is None:
        return
    names = (f.object for f in findings if f.subject == CONFLICT and f.relation in ("name", "altLabel"))
    told = {fold_name(name.text) for name in names if isinstance(name, Phrase)}
    told |= {fold_name(article.title.shown), fold_name(article.source.title), ""}
    subject = first.cut(0, _main_verb(first.shown, language))
    for name, tag in (*_bold(first, language), *_cued(subject, language), *_foreign(subject)):
        key = fold_name(name.shown)
        if key not in told and len(name.shown) <= _MAXIMUM and any(c.isalpha() for c in name.shown):
            told.add(key)
            yield Finding(CONFLICT, "altLabel", Phrase(one_line(name), tag), (name.span(),), "lead-name")


def _main_verb(shown: str, language: Language) -> int:
    """Where the verb outside brackets begins: names behind it may be those of other things."""
    verbs, depth = load_verbs(language), 0
    for match in _STEP.finditer(shown):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth <= 0 and verbs.begins(shown, match.start()):
            return match.start()
    return len(shown)


def _bold(sentence: Text, language: Language) -> Iterator[tuple[Text, str | None]]:
    for mark in sentence.marked(BOLD):
        for part in sentence.cut(mark.start, mark.end).split(load_parting(language)):
            name = part.strip(_QUOTES + ",;.")
            if len(name.shown) > 2:
                yield name, None


def _cued(sentence: Text, language: Language) -> Iterator[tuple[Text, str | None]]:
    """Names after a cue, up to the end of the clause; several are parted by "or"."""
    if not load_cues(language).is_in(sentence.shown):
        return
    words, bold = load_label_words(language), [(mark.start, mark.end) for mark in sentence.marked(BOLD)]
    for match in words.cue.finditer(sentence.shown):
        start = match.end()
        if any(low <= start < high for low, high in bold):
            continue
        quoted = _QUOTED.match(sentence.shown, start)
        if quoted:
            yield sentence.of(quoted, "name"), None
        elif match["cue"] not in words.weak:
            stop = words.end.search(sentence.shown, start)
            for part in sentence.cut(start, stop.start() if stop else len(sentence.shown)).split(load_parting(language)):
                name = part.strip(_QUOTES)
                told = name.shown.split()
                if told and len(told) < 10 and told[0][0].isupper() and (told[-1][0].isupper() or told[-1][0].isdigit()):
                    yield name, None


def _foreign(sentence: Text) -> Iterator[tuple[Text, str | None]]:
    """Names in another language in the first brackets."""
    bracket = _BRACKET.search(sentence.shown[:300])
    for mark in sentence.marked(LANG):
        if bracket and bracket.start() < mark.start and mark.end <= bracket.end():
            name = sentence.cut(mark.start, mark.end).strip(_QUOTES)
            if name.shown:
                yield name, mark.value
