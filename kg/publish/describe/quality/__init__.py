"""How good the facts are, as far as it was measured, and what was not understood."""
