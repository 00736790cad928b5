"""What would steer a terminal is made visible there, however it comes in pieces, and only there."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from processes import ROOT

from kg.output.visible import Visible

HOSTILE = 'Loft \x1b]0;title\x07 \x9b2J \u202eesrever\u202c \u2028"x" –\r\nnext\n'
SHOWN = 'Loft \\x1b]0;title\\x07 \\x9b2J \\u202eesrever\\u202c \\u2028"x" –\nnext\n'
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pieces_of_any_size(size: int) -> None:
    seen: list[bytes] = []
    out, data = Visible(seen.append), HOSTILE.replace("\r\n", "\n").encode()
    assert sum(out.write(data[at : at + size]) for at in range(0, len(data), size)) == len(data)
    assert b"".join(seen).decode() == SHOWN


def test_line_ends_and_what_is_no_text() -> None:
    seen: list[bytes] = []
    out = Visible(seen.append)
    out.write(HOSTILE.encode())
    out.write(b"\xff\xfe")
    assert b"".join(seen).decode() == SHOWN + "\\xff\\xfe"


def test_a_terminal_that_takes_a_part_at_a_time() -> None:
    seen: list[bytes] = []

    def write(data: bytes) -> int:
        seen.append(data[:3])
        return len(seen[-1])

    Visible(write).write(HOSTILE.encode())
    assert b"".join(seen).decode() == SHOWN


def on_terminal(arguments: Sequence[str | Path]) -> tuple[int, str]:
    """What the program shows on a terminal."""
    import pty

    control, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "300"}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=terminal, stderr=subprocess.DEVNULL, env=environment)
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # So Linux tells that nobody has the terminal open any more; other systems read nothing then.
        while part := os.read(control, 100_000):
            shown += part
    os.close(control)
    return process.wait(60), shown.decode().replace("\r\n", "\n")


QUERY = "SELECT ?name { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?name }"
NAME = '"Orm \\u001B[2J\\u202Etfol"'
COMMANDS = {
    "query": ("query", QUERY, "{graph}"),
    "query, csv": ("query", QUERY, "{graph}", "--format", "csv"),
    "query, json": ("query", QUERY, "{graph}", "--format", "json"),
    "query, tsv": ("query", QUERY, "{graph}", "--format", "tsv"),
    "query, xml": ("query", QUERY, "{graph}", "--format", "xml"),
    "query, graph": ("query", "CONSTRUCT WHERE { ?s ?p ?o }", "{graph}"),
    "facts": ("facts", "{article}"),
    "facts, csv": ("facts", "{article}", "--format", "csv"),
    "facts, jsonl": ("facts", "{article}", "--format", "jsonl"),
    "table": ("table", "sides", "{article}", "-o", "-"),
    "build": ("build", "{article}", "-o", "-"),
    "explain": ("explain", "{article}", "Loft"),
    "cite": ("cite", "{article}"),
    "review": ("review", "{decisions}"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_lets_an_article_steer_the_terminal(name: str, hollenfurt: Path, tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="this system has no terminals of this kind")
    article, graph, decisions = tmp_path / "article.txt", tmp_path / "graph.ttl", tmp_path / "links.sssom.tsv"
    article.write_text(hollenfurt.read_text(encoding="utf-8").replace("Peder Loft", "Peder \x1b[2J\u202eLoft\u202c"), encoding="utf-8")
    graph.write_text(f"<x:s> <http://www.w3.org/2000/01/rdf-schema#label> {NAME} .\n", encoding="utf-8")
    decisions.write_text("subject_id\tsubject_label\tobject_id\nck_data:x\tOrm \x1b[2J\u202e\twikidata:Q5\n", encoding="utf-8")
    paths = {"{article}": article, "{graph}": graph, "{decisions}": decisions}
    code, shown = on_terminal([paths.get(argument, argument) for argument in COMMANDS[name]])
    assert code == (1 if name == "review" else 0)  # There is nobody to answer.
    assert not STEERING.search(shown)
    assert "\\x1b" in shown or "\\u001" in shown or name in ("cite", "table")
