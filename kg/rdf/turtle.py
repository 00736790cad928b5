"""Turtle and TriG for people: prefixes, nodes in reading order under headings, one block for each node.

In RDF 1.2 a node that states a triple is a reifier, and its block begins with it: ``<< subject predicate object ~ reifier >>``. That asserts nothing,
as the statement of RDF 1.1 does not; the triple itself stands at its subject where the graph has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from textwrap import indent
from typing import TextIO

from kg.patterns import lazy_pattern
from kg.rdf.graph import ArticleGraph, without_repeats
from kg.rdf.order import Node, load_order, natural_key, order_nodes
from kg.rdf.reification import PARTS, find_statements
from kg.rdf.terms import IRI, PREFIXES, RDF_TYPE, XSD, XSD_STRING, Literal, Triple

_WIDTH = 140
# Control, directional and invisible characters are written as escapes: a reader must see them.
_ESCAPED = lazy_pattern(
    '[\x00-\x1f\x7f-\x9f"\\\\\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]'
)
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_INTEGER = lazy_pattern(r"0|-?[1-9][0-9]{0,17}")
_TO_ESCAPE = lazy_pattern(r"[~!$&'()*+,;=/?#@]|\A[.-]")
_PLAIN_LOCAL = lazy_pattern(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_PREFIX = lazy_pattern(r"[a-z][a-z0-9]*")
_NOT_SHOWN = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_SHORT_TYPES = {XSD.term("integer"): _INTEGER, XSD.term("boolean"): re.compile("true|false")}


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    return _SHORT.get(character) or (f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}")


def local_name(name: str) -> str | None:
    """The part of a prefixed name after the colon with its escapes (PN_LOCAL of RDF 1.1 Turtle), None where the grammar has no form for it.

    Nor for a name that ends in a full stop: rdflib does not read it escaped, other parsers do not read it plain.
    """
    if _PLAIN_LOCAL.fullmatch(name):
        return name
    escaped = _TO_ESCAPE.sub(lambda match: f"\\{match.group()}", name)
    return escaped if not name or (_local().fullmatch(escaped) and not name.endswith(".")) else None


@cache
def _local() -> re.Pattern[str]:
    """PN_LOCAL: letters, digits, some signs, percent-encoded and escaped characters; fewer of them at the start."""
    letters = (
        "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c-\u200d\u203f-\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
        "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
    )
    return re.compile(rf"(?![-.\u00b7\u0300-\u036f\u203f-\u2040])(?:[{letters}\u00b7_0-9:.\-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])+")


class _Names(dict[str, str]):
    """The short form of each IRI, made when it is first asked for; ``used`` are the prefixes that were needed for them."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__()
        self.prefixes = prefixes
        self.used: set[str] = set()
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}

    def __missing__(self, iri: str) -> str:
        cut = _cut(iri)
        prefix = self._by_namespace.get(iri[:cut])
        local = local_name(iri[cut:]) if prefix is not None else None
        if prefix is None or local is None:
            short = f"<{iri}>"
        else:
            short = f"{prefix}:{local}"
            self.used.add(prefix)
        self[iri] = short
        return short


def _write_value(term: IRI | Literal, names: _Names) -> str:
    if not isinstance(term, Literal):
        return names[term]
    short = _SHORT_TYPES.get(term.datatype)  # type: ignore[call-overload]
    if short and short.fullmatch(term.value):
        return term.value
    text = term.value
    if not text.isprintable() or '"' in text or "\\" in text:
        text = _ESCAPED.sub(_escape, text)
    if term.language:
        return f'"{text}"@{term.language}'
    return f'"{text}"' if term.datatype == XSD_STRING else f'"{text}"^^{names[term.datatype]}'


def _cut(iri: str) -> int:
    """Where the namespace of an IRI ends: after the fragment's sign, else after the last slash; 0 for an IRI without."""
    end = (iri.find("#") if "#" in iri else iri.rfind("/")) + 1
    return 0 if iri.endswith("//", 0, end) else end


def _data_prefixes(nodes: tuple[Node, ...]) -> dict[str, str]:
    """Prefixes for the namespaces that several nodes of an article share, called by the last segment of the namespace."""
    counts = Counter(node.iri[:cut] for node in nodes if (cut := _cut(node.iri)))
    taken = frozenset(PREFIXES.values())
    prefixes: dict[str, str] = {}
    for namespace in sorted((n for n, count in counts.items() if count > 1 and n not in taken), key=lambda n: (natural_key(n), n)):
        word = "" if namespace.endswith("#") else namespace.rstrip("/").rpartition("/")[2]
        word = word if not word or _PREFIX.fullmatch(word) else "n"
        name, number = word, 1
        while name in prefixes or name in PREFIXES:
            number += 1
            name = f"{word or 'n'}{number}"
        prefixes[name] = namespace
    return prefixes


