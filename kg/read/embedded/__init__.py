"""Articles that a file of another form holds: records of JSON and tables, extracts, saved pages with their parts."""
