"""The ontology layer: what the data's terms mean, what its graphs guarantee, and how JSON-LD of it is read and framed."""

from __future__ import annotations

import hashlib
import json

from kg.publish.dataset import Dataset
from kg.publish.draft import Draft
from kg.publish.release import ONTOLOGY, Layer
from kg.resources import context_text, facts_profile_text, ontology_text, shapes_text

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_TURTLE, _JSONLD = "text/turtle", "application/ld+json"


def make_ontology(dataset: Dataset, draft: Draft) -> None:
    """Write ontology, shapes, context and frame. The layer's hash is that of ontology and shapes together."""
    texts = {"ontology": ontology_text(), "shapes": shapes_text()}
    canonical = canonical_with_blank_nodes(*texts.values())
    for name, text in {**texts, "facts-profile": facts_profile_text()}.items():
        triples = len(canonical_with_blank_nodes(text))
        draft.write(f"data/{name}.ttl", text, _TURTLE, licence=(CC_BY,), layer=ONTOLOGY, counted="triples", count=triples)
    for name, text in {"context": context_text(), "frame": make_frame()}.items():
        draft.write(f"data/{name}.jsonld", text, _JSONLD, licence=(CC_BY,), layer=ONTOLOGY)
    digest = hashlib.sha256("".join(canonical).encode()).hexdigest()
    draft.add_layer(Layer(ONTOLOGY, (CC_BY,), len(canonical), digest, tuple(f"data/{name}.ttl" for name in texts)))


def canonical_with_blank_nodes(*texts: str) -> list[str]:
    """Turtle as the lines of its canonical form (RDFC-1.0), which shapes need an engine for: they have blank nodes."""
    import pyoxigraph

    found = pyoxigraph.Dataset()
    for text in texts:
        for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE):
            found.add(quad)
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    written = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_QUADS)
    return sorted((written or b"").decode().splitlines(keepends=True))


def make_frame() -> str:
    """A JSON-LD frame that gives one tree for each conflict that an article describes, with its sides, parties and figures inside."""
    frame = {
        "@context": json.loads(context_text())["@context"], "@type": "Conflict", "describedIn": {"@embed": "@never"}, "@requireAll": True,
        "@embed": "@once", "@explicit": False, "@omitDefault": True,
    }  # fmt: skip
    return json.dumps(frame, ensure_ascii=False, indent=2) + "\n"
