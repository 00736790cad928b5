"""Releases for the tests of what describes them: made by `kg publish`, and as values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from click.testing import CliRunner

from kg.cli import main
from kg.publish.config import Config
from kg.publish.dataset import ArticleEntry, Dataset
from kg.publish.describe.coverage import Coverage
from kg.publish.describe.release import Release
from kg.publish.release import FULL, LINKS, File, Layer
from kg.rdf.terms import IRI

TITLE = 'Wars of "Ürümqi" & </script> <b>Zell</b> \\ 5'
CONFIG = f"""
[dataset]
title = '{TITLE}'
description = "Two invented articles."
creator = ["Ada Storm <https://orcid.org/0000-0002-1825-0097>", "Bo"]
publisher = "Society <https://example.org/society>"
contact = "data@example.org"
version = "2.1.0"
issued = "2026-11-29"
doi = "10.5281/zenodo.1234567"
site = "https://data.example.org/wars/"
keywords = ["war"]
"""
BASE = "https://w3id.org/conflict-kg/"
LINK_LINES = f"""\
<{BASE}graph/links> <http://purl.org/dc/terms/license> <https://creativecommons.org/publicdomain/zero/1.0/> <{BASE}graph/links> .
<{BASE}graph/links> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/prov#Entity> <{BASE}graph/links> .
<{BASE}conflict/Siege_of_Hollenfurt> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q42> <{BASE}graph/links> .
"""


def publish(*arguments: str | Path) -> None:
    """Run the command within this process."""
    result = CliRunner().invoke(main, ["publish", *map(str, arguments), "-j", "1", "-q"])
    assert (result.exit_code, result.output) == (0, "")


BY_SA, CC0 = "https://creativecommons.org/licenses/by-sa/4.0/", "https://creativecommons.org/publicdomain/zero/1.0/"
TOLD = Config(
    TITLE, "Two invented articles.", ("Ada Storm <https://orcid.org/0000-0002-1825-0097>", "Bo"), "Society <https://example.org/society>",
    "data@example.org", "2.1.0", doi="10.5281/zenodo.1234567", site="https://data.example.org/wars/", keywords=("war",),
)  # fmt: skip
ENTRY = ArticleEntry(
    IRI(f"{BASE}article/A/1#graph"), IRI(f"{BASE}article/A/1"), "A", "Siege of “A”", "en", "https://example.org/A", "", "", "7", "2020-01-02", "",
    "ab" * 32, "wikitext", BY_SA, "", BY_SA, "Some editors", 5, 3, 50, (f"{BASE}conflict/A",),
)  # fmt: skip
FULL_FILE = File("data/full.nq.gz", 1000, "cd" * 32, "application/n-quads", (BY_SA,), FULL, "triples", 50)
CONFLICTS = File("tables/conflicts.csv", 20, "ef" * 32, "text/csv", (BY_SA,), "", "rows", 1)
LINKS_FILE = File("data/links.nq.gz", 10, "01" * 32, "application/n-quads", (CC0,), LINKS, "triples", 1)
LAYERS = (Layer(FULL, (BY_SA,), 50, "23" * 32, (FULL_FILE.path,)), Layer(LINKS, (CC0,), 1, "45" * 32, (LINKS_FILE.path,)))
COVERED = Coverage("-0330-10", "1944-06-06", (1.0, 2.0, 3.5, 4.0))


def make_release(config: Config = TOLD, coverage: Coverage = COVERED, previous: IRI | None = None, **options: Any) -> Release:
    """A release as a value; ``options`` replace fields of its dataset."""
    told: dict[str, Any] = {
        "config": config, "software_version": "0.2.0", "ontology_version": "0.2.0", "articles": (ENTRY,),
        "counts": {"articles": 1, "conflicts": 1, "facts": 3, "claims": 5}, "issues": {"unread": 2},
        "coverage": {"used": 9, "ignored": 1, "not_understood": 0},
        "previous": None, "issued": "2026-11-29", "inputs": (), "jobs": 1, "folder": Path(), "links": (), **options,
    }  # fmt: skip
    return Release(Dataset(**told), (FULL_FILE, LINKS_FILE, CONFLICTS), {layer.name: layer for layer in LAYERS}, coverage, previous)
