"""TODO mediawiki."""
