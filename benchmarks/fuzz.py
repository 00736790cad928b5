"""Feed readers with mutated inputs: none may end in a traceback, hang, or take more memory than it may.

usage: python benchmarks/fuzz.py [TARGET...] [--mutants N] [--seed S] [--only NUMBER] [--keep FOLDER] [--list]

Each mutant is one to three changes of a good input, by chance, but the same for the same target, seed and number: ``--only NUMBER`` runs one again,
and ``--keep FOLDER`` writes what was found there. A target is run in a process of its own, so that an abort of the process is found too. A find is

- an exception, or a message that says "a defect of conflict-kg";
- an exit code other than 0 to 3, or a message of code 3 that does not name the file;
- more than 5 seconds, more than 400 MB of memory above what the process had at first, or the end of the process.

Finds are told once for each place in our code. Exits with 1 where there is any. A further reader is a further entry of TARGETS.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import multiprocessing
import random
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, NoReturn

from click.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
_SECONDS, _MEMORY = 5, 400 << 20
# After which a process that its alarm does not end is taken to hang.
_PATIENCE = 25
_GOOD_CODES = range(4)
_TAIL = 300

BRACKETS = 100_000
TOKENS = (
    b"", b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\\ud800", b"\xe2\x80\xae", b"\x1b[2J", b"\n", b"\r", b"\r\n", b"\t",
    b'"', b"'", b"\\", b",", b";", b"|", b"]", b"}", b")", b"Q", b"Q0", b"Q99999999999999999999", b"Q\xd9\xa1", b"-1", b"1e999", b"NaN",
    b"9" * 30, b"9" * 5_000, b"null", b"true", b"[]", b"{}", b"5", b'""', b"=cmd()", b"' OR 1", b"a" * 200_000, b"<" * 1_000,
    b"[" * BRACKETS, b"{" * BRACKETS, b'{"a":' * BRACKETS, b"(" * BRACKETS,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 5, 1.5, 1e308, float("inf"), float("nan"), 10**30, "", "x", "Q1", "Q" + "9" * 30, "\0", "\ud800", [], {}, [[]], [None], [5],
    {"a": 1}, {"value": None}, ["x"], {"id": 5}, "+0000-00-00T00:00:00Z", "+99999999999999999999-01-01T00:00:00Z", "a" * 100_000,
)  # fmt: skip


class Target(NamedTuple):
    """Good inputs by file name, and what reads a mutant (its path, a folder for outputs): it returns a find in words, "" for none, or raises one."""

    seeds: dict[str, bytes]
    read: Callable[[Path, Path], str]
    structured: bool = False


class Find(NamedTuple):
    """What a mutant did: the place in our code, the words, its number and input."""

    place: str
    words: str
    number: int
    name: str
    data: bytes


class TooLongError(BaseException):
    """A mutant that takes longer than it may; no reader catches it."""


def mutate(target: Target, chance: random.Random) -> tuple[str, bytes]:
    """A mutant of one of the seeds: its file name and content."""
    name = chance.choice(sorted(target.seeds))
    data = target.seeds[name]
    if target.structured and chance.random() < 0.6:
        data = _mutate_json(data, chance)
        if chance.random() < 0.8:
            return name, data
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = _mutate_bytes(data, chance, target)
    return name, data


def _mutate_bytes(data: bytes, chance: random.Random, target: Target) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((0, 1, 1, 4, 20, 100, 1000)))
    match chance.randrange(7):
        case 0:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:end] + data[at:end] * chance.choice((1, 2, 50)) + data[end:]
        case 3:
            return data[:at] + chance.choice(TOKENS) + data[end:]
        case 4:
            return data[:at]
        case 5:
            other = target.seeds[chance.choice(sorted(target.seeds))]
            start = chance.randrange(len(other) + 1)
            return data[:at] + other[start : start + chance.choice((1, 10, 100, 1000))] + data[end:]
        case _:
            words = data.split(chance.choice((b"\n", b"\t", b",", b'"', b" ")))
            first, second = chance.randrange(len(words)), chance.randrange(len(words))
            words[first], words[second] = words[second], words[first]
            return (
                b"\n".join(words)
                if chance.random() < 0.3
                else b"\t".join(words)
                if chance.random() < 0.3
                else data[:at] + chance.choice(words) + data[end:]
            )


def _mutate_json(data: bytes, chance: random.Random) -> bytes:
    """Put another value into a document, or into a line of one, where it is JSON."""
    lines = data.split(b"\n")
    numbers = [number for number, line in enumerate(lines) if line.strip().startswith((b"{", b"["))] if len(lines) > 1 else [0]
    number = chance.choice(numbers or [0])
    line = data if len(numbers) < 2 else lines[number]
    try:
        document = json.loads(line.rstrip(b","))
    except ValueError:
        return data
    places = list(_places(document))
    if not places:
        return data
    holder, key = chance.choice(places)
    if isinstance(holder, dict) and chance.random() < 0.25:
        del holder[key]
    else:
        holder[key] = chance.choice(VALUES)
    changed = json.dumps(document).encode()
    return changed if line is data else b"\n".join((*lines[:number], changed + (b"," if line.endswith(b",") else b""), *lines[number + 1 :]))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


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
    from kg.graph.triples import Provenance
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
    return {
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
    }


_PACKERS = {"gz": gzip.compress, "bz2": bz2.compress}
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


def run_one(target: Target, name: str, seed: int, number: int, folder: Path) -> Find | None:
    """Make a mutant and read it."""
    file_name, data = mutate(target, random.Random(f"{seed}:{name}:{number}"))
    with tempfile.TemporaryDirectory(dir=folder) as place:
        file, out = Path(place) / file_name, Path(place) / "out"
        out.mkdir()
        file.write_bytes(data)
        try:
            signal.alarm(_SECONDS)
            words = target.read(file, out)
            if not words:
                return None
            return Find(words.replace(place, "…"), words, number, file_name, data)
        except TooLongError:
            return Find(f"more than {_SECONDS} s in {_place(sys.exception())}", "too long", number, file_name, data)
        except Exception as error:
            return Find(f"{type(error).__name__} in {_place(error)}", f"{type(error).__name__}: {error}"[:_TAIL], number, file_name, data)
        finally:
            signal.alarm(0)


def _place(error: BaseException | None) -> str:
    """Where in our code an exception was raised."""
    frames = [f for f in traceback.extract_tb(error.__traceback__ if error else None) if "/kg/" in f.filename]
    return f"{frames[-1].filename.rpartition('/kg/')[2]}:{frames[-1].lineno}" if frames else "?"


def _work(target: Target, name: str, seed: int, numbers: range, folder: Path, told: Connection) -> None:
    """Run mutants; the connection hears the number of each before it runs, and what was found."""

    def too_long(number: int, frame: FrameType | None) -> NoReturn:
        raise TooLongError

    signal.signal(signal.SIGALRM, too_long)
    most = _peak() + _MEMORY
    for number in numbers:
        told.send(number)
        found = run_one(target, name, seed, number, folder)
        if not found and _peak() > most:
            file_name, data = mutate(target, random.Random(f"{seed}:{name}:{number}"))
            found = Find(f"more than {_MEMORY >> 20} MB", f"{_peak() - most + _MEMORY >> 20} MB", number, file_name, data)
            most = _peak() + _MEMORY
        if found:
            told.send(found)
    told.send(None)


def _peak() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def run_target(target: Target, name: str, seed: int, numbers: range, folder: Path) -> Iterator[Find]:
    """Run mutants in a process, and in a new one after each that ends it."""
    while numbers:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=_work, args=(target, name, seed, numbers, folder, theirs))
        process.start()
        theirs.close()
        last = numbers.start
        while True:
            try:
                heard = ours.recv() if ours.poll(_SECONDS + _PATIENCE) else EOFError
            except EOFError:
                heard = EOFError
            if heard is None:
                numbers = range(0)
            elif isinstance(heard, Find):
                yield heard
                continue
            elif isinstance(heard, int):
                last = heard
                continue
            else:
                process.kill()
                process.join()
                file_name, data = mutate(target, random.Random(f"{seed}:{name}:{last}"))
                yield Find(f"the process ended or hung ({process.exitcode})", "", last, file_name, data)
                numbers = range(last + 1, numbers.stop)
            break
        process.join()


def main() -> None:
    """Run the targets and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--mutants", type=int, default=2_000, help="of each target (2,000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--list", action="store_true", dest="listing")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-fuzz-") as place:
        folder = Path(place)
        targets = make_targets(folder)
        if given.listing:
            print("\n".join(targets))
            return
        if unknown := set(given.targets) - set(targets):
            parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(targets)}")
        numbers = range(given.mutants) if given.only is None else range(given.only, given.only + 1)
        total = sum(_tell(targets[name], name, given.seed, numbers, folder, given.keep) for name in given.targets or targets)
    sys.exit(1 if total else 0)


def _tell(target: Target, name: str, seed: int, numbers: range, folder: Path, keep: Path | None) -> int:
    """Run one target and print its finds; how many mutants found something."""
    seen: dict[str, list[Find]] = {}
    for found in run_target(target, name, seed, numbers, folder):
        seen.setdefault(found.place, []).append(found)
        if keep and len(seen[found.place]) == 1:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}-{found.number}-{found.name}").write_bytes(found.data)
    count = sum(map(len, seen.values()))
    print(f"{name}: {len(numbers):,} mutants (seed {seed}), {count:,} finds in {len(seen)} places", flush=True)
    for where, finds in sorted(seen.items(), key=lambda item: -len(item[1])):
        print(f"  {len(finds):>6,}  {where}\n          first: --only {finds[0].number}: {finds[0].words!r}", flush=True)
    return count


if __name__ == "__main__":
    main()
