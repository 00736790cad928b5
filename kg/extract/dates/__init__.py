"""Dates in rows, brackets and sentences."""
