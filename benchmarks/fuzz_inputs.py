"""Inputs of every reader of articles and graphs, invented, for benchmarks/fuzz.py to mutate; and how a mutant is read, as commands read it."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from html import escape
from itertools import islice
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
GRAPHS = ("graph.ttl", "graph.nt", "graph.trig", "graph.nq", "graph.jsonld", "graph.rdf")
_TIME = "2026-01-02T03:04:05Z"
_LONGEST = 60_000


class Form(NamedTuple):
    """Inputs of one form, by file name, and how a mutant is read: what is wrong with us in words, "" where nothing is."""

    seeds: dict[str, bytes]
    read: Callable[[Path, Path], str]


def _texts(ending: str, count: int | None = None) -> list[str]:
    found = (path.read_text(encoding="utf-8") for path in sorted(DATA.rglob(f"*.{ending}")) if _is_input(path))
    return list(islice(found, count))


def _is_input(path: Path) -> bool:
    return path.stat().st_size < _LONGEST and "serve" not in path.parts


def _records() -> list[dict[str, str]]:
    """A record of each kind of text for each of three articles."""
    texts = (("wikitext", "wiki"), ("html", "html"), ("text", "txt"))
    return [
        {"title": f"Battle {key} {i}", "url": "https://wiki.example.org/wiki/A", "revision": "7", key: text}
        for key, ending in texts
        for i, text in enumerate(_texts(ending, 3))
    ]


def _table(dialect: str) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, ("title", "text"), dialect=dialect)
    writer.writeheader()
    writer.writerows({"title": "Battle 1", "text": text} for text in _texts("txt", 1))
    return out.getvalue()


def _lines(records: Iterable[object]) -> str:
    return "\n".join(map(json.dumps, records))


def _answers() -> tuple[str, ...]:
    """What the API of a wiki answers: query (a page and its latest revision), parse."""
    pages = [
        {
            "pageid": i, "ns": 0, "title": f"Battle {i}", "pagelanguage": "en", "canonicalurl": "https://wiki.example.org/wiki/A",
            "pageprops": {"wikibase_item": "Q11"},
            "revisions": [{"revid": i, "timestamp": _TIME, "slots": {"main": {"contentmodel": "wikitext", "content": text}}}],
        }
        for i, text in enumerate(_texts("wiki", 2), 1)
    ]  # fmt: skip
    parsed = {"parse": {"title": "Battle 1", "pageid": 1, "revid": 7, "text": _texts("html", 1)[0], "wikitext": _texts("wiki", 1)[0]}}
    return json.dumps({"batchcomplete": True, "query": {"pages": pages}}), json.dumps(parsed)


def _enterprise() -> str:
    """Lines as Wikimedia Enterprise has them."""
    return _lines(
        {
            "name": f"Battle {i}", "identifier": i, "url": "https://en.wikipedia.org/wiki/A", "date_modified": _TIME,
            "in_language": {"identifier": "en"}, "main_entity": {"identifier": "Q11"}, "version": {"identifier": 7},
            "article_body": {"html": html, "wikitext": wikitext}, "license": [{"identifier": "CC-BY-SA-4.0"}],
        }
        for i, (html, wikitext) in enumerate(zip(_texts("html", 1), _texts("wiki", 1), strict=True), 1)
    )  # fmt: skip


def _export(texts: Iterable[str]) -> str:
    pages = "".join(
        f"<page><title>Battle {i}</title><ns>0</ns><id>{i}</id><revision><id>{i}</id><timestamp>{_TIME}</timestamp>"
        f"<text>{escape(text)}</text></revision></page>"
        for i, text in enumerate(texts, 1)
    )
    return f'<mediawiki xml:lang="en"><siteinfo><dbname>enwiki</dbname></siteinfo>{pages}</mediawiki>'


def _exports() -> tuple[str, ...]:
    return (*(_export([text]) for text in _texts("wiki", 4)), _export(_texts("wiki", 2)))


def _saved(page: str) -> str:
    head = 'From: <Saved>\r\nSnapshot-Content-Location: https://en.wikipedia.org/wiki/A\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = (
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://en.wikipedia.org/wiki/A\r\n\r\n"
    )
    return head + part + page.replace("=", "=3D") + "\r\n--b--\r\n"


def _documents() -> tuple[str, ...]:
    """Extracts as WikiExtractor writes them, in tags and as JSON."""
    texts = _texts("txt", 4)
    tags = "".join(f'<doc id="1" url="https://a.org/wiki?curid=1" title="Battle">\nBattle\n\n{text}\n</doc>\n' for text in texts)
    return tags, _lines({"id": "1", "revid": "7", "url": "https://a.org/wiki?curid=1", "title": "Battle", "text": text} for text in texts)


def _archives() -> tuple[bytes, ...]:
    """ZIM archives with a page each; none where libzim is not installed."""
    try:
        from libzim.writer import Creator, Hint, Item, StringProvider
    except ImportError:
        return ()

    class Page(Item):  # type: ignore[misc]
        def __init__(self, html: str) -> None:
            super().__init__()
            self.html = html

        def get_path(self) -> str:
            return "A"

        def get_title(self) -> str:
            return "A"

        def get_mimetype(self) -> str:
            return "text/html"

        def get_contentprovider(self) -> object:
            return StringProvider(self.html)

        def get_hints(self) -> dict[object, int]:
            return {Hint.FRONT_ARTICLE: True}

    found = []
    for html in _texts("html", 2):
        with tempfile.TemporaryDirectory() as folder:
            with Creator(Path(folder) / "a.zim").config_indexing(False, "eng") as creator:
                creator.add_item(Page(html))
            found.append((Path(folder) / "a.zim").read_bytes())
    return tuple(found)


def _graph(name: str) -> bytes:
    from kg.rdf.formats import format_of_path, write_graphs
    from kg.rdf.graph import ArticleGraph
    from kg.rdf.reading import read_graph
    from kg.rdf.terms import IRI

    out = io.StringIO()
    write_graphs((ArticleGraph(IRI("https://example.org/g"), read_graph(DATA / "good.ttl"), "g"),), format_of_path(name), out)
    return out.getvalue().encode()


def read_graph_file(file: Path, out: Path) -> str:
    """Read a graph as kg validate does."""
    from kg.rdf.formats import format_of_path
    from kg.rdf.reading import GraphReadError, parse_graph

    with suppress(GraphReadError):
        parse_graph(file.read_bytes(), format_of_path(file.name), file.name)
    return ""


def build_file(file: Path, out: Path) -> str:
    """Read, build and validate what is in a file, as kg build does."""
    from kg.graph.provenance import Provenance
    from kg.pipeline.run import BuildError, Outcome, run
    from kg.read.error import DefectError
    from kg.read.registry import ReadOptions
    from kg.validation.shapes import conforms_by_fast_engine, validate_by_reference

    for outcome in run([str(file)], ReadOptions(), Provenance("https://example.org/", "0"), check=False):
        if isinstance(outcome, DefectError | BuildError):
            return str(outcome).partition("a defect of conflict-kg")[2] or str(outcome)
        if isinstance(outcome, Outcome) and outcome.publishable and not conforms_by_fast_engine(outcome.built.graph.triples):
            # The reference takes seconds to say why.
            signal.setitimer(signal.ITIMER_PROF, 0)
            return f"does not conform: {validate_by_reference(outcome.built.graph.triples)}".replace("\n", " ")
    return ""


def _forms() -> Iterator[tuple[str, str, Iterable[str | bytes]]]:
    """Each form with the name that its files have, and its inputs."""
    thirds = [_records()[i::3] for i in range(3)]
    yield "wikitext", "a.wiki", _texts("wiki")
    yield "html", "a.html", _texts("html")
    yield "text", "a.txt", _texts("txt")
    yield "export", "a.xml", _exports()
    yield "export-packed", "a.xml.bz2", (bz2.compress(text.encode()) for text in _exports())
    yield "wikitext-packed", "a.wiki.gz", (gzip.compress(text.encode()) for text in _texts("wiki"))
    yield "json", "a.json", map(json.dumps, thirds)
    yield "json-lines", "a.jsonl", map(_lines, thirds)
    yield "json-answer", "a.json", _answers()
    yield "enterprise", "a.ndjson", (_enterprise(),)
    yield "csv", "a.csv", (_table("excel"),)
    yield "tsv", "a.tsv", (_table("excel-tab"),)
    yield "saved-page", "a.mhtml", map(_saved, _texts("html", 3))
    yield "extract", "wiki_00", _documents()
    yield "zim", "a.zim", _archives()


def input_forms() -> dict[str, Form]:
    """All forms of articles and graphs by name."""
    found = {}
    for form, file, inputs in _forms():
        data = [text.encode() if isinstance(text, str) else text for text in inputs]
        if data:
            found[form] = Form({f"{i}{file}": each for i, each in enumerate(data)}, build_file)
    graphs = {name.replace(".", "-"): Form({name: _graph(name)}, read_graph_file) for name in GRAPHS}
    return found | graphs
