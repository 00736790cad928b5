"""Differences written: as a table, as a page, as a changelog, as RDF."""
