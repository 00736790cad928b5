"""What describes a release for catalogues, archives, search engines and stores (docs/releases.md)."""
