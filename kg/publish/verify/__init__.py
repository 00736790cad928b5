"""Verifying a release: each of its promises checked against its files (docs/verifying.md)."""
