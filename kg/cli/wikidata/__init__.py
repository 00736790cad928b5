"""The commands around Wikidata: index, link, review, compare, and what is given back."""
