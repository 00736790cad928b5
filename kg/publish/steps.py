"""The steps of a release in their order: which function makes what. Each is imported when it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import NamedTuple

from kg.publish.dataset import Dataset
from kg.publish.draft import Draft

Maker = Callable[[Dataset, Draft], None]


class Step(NamedTuple):
    """A step: its name, its words for people, and the function that makes its files ("module:function").

    One that stands ``beside`` the row before it needs nothing that this makes, and runs at the same time where there are several processes.
    """

    name: str
    words: str
    function: str
    beside: bool = False

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
    Step("queries", "queries and their answers", "kg.publish.describe.answers:make_queries", beside=True),
    Step("void", "counts (VoID)", "kg.publish.describe.makers:make_void", beside=True),
    Step("changes", "changes since the previous release", "kg.publish.changes.changes:make_changes", beside=True),
    Step("articles", "list of articles", "kg.publish.describe.makers:make_articles"),
    Step("catalogue", "catalogue (DCAT, PROV)", "kg.publish.describe.makers:make_catalogue"),
    Step("quality", "quality", "kg.publish.describe.quality.report:make_quality"),
    Step("archive", "citation and metadata for archives", "kg.publish.describe.makers:make_archive"),
    Step("site", "site", "kg.publish.site.make:make_site"),
    Step("readme", "page to read first", "kg.publish.closing.closing:make_readme"),
)
# What tells of all other files comes last: the research object, then the manifest and the checksums, which list it too.
LAST: tuple[Step, ...] = (
    Step("crate", "research object (RO-Crate)", "kg.publish.describe.makers:make_crate"),
    Step("closing", "manifest and checksums", "kg.publish.closing.closing:make_closing"),
)


def group_steps(steps: Iterable[Step]) -> list[tuple[Step, ...]]:
    """Steps in their order, those that run beside each other together."""
    groups: list[tuple[Step, ...]] = []
    for step in steps:
        groups[-1:] = [(*groups[-1], step)] if step.beside and groups else [*groups[-1:], (step,)]
    return groups
