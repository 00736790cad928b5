"""A few kilobytes that unpack to gigabytes are given up with a message, in little memory: each in a process of its own."""

from __future__ import annotations

import bz2
import gzip
import resource
import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

MOST = 400_000  # kB
ADDRESS_SPACE = 3 << 30
LINE_OF_BLANKS = b" " * 45_000_000
FEW = 67  # of these are 3 GB.

OPEN = """
    from kg.link.index.sources import SourceError, open_source
    try:
        list(open_source(PATH))
    except SourceError as error:
        sys.exit(str(error))
"""
READ = """
    from kg.rdf.reading import GraphReadError, read_graph
    try:
        read_graph(PATH)
    except GraphReadError as error:
        sys.exit(str(error))
"""
ARTICLES = """
    from kg.read.registry import open_articles
    sys.exit("; ".join(map(str, open_articles([PATH]))))
"""
ANSWER = """
    from email.message import Message
    from pathlib import Path
    from kg.read.error import ReadError
    from kg.read.mediawiki.api import Client
    from kg.read.mediawiki.web import Reach
    headers = Message()
    headers["Content-Encoding"] = "gzip"
    try:
        Client("https://wiki.example/w/api.php", "test", Reach("wiki.example"))._decode(Path(PATH).read_bytes(), headers)
    except ReadError as error:
        sys.exit(str(error))
"""
STANDARD_INPUT = """
    from kg.read.registry import open_articles
    sys.stdin = open(PATH)
    sys.exit("; ".join(map(str, open_articles(["-"]))))
"""


@cache
def as_bz2() -> bytes:
    return bz2.compress(LINE_OF_BLANKS) * FEW


@cache
def as_gzip() -> bytes:
    return gzip.compress(LINE_OF_BLANKS, 9, mtime=0) * FEW


@cache
def article_as_bz2() -> bytes:
    return bz2.compress(b"Battle of Zell\n\nIt was.\n" + b" " * 70_000_000)


HEAD = b"<mediawiki><siteinfo></siteinfo>"
PAGE = b"<page><title>A</title><ns>0</ns><revision><id>1</id><text>a</text></revision></page>"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
NESTED = f'<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE r [<!ENTITY e0 "aaaaaaaaaa">{ENTITIES}]>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
NO_PAGE = "no <page> in its first 4,194,304 bytes: not an export of MediaWiki"
TOO_MUCH = "it unpacks to more than 100 times its size, which no text does: not read any further"
BOMBS = [
    ("header.xml.bz2", lambda: bz2.compress(HEAD) + as_bz2(), ARTICLES, "unpacks to more than"),
    (
        "header.xml.gz",
        lambda: gzip.compress(HEAD, mtime=0) + as_gzip(),
        ARTICLES,
        "no <page> in its first 4,194,304 bytes: not an export of MediaWiki",
    ),
    ("pages.xml.gz", lambda: gzip.compress(HEAD + PAGE, mtime=0) + as_gzip(), ARTICLES, TOO_MUCH),
    ("pages.xml.bz2", lambda: bz2.compress(HEAD + PAGE) + as_bz2(), ARTICLES, "unpacks to more than"),
    ("article.html.gz", lambda: gzip.compress(b"<html>", mtime=0) + as_gzip(), ARTICLES, "bytes: no article has so many"),
    ("article.txt.bz2", article_as_bz2, ARTICLES, "unpacks to more than"),
    ("input.txt.bz2", article_as_bz2, STANDARD_INPUT, "unpacks to more than"),
    ("input.html.gz", lambda: gzip.compress(b"<html>", mtime=0) + as_gzip(), STANDARD_INPUT, "bytes: no article has so many"),
    ("input.xml.gz", lambda: gzip.compress(HEAD + PAGE, mtime=0) + as_gzip(), STANDARD_INPUT, TOO_MUCH),
    ("records.json.gz", lambda: gzip.compress(b'[{"title":', mtime=0) + as_gzip(), ARTICLES, "a line of more than 67,108,864 bytes"),
    ("graph.ttl.gz", as_gzip, READ, f"damaged gzip: {TOO_MUCH}"),
    ("graph.nq.gz", as_gzip, READ, f"damaged gzip: {TOO_MUCH}"),
    ("graph.rdf", NESTED.encode, READ, ":3:1: a document type declaration (<!DOCTYPE>) is not allowed"),
    ("index.tsv.bz2", as_bz2, OPEN, "unpacks to more than"),
    ("index.json.gz", lambda: gzip.compress(b"[\n", mtime=0) + as_gzip(), OPEN, "a line of more than 33,554,432 bytes"),
    ("index.sql.gz", as_gzip, OPEN, "a line of more than 33,554,432 bytes"),
    ("answer.gz", as_gzip, ANSWER, "it unpacks to more than 64000000 bytes"),
]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell the memory of a process in /proc")
@pytest.mark.parametrize(("name", "data", "job", "message"), BOMBS, ids=[bomb[0] for bomb in BOMBS])
def test_what_unpacks_without_end_is_given_up(name: str, data: Callable[[], bytes], job: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data())
    # Not getrusage, which counts what the process held before it became this program: all that the tests hold.
    told = "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    program = f"import atexit, sys\natexit.register(lambda: {told})\nPATH = {str(path)!r}\n{textwrap.dedent(job)}"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, preexec_fn=limit, timeout=120, check=False)
    assert (message in done.stderr, done.returncode) == (True, 1), done.stderr[-1000:]
    assert "Traceback" not in done.stderr
    assert int(done.stdout) < MOST
