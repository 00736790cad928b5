"""A JSON-LD context read for writing: which key, and which short form of a value, expands back to an RDF term.

It takes the part of JSON-LD 1.1 that our context needs: prefixes, @vocab, a default @language, aliases of keywords, and terms with @id or
@type, @language and @container of @set or @language. Anything else is refused when the context is read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.patterns import lazy_pattern
from kg.rdf.graph import NotExpressibleError
from kg.rdf.terms import IRI, XSD, XSD_STRING, Literal

Json = str | int | bool | list["Json"] | dict[str, "Json"]

KEYWORDS = ("@id", "@type", "@value", "@language", "@graph")
_UNSET = "@unset"
_TERM_KEYS = frozenset({"@id", "@type", "@language", "@container", "@prefix", "@protected"})
_CONTAINERS = (frozenset[str](), frozenset({"@set"}), frozenset({"@language"}), frozenset({"@language", "@set"}))
_INTEGER = lazy_pattern(r"0|-?[1-9][0-9]{0,14}")
_GENERIC_DELIMITERS = tuple(":/?#[]@")


@dataclass(frozen=True, slots=True)
class Term:
    """A key of the context: what it stands for, how its plain strings are read, whether it always takes a list or a language map.

    ``type`` is "@id", "@vocab", a datatype, or "" for none; ``language`` a tag, "" for expressly none, or "@unset".
    """

    name: str
    iri: str
    type: str = ""
    language: str = _UNSET
    container: frozenset[str] = frozenset()
    prefix: bool = False


class Entry(NamedTuple):
    """One value of a property as it stands in a node object: key, value, the key's container, the language where that is a language map."""

    key: str
    value: Json
    container: frozenset[str]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """A context by its parts; ``source`` is the JSON to inline, ``keywords`` the name in use for each keyword."""

    source: dict[str, Json]
    vocabulary: str
    language: str
    terms: Mapping[str, Term]
    keywords: Mapping[str, str]
    _forward: Mapping[str, tuple[Term, ...]]
    _short: dict[tuple[str, bool], str] = field(default_factory=dict, compare=False)
    _chosen: dict[tuple[str, str, str, bool], Term] = field(default_factory=dict, compare=False)

    def shorten(self, iri: str, *, vocabulary: bool) -> str:
        """The shortest form of an IRI: as a class or @vocab value (``vocabulary``), else as a value of @id."""
        known = self._short.get((iri, vocabulary))
        if known is None:
            names = [term.name for term in self._forward.get(iri, ())] if vocabulary else []
            known = min(names, key=_shortest) if names else self._without_term(iri, vocabulary)
            self._short[iri, vocabulary] = known
        return known

    def _without_term(self, iri: str, vocabulary: bool) -> str:
        rest = iri.removeprefix(self.vocabulary)
        if vocabulary and self.vocabulary and rest and rest != iri and not set(":@/") & set(rest) and not self._is_taken(rest):
            return rest
        compact = [
            f"{term.name}:{iri[len(term.iri) :]}"
            for term in self.terms.values()
            if term.prefix and iri.startswith(term.iri) and len(iri) > len(term.iri) and not iri.startswith("//", len(term.iri))
        ]
        safe = [name for name in compact if name not in self.terms]
        if safe:
            return min(safe, key=_shortest)
        scheme, _, rest = iri.partition(":")
        if scheme in self.terms and not rest.startswith("//"):
            raise NotExpressibleError(f"JSON-LD would read <{iri}> as a name with the prefix {scheme!r} of the context; write another format")
        return iri

    def _is_taken(self, name: str) -> bool:
        return name in self.terms or name in self.keywords.values()

    def entry(self, predicate: IRI, value: IRI | Literal) -> Entry:
        """One value of a property under the key that writes it most briefly."""
        kind = (predicate, value.datatype, value.language, _native(value) is None) if isinstance(value, Literal) else (predicate, "", "", True)
        term = self._chosen.get(kind)
        if term is None:
            term = self._chosen[kind] = self._choose(predicate, value)
        entry = self._under(term, value)
        assert entry is not None
        return entry

    def _choose(self, predicate: IRI, value: IRI | Literal) -> Term:
        """The term that writes a value most briefly, which is the same for all values of its kind."""
        best: tuple[tuple[int, bool, int, str], Term] | None = None
        for term in self._forward.get(predicate, ()):
            entry = self._under(term, value)
            if entry:
                size = len(entry.value) if isinstance(entry.value, dict) else 0
                astray = isinstance(value, Literal) and term.type in ("@id", "@vocab")
                cost = size, astray, len(term.name), term.name
                best = (cost, term) if best is None or cost < best[0] else best
        return best[1] if best else Term(self._without_term(predicate, vocabulary=True), predicate)

    def _under(self, term: Term, value: IRI | Literal) -> Entry | None:
        if "@language" not in term.container:
            return Entry(term.name, self._value(term, value), term.container)
        if isinstance(value, Literal) and value.language:
            return Entry(term.name, value.value, term.container, value.language)
        return None

    def _value(self, term: Term, value: IRI | Literal) -> Json:
        if not isinstance(value, Literal):
            if term.type in ("@id", "@vocab"):
                return self.shorten(value, vocabulary=term.type == "@vocab")
            return {self.keywords["@id"]: self.shorten(value, vocabulary=False)}
        if value.language:
            plain = not term.type and value.language == self._plain_language(term)
            return value.value if plain else {self.keywords["@value"]: value.value, self.keywords["@language"]: value.language}
        if term.type in ("", value.datatype):
            native = _native(value)
            if native is not None:
                return native
        if term.type == value.datatype or (not term.type and value.datatype == XSD_STRING and not self._plain_language(term)):
            return value.value
        typed: dict[str, Json] = {self.keywords["@value"]: value.value}
        if value.datatype != XSD_STRING:
            typed[self.keywords["@type"]] = self.shorten(value.datatype, vocabulary=True)
        return typed

    def _plain_language(self, term: Term) -> str:
        return self.language if term.language == _UNSET else term.language


