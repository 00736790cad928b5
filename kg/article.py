"""The promised address of kg.model.article for reader plug-ins (docs/plugins.md)."""

from kg.model.article import Article, Box, Cell, Line, Note, Reference, Row, Source

__all__ = ["Article", "Box", "Cell", "Line", "Note", "Reference", "Row", "Source"]
