"""Names of parties, formations and people in the lines of a cell."""
