"""TODO dates."""
