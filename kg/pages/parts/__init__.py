"""Parts of pages: dates, figures, maps, time lines, statements."""
