"""Programs that we did not write, as judges of a release (release_judges.py)."""
