"""Differences of two graphs or releases: which facts were added, removed or changed, and why."""
