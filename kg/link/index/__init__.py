"""The index of Wikidata."""
