"""Where graphs are kept to be asked: embedded stores, and SPARQL endpoints of any make."""
