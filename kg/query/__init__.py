"""Questions to a graph: scanning, running, result formats, and the named queries that ship with the package."""
