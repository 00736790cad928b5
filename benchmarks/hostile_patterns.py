"""Articles in which a pattern is repeated at one place, for every family of pattern, reader and row (benchmarks/doubling.py)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from html import escape
from itertools import chain
from pathlib import Path
from typing import NamedTuple

PATTERNS: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
CORE, WORDS, WIKITEXT, HTML = (tuple(chain.from_iterable(PATTERNS[name].values())) for name in ("core", "words", "wikitext", "html"))
# In a pattern: what stands before it is repeated, and what stands behind it comes once at the end.
AND_THEN = "…"
# Rows of a conflict's infobox: parameter, label and value.
ROWS = {
    "conflict": ("", "Battle of Orvel"),
    "partof": ("Part of", "the Two Valleys War"),
    "date": ("Date", "3 May 1911"),
    "place": ("Location", "Orvel, Zell"),
    "territory": ("Territorial changes", "Orvel passes to the Lowlands"),
    "result": ("Result", "Lowland victory"),
    "casus": ("Cause", "Toll on the bridge"),
    "combatant1": ("Belligerents", "Lowlands"),
    "commander1": ("Commanders and leaders", "Anton Krell"),
    "units1": ("Units involved", "3rd Rifles"),
    "strength1": ("Strength", "12,000 men"),
    "casualties1": ("Casualties and losses", "250 captured"),
    "casualties3": ("Civilian losses", "40 civilians displaced"),
    "notes": ("Notes", "of 1911"),
}
SIDED = {"combatant1": "Uplands", "commander1": "Mira Dost", "units1": "Hill Rangers", "strength1": "900 men", "casualties1": "80 killed"}
GROUP_ROWS = {
    "name": "Grey Gulls",
    "active": "1899–1904",
    "leaders": "[[Ada Storm]]",
    "area": "Zell",
    "size": "400",
    "allies": "Reds",
    "opponents": "Blues",
    "battles": "[[Battle of Orvel]]",
}
LEAD = "was fought on 3 May 1911 between Lowlands and Uplands. "
FOOTER = "This page is issued from Wikipedia. The text is licensed under Creative Commons - Attribution - Sharealike."


class Family(NamedTuple):
    """Patterns of one kind, and the places where they are read in ways of their own."""

    name: str
    patterns: tuple[str, ...]
    places: tuple[str, ...]


class Case(NamedTuple):
    """A pattern, and where it stands: a form and a place of it ("wiki.date", "text.lead", "xml")."""

    place: str
    pattern: str

    def __str__(self) -> str:
        return f"{self.place:20}{self.pattern!r}"


def _box(template: str, rows: dict[str, str]) -> str:
    return f"{{{{Infobox {template}\n" + "".join(f"| {name} = {value}\n" for name, value in rows.items()) + "}}\n"


def _wiki(place: str, words: str) -> str:
    rows = {name: value for name, (_, value) in ROWS.items()} | {f"{name[:-1]}2": value for name, value in SIDED.items()}
    if place in ROWS:
        rows[place] = words
    elif place == "ref":
        rows["casualties2"] += f"<ref>{words}</ref>"
    top, lead, body = (words if place == name else "" for name in ("top", "lead", "body"))
    course = f"The Uplands lost 80 killed and {body}<ref>Zell 1912</ref>."
    return f"{top}{_box('military conflict', rows)}The '''Battle of Orvel''' {LEAD}{lead}\n\n== Course ==\n{course}\n"


def _group(place: str, words: str) -> str:
    return _box("war faction", GROUP_ROWS | {place: words}) + "The '''Grey Gulls''' were rebels.\n"


def _html(place: str, words: str) -> str:
    rows = {name: words if name == place else value for name, (_, value) in ROWS.items()}
    parts = [
        f"<tr><th colspan=2>{ROWS[name][0]}</th></tr><tr><td>{value}</td><td>{SIDED[name]}</td></tr>"
        if name in SIDED
        else f"<tr><th>{ROWS[name][0]}</th><td>{value}</td></tr>"
        for name, value in rows.items()
        if name not in ("conflict", "partof")
    ]
    box = f'<table class="infobox vevent"><tbody><tr><th colspan=2 class=summary>{rows["conflict"]}</th></tr>{"".join(parts)}</tbody></table>'
    lead = f"<p>The <b>Battle of Orvel</b> {LEAD}{words if place == 'lead' else ''}</p>"
    return (
        f'<html><head><title>Battle of Orvel - Wikipedia</title></head><body><div id="mw-content-text">{box}{lead}<h2>Course</h2></div></body></html>'
    )


def _text(place: str, words: str) -> str:
    rows = {name: (label, words if name == place else value) for name, (label, value) in ROWS.items()}
    parts = [f"{label}\n{value}\n{SIDED[name]}" if name in SIDED else f"{label} {value}".strip() for name, (label, value) in rows.items()]
    lead, footer = (words if place == name else "" for name in ("lead", "footer"))
    return f"Battle of Orvel\n\nThe Battle of Orvel {LEAD}{lead}\n\n" + "\n".join(parts) + f"\n1. Zell Gazette\n{footer}\n{FOOTER}\n"


def _xml(_: str, words: str) -> str:
    revision = f"<revision><id>1</id><timestamp>2020-01-01T00:00:00Z</timestamp><text>{escape(_wiki('', ''))}{words}</text></revision>"
    page = f"<page><title>Battle of Orvel</title><ns>0</ns><id>1</id>{revision}</page>"
    return f'<mediawiki xml:lang="en"><siteinfo><dbname>enwiki</dbname></siteinfo>{page}</mediawiki>'


def _json(_: str, words: str) -> str:
    return f"[{json.dumps({'title': 'Battle of Orvel', 'wikitext': _wiki('', '')})}, {words}{{}}]"


def _csv(_: str, words: str) -> str:
    return f"title,text\nA,b\n{words}"


def _extract(_: str, words: str) -> str:
    return f'<doc id="1" url="https://wiki.example.org/wiki/A" title="Battle of Orvel">\nThe Battle of Orvel {LEAD}\n</doc>\n{words}'


_FORMS = {
    "wiki": ("a.wiki", _wiki),
    "group": ("a.wiki", _group),
    "html": ("a.html", _html),
    "text": ("a.txt", _text),
    "xml": ("a.xml", _xml),
    "json": ("a.json", _json),
    "csv": ("a.csv", _csv),
    "extract": ("a", _extract),
}


def make_article(case: Case, size: int) -> tuple[str, bytes]:
    """The file of a case, whose pattern is repeated up to so many bytes: its name and its content."""
    form, _, place = case.place.partition(".")
    name, make = _FORMS[form]
    repeated, _, end = case.pattern.partition(AND_THEN)
    return name, make(place, repeated * max(1, size // len(repeated.encode())) + end).encode()


def families() -> Iterator[Family]:
    """All families: of words for every row, of more words for the lead and the parties, of markup, and of what only one form of file has."""
    rows = (
        *(f"wiki.{row}" for row in (*ROWS, "lead", "body")),
        *(f"group.{row}" for row in GROUP_ROWS),
        *(f"text.{row}" for row in (*ROWS, "lead", "footer")),
    )
    places = {
        "core": rows,
        "words": ("wiki.lead", "wiki.combatant1"),
        "wikitext": ("wiki.lead", "wiki.body", "wiki.combatant1", "wiki.ref", "wiki.top"),
        "html": ("html.lead", "html.combatant1"),
    }
    for group, found in PATTERNS.items():
        yield from (Family(name, tuple(patterns), places.get(group, (name,))) for name, patterns in found.items())


def every_case() -> Iterator[Case]:
    """Each pattern of each family at each of its places."""
    found = (Case(place, pattern) for family in families() for place in family.places for pattern in family.patterns)
    yield from sorted(dict.fromkeys(found), key=lambda case: case.place)


def chosen_cases() -> Iterator[Case]:
    """Each family at each of its places, and each pattern of it at one at least: the patterns take turns."""
    found = (
        Case(family.places[turn % len(family.places)], family.patterns[turn % len(family.patterns)])
        for family in families()
        for turn in range(max(len(family.places), len(family.patterns)))
    )
    yield from sorted(dict.fromkeys(found), key=lambda case: case.place)
