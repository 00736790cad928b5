"""The steps of a release in their order: which function makes what. Each is imported when it runs."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from kg.publish.dataset import Dataset
from kg.publish.draft import Draft

Maker = Callable[[Dataset, Draft], None]


class Step(NamedTuple):
    """A step: its name, its words for people, and the function that makes its files ("module:function")."""

    name: str
    words: str
    function: str

    @property
    def make(self) -> Maker:
        """The function, whose module is imported now."""
        module, _, name = self.function.partition(":")
        maker: Maker = getattr(import_module(module), name)
        return maker


STEPS: tuple[Step, ...] = (
    Step("data", "dumps", "kg.publish.data.layers:make_layers"),
    Step("ontology", "ontology", "kg.publish.data.ontology:make_ontology"),
    Step("tables", "tables", "kg.publish.tables.tables:make_tables"),
    Step("readme", "page to read first", "kg.publish.closing.closing:make_readme"),
    Step("articles", "list of articles", "kg.publish.describe.makers:make_articles"),
    Step("queries", "queries and their answers", "kg.publish.describe.answers:make_queries"),
    Step("void", "counts (VoID)", "kg.publish.describe.makers:make_void"),
    Step("catalogue", "catalogue (DCAT, PROV)", "kg.publish.describe.makers:make_catalogue"),
    Step("quality", "quality", "kg.publish.describe.quality.report:make_quality"),
    Step("archive", "citation and metadata for archives", "kg.publish.describe.makers:make_archive"),
    Step("site", "site", "kg.publish.site.make:make_site"),
)
# What tells of all other files comes last: the research object, then the manifest and the checksums, which list it too.
LAST: tuple[Step, ...] = (
    Step("crate", "research object (RO-Crate)", "kg.publish.describe.makers:make_crate"),
    Step("closing", "manifest and checksums", "kg.publish.closing.closing:make_closing"),
)
