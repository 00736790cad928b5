"""The tables: their rows, the database, the list of articles, and what goes with them."""
