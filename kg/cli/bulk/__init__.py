"""Commands for whole dumps: building their conflicts, and keeping them up to date."""
