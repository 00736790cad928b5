"""What a release is called, and what every description of it needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from kg.graph.iris import encode_segment
from kg.plurals import counted
from kg.publish.agents import Agent, to_agent
from kg.publish.config import Config
from kg.publish.dataset import Dataset
from kg.publish.describe.coverage import Coverage
from kg.publish.release import FULL, File, Layer
from kg.rdf.terms import IRI, mend_iri
from kg.values import dataclass

_COMPRESSED = ".gz"
DATA_FOLDERS = ("data/", "tables/")
# What the name of a table's data dictionary ends in, by CSVW.
DICTIONARY = "-metadata.json"


def release_iri(base: str, version: str) -> IRI:
    """The name of a version of a dataset: base, "release", version."""
    return IRI(f"{all_releases_iri(base)}/{encode_segment(version)}")


def all_releases_iri(base: str) -> IRI:
    """The name of a dataset in all its versions."""
    return IRI(f"{base.rstrip('/')}/release")


@dataclass(frozen=True, eq=False)
class Release:
    """A release as its descriptions see it: the dataset, the files that there are so far (sorted), its layers by name, and the times and places that
    it covers. ``previous`` is the version before, where there is one."""

    dataset: Dataset
    files: tuple[File, ...]
    layers: Mapping[str, Layer]
    coverage: Coverage
    previous: IRI | None = None

    @property
    def config(self) -> Config:
        """What the publisher says."""
        return self.dataset.config

    @cached_property
    def iri(self) -> IRI:
        """The name of this version."""
        return release_iri(self.config.base, self.config.version)

    def file_iri(self, path: str) -> IRI:
        """The name of a file of this version."""
        return IRI(f"{self.iri}/{path}")

    def address(self, path: str) -> IRI:
        """Where a file is to be had: below the site where the publisher names one, else at its name, which redirects."""
        site = self.config.site.rstrip("/")
        return mend_iri(f"{site}/{path}") if site else self.file_iri(path)

    @cached_property
    def landing_page(self) -> IRI:
        """The address of the page to begin with: that of the site, without one README.md."""
        return self.address("index.html" if self.dataset.site else "README.md")

    def part(self, name: str) -> IRI:
        """The name of something within the description."""
        return IRI(f"{self.iri}#{name}")

    @cached_property
    def data_files(self) -> tuple[File, ...]:
        """Dumps of the whole and tables: what a catalogue lists. Not the files of single articles, nor the data dictionaries."""
        left_out = ("data/articles/",)
        return tuple(f for f in self.files if f.path.startswith(DATA_FOLDERS) and not f.path.startswith(left_out) and not f.path.endswith(DICTIONARY))

    @cached_property
    def licences(self) -> tuple[str, ...]:
        """The licences of what is made from articles: those of the full layer, else of the articles' graphs; sorted."""
        layer = self.layers.get(FULL)
        return layer.licence if layer else tuple(sorted({entry.graph_licence for entry in self.dataset.articles if entry.graph_licence}))

    @cached_property
    def licence(self) -> str:
        """The licence of the whole; "" where it has several or none is known."""
        return self.licences[0] if len(self.licences) == 1 else ""

    @cached_property
    def creators(self) -> tuple[Agent, ...]:
        """Who made the dataset, as the publisher tells it."""
        return tuple(map(to_agent, self.config.creator))

    @cached_property
    def publisher(self) -> Agent | None:
        """Who publishes it; None where nobody told."""
        return to_agent(self.config.publisher) if self.config.publisher else None

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Whom the articles' licences ask to name, the most named first."""
        counts: dict[str, int] = {}
        for entry in self.dataset.articles:
            if entry.attribution:
                counts[entry.attribution] = counts.get(entry.attribution, 0) + 1
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))

    @cached_property
    def authors(self) -> tuple[Agent, ...]:
        """Whom to cite: the creators that are named, else the publisher, else whom the articles' licences ask to name, else nobody in particular."""
        told = self.creators or ((self.publisher,) if self.publisher else tuple(map(Agent, self.sources)))
        return told or (Agent(f"The authors of “{self.config.title}”"),)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the articles, sorted."""
        return tuple(sorted({entry.language for entry in self.dataset.articles if entry.language}))

    @cached_property
    def description(self) -> str:
        """What the publisher says of the dataset, else what can be said of any."""
        return self.config.description or describe_counts(self.dataset.counts)

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        """The publisher's keywords, else those of all such datasets."""
        return self.config.keywords or ("armed conflict", "battle", "linked data", "military history", "provenance", "war")


def describe_counts(counts: Mapping[str, int]) -> str:
    """A sentence on what a dataset holds, by its counts."""
    told = [counted(counts[f"{noun}s"], noun) for noun in ("conflict", "claim") if f"{noun}s" in counts]
    made = f", made from {counted(counts['articles'], 'encyclopedic article')}" if "articles" in counts else ""
    return (
        f"Linked data on armed conflicts ({', '.join(told)}){made}: who fought whom, on which side, when, under whose command, with what strength "
        "and losses, where, and with what result. Every claim cites the words it is based on."
    )


def media_type_of(file: File) -> str:
    """The media type of what a file holds, unpacked, without parameters."""
    return file.media_type.partition(";")[0].strip()


def is_packed(file: File) -> bool:
    """Whether a file is compressed with gzip."""
    return file.path.endswith(_COMPRESSED)
