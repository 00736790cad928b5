"""What Wikidata says otherwise and what it lacks."""
