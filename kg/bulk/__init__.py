"""A whole dump in parts: read at the speed of bzip2, built by several processes, gone on with after any end (docs/bulk.md)."""
