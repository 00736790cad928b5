"""Claims in the compact profile: without what follows from the rest. Pure.

The class follows from rdf:subject, the certainty from ck:basis (which inferred claims have, and no others), and the rule from the property where it
is the usual one.
"""

from __future__ import annotations

from functools import cache

from kg.graph.facts import local_name
from kg.profiles.nodes import Properties, is_only, only, only_iri, only_text
from kg.rdf.terms import CK, IRI, RDF, RDF_TYPE, Literal
from kg.resources import PACKAGE, read_toml

SUBJECT, PREDICATE, OBJECT = (RDF.term(name) for name in ("subject", "predicate", "object"))
CERTAINTY, RULE, BASIS, EVIDENCE, CLAIM = (CK.term(name) for name in ("certainty", "rule", "basis", "evidence", "Claim"))


class ProfileError(ValueError):
    """A graph that is not in the profile that it is said to be in; the message names the node."""


@cache
def usual_rules() -> dict[str, str]:
    """The rule that usually reads a property, by the property's local name."""
    rules: dict[str, str] = read_toml(PACKAGE / "data" / "profiles.toml")["usual_rule"]
    return rules


def is_claim(said: Properties) -> bool:
    """Whether a node is a whole claim of the full profile, of which nothing is lost when it is shortened."""
    parts = all(only(said, part) is not None for part in (SUBJECT, PREDICATE, OBJECT)) and only_iri(said, PREDICATE) is not None
    certainty = CK.term("Inferred" if BASIS in said else "Stated")
    rule = only(said, RULE)
    return is_only(said, CLAIM) and parts and said.get(CERTAINTY) == [certainty] and isinstance(rule, Literal) and rule == Literal(rule.value)


def shorten(said: Properties) -> Properties:
    """A claim without what follows from the rest."""
    usual = usual_rules().get(local_name(only_iri(said, PREDICATE) or ""))
    left_out = {RDF_TYPE, CERTAINTY, *([RULE] if only_text(said, RULE) == usual else [])}
    return {predicate: values for predicate, values in said.items() if predicate not in left_out}


def is_short(said: Properties) -> bool:
    """Whether a node is a claim of the compact profile."""
    return SUBJECT in said and RDF_TYPE not in said


def lengthen(claim: IRI, said: Properties) -> Properties:
    """A claim with what follows from the rest; ProfileError where its rule is not told."""
    predicate = only_iri(said, PREDICATE)
    rule = said.get(RULE)
    if rule is None:
        usual = usual_rules().get(local_name(predicate or ""))
        if usual is None:
            raise ProfileError(f"{claim}: a claim without a rule, of a property that has no usual one ({predicate})")
        rule = [Literal(usual)]
    certainty = CK.term("Inferred" if BASIS in said else "Stated")
    return {RDF_TYPE: [CLAIM], **said, CERTAINTY: [certainty], RULE: rule}
