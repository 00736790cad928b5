"""What the prose below the lead says again of what the infobox states."""
