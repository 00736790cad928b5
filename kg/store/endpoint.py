"""A SPARQL endpoint of any make, asked over HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, cast

from kg.graph.facts import Node
from kg.query.errors import QueryError
from kg.query.run import Question
from kg.rdf.terms import IRI, Literal, Triple
from kg.store.store import BLANK, Solutions, StoreError

_AT_ONCE = 200
_JSON = "application/sparql-results+json"
_MOST_WORDS = 500


class EndpointStore:
    """A store behind a SPARQL 1.1 endpoint. Its default graph should be the union of its graphs, as it is with most."""

    version = ""

    def __init__(self, url: str, seconds: float = 30.0) -> None:
        self.url, self.seconds = url, seconds

    def about(self, subjects: Iterable[IRI], predicates: Iterable[IRI] = ()) -> Iterator[Triple]:
        """All triples with one of these subjects, and with one of these predicates if any are told, asked for some hundreds at a time."""
        wanted = " ".join(f"<{predicate}>" for predicate in predicates)
        only = f"VALUES ?p {{ {wanted} }} " if wanted else ""
        for part in _parts(subjects):
            found = self.select(f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {part} }} {only}?s ?p ?o }}")
            yield from (_triple(row) for row in found.rows)

    def mentions(self, objects: Iterable[IRI], limit: int) -> Iterator[Triple]:
        """The triples with one of these objects, no more than ``limit``."""
        for part in _parts(objects):
            if limit <= 0:
                return
            found = self.select(f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?o {{ {part} }} ?s ?p ?o }} LIMIT {limit}")
            limit -= len(found.rows)
            yield from (_triple(row) for row in found.rows)

    def select(self, query: str) -> Solutions:
        """The answer to a SELECT of ours."""
        with self.ask(Question(query), _JSON) as answer:
            return read_solutions(answer)

    def ask(self, question: Question, accept: str) -> http.client.HTTPResponse:
        """The endpoint's answer, to be read and closed. QueryError where it finds fault with the query, StoreError where it does not answer."""
        fields = [("query", question.text)]
        fields += [("default-graph-uri", iri) for iri in question.default_graphs]
        fields += [("named-graph-uri", iri) for iri in question.named_graphs]
        body = urllib.parse.urlencode(fields).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "conflict-kg"}
        try:
            opened = urllib.request.urlopen(urllib.request.Request(self.url, body, headers), timeout=self.seconds)
            return cast(http.client.HTTPResponse, opened)
        except urllib.error.HTTPError as error:
            words = error.read(_MOST_WORDS).decode("utf-8", "replace").strip()
            if error.code == 400:
                raise QueryError(words or "the endpoint finds fault with the query") from error
            raise StoreError(f"{self.url}: {error.code} {error.reason}: {words}") from error
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(f"{self.url}: {getattr(error, 'reason', error)}") from error


def _parts(iris: Iterable[IRI]) -> Iterator[str]:
    """IRIs for VALUES, some hundreds at a time; what stands for a blank node cannot be asked for."""
    known = [f"<{iri}>" for iri in iris if not iri.startswith(BLANK)]
    for start in range(0, len(known), _AT_ONCE):
        yield " ".join(known[start : start + _AT_ONCE])


def _triple(row: tuple[Node | None, ...]) -> Triple:
    subject, predicate, value = row
    if not isinstance(subject, IRI) or not isinstance(predicate, IRI) or value is None:
        raise StoreError(f"the endpoint answered with what is no triple: {row!r}")
    return Triple(subject, predicate, value)


def read_solutions(source: BinaryIO | http.client.HTTPResponse) -> Solutions:
    """Read SPARQL 1.1 Query Results JSON. StoreError for what is none."""
    try:
        document = json.load(source)
        variables = tuple(document["head"]["vars"])
        rows = tuple(tuple(_node(binding.get(name)) for name in variables) for binding in document["results"]["bindings"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"the endpoint did not answer with SPARQL results in JSON: {error}") from error
    return Solutions(variables, rows)


def _node(term: Mapping[str, str] | None) -> Node | None:
    if term is None:
        return None
    if term["type"] == "uri":
        return IRI(term["value"])
    if term["type"] == "bnode":
        return IRI(BLANK + term["value"])
    language = term.get("xml:lang", "")
    return (
        Literal(term["value"], language=language)
        if language
        else Literal(term["value"], IRI(term["datatype"]))
        if "datatype" in term
        else Literal(term["value"])
    )
