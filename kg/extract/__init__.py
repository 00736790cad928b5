"""From an article to findings: every row of the infobox, then the footnotes and the lead (kg.extract.article)."""
