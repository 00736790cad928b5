"""Sentences about how groups and people relate."""
