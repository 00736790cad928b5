"""Citations of article versions, of facts and of datasets: as text, BibTeX and CSL-JSON."""
