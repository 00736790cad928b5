"""Other forms of a graph, each made and read back without loss: RDF 1.2 (a matter of syntax, see kg.rdf.reification) and nanopublications."""

PLAIN, RDF12, NANOPUB = "plain", "rdf12", "nanopub"
FORMS = (PLAIN, RDF12, NANOPUB)
