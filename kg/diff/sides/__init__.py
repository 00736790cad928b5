"""The sides of a comparison: graph files, folders of them, releases."""