def _write_node(node: Node, names: _Names, stated: Triple | None = None) -> str:
    """A block; ``stated`` is the triple that the node reifies, by which it is then called."""
    parts = []
    opening = names[node.iri]
    if stated:
        opening = f"<< {names[stated.subject]} {names[stated.predicate]} {_write_value(stated.object, names)} ~ {opening} >>"
    for predicate, values in node.properties:
        if stated and predicate in PARTS:
            continue
        name = "a" if predicate == RDF_TYPE else names[predicate]
        if len(values) == 1:
            parts.append(f"{name} {_write_value(values[0], names)}")
            continue
        written = [_write_value(value, names) for value in values]
        line = f"{name} {', '.join(written)}"
        parts.append(line if len(line) <= _WIDTH else f"{name}\n        " + ",\n        ".join(written))
    return " ".join((opening, " ;\n    ".join(parts), ".\n")) if parts else f"{opening} .\n"


def _blocks(nodes: tuple[Node, ...], names: _Names, stated: Mapping[IRI, Triple]) -> Iterator[str]:
    kinds, kind = load_order().kinds, -1
    for node in nodes:
        if node.kind != kind:
            kind = node.kind
            yield f"# {kinds[kind].heading}\n"
        yield _write_node(node, names, stated.get(node.iri))


def write_nodes(nodes: Iterable[Node], prefixes: Mapping[str, str], out: TextIO) -> None:
    """Write Turtle of nodes in the order given, with those of ``prefixes`` that they use: for descriptions, which are no article's graph."""
    names = _Names(dict(prefixes))
    blocks = [_write_node(node, names) for node in nodes]
    out.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items() if prefix in names.used)
    out.writelines(f"\n{block}" for block in blocks)


def write_turtle(graphs: Iterable[ArticleGraph], out: TextIO, named: bool = False) -> None:
    """Write Turtle article by article, each prefix where it is first needed; ``named`` gives TriG with a named graph for each article."""
    _write(graphs, out, named, lambda triples: {})


def write_turtle12(graphs: Iterable[ArticleGraph], out: TextIO, named: bool = False) -> None:
    """Write Turtle or TriG of RDF 1.2, as write_turtle does: what states a triple reifies it instead."""
    out.write('VERSION "1.2"\n\n')
    _write(graphs, out, named, find_statements)


def write_together(graphs: Sequence[ArticleGraph], own: IRI, prefixes: Mapping[str, str], declared: dict[str, str], out: TextIO) -> None:
    """Write named graphs that are parts of one thing, as TriG: prefixes before them all, the thing as ``this:`` and what is named in it as ``sub:…``.

    ``prefixes`` are some beside the usual ones; ``declared`` holds those that stand in the file so far and is brought up to date.
    """
    nodes = [order_nodes(graph.triples) for graph in graphs]
    names = _Names({**PREFIXES, **_data_prefixes(tuple(node for part in nodes for node in part)), **prefixes, "this": own, "sub": f"{own}#"})
    names[own] = "this:"
    names.used.add("this")
    bodies = [
        f"{names[graph.name]} {{\n{indent(''.join(_write_node(n, names) for n in part), '    ')}}}\n"
        for graph, part in zip(graphs, nodes, strict=True)
    ]
    if declared:
        out.write("\n")
    _declare(names, declared, out)
    out.writelines(f"\n{body}" for body in bodies)


def _declare(names: _Names, declared: dict[str, str], out: TextIO) -> None:
    """Write the prefixes that are needed and do not stand in the file yet, or stand for something else there."""
    needed = {prefix: names.prefixes[prefix] for prefix in names.prefixes if prefix in names.used}
    new = {prefix: namespace for prefix, namespace in needed.items() if declared.get(prefix) != namespace}
    out.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in new.items())
    declared.update(new)


def _write(graphs: Iterable[ArticleGraph], out: TextIO, named: bool, find: Callable[[tuple[Triple, ...]], Mapping[IRI, Triple]]) -> None:
    """Write the graphs; ``find`` finds the nodes of each that reify a triple."""
    declared: dict[str, str] = {}
    for graph in graphs if named else without_repeats(graphs):
        nodes = order_nodes(graph.triples)
        names = _Names({**PREFIXES, **_data_prefixes(nodes)})
        opening = names[graph.name] if named else ""
        body = "\n".join(_blocks(nodes, names, find(graph.triples)))
        if declared:
            out.write("\n")
        _write_text(graph, names, body, opening, declared, out)


def write_both(graph: ArticleGraph, nodes: tuple[Node, ...], turtle: TextIO, trig: TextIO) -> None:
    """Write one graph, whose nodes are in order, as Turtle and as TriG with its name: what write_turtle writes of it, in little more than half of the
    time."""
    names = _Names({**PREFIXES, **_data_prefixes(nodes)})
    body = "\n".join(_blocks(nodes, names, {}))
    _write_text(graph, names, body, "", {}, turtle)
    _write_text(graph, names, body, names[graph.name], {}, trig)


def _write_text(graph: ArticleGraph, names: _Names, body: str, opening: str, declared: dict[str, str], out: TextIO) -> None:
    """Write a graph under its title, after the prefixes that are not declared yet, which are noted."""
    if title := _NOT_SHOWN.sub(" ", graph.title).strip():
        out.write(f"# {title}\n\n")
    _declare(names, declared, out)
    out.write(f"\n{opening} {{\n{indent(body, '    ')}}}\n" if opening else f"\n{body}")
