"""MediaWiki's XML and API."""
