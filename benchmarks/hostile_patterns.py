"""Patterns that hurt parsers when they are repeated, and the places of an article where they may stand: data for benchmarks/doubling.py and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

WORDS = (
    "a", "A", "1", " ", "\n", "\t", "\u00a0", "\u200b", "a ", "Aa ", "aa ", "Aa-", "Aa.", "A. ", "Aa, ", "Aa Bb, ", "Aa and ", "Aa, Bb and Cc, ", "Aa of the ",
    "of the ", "the ", "The Aa ", "and ", ", ", "; ", ": ", ". ", "– ", "- ", "/", " / ", "(", ")", "()", "(Aa) ", "((", "Aa (", "[1]", "[", "]", '"', "'", '"Aa" ', "“", "†", "Aa † ",
    "1–2–", "1–2 ", "1 to ", "1-", "1,", "1,000 ", "1.", "1,000,", "1 000 ", "1/2 ", "½", "1½ ", "1st ", "+", "1+ ", "%", "1% ", "$1 ", "1 million ", "hundred ", "two ", "twenty-", "~1 ",
    "c. ", "c. 1 ", "1 killed ", "1 killed, ", "killed ", "killed and wounded ", "1 killed (2 wounded) ", "1 men ", "1–2 killed, 3 ", "Unknown ", "heavy ", "Aa: 1 killed\n", "Aa:\n", "Aa: ",
    "1 tanks, ", "per Aa ", "according to ", "at least ", "up to ", "1 tank destroyed ", "1 killed per Aa; ", "(1 killed) ",
    "1900 ", "1900–", "1900–1901 ", "1 May ", "May ", "1 May 1900 ", "May 1, ", "1 May – 2 May ", "from 1900 ", "until 1900 ", "(until 1900) ", "(1900–1901) ", "from 1 May to ", "early ", "spring ",
    "19th century ", "1900s ", "1900 BC ", "between ", "(Old Style 1 May 1900) ", "1–2 May ", "May–", "1900/", "days ", "2 days ", "Aa from 1900 to 1901 ",
    "General ", "Gen. ", "Lt. Col. ", "Gen. Aa ", "King ", "Aa (KIA) ", "(KIA) ", "Aa Bb (POW)\n", "Aa Bb\n", "Aa\n", "* Aa\n", "** Aa\n", "Aa Bb Cc ", "Aa Jr. ", "Aa II ", "Aa von ", "von ", "Aa ibn ",
    "Aa (WIA), ", "Sir ", "commander ", "Aa, commander of ", "1st Division ", "1st Army\n", "Division ", "Army of ", "Aa Brigade, ", "1st, ", "1st and 2nd ", "XX ", "XX Corps\n",
    "Supported by: ", "Supported by:\nAa\n", "Phase 1: ", "Aa (1900) ", "Kingdom of Aa ", "Aa Republic\n", "Aa allies ", "Aa-Bb ", "Aa–Bb ",
    "victory ", "Aa victory ", "Aa victory\n", "defeat ", "ceasefire ", "Aa victory over Bb ", "Treaty of Aa ", "Aa captured by Bb\n", "Aa annexed ", "ceded to ", "Aa, Bb, Cc\n", "near Aa, ", "in ", "1°", "12°N ", "12°34′N ", "46.5 N ", "km of ",
    "Aa was fought between Bb and ", "was ", "Aa led by Bb ", "fought between ", "The Battle of Aa ", "Battle of Aa ", "Aa joined Bb. ", "Aa defeated Bb. ", "Aa was killed. ", "also called Aa, ", "also known as ", "part of the Aa War ", "Aa, who ", "1 killed. ",
    "http://a ", "http://[", "a@b ", "Ａ", "é", "漢", "😀", "🇫🇷", "\U0001f1eb", "e\u0301", "ﷺ", "İ", "ß", "\r", "\x0c", "\u2028", "~", "#", "= ", "==a==\n", "|", "| ", "|a=b\n", "\\", "_", "*", "^", "\u202e", "&", "<", ">", "{", "}",
)  # fmt: skip
WIKITEXT = (
    "[[", "]]", "[[a", "[[a|", "[[a]]", "[[a|b]] ", "[[a]]b", "[[a]], ", "[[a]] (", "[[a]]\n", "[[File:a.png|", "[[File:a.png|thumb|[[a]]]]", "[[Category:a]]", "[[:a", "{{", "}}", "{{{", "}}}", "{{{a|", "{{{a}}}", "{{a", "{{a|", "{{a}}", "{{a|b=", "{{a|b}}\n", "{", "}",
    "{{flag|A", "{{flag|A}} ", "{{flag|A}}<br>", "{{flagicon|A}} [[a]]\n", "{{plainlist|", "{{plainlist|\n* a\n", "{{ubl|a|", "{{ubl|a|b}}", "{{sfn}}", "{{sfn|a|p=1}}", "{{efn|a}}", "{{efn|", "{{cite web|title=a}}", "{{cite web|title=", "{{KIA}}", "[[a]]{{KIA}} ", "{{nowrap|", "{{nowrap|a}} ", "{{small|a", "{{collapsible list|title=a|", "{{#if:a|", "{{#if:a|b}}", "{{#expr:1+", "{{#invoke:a|", "{{convert|1|km}} ", "{{start date|1900|1|1}} ", "{{coord|1|2}}", "{{coord|", "{{lang|a|b}} ", "{{citation needed}} ", "{{!}}", "{{tree list}}\n", "{{flatlist|", "{{Infobox a|", "{{Infobox military conflict|", "{{multiple image|", "{{unbulleted list|{{flag|a}}|", "{{Campaignbox a}}\n", "{{formatnum:1", "{{age in days|1900|", "{{circa|1", "{{r|a}}", "{{refn|",
    "<!--", "-->", "<!-- a -->", "<ref>", "<ref", "<ref ", "</ref>", "<ref/>", "<ref>x</ref>", "<ref name=a/>", "<ref name=a>x</ref>", "<ref name=a>", "<ref name=", "<ref>[http://a b]</ref>", "<ref>{{cite web|title=a}}</ref>", "<nowiki>", "<nowiki>a</nowiki>", "<nowiki/>", "<pre>", "<br>", "<br/>", "<br />a", "a<br>", "Aa Bb<br>", "1 killed<br>", "1900<br>", "<small>", "</small>", "<small>a</small> ", "<b>", "<b>a</b>", "<span>", "<span style='", "<span style=\"display:none\">", "</span>", "<div>", "</div>", "<div", "<div a=", "<table>", "<tr>", "<td>", "<center>", "<hr>", "<sup>a</sup>", "<s>a</s>", "<gallery>", "<references/>", "<math>a", "<", "</", "<a ",
    "{|", "|}", "{|\n", "{|\n|}\n", "\n{|\n", "\n|-\n", "\n|a\n", "{|\n|a\n|}\n", "||", "!!", "\n|+a\n", "\n|}", "\n{|\n|a||b\n|-\n",
    "''", "'''", "'''''", "'''a'' ", "'''a''' ", "''a'' ", "'", "''''", "'''a", "''a\n", "[http://a ", "[http://a b] ", "[http://a]", "http://a.b ", "[//a ", "&", "&#", "&#1", "&amp;", "&nbsp;", "&lt;", "&lt;ref&gt;", "&lt;br&gt;", "&a", "&#x", "&ndash;",
    "* ", "\n* ", "\n* a", "\n** a", "\n:a", "\n;a:b", "\n*:#;", "\n\n", "\n a", "\n==a==\n", "\n=", "==", "\n----\n", "__TOC__", "~~~~", "\n* [[a]]", "\n* {{flag|a}}", "\n* Aa:", "\n'''Aa:'''\n", "\n'''Aa'''", "\n** 1 killed", "\n* Aa<ref>b</ref>",
    "#REDIRECT [[a]]", "{{DEFAULTSORT:a}}", "\n| a = b", "\n| result = b", "\n| combatant3 = b", "\n| commander1 = Aa", "| a ", "|", "=", "| a=[[", "}}\n{{", "}}{{Infobox military conflict|result=a}}",
)  # fmt: skip
HTML = (
    "<b>", "</b>", "<b>a</b>", "<b>a", "<i>a</i> ", "<a>", "<a ", "<a href='", "<a href=b>", "<a href=b>c</a> ", '<a href="/wiki/A" title="A">A</a> ', "<a href='http://['>a</a>", '<a href="/wiki/A">A</a><br>', "<br>", "Aa Bb<br>", "a<br>", "<p>", "</p>", "<p>a</p>", "<p>a", "<div>", "<div>a</div>", "</div>", "<span>", "<span>a</span>", "<span style='display:none'>", "<ul>", "<ul><li>", "<li>", "<li>a", "<li>a</li>", "<ul><li>a</li></ul>", "<dl><dd>", "<dt>a<dd>b", "<table>", "<table><tr><td>", "<tr>", "<td>", "<tr><td>a", "</td>", "</table>", "<th>a</th>", "<tr><th>a</th><td>b</td></tr>", "</td></tr><tr><td>", "<table class=infobox><tr><th>Result</th><td>", '<table class="infobox vevent"><tr><th>a</th></tr></table>', "</table><table class=infobox>", "<sup>", '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>', '<li id="cite_note-1">a</li>', "<sup class=reference>", "<img src=a>", "<img alt='a' src='//b/c.svg'>", '<span class="flagicon"><img alt="Aa"></span> <a href="/wiki/A">A</a><br>', "<small>", "<small>(a)</small>", "<script>", "<script>a</script>", "<style>", "<style>a</style>", "<!--", "<!--a-->", "-->", "<![CDATA[", "<!", "<?", "</", "<", ">", "&", "&#", "&amp;", "&nbsp;", "&#1;", "&a", "<a b=c ", "<a b='c' ", "<a/", "<a b=", "<hr>", "<h2>", "<h2>a</h2>", "<center>", "<em>", "<strong>a", "<body>", "<html>", "<title>", "<head>", "<textarea>", "<select>", "<option>", "<noscript>", "<section>", "<figure>", "<abbr title='a'>b</abbr> ", "<time>", "<link>", "<meta>", "<base href='http://['>", "<svg>", "<math>", "<template>", "<iframe>", "<object>", "<p>The <b>Battle of Aa</b> was ",
)  # fmt: skip


class Case(NamedTuple):
    """A pattern at a place of a form."""

    place: str
    pattern: str

    def __str__(self) -> str:
        return f"{self.place:22}{self.pattern!r}"


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
LEAD = "The '''Battle of Orvel''' was fought on 3 May 1911 between Lowlands and Uplands. "


def _wiki(place: str, words: str) -> str:
    rows = {name: value for name, (_, value) in ROWS.items()} | {f"{name[:-1]}2": value for name, value in SIDED.items()}
    top = ref = ""
    lead = LEAD
    if place in rows:
        rows[place] = words
    elif place == "lead":
        lead = LEAD + words
    elif place == "top":
        top = words
    elif place == "box":
        rows["notes"] += words
    elif place == "ref":
        rows["casualties2"] += f"<ref>{words}</ref>"
    box = "".join(f"| {name} = {value}\n" for name, value in rows.items())
    return f"{top}{{{{Infobox military conflict\n{box}}}}}\n{lead}{ref}\n\n== Course ==\nMuch.\n"


def _group(place: str, words: str) -> str:
    rows = {
        "name": "Grey Gulls",
        "active": "1899–1904",
        "leaders": "[[Ada Storm]]",
        "area": "Zell",
        "size": "400",
        "allies": "Reds",
        "opponents": "Blues",
        "battles": "[[Battle of Orvel]]",
    }
    rows[place] = words
    box = "".join(f"| {name} = {value}\n" for name, value in rows.items())
    return f"{{{{Infobox war faction\n{box}}}}}\nThe '''Grey Gulls''' were rebels.\n"


def _html(place: str, words: str) -> str:
    rows = {name: (label, value) for name, (label, value) in ROWS.items()}
    parts = []
    lead = "<p>The <b>Battle of Orvel</b> was fought on 3 May 1911 between Lowlands and Uplands. </p>"
    if place in rows:
        rows[place] = (rows[place][0], words)
    elif place == "lead":
        lead = lead.replace("</p>", f"{words}</p>")
    for name, (label, value) in rows.items():
        if name == "conflict":
            parts.append(f'<tr><th colspan="2" class="summary">{value}</th></tr>')
        elif name == "partof":
            parts.append(f'<tr><td colspan="2">Part of {value}</td></tr>')
        elif name in SIDED:
            parts.append(f'<tr><th colspan="2">{label}</th></tr><tr><td>{value}</td><td>{SIDED[name]}</td></tr>')
        elif name == "casualties3":
            parts.append(f'<tr><td colspan="2">{value}</td></tr>')
        else:
            parts.append(f"<tr><th>{label}</th><td>{value}</td></tr>")
    top = words if place == "top" else ""
    return f'<html><head><title>Battle of Orvel - Wikipedia</title></head><body><div id="mw-content-text">{top}<table class="infobox vevent"><tbody>{"".join(parts)}</tbody></table>{lead}<h2>Course</h2></div></body></html>'


def _text(place: str, words: str) -> str:
    rows = {name: (label, value) for name, (label, value) in ROWS.items()}
    lead = "The Battle of Orvel was fought on 3 May 1911 between Lowlands and Uplands. "
    if place in rows:
        rows[place] = (rows[place][0], words)
    elif place == "lead":
        lead += words
    parts = []
    for name, (label, value) in rows.items():
        if name == "conflict":
            parts.append(f"{value}")
        elif name == "partof":
            parts.append(f"Part of {value}")
        elif name in SIDED:
            parts.append(f"{label}\n{value}\n{SIDED[name]}")
        elif name == "casualties3":
            parts.append(value)
        else:
            parts.append(f"{label} {value}")
    notes = words if place == "footer" else ""
    return (
        "Battle of Orvel\n\n"
        + lead
        + "\n\n"
        + "\n".join(parts)
        + f"\n1. Zell Gazette\n{notes}\nThis article is issued from Wikipedia. The text is licensed under Creative Commons - Attribution - Sharealike.\n"
    )


def _in_html(pattern: str) -> str:
    return escape(pattern).replace("\n", "<br>")


def _repeat(pattern: str, size: int) -> str:
    return pattern * max(1, size // len(pattern.encode()))


def _xml(words: str) -> str:
    return f'<mediawiki xml:lang="en"><siteinfo><dbname>enwiki</dbname></siteinfo><page><title>Battle of Orvel</title><ns>0</ns><id>1</id><revision><id>1</id><timestamp>2020-01-01T00:00:00Z</timestamp><text>{escape(_wiki("", ""))}{words}</text></revision></page></mediawiki>'


FILES = {
    "xml": (
        _xml,
        (
            ">",
            "&lt;",
            "&amp;amp;",
            "<page>",
            "</page>",
            "<title>",
            "<a>",
            "<a>b</a>",
            "<!--",
            "<!-- a -->",
            "</text>",
            "<text>",
            "<revision><id>1</id><text>a</text></revision>",
            "&#1;",
            "]]>",
            "<![CDATA[",
            "<?a?>",
            "{{Infobox ",
            "&lt;!--",
            "\n",
            "Infobox military conflict",
            '<text deleted="deleted"/>',
        ),
    ),
}
_GROUP_ROWS = ("name", "active", "leaders", "area", "size", "allies", "opponents", "battles")


def article(case: Case, size: int) -> tuple[str, bytes]:
    """The file of a case: its name and its bytes."""
    form, _, place = case.place.partition(".")
    words = _repeat(case.pattern, size)
    if form == "wiki":
        return "a.wiki", _wiki(place, words).encode()
    if form == "group":
        return "a.wiki", _group(place, words).encode()
    if form == "html":
        return "a.html", _html(place, words if case.pattern in HTML else _in_html(words)).encode()
    if form == "text":
        return "a.txt", _text(place, words).encode()
    return f"a.{form}", FILES[form][0](words).encode()


# Of the words, those that a row of a box takes apart in ways of its own.
CORE = (
    "a", "A ", "Aa ", "Aa Bb\n", "Aa\n", "* Aa\n", "Aa, ", "Aa, Bb and Cc, ", "Aa of the ", "The Aa ", "(Aa) ", "(", "((", "[1]", '"Aa" ', "† ", ": ", "Aa:\n", "; ", "– ", "1–2–", "1 to ",
    "1,", "1 000 ", "1/2 ", "1 killed, ", "1 killed (2 wounded) ", "1 tanks, ", "per Aa ", "1900 ", "1 May ", "(until 1900) ", "1 May – 2 May ", "c. ", "from 1900 ", "Gen. Aa ", "Aa (KIA) ",
    "1st Division ", "Supported by:\nAa\n", "Aa victory\n", "Aa captured by Bb\n", "12°N ", "Aa was fought between Bb and ", "Aa led by Bb ", "also called Aa, ", "🇫🇷", "Aa joined Bb. ", "http://[",
)  # fmt: skip


def _cases() -> Iterator[Case]:
    for place in ("lead", "combatant1"):
        for pattern in WIKITEXT:
            yield Case(f"wiki.{place}", pattern)
    for pattern in WIKITEXT[::6]:
        yield Case("wiki.ref", pattern)
        yield Case("wiki.top", pattern)
    for place in (*ROWS, "lead"):
        for pattern in CORE:
            yield Case(f"wiki.{place}", pattern)
    for place in _GROUP_ROWS:
        for pattern in CORE[::6]:
            yield Case(f"group.{place}", pattern)
    for place in ("lead", "combatant1"):
        for pattern in HTML:
            yield Case(f"html.{place}", pattern)
    for place in ("lead", "footer", "combatant1", "commander1", "casualties1", "place"):
        for pattern in CORE:
            yield Case(f"text.{place}", pattern)
    for form, (_, patterns) in FILES.items():
        for pattern in patterns:
            yield Case(form, pattern)


CASES = tuple(_cases())
