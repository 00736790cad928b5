"""What changed since the previous release, and why."""
