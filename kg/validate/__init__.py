"""Graphs against the shapes."""
