"""Releases: a dataset as files that others can trust, cite and keep (docs/publishing.md)."""
