"""TODO phrases."""
