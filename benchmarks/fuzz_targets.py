"""The targets of benchmarks/fuzz.py: what reads mutants, and the good inputs that they are made of. A further reader is an entry of make_targets."""

from __future__ import annotations

import bz2
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner
from fuzz_inputs import DATA, input_forms
from hostile_patterns import CORE, HTML, WIKITEXT

ROOT = Path(__file__).resolve().parent.parent
_GOOD_CODES = range(4)
_TAIL = 300
# What hurts parsers of articles, once and often.
HOSTILE = tuple((words * times).encode("utf-8", "surrogatepass") for words in (*CORE, *WIKITEXT, *HTML) for times in (1, 50))


class Target(NamedTuple):
    """Good inputs by file name, and what reads a mutant (its path, a folder for outputs): it returns a find in words, "" for none, or raises one.

    ``structured`` inputs are JSON, whose values are changed too; ``words`` are put in beside the usual ones.
    """

    seeds: dict[str, bytes]
    read: Callable[[Path, Path], str]
    structured: bool = False
    words: tuple[bytes, ...] = ()


def command(*arguments: str) -> Callable[[Path, Path], str]:
    """A command as a reader: {file} stands for the mutant, {out} for a folder."""

    def read(file: Path, out: Path) -> str:
        from kg.cli import main

        given = [argument.format(file=file, out=out) for argument in arguments]
        result = CliRunner().invoke(main, given, input="")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        if result.exit_code not in _GOOD_CODES:
            return f"exit code {result.exit_code}: {result.stderr[-_TAIL:]}"
        if "a defect of conflict-kg" in result.stderr:
            return result.stderr[result.stderr.index("a defect of conflict-kg") :][:_TAIL]
        if result.exit_code == 3 and file.name not in result.stderr:
            return f"the message does not name the file: {result.stderr[-_TAIL:]}"
        return ""

    return read


def _read_service(file: Path, out: Path) -> str:
    """The mutant is what a reconciliation service answers to everything."""
    from kg.link.service import AnswerCache, Patience, Service

    data = file.read_bytes()

    class Canned(Service):
        def _receive(self, request: Any) -> Any:
            return json.loads(data)

    cache = AnswerCache(":memory:")
    service = Canned("http://service.example/", cache, patience=Patience(tries=1))
    service.fetch([("Otto Rein", "person"), ("Norland", "group")])
    service.by_name("Otto Rein", "person")
    cache.close()
    return ""


def _read_live(file: Path, out: Path) -> str:
    """The mutant is what the API of a wiki answers to everything."""
    from unittest import mock

    from kg.graph.iris import DEFAULT_BASE
    from kg.graph.provenance import Provenance
    from kg.model.article import Article
    from kg.pipeline.run import BuildError, build_one
    from kg.read.error import DefectError
    from kg.read.mediawiki.api import Client
    from kg.read.mediawiki.live import read_live

    def ask(client: Client, url: str) -> tuple[Any, str, None]:
        return client._decode(file.read_bytes(), {"Content-Encoding": ""}), "", None  # type: ignore[arg-type]

    with mock.patch.object(Client, "_ask", ask):
        for found in read_live("http://wiki.example/wiki/Battle_of_Hollen", pause=lambda seconds: None):
            outcome = build_one(found, Provenance(DEFAULT_BASE, "0"), check=False) if isinstance(found, Article) else found
            if isinstance(outcome, DefectError | BuildError):
                return str(outcome)
    return ""


def _read_query(file: Path, out: Path) -> str:
    """The mutant is a query."""
    return command("query", "{file}", str(DATA / "queries" / "graph.ttl"))(file, out)


