"""The values that cross the stages."""
