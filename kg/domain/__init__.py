"""What the field knows, as data with a schema."""
