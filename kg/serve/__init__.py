"""The server: SPARQL 1.1 Protocol, linked data, pages."""
