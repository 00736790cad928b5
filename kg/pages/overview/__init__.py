"""Pages that lead to others: the start page with its chart and map, the lists of people, groups, places and wars, and search."""
