"""What the lead of an article states."""
