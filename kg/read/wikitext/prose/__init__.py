"""Prose of a page beyond its lead."""
