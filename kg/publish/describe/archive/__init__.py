"""Descriptions for archives, search engines and readers of data sets: schema.org, RO-Crate, CITATION.cff, DataCite, Zenodo, Croissant."""
