"""A module for each row of an infobox."""
