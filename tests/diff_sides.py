"""Sides to compare: graphs of invented articles in two revisions, by two versions of the software, under two versions of the ontology."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

import kg.extract.context
import kg.graph.claims
import kg.graph.triples
from kg.diff.changes import compare
from kg.diff.difference import Difference
from kg.diff.sides.graphs import GraphSide
from kg.domain.mapping import load_mapping
from kg.graph.provenance import Provenance
from kg.language.language import Language
from kg.pipeline.article import build_article
from kg.rdf.graph import ArticleGraph
from kg.rdf.nquads_reading import Quad
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CK, IRI, mend_iri
from kg.read.wikitext.article import read_wikitext
from kg.resources import PACKAGE, ontology_text

BASE = "https://example.org/"
NEW_ONTOLOGY = IRI("https://w3id.org/conflict-kg/ontology/9.0.0")

ZELL = """{{Infobox military conflict
| conflict = Raid on Zell
| date = 4 May 1701
| result = Varnish victory
| combatant1 = [[Varn]]
| combatant2 = [[Esk]]
| commander1 = Gen. [[Otto Rein]]
| commander2 = [[Ada Storm]] {{POW}}
| strength1 = 3,000
| casualties2 = 40 killed<br>12 wounded
}}
The '''Raid on Zell''' was a battle.
"""
ORVEL = """{{Infobox military conflict
| conflict = Battle of Orvel
| date = 9 July 1704
| combatant1 = [[Varn]]
| combatant2 = [[Esk]]
| commander1 = [[Mira Dost]]
| strength2 = 900
}}
The '''Battle of Orvel''' was a battle.
"""
LENK = """{{Infobox military conflict
| conflict = Siege of Lenk
| date = June 1705
| combatant1 = [[Varn]]
| combatant2 = [[Norland]]
}}
The '''Siege of Lenk''' was a siege.
"""
ARTICLES = {"Raid on Zell": ZELL, "Battle of Orvel": ORVEL, "Siege of Lenk": LENK}
# The words of the second revisions: the first, and what stands in their place.
EDITS = {
    "Raid on Zell": (("3,000", "3,500"), ("[[Ada Storm]] {{POW}}", "[[Ada Storm]]<br>[[Knud Hars]]"), ("<br>12 wounded", "")),
    "Battle of Orvel": (("9 July 1704", "10 July 1704"),),
    "Siege of Lenk": (("[[Norland]]", "[[Upland]]"),),
}


def edited() -> dict[str, str]:
    """The articles in their second revisions."""
    found = {}
    for title, text in ARTICLES.items():
        for before, after in EDITS[title]:
            assert before in text
            text = text.replace(before, after)
        found[title] = text
    return found


def build(title: str, text: str, revision: str | None = None, *, version: str = "1.0") -> ArticleGraph:
    """The graph of an article, by a version of the software."""
    url = mend_iri(f"https://wiki.example.org/wiki/{title.replace(' ', '_')}")
    article = read_wikitext(text, title=title, sha256=sha256(text.encode()).hexdigest(), url=url, revision=revision)
    return build_article(article, Provenance(BASE, version)).graph


def build_all(articles: dict[str, str], revision: str | None = None, *, version: str = "1.0") -> list[ArticleGraph]:
    """The graphs of articles."""
    return [build(title, text, revision, version=version) for title, text in articles.items()]


def side(graphs: Iterable[ArticleGraph], name: str = "graphs", *, named: bool = True) -> GraphSide:
    """Graphs in memory, each under its name or all in one."""
    return GraphSide(name, quads(graphs, named=named))


def quads(graphs: Iterable[ArticleGraph], *, named: bool = True) -> list[Quad]:
    """The statements of graphs."""
    return [Quad(triple, graph.name if named else None) for graph in graphs for triple in graph.triples]


def differences(old: Iterable[ArticleGraph], new: Iterable[ArticleGraph], *, named: bool = True) -> list[Difference]:
    """What differs."""
    return list(compare(side(old, "old", named=named), side(new, "new", named=named)))


def told(found: Iterable[Difference]) -> list[tuple[object, ...]]:
    """Differences in short: causes, change, subject, property, values."""
    return [(" ".join(d.causes), d.change, d.subject, d.property, d.old_value, d.new_value) for d in found]


@contextmanager
def other_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another language pack: of it, prisoners have surrendered, and "Gen." is no rank."""
    for part in ("en", "wiki"):
        shutil.copytree(PACKAGE / "data" / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.json"))
    fates, ranks = folder / "en" / "fates.toml", folder / "en" / "ranks.toml"
    text = fates.read_text(encoding="utf-8").replace('\ncaptured = ["POW"]\n', "\n")
    text = text.replace('captured = ["POW", ', "captured = [").replace("surrendered = [", 'surrendered = ["POW", ', 1)
    fates.write_text(text, encoding="utf-8")
    ranks.write_text(ranks.read_text(encoding="utf-8").replace('"Gen", ', ""), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(kg.extract.context, "pack_of", lambda tag: Language("en", folder))
        yield


@contextmanager
def other_ontology(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another ontology, in which who commands is told with a term of its own (ck:ledByCommander)."""
    mapping = load_mapping()
    rule = replace(mapping.relations["commander"], predicate=CK.term("ledByCommander"))
    with monkeypatch.context() as patch:
        patch.setattr(kg.graph.triples, "version_iri", lambda: NEW_ONTOLOGY)
        patch.setattr(kg.graph.claims, "load_mapping", lambda: replace(mapping, relations={**mapping.relations, "commander": rule}))
        yield


def new_ontology_text() -> str:
    """The other ontology as Turtle."""
    version = re.sub(r"(owl:versionIRI <[^>]+/)[0-9.]+>", r"\g<1>9.0.0>", ontology_text())
    return version.replace("\nck:commander a ", "\nck:ledByCommander a ")


def write_release(
    folder: Path, graphs: Iterable[ArticleGraph], links: Iterable[ArticleGraph] = (), ontology: str | None = None, shards: int = 1
) -> Path:
    """A release's folder, as far as it is compared: canonical dumps, the ontology, the manifest."""
    (folder / "data").mkdir(parents=True)
    layers, files = {}, []
    for layer, made in (("full", graphs), ("links", links)):
        lines = sorted({line for graph in made for line in to_lines(graph.triples, graph.name)})
        size = -(-len(lines) // shards) or 1
        paths = []
        for number, at in enumerate(range(0, max(len(lines), 1), size), 1):
            path = f"data/{layer}-{number:04}.nq.gz"
            (folder / path).write_bytes(gzip.compress("".join(lines[at : at + size]).encode(), mtime=0))
            paths.append(path)
        layers[layer] = {"files": [*paths, f"data/{layer}.trig.gz"]}
        files += [{"path": path} for path in paths]
    (folder / "data" / "ontology.ttl").write_text(ontology or ontology_text(), encoding="utf-8")
    files.append({"path": "data/ontology.ttl"})
    manifest = {"format": 1, "title": "Conflicts", "version": folder.name, "layers": layers, "files": files}
    (folder / "release.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
