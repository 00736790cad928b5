"""The main job: one article, and a run over many."""