def _native(literal: Literal) -> int | bool | None:
    """The JSON number or boolean that every processor reads back as this very literal."""
    if literal.datatype == XSD.term("integer") and _INTEGER.fullmatch(literal.value):
        return int(literal.value)
    if literal.datatype == XSD.term("boolean") and literal.value in ("true", "false"):
        return literal.value == "true"
    return None


def _shortest(name: str) -> tuple[int, str]:
    return len(name), name


def parse_context(text: str) -> Context:
    """Read a context document; ValueError names what is not in the part of JSON-LD that the writer knows."""
    source = json.loads(text)["@context"]
    if not isinstance(source, dict):
        raise ValueError("context: one object is needed, not a list or an address")
    definitions = {name: value for name, value in source.items() if not name.startswith("@")}
    unknown = {name for name in source if name.startswith("@")} - {"@version", "@vocab", "@language", "@protected"}
    if unknown:
        raise ValueError(f"context: the writer does not know {sorted(unknown)}")
    keywords = {keyword: keyword for keyword in KEYWORDS}
    terms: dict[str, Term] = {}
    for name, definition in definitions.items():
        target = definition if isinstance(definition, str) else definition.get("@id") if isinstance(definition, dict) else None
        if isinstance(target, str) and target in keywords:
            keywords[target] = name
        else:
            terms[name] = _term(name, definition, definitions, source.get("@vocab", ""))
    forward: defaultdict[str, list[Term]] = defaultdict(list)
    for term in terms.values():
        forward[term.iri].append(term)
    return Context(
        source, source.get("@vocab", ""), str(source.get("@language", "")).lower(), terms, keywords,
        {iri: tuple(same) for iri, same in forward.items()},
    )  # fmt: skip


def _term(name: str, definition: Json, definitions: dict[str, Json], vocabulary: str) -> Term:
    if isinstance(definition, str):
        iri = _expand(definition, definitions, vocabulary)
        return Term(name, iri, prefix=iri.endswith(_GENERIC_DELIMITERS))
    if not isinstance(definition, dict) or definition.keys() - _TERM_KEYS:
        raise ValueError(f"context: the writer does not know the definition of {name!r}: {definition!r}")
    container = definition.get("@container", [])
    held = frozenset([container] if isinstance(container, str) else map(str, container) if isinstance(container, list) else ["?"])
    if held not in _CONTAINERS:
        raise ValueError(f"context: the writer does not know the container of {name!r}: {container!r}")
    kind = str(definition.get("@type", ""))
    if kind.startswith("@") and kind not in ("@id", "@vocab"):
        raise ValueError(f"context: the writer does not know the type of {name!r}: {kind}")
    return Term(
        name,
        _expand(str(definition.get("@id") or name), definitions, vocabulary),
        kind if kind.startswith("@") or not kind else _expand(kind, definitions, vocabulary),
        str(definition["@language"] or "").lower() if "@language" in definition else _UNSET,
        held,
        definition.get("@prefix") is True,
    )


def _expand(name: str, definitions: dict[str, Json], vocabulary: str) -> str:
    """The IRI of a name in a context: a compact IRI, an IRI, another term, or a name of the vocabulary."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in definitions and not local.startswith("//"):
        return _expand_defined(prefix, definitions, vocabulary) + local
    if colon:
        return IRI(name)
    if not vocabulary:
        raise ValueError(f"context: {name!r} stands for no IRI")
    return IRI(vocabulary + name)


def _expand_defined(prefix: str, definitions: dict[str, Json], vocabulary: str) -> str:
    definition = definitions[prefix]
    target = definition.get("@id") if isinstance(definition, dict) else definition
    if not isinstance(target, str) or target.partition(":")[0] == prefix:
        raise ValueError(f"context: {prefix!r} is no prefix")
    return _expand(target, definitions, vocabulary)
