"""What closes a release: licences, the page to read first, the manifest, the checksums, and the archive."""
