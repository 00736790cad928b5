"""The mapping rules of kg/data/mapping.toml: which property a relation is told with, checked against the ontology on load."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from kg.domain.fields import Field
from kg.domain.ontology import terms
from kg.rdf.terms import CK, IRI, PREFIXES
from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

SUBJECTS = frozenset({"conflict", "side", "mention", "topic"})
OBJECTS = frozenset({"phrase", "mention", "date", "period", "point", "side", "estimate", "term"})


@dataclass(frozen=True, slots=True)
class RelationRule:
    """How one relation is told: its property, what may stand at either end, which qualifiers its claims may carry."""

    name: str
    predicate: IRI
    subjects: frozenset[str]
    object: str
    qualifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class KindRule:
    """The class of a kind of mention and the path segment of its IRIs."""

    cls: IRI
    path: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """All rules by name."""

    relations: dict[str, RelationRule]
    kinds: dict[str, KindRule]


def term_iri(name: str) -> IRI:
    """The IRI of ``partOf`` or ``rdfs:label``; ValueError for a term that the ontology does not define or an unknown prefix."""
    prefix, colon, local = name.partition(":")
    if colon:
        if prefix not in PREFIXES:
            raise ValueError(f"mapping: unknown prefix in {name!r}")
        return PREFIXES[prefix].term(local)
    if name not in terms():
        raise ValueError(f"mapping: the ontology does not define {name!r}")
    return CK.term(name)


def _relation(name: str, entry: dict[str, object]) -> RelationRule:
    known = {"predicate", "subject", "object", "qualifiers"}
    subjects, qualifiers = entry.get("subject"), entry.get("qualifiers", [])
    if entry.keys() - known or not isinstance(subjects, list) or not isinstance(qualifiers, list):
        raise ValueError(f"mapping: [relation.{name}] has predicate, subject (list), object and may have qualifiers (list)")
    if not subjects or not SUBJECTS.issuperset(subjects) or entry.get("object") not in OBJECTS:
        raise ValueError(f"mapping: [relation.{name}] subject is of {sorted(SUBJECTS)}, object one of {sorted(OBJECTS)}")
    for qualifier in qualifiers:
        term_iri(qualifier)
    return RelationRule(name, term_iri(str(entry["predicate"])), frozenset(subjects), str(entry["object"]), frozenset(qualifiers))


def make_mapping(data: dict[str, Any]) -> Mapping:
    """The rules of a mapping file; ValueError names the entry that breaks the schema or the ontology."""
    kinds = {name: KindRule(term_iri(entry["class"]), entry["path"]) for name, entry in data["kind"].items()}
    return Mapping({name: _relation(name, entry) for name, entry in data["relation"].items()}, kinds)


@cache
def load_mapping() -> Mapping:
    """The rules that ship with the package."""
    return make_mapping(read_toml(PACKAGE / "data" / "mapping.toml"))


def check_relations(fields: Iterable[Field], about: str, mapping: Mapping) -> None:
    """Raise ValueError where the fields of a kind of infobox tell a relation that there is not, or not of what their pages are about."""
    subject = "conflict" if about == "conflict" else "topic"
    for field in fields:
        if field.relation is None:
            continue
        rule = mapping.relations.get(field.relation)
        if rule is None or (subject not in rule.subjects if not field.inverse else "mention" not in rule.subjects or rule.object != "mention"):
            raise ValueError(f"fields: [{field.name}] the mapping has no relation {field.relation!r} of a {about}")
        if field.role and "role" not in rule.qualifiers:
            raise ValueError(f"fields: [{field.name}] {field.relation} takes no role")
