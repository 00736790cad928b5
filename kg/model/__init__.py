"""Values that cross the stages."""
