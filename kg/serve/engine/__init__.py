"""Engines that answer queries: worker processes, or another endpoint."""
