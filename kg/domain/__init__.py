"""TODO domain."""
