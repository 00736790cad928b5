"""The server: SPARQL 1.1 Protocol, linked data, web pages."""
