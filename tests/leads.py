"""Articles made of a lead and footnotes, in the notation of cells.py and with bold set between ''' marks."""

from __future__ import annotations

import re
from dataclasses import replace

from cells import brief, show

from kg.extract.context import Context, Party
from kg.extract.lead.article import read_lead
from kg.extract.names.aliases import find_aliases
from kg.model.article import Article, Note, Source
from kg.model.finding import CONFLICT, Date, Finding, Mention, Period, Phrase, Side, Value
from kg.model.issue import Issue
from kg.model.text import BOLD, Mark, Span, Text

_BOLD = re.compile(r"'''(.+?)'''")


def embolden(text: Text) -> Text:
    """Mark what stands between ''' as bold and take the marks off."""
    for match in reversed(list(_BOLD.finditer(text.shown))):
        start, end = match.span(1)
        text = join(text.cut(0, match.start()), replace(bold := text.cut(start, end), marks=(*bold.marks, _mark(bold))), text.cut(match.end()))
    return text


def _mark(bold: Text) -> Mark:
    return Mark(BOLD, "", 0, len(bold), bold.span())


def join(*texts: Text) -> Text:
    shown, pieces, marks = "", [], []
    for text in texts:
        pieces += [piece._replace(at=piece.at + len(shown)) for piece in text.pieces]
        marks += [mark._replace(start=mark.start + len(shown), end=mark.end + len(shown)) for mark in text.marks]
        shown += text.shown
    return Text(shown, tuple(pieces), tuple(marks))


def article(lead: str, title: str = "Battle of Esk", notes: tuple[str, ...] = ()) -> Article:
    """An article with a lead, a paragraph for each line, and footnotes."""
    source = "\n".join((*lead.split("\n"), *notes))
    texts, at = [], 0
    for written in source.split("\n"):
        texts.append(embolden(show(source, at, at + len(written))))
        at += len(written) + 1
    count = lead.count("\n") + 1
    kept = tuple(Note(str(key), text) for key, text in enumerate(texts[count:]))
    return Article(Source(title, source, "0" * 64, "test"), Text(title, ()), tuple(texts[:count]), (), kept)


def group(name: str, title: str | None = None) -> Mention:
    return Mention(name, "group", Span(0, 1), title)


def context(of: Article, *parties: str, year: int = 1701) -> Context:
    """A context of a conflict within one year whose parties are on sides 1, 2, ... in order, with the aliases of the article."""
    mentions = tuple(group(name) for name in parties)
    aliases = find_aliases(of, mentions)
    sides = tuple(Party(mention, number) for number, mention in enumerate(mentions, 1))
    return Context(of, Period(Date(year, 3, 1), Date(year, 9, 30)), sides, aliases=aliases.canonical)


def commander(name: str, side: int = 1, title: str | None = None, **qualifiers: str) -> Finding:
    """What the infobox says of a commander."""
    given: tuple[tuple[str, Value], ...] = tuple((key, Phrase(value)) for key, value in sorted(qualifiers.items()))
    return Finding(Side(side), "commander", Mention(name, "person", Span(0, 1), title), (Span(0, 1),), "commander", given)


AT = (Span(0, 1),)
# What the infobox of an invented battle states.
STATED = (
    Finding(CONFLICT, "name", Phrase("Battle of Esk"), AT, "title"),
    Finding(CONFLICT, "start", Date(1701, 5, 4), AT, "date-row"),
    Finding(CONFLICT, "end", Date(1701, 5, 9), AT, "date-row"),
    Finding(CONFLICT, "place", Mention("Esk", "place", Span(0, 1)), AT, "place"),
    Finding(CONFLICT, "partOf", Mention("Loft War", "conflict", Span(0, 1)), AT, "part-of"),
    Finding(Side(1), "belligerent", group("Varn"), AT, "belligerent"),
)


def read_stated(lead: str, findings: tuple[Finding, ...] = STATED, parties: tuple[str, ...] = ()) -> list[Finding | Issue]:
    of = article(lead)
    return list(read_lead(of, context(of, *parties), findings))


def told(lead: str, *relations: str) -> list[tuple[str, str]]:
    """What a lead states of the conflict where the infobox is silent, in short."""
    of = article(lead)
    silent = (STATED[0], STATED[-1])
    return [(f[1], f[2]) for f in brief(list(read_lead(of, Context(of), silent))) if f[0] == "side 0" and f[1] in relations]
