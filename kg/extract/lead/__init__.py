"""TODO lead."""
