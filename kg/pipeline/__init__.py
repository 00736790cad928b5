"""The pipeline: one article, and a run over many."""
