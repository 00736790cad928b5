"""Data of a release: layers as N-Quads and TriG, each article as Turtle and JSON-LD, ontology, context and frame."""
