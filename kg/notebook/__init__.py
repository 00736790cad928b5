"""Graphs in notebooks: answers as data frames, conflicts as objects that show themselves, plots in one line."""
