"""Nanopublications: each claim with its fact, its evidence and its licence as a publication of its own, named by the hash of what it says."""
