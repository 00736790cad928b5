"""Tables: the claims of a graph as flat rows for spreadsheets and statistics, described by tables.toml."""
