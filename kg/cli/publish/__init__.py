"""Commands for releases: a dataset as files that others can trust, cite and keep."""
