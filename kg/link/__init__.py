"""Links of our entities to Wikidata: by page title, by name with evidence, or by a human; what is not certain is left alone."""