def _entities() -> bytes:
    """Entities as Wikidata's JSON dump has them."""
    sys.path.insert(0, str(ROOT / "tests"))
    import link_graphs

    def snak(value: Any) -> dict[str, Any]:
        return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": "normal"}

    def item(number: int) -> dict[str, Any]:
        return snak({"entity-type": "item", "id": f"Q{number}", "numeric-id": number})

    start = snak({"time": "+1701-05-04T00:00:00Z", "precision": 11, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"})
    point = snak({"latitude": 55.5, "longitude": 10.25, "precision": None, "globe": "http://www.wikidata.org/entity/Q2"})
    names = [line.split("\t") for line in link_graphs.TITLES.splitlines()[1:]]
    entities = [
        {
            "type": "item", "id": qid, "labels": {"en": {"language": "en", "value": title}},
            "aliases": {"en": [{"language": "en", "value": f"{title} (x)"}]}, "sitelinks": {"enwiki": {"site": "enwiki", "title": title}},
            "claims": {
                "P31": [item(178561)], "P580": [start], "P582": [start], "P17": [item(12)], "P625": [point], "P361": [item(14)], "P276": [item(12)],
            },
        }
        for title, qid in names
    ]  # fmt: skip
    return b"[\n" + b",\n".join(json.dumps(entity).encode() for entity in entities) + b"\n]\n"


def make_targets(folder: Path) -> dict[str, Target]:
    """All targets by name; ``folder`` takes what their commands need beside the mutant."""
    sys.path.insert(0, str(ROOT / "tests"))
    import link_graphs
    from link.test_index import PAGE, PROPS, REDIRECT

    def kg(*arguments: str | Path) -> None:
        from kg.cli import main

        result = CliRunner().invoke(main, list(map(str, arguments)))
        assert result.exit_code == 0, result.output

    link_graphs.write_inputs(folder)
    graph, index = folder / "graph.ttl", folder / "x.idx"
    kg("link", graph, "--index", index, "-o", folder / "linked.nq", "--decisions", folder / "links.sssom.tsv", "-q")
    entities = _entities()
    (folder / "dump.json").write_bytes(entities)
    (folder / "enwiki-page.sql").write_text(PAGE)
    for form in ("ttl", "jsonld", "rdf", "nt", "trig"):
        kg("build", "--sample", "-o", folder / f"sample.{form}", "-q")
    samples = {f"sample.{form}": _head(folder / f"sample.{form}") for form in ("ttl", "nt", "trig")}
    small = {
        "graph.ttl": graph.read_bytes(),
        "linked.nq": (folder / "linked.nq").read_bytes(),
        "small.trig": (DATA / "serve" / "small.trig").read_bytes(),
    }
    sources = {"titles.tsv": link_graphs.TITLES.encode(), "labels.tsv": link_graphs.LABELS.encode()}
    sql = {"page.sql": PAGE.encode(), "page_props.sql": PROPS.encode(), "redirect.sql": REDIRECT.encode()}
    packed = {f"{name}.{end}": pack(data) for name, data in {**sources, **sql, "dump.json": entities}.items() for end, pack in _PACKERS.items()}
    answer = {
        "results": {},
        "q0": {"result": [{"id": "Q21", "name": "Otto Rein", "match": True, "type": [{"id": "Q5", "name": "human"}], "score": 90}]},
    }
    service = {"answer.json": json.dumps({**answer, "q1": {"result": []}, "versions": ["0.2"]}).encode()}
    page = {
        "title": "Battle of Hollen", "pagelanguage": "en", "canonicalurl": "https://en.example.org/wiki/Battle_of_Hollen",
        "pageprops": {"wikibase_item": "Q11"},
        "revisions": [{"revid": 12, "timestamp": "2026-01-02T03:04:05Z", "slots": {"main": {"contentmodel": "wikitext", "content": _HOLLEN}}}],
    }  # fmt: skip
    moved = [{"from": "Hollen", "to": "Battle of Hollen"}]
    live = {"batchcomplete": True, "curtimestamp": "2026-01-02T03:04:05Z", "query": {"normalized": moved, "redirects": moved, "pages": [page]}}
    make = command("index", "{file}", "-o", "{out}/x.idx", "-q")
    link = ("link", str(graph), "-o", "{out}/x.nq", "-q")
    commands = {
        "index-tables": Target(sources, make),
        "index-sql": Target(sql, make),
        "index-dump": Target({"dump.json": entities}, make, structured=True),
        "index-packed": Target(packed, make),
        "index-file": Target({"x.idx": index.read_bytes()}, command(*link, "--index", "{file}")),
        "decisions": Target(
            {"links.sssom.tsv": (folder / "links.sssom.tsv").read_bytes()}, command(*link, "--index", str(index), "--decisions", "{file}")
        ),
        "review": Target({"links.sssom.tsv": (folder / "links.sssom.tsv").read_bytes()}, command("review", "{file}", "--all", "--reviewer", "Ada")),
        "compare": Target(
            {"dump.json": entities}, command("compare", str(folder / "linked.nq"), "--wikidata", "{file}", "-o", "{out}/x.tsv", "-q"), structured=True
        ),
        "give-back": Target(
            {"dump.json": entities},
            command("give-back", str(folder / "linked.nq"), "--wikidata", "{file}", "-o", "{out}/x.qs", "--ledger", "{out}/ledger"),
            structured=True,
        ),
        "linked-graph": Target(small, command("link", "{file}", "--index", str(index), "-o", "{out}/x.nq", "-q")),
        "service": Target(service, _read_service, structured=True),
        "live": Target({"answer.json": json.dumps(live).encode()}, _read_live, structured=True),
        "load": Target({**samples, **small}, command("load", "{file}", "--store", "{out}/store")),
        "facts": Target({**samples, **small}, command("facts", "{file}", "--format", "csv")),
        "query": Target({path.name: path.read_bytes() for path in sorted((ROOT / "kg" / "query" / "queries").glob("*.rq"))}, _read_query),
        "redirects": Target(
            {"redirects.tsv": _MOVED.encode(), "redirects.csv": _MOVED.replace("\t", ",").encode(), "redirects.xml": _REDIRECTS.encode()},
            command("merge", str(graph), "--redirects", "{file}", "-o", "{out}/x.nq", "--decisions", "{out}/x.tsv", "-q"),
        ),
        "redirects-sql": Target(
            {"enwiki-redirect.sql": REDIRECT.encode()},
            command("merge", str(graph), "--redirects", str(folder / "enwiki-page.sql"), "--redirects", "{file}", "-o", "{out}/x.nq", "-q"),
        ),
    }
    forms = {
        name: Target(form.seeds, form.read, name.startswith(("json", "enterprise")), () if name.startswith("graph-") else HOSTILE)
        for name, form in input_forms().items()
    }
    return commands | forms


_PACKERS = {"gz": gzip.compress, "bz2": bz2.compress}
_MOVED = "from\tto\tsame\nO. Rein\tOtto Rein\tyes\nNorlands\tNorland\t\nVarn Army\tVarn\tno\n"
_REDIRECTS = (
    '<mediawiki xml:lang="en"><siteinfo><dbname>enwiki</dbname></siteinfo><page><title>Norlands</title><ns>0</ns><id>1</id>'
    '<redirect title="Norland" /><revision><id>1</id><text>#REDIRECT [[Norland]] {{R from other name}}</text></revision></page></mediawiki>'
)
_HOLLEN = """{{Infobox military conflict
| conflict = Battle of Hollen
| date = 4 May 1701
| place = [[Hollen]]
| combatant1 = [[Norland]]
| combatant2 = {{flag|Varn}}
| casualties1 = 100 killed
}}
The '''Battle of Hollen''' was fought on 4 May 1701.
"""


def _head(path: Path) -> bytes:
    """The first lines of a graph, as many as a mutant may hold."""
    return b"".join(path.read_bytes().splitlines(keepends=True)[:200])
