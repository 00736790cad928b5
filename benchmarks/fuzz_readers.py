"""Readers and the rules behind them on damaged input: seeded mutations of the invented articles and graphs of the tests.

usage: python benchmarks/fuzz_readers.py [--count N] [--seed N] [--forms FORM ...] [--jobs N] [--only NUMBER]

Each mutant is read, built and validated as `kg build` does, or read as `kg validate` reads a graph. A defect is an exception that no reader foresaw
(a run reports it and goes on), a graph that does not conform, or more than five seconds. Defects are told once for each place in our code, with the
number of the mutant, which --only makes again. Exits with 1 where there are any.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cache, partial
from html import escape
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from hostile_patterns import CORE, HTML, WIKITEXT

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
SECONDS = 5
BATCH = 50
TURTLE, QUADS, JSONLD, RDFXML = "graph.ttl", "graph.nq", "graph.jsonld", "graph.rdf"
GRAPHS = (TURTLE, QUADS, JSONLD, RDFXML)
SIGNS = (
    "\0",
    "\ufeff",
    "\ud7ff",
    "\U0010ffff",
    "\u202e",
    "&#0;",
    "\\u",
    "\\ud800",
    '"',
    "'",
    "<",
    ">",
    "{",
    "}",
    "[",
    "]",
    "\n",
    "\r\n",
    "\t",
    "=",
    "|",
    "-",
    "0",
    "9" * 40,
    "//[",
    "%",
)


class TooLongError(BaseException):
    """A mutant takes longer than it may."""


class Defect(NamedTuple):
    """What a mutant met: where in our code (or "too long"), and which mutant."""

    place: str
    form: str
    number: int


# A mutation takes the bytes of a seed, those of another, and chance.
Mutation = Callable[[bytes, bytes, random.Random], bytes]


def _range(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 1, 2, 8, 40, 400)))


def cut_out(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Leave out a part."""
    start, end = _range(data, chance)
    return data[:start] + data[end:]


