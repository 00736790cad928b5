"""Output files, their names, and the HTML report."""
