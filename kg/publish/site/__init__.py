"""The static site of a release: the pages of kg/pages as files that work from a folder, from any web server, and offline (docs/site.md)."""
