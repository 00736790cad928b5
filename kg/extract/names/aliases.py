"""Names that mean the same in one article: abbreviations explained or spelt by initials, and other spellings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kg.language.fold import fold_name, name_rules, spell_dropped, spell_initials
from kg.language.language import Language, pack_of
from kg.language.words import any_of
from kg.model.article import Article
from kg.model.finding import Finding, Mention, Phrase
from kg.model.issue import Issue
from kg.model.text import LINK, Span, Text
from kg.patterns import lazy_pattern

__all__ = ["Aliases", "find_aliases", "fold_name"]

_LETTERS = lazy_pattern(r"(?<![\w.-])[A-Z]{2,7}(?![\w-]|\.\w)")
_TOKEN = lazy_pattern(r"[^\s()\[\]:;,\"“”]+")
_LAST_BRACKET = lazy_pattern(r"(?<=\S) \(([^()]+)\)$")
_PLURAL = lazy_pattern(r"(?<=[A-Z])s$")
_NAMED = ("group", "unit")
_REACH, _WINDOW = 12, 200


@cache
def _bracketed(language: Language) -> re.Pattern[str]:
    """A short form in a bracket, with the words of CODE/aliases.toml that may stand before it."""
    before = any_of(language.table("aliases").only("before_short").words("before_short"))
    return re.compile(rf"\(\s*(?:(?:{before}) )?[\"“']?(?P<short>[A-Z][A-Za-z&-]{{1,9}})[\"”']?(?=\s*[);,])")


class Aliases(NamedTuple):
    """What is known of names in one article: ``canonical`` maps a folded name to the name that stands for it, as ``Context.aliases``."""

    canonical: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...] = ()


class _Explained(NamedTuple):
    short: str
    long: str
    short_span: Span
    long_span: Span


def find_aliases(article: Article, names: Iterable[Mention]) -> Aliases:
    """Find which names of an article mean the same.

    ``names`` are the parties, units and people already read; the first spelling of each stands for the others. An abbreviation counts
    when it is explained in the lead, a footnote or the infobox ("Northern River Army (NRA)") or when its letters are the initials of
    just one of the names (or of just one that the lead names).
    """
    names = tuple(names)
    known = _first_spellings(names)
    prose = (*article.lead, *(note.text for note in article.notes if note.text))
    texts = (*prose, *(line.text for box in article.boxes for row in box.rows for cell in row.cells for line in cell.lines))
    explained: dict[str, _Explained] = {}
    bracketed = _bracketed(pack_of(article.source.language))
    for index, text in enumerate(texts):
        for found in _explanations(text, bracketed, known, index < len(prose)):
            explained.setdefault(fold_name(found.short), found)
    canonical = {key: mention.name for key, mention in known.items()}
    findings = list(_spelling_findings(known, names))
    for found in explained.values():
        findings += _relate(found, known, canonical)
    issues = []
    for short, span in _loose_abbreviations(texts, explained.keys()):
        matches = _matching(short, known, article.lead)
        if len(matches) == 1:
            canonical[fold_name(short)] = matches[0].name
            findings.append(Finding(matches[0], "altLabel", Phrase(short), (span,), "alias-initials", basis="initials"))
        elif matches:
            either = " or ".join(mention.name for mention in matches)
            issues.append(Issue("ambiguous-abbreviation", f"{short} may be {either}", span))
    return Aliases(tuple(sorted(canonical.items())), tuple(findings), tuple(issues))


def _first_spellings(names: Iterable[Mention]) -> dict[str, Mention]:
    known: dict[str, Mention] = {}
    clashing = set()
    for mention in names:
        first = known.setdefault(fold_name(mention.name), mention)
        if first.title and mention.title and first.title != mention.title and fold_name(first.title) != fold_name(mention.title):
            clashing.add(fold_name(mention.name))
        if not first.title and not mention.title and _told_apart(first.name, mention.name):
            clashing.add(fold_name(mention.name))
    return {key: mention for key, mention in known.items() if key and key not in clashing}


def _told_apart(first: str, second: str) -> bool:
    """Whether two names of one spelling bear different brackets ("Reds (south)", "Reds (north)")."""
    brackets = [match[1] for name in (first, second) if (match := _LAST_BRACKET.search(name))]
    return len(brackets) > 1 and fold_name(brackets[0]) != fold_name(brackets[1])


def _spelling_findings(known: dict[str, Mention], names: Iterable[Mention]) -> Iterator[Finding]:
    seen = {mention.name.casefold() for mention in known.values()}
    for mention in names:
        first = known.get(fold_name(mention.name))
        if first and mention.name.casefold() not in seen:
            seen.add(mention.name.casefold())
            yield Finding(first, "altLabel", Phrase(mention.name), (mention.span,), "alias-spelling")


def _explanations(text: Text, bracketed: re.Pattern[str], known: dict[str, Mention], in_prose: bool) -> Iterator[_Explained]:
    """Read each ``Long Name (LN)``: the bracket spells the initials of the words before it, or a known name or a link ends there."""
    for match in bracketed.finditer(text.shown):
        short = _PLURAL.sub("", match["short"])
        if sum(c.isupper() for c in short) < 2 or short.upper() in name_rules().never:
            continue
        place = text.of(match, "short").span()
        start = _start_of_long(text, match.start(), short, known, in_prose)
        if start is not None:
            long = text.cut(start, match.start()).strip()
            yield _Explained(short, long.shown, place, long.span())


def _start_of_long(text: Text, end: int, short: str, known: dict[str, Mention], in_prose: bool) -> int | None:
    """Where the name explained by ``short`` begins: the shortest run of words before the bracket that its letters spell."""
    end = len(text.shown[:end].rstrip())
    begin = max(end - _WINDOW, text.shown.rfind("\n", 0, end) + 1, 0)
    tokens = list(_TOKEN.finditer(text.shown, begin, end))[-_REACH:]
    if tokens and tokens[0].start() == begin > 0 and not text.shown[begin - 1].isspace():
        tokens = tokens[1:]
    if not tokens or tokens[-1].end() != end:
        return None
    letters = "".join(c for c in short if c.isalpha())
    for token in reversed(tokens):
        name = text.shown[token.start() : end]
        if name[0].isupper() and (spell_initials(letters, name) or spell_initials("".join(c for c in short if c.isupper()), name)):
            return token.start()
    link = next((mark for mark in text.marked(LINK) if mark.end == end and mark.start < end), None)
    starts = [link.start] if link else []
    for start in starts + [token.start() for token in tokens]:
        mention = known.get(fold_name(text.shown[start:end]))
        if mention and mention.kind in _NAMED and short.isupper() and " " in mention.name and (in_prose or _shares_initials(short, mention.name)):
            return start
    return None


def _shares_initials(short: str, name: str) -> bool:
    """Whether half of the letters at least begin a word of the name, as where an abbreviation is that of another language's form."""
    initials = {word[0] for word in fold_name(name).split()}
    return 2 * sum(letter in initials for letter in short.casefold()) >= len(short)


