"""TODO validate."""
