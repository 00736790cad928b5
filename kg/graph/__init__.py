"""Mapping findings to claims and triples, and minting IRIs."""
