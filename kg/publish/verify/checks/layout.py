"""The layout of a release: what must be there, and nothing that is no part of it."""

from __future__ import annotations

import re

from kg.publish.release import CHECKSUMS, MANIFEST
from kg.publish.verify.failure import Failure, Found
from kg.publish.verify.opened import Opened
from kg.tables.listing import LISTS

_REQUIRED = (
    "README.md", "LICENCES.md",
    "data/ontology.ttl", "data/shapes.ttl", "data/facts-profile.ttl", "data/context.jsonld", "data/frame.jsonld", "metadata/void.ttl",
    "metadata/dcat.ttl", "metadata/service.ttl", "metadata/prov.ttl", "queries/queries.ttl", "CITATION.cff", ".zenodo.json", "datacite.json",
    "ro-crate-metadata.json", "tables/articles.csv", *(f"tables/{name}.csv" for name in LISTS),
)  # fmt: skip
# A file of the layout each; what is in the site is checked as a site.
_KNOWN = re.compile(
    r"(?:README|LICENCES)\.md|index\.html|CITATION\.cff|\.zenodo\.json|(?:datacite|croissant|ro-crate-metadata)\.json"
    r"|data/(?:facts|full|links)(?:-\d{4,})?\.nq\.gz|data/full(?:-\d{4,})?\.trig\.gz"
    r"|data/(?:ontology|shapes|facts-profile)\.ttl|data/(?:context|frame)\.jsonld|data/articles/[^/]+\.(?:ttl|jsonld)"
    r"|tables/[a-z_-]+\.(?:csv|parquet|geojson|sqlite|duckdb|sql)|tables/(?:[a-z_-]+\.(?:csv|parquet)-|csv-)metadata\.json"
    r"|metadata/(?:[a-z_-]+\.(?:ttl|md|jsonl|json|csv))|queries/(?:[a-z0-9-]+\.rq|queries\.ttl)|answers/[a-z0-9-]+\.csv"
    r"|changes/(?:CHANGES\.md|index\.html|(?:added|removed)\.nq\.gz|differences\.csv(?:-metadata\.json)?)|site/.+"
    r"|sitemap(?:-[0-9]+)?\.xml|robots\.txt"
)


def check_layout(opened: Opened) -> Found:
    """That all that makes a release is there, and nothing else."""
    for path in _REQUIRED:
        if path not in opened.listed:
            yield Failure(path, "is missing, which every release has")
    for path in opened.listed:
        if not _KNOWN.fullmatch(path) and path not in (MANIFEST, CHECKSUMS):
            yield Failure(path, "is no part of a release")
