"""Tables of a release: CSV, Parquet, SQLite, GeoJSON, and the dictionary of all of them."""
