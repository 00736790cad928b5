"""A look over the text of a query, without parsing it: what form it is, whether it may be run at all, which IRIs it names.

SERVICE would make connections, and parsers that descend by recursion die of deep nesting; both must be known before a parser sees the text.
Wherever a parser could read a text in two ways, the scan takes the one that refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.rdf.terms import PREFIXES

DEEPEST = 100
READING = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
WRITING = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})

# SPARQL 1.1, section 19.8; what no branch but the last matches is passed over one character at a time.
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3} | \"(?:[^"\\\r\n]|\\.)*+\" | '(?:[^'\\\r\n]|\\.)*+')
    | (?P<variable>[?$][\w·]+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?P<prefix>[^\W\d][\w·-]*+)?:(?P<local>
        (?:[\w·:]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])(?:[\w·:.-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*)?)
    | (?P<word>[^\W\d][\w·-]*+)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    | \\. | .
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENING = re.compile(r"\s*+\{")
_NUMBERS = re.compile(r"[0-9]+(?: [0-9]+)*+")
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Refusal(NamedTuple):
    """Why a query is not run: words, and the line and column (from 1) of what it is refused for."""

    words: str
    line: int
    column: int


class Scan(NamedTuple):
    """``form`` is the first keyword of SELECT, ASK, CONSTRUCT, DESCRIBE or an update, "" where there is none; ``chooses_graphs`` tells FROM."""

    form: str
    chooses_graphs: bool
    service: Refusal | None
    nesting: Refusal | None


class Token(NamedTuple):
    """A piece of a query and where it stands; ``kind`` is "iri", "name", "variable", "string", "language", "word", "open", "close" or ""."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The pieces of a query without comments and white space."""
    return [_token(match) for match in _TOKEN.finditer(text) if match.lastgroup != "comment" and not match.group().isspace()]


def _token(match: re.Match[str]) -> Token:
    return Token(match.lastgroup or "", match.group(), match.start(), match.end())


def scan_query(text: str) -> Scan:
    """Look over a query. Its code point escapes, which some parsers resolve before all else, are looked through too."""
    seen = _scan(text)
    resolved = _CODE_POINT.sub(_character, text)
    if resolved != text:
        other = _scan(resolved)
        return Scan(other.form, other.chooses_graphs or seen.chooses_graphs, seen.service or other.service, seen.nesting or other.nesting)
    return seen


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match.group()


def _scan(text: str) -> Scan:
    form, depth, chooses = "", 0, False
    service: Refusal | None = None
    nesting: Refusal | None = None
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word" or match["prefix"]:
            word = (match["word"] or match["prefix"]).upper()
            bare = kind == "word"
            form = word if bare and not form and word in READING | WRITING else form
            chooses = chooses or (bare and word == "FROM")
            if "SERVICE" in word and service is None and (bare or _OPENING.match(text, match.end())):
                service = Refusal("SERVICE is not available here: this server makes no connections", *_place(text, match.start()))
        elif kind == "open":
            depth += 1
            if depth > DEEPEST and nesting is None:
                nesting = Refusal(f"nested more than {DEEPEST} deep", *_place(text, match.start()))
        elif kind == "close":
            depth -= 1
    return Scan(form, chooses, service, nesting)


def _place(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def named_iris(text: str) -> Iterator[str]:
    """The IRIs that a query names, in order, each once; prefixes are those that it declares and those of ours."""
    prefixes = {name: str(iri) for name, iri in PREFIXES.items()}
    found: dict[str, None] = {}
    declaring = ""
    for match in _TOKEN.finditer(text):
        if match["comment"] or match.group().isspace():
            continue

        if match["word"] and match["word"].upper() in ("PREFIX", "BASE"):
            declaring = "?"
        elif declaring and match["iri"]:
            prefixes[declaring] = match["iri"][1:-1]
            declaring = ""
        elif declaring:
            declaring = match.group().removesuffix(":")
        elif match["iri"]:
            found[match["iri"][1:-1]] = None
        elif match["name"] and (match["prefix"] or "") in prefixes:
            found[prefixes[match["prefix"] or ""] + (match["local"] or "").rstrip(".").replace("\\", "")] = None
    yield from found


def undeclared_prefix(text: str) -> str | None:
    """The first prefix that a query uses and does not declare; None where there is none."""
    declared, declaring = {"_"}, False
    for match in _TOKEN.finditer(text):
        if match["comment"] or match.group().isspace():
            continue
        if declaring:
            declared.add(match.group().removesuffix(":"))
            declaring = False
        elif match["word"] and match["word"].upper() == "PREFIX":
            declaring = True
        elif match["name"] and (match["prefix"] or "") not in declared:
            return match["prefix"] or ""
    return None


def shape(text: str) -> str:
    """What queries have in common that differ in white space, strings and numbers only."""
    kept = ("" if m["comment"] else '""' if m["string"] else m.group().strip() for m in _TOKEN.finditer(text))
    return _NUMBERS.sub("0", " ".join(filter(None, kept)))
