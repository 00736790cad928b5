"""RDF/XML: one rdf:Description for each node, in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TextIO

from kg.patterns import lazy_pattern
from kg.rdf.graph import ArticleGraph, NotExpressibleError, without_repeats
from kg.rdf.order import Node, order_nodes
from kg.rdf.terms import IRI, PREFIXES, RDF, XSD_STRING, Literal

# XML 1.0, production 2 (Char). Names are kept to ASCII, since parsers differ on the others by the edition of XML they follow.
_NOT_XML = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_NAME = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
# RDF 1.1 XML Syntax, section 5.1: names that no property element may have.
_RESERVED = frozenset(RDF.term(n) for n in ("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "aboutEach", "li"))
_RESERVED_MORE = frozenset({RDF.term("aboutEachPrefix"), RDF.term("bagID")})
_BY_NAMESPACE = {str(namespace): prefix for prefix, namespace in PREFIXES.items()}


def split_name(predicate: IRI) -> tuple[str, str]:
    """A predicate as namespace and XML name; NotExpressibleError where RDF/XML cannot write it as an element."""
    if predicate in _RESERVED or predicate in _RESERVED_MORE:
        raise NotExpressibleError(f"RDF/XML reserves the name of the property <{predicate}>; write another format")
    after = max(predicate.rfind("#"), predicate.rfind("/")) + 1
    match = _NAME.search(predicate, after)
    if not match or not match.start():
        raise NotExpressibleError(f"RDF/XML needs a property whose IRI ends in an XML name, not <{predicate}>; write another format")
    return predicate[: match.start()], match.group()


def _text(literal: Literal) -> str:
    impossible = _NOT_XML.search(literal.value)
    if impossible:
        code, at = ord(impossible.group()), impossible.start()
        excerpt = literal.value[max(0, at - 20) : at + 20]
        raise NotExpressibleError(f"XML cannot hold the character U+{code:04X}, which stands in {excerpt!r}; write another format")
    return literal.value.translate(_IN_TEXT)


def _quote(iri: str) -> str:
    """An IRI as the value of an attribute; of the characters that XML wants escaped there it can only hold the ampersand."""
    return '"' + iri.replace("&", "&amp;") + '"'


@lru_cache(maxsize=1024)
def _tags(predicate: IRI) -> tuple[str, str]:
    """What follows "<" in the start tag and what follows "</" in the end tag of a property."""
    namespace, local = split_name(predicate)
    prefix = _BY_NAMESPACE.get(namespace)
    return (f"{prefix}:{local}", f"{prefix}:{local}") if prefix else (f"ns:{local} xmlns:ns={_quote(namespace)}", f"ns:{local}")


def _property(predicate: IRI, value: IRI | Literal) -> str:
    start, end = _tags(predicate)
    if not isinstance(value, Literal):
        return f"    <{start} rdf:resource={_quote(value)}/>\n"
    kind = f' xml:lang="{value.language}"' if value.language else "" if value.datatype == XSD_STRING else f" rdf:datatype={_quote(value.datatype)}"
    return f"    <{start}{kind}>{_text(value)}</{end}>\n"


def _description(node: Node) -> str:
    properties = "".join(_property(predicate, value) for predicate, values in node.properties for value in values)
    return f"  <rdf:Description rdf:about={_quote(node.iri)}>\n{properties}  </rdf:Description>\n"


def write_rdfxml(graphs: Iterable[ArticleGraph], out: TextIO, named: bool = False) -> None:
    """Write RDF/XML article by article; it has no named graphs. NotExpressibleError for what XML cannot hold."""
    namespaces = "".join(f"\n  xmlns:{prefix}={_quote(namespace)}" for prefix, namespace in PREFIXES.items())
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{namespaces}>\n')
    for graph in without_repeats(graphs):
        out.writelines(map(_description, order_nodes(graph.triples)))
    out.write("</rdf:RDF>\n")
