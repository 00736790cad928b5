"""One IRI for one thing: what redirects lead to one page, and what is linked to one item, is made one."""