def _relate(found: _Explained, known: dict[str, Mention], canonical: dict[str, str]) -> Iterator[Finding]:
    """Join both names of an explanation under the one that is known, else under the long one; state it for known names only."""
    short_key, long_key = fold_name(found.short), fold_name(found.long)
    both = (found.short_span, found.long_span)
    if long_key in known:
        canonical[short_key] = known[long_key].name
        yield Finding(known[long_key], "altLabel", Phrase(found.short), both, "alias-explained")
    elif short_key in known and known[short_key].kind in _NAMED:
        canonical[long_key] = known[short_key].name
        yield Finding(known[short_key], "altLabel", Phrase(found.long), both, "alias-explained")
    else:
        canonical[short_key] = canonical.setdefault(long_key, found.long)


def _loose_abbreviations(texts: Iterable[Text], explained: Collection[str]) -> Iterator[tuple[str, Span]]:
    seen = set(explained)
    for text in texts:
        for match in _LETTERS.finditer(text.shown):
            if fold_name(match.group()) not in seen and _may_abbreviate(match.group()):
                seen.add(fold_name(match.group()))
                yield match.group(), text.of(match).span()


def _may_abbreviate(letters: str) -> bool:
    rules = name_rules()
    return letters not in rules.never if len(letters) > 2 else letters in rules.short


def _matching(short: str, known: dict[str, Mention], lead: tuple[Text, ...]) -> list[Mention]:
    """The names whose initials a bare abbreviation spells; of several, those that the lead makes known to its reader."""
    named = [mention for mention in known.values() if mention.kind in _NAMED]
    found = [mention for mention in named if spell_initials(short, mention.name)]
    if not found:
        found = [mention for mention in named if spell_dropped(short, mention.name)]
    if len(found) > 1:
        prose = f" {fold_name(' '.join(text.shown for text in lead))} "
        told = [mention for mention in found if f" {fold_name(mention.name)} " in prose]
        found = told or found
    return found
