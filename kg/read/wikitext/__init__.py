"""TODO wikitext."""
