"""Numbers of people and materiel: strength and losses."""
