"""What answers queries: worker processes, or another endpoint."""
