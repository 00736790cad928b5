"""Phrases that stand in rows of every kind: remarks, fates, ranks, kinds of groups, coordinates."""
