"""Which side each part of a row belongs to, where a rendering lost the columns."""
