"""Parts of the site that are about no single thing: lists, search, queries, the ontology, rules for servers."""
