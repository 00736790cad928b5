"""Descriptions in RDF: DCAT, VoID, the service description, and PROV."""
