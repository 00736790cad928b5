"""RDF terms, triples and the syntaxes they are written in."""