def repeat(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Repeat a part."""
    start, end = _range(data, chance)
    return data[:start] + data[start:end] * chance.choice((2, 3, 30)) + data[end:]


def move(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Put a part elsewhere."""
    (start, end), at = _range(data, chance), chance.randrange(len(data) + 1)
    rest = data[:start] + data[end:]
    return rest[:at] + data[start:end] + rest[at:]


def change(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Change a byte."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def insert(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Put in what hurts parsers."""
    words = chance.choice(chance.choice((CORE, WIKITEXT, HTML, SIGNS))) * chance.choice((1, 1, 1, 5, 50))
    at, end = _range(data, chance)
    return data[:at] + words.encode("utf-8", "surrogatepass") + data[chance.choice((at, end)) :]


def break_off(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Break off."""
    return data[: chance.randrange(len(data) + 1)]


def splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Put in a part of another seed."""
    start, end = _range(other, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


MUTATIONS: tuple[Mutation, ...] = (cut_out, repeat, move, change, insert, insert, break_off, splice)


def mutate(seeds: tuple[bytes, ...], chance: random.Random, mutations: tuple[Mutation, ...] = MUTATIONS) -> bytes:
    """One seed with one to five mutations."""
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        data = chance.choice(mutations)(data, chance.choice(seeds), chance)
    return data


def _files(ending: str) -> Iterator[bytes]:
    for path in sorted(DATA.rglob(f"*{ending}")):
        if path.stat().st_size < 60_000 and "serve" not in path.parts:
            yield path.read_bytes()


def _records() -> list[dict[str, str]]:
    texts = (("wikitext", "wiki"), ("html", "html"), ("text", "txt"))
    return [
        {"title": f"Battle {i}", "url": "https://wiki.example.org/wiki/A", key: data.decode("utf-8", "replace")}
        for key, ending in texts
        for i, data in enumerate(islice(_files(f".{ending}"), 3))
    ]


def _table() -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ("title", "text"))
    writer.writeheader()
    writer.writerows({"title": record["title"], "text": record["text"]} for record in _records() if "text" in record)
    return out.getvalue().encode()


def _export(texts: Iterable[bytes]) -> bytes:
    pages = "".join(
        f"<page><title>Battle {i}</title><ns>0</ns><id>{i}</id><revision><id>{i}</id><timestamp>2020-01-01T00:00:00Z</timestamp>"
        f"<text>{escape(text.decode())}</text></revision></page>"
        for i, text in enumerate(texts)
    )
    return f'<mediawiki xml:lang="en"><siteinfo><dbname>enwiki</dbname></siteinfo>{pages}</mediawiki>'.encode()


def _saved(page: bytes) -> bytes:
    head = b'From: <Saved>\r\nSnapshot-Content-Location: https://en.wikipedia.org/wiki/A\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = (
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://en.wikipedia.org/wiki/A\r\n\r\n"
    )
    return head + part + page.replace(b"=", b"=3D") + b"\r\n--b--\r\n"


def _graph(form: str) -> bytes:
    from kg.rdf.formats import format_of_path, write_graphs
    from kg.rdf.graph import ArticleGraph
    from kg.rdf.reading import read_graph
    from kg.rdf.terms import IRI

    out = io.StringIO()
    write_graphs((ArticleGraph(IRI("https://example.org/g"), read_graph(DATA / "good.ttl"), "g"),), format_of_path(form), out)
    return out.getvalue().encode()


@cache
def seeds(form: str) -> tuple[bytes, ...]:
    """The undamaged inputs of a form, by the name of the file that they would have."""
    if form in GRAPHS:
        return (_graph(form),)
    made = {
        "a.xml": lambda: (_export(list(_files(".wiki"))[:1]), _export(_files(".wiki"))),
        "a.json": lambda: (json.dumps(_records()).encode(), "\n".join(map(json.dumps, _records())).encode()),
        "a.csv": lambda: (_table(),),
        "a.mhtml": lambda: tuple(map(_saved, islice(_files(".html"), 3))),
        "extract": lambda: (
            b"".join(b'<doc id="1" url="https://a.org/wiki?curid=1" title="Battle">\nBattle\n\n%s\n</doc>\n' % text for text in _files(".txt")),
        ),
    }
    return tuple(made[form]() if form in made else _files(form.removeprefix("a")))


FORMS = ("a.wiki", "a.html", "a.txt", "a.xml", "a.json", "a.csv", "a.mhtml", "extract", *GRAPHS)


def _stop(number: int, frame: object) -> None:
    raise TooLongError


def read(form: str, data: bytes) -> str:
    """Read a mutant: what it met, "" where nothing is wrong with us."""
    try:
        signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        return _read_graph(form, data) if form in GRAPHS else _build(form, data)
    except TooLongError:
        return "too long"
    except Exception:
        return traceback.format_exc(limit=-1).strip().replace("\n", " ")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _read_graph(form: str, data: bytes) -> str:
    from kg.rdf.formats import format_of_path
    from kg.rdf.reading import GraphReadError, parse_graph

    with suppress(GraphReadError):
        parse_graph(data, format_of_path(form), form)
    return ""


def _build(form: str, data: bytes) -> str:
    from kg.graph.triples import Provenance
    from kg.pipeline.run import BuildError, build_one
    from kg.read.error import DefectError, ReadError
    from kg.read.input import Input
    from kg.read.registry import ReadOptions, _guarded, _read_input

    provenance = Provenance("https://example.org/", "0")
    for found in _guarded(_read_input(Input.from_bytes(data, form), ReadOptions(), alone=True), form):
        outcome = found if isinstance(found, ReadError) else build_one(found, provenance)
        if isinstance(outcome, DefectError | BuildError):
            return str(outcome).partition(": ")[2] or str(outcome)
        report = getattr(outcome, "report", None)
        if report is not None and not report.conforms:
            return f"does not conform: {report.results[0]}"
    return ""


def mutant(form: str, number: int, seed: int) -> bytes:
    """The mutant of a form with a number: always the same for one seed."""
    return mutate(seeds(form), random.Random(f"{seed} {form} {number}"))


def run_batch(start: int, form: str, seed: int, count: int) -> tuple[list[Defect], int]:
    """Defects of some mutants, and the most memory that this process had (kB)."""
    found = [Defect(place, form, number) for number in range(start, min(start + BATCH, count)) if (place := read(form, mutant(form, number, seed)))]
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _place(told: str) -> str:
    """Where in our code a defect was raised, without the words of the mutant."""
    return told[told.rfind("(") :] if told.endswith(")") else told[:120]


def main() -> None:
    """Fuzz, and tell each defect once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000, help="mutants of each form")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forms", nargs="+", default=list(FORMS), choices=FORMS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="write this mutant of the one form to standard output")
    options = parser.parse_args()
    if options.only is not None:
        sys.stdout.buffer.write(mutant(options.forms[0], options.only, options.seed))
        return
    known: dict[str, Defect] = {}
    with ProcessPoolExecutor(options.jobs) as pool:
        for form in options.forms:
            job, met, memory = partial(run_batch, form=form, seed=options.seed, count=options.count), 0, 0
            for found, used in pool.map(job, range(0, options.count, BATCH)):
                memory = max(memory, used)
                for defect in found:
                    met += 1
                    if (place := _place(defect.place)) not in known:
                        known[place] = defect
                        print(f"  {form} {defect.number}: {defect.place[:300]}", flush=True)
            print(f"{form:14}{options.count:8} mutants {met:6} with a defect, at most {memory // 1000} MB", flush=True)
    sys.exit(1 if known else 0)


if __name__ == "__main__":
    main()
