"""Graphs parted by article: in memory, or in files where they are many."""

from __future__ import annotations

from pathlib import Path

import pytest
from damages import check
from forging import Forgery, Made

from kg.publish.verify import graphs
from kg.publish.verify.graphs import Buckets


def test_lines_come_out_of_files_as_they_went_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "_HELD", 100)
    buckets, lines = Buckets(tmp_path / "parted", 3), [f'<s> <p> "{n}\u2028\x85é" <g{n % 5}> .\n' for n in range(50)]
    for line in lines:
        buckets.add(graphs.graph_of(line), line)
    assert sorted(line for number in range(3) for line in buckets.read(number)) == sorted(lines)
    assert len(list((tmp_path / "parted").iterdir())) > 1


def test_a_large_release_is_parted_into_files(made: Made, forgery: Forgery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "_HELD", 10_000)
    monkeypatch.setattr(graphs, "_PORTION", 50_000)
    names = ("article-files-read", "article-files", "facts", "attribution", "quote-places")
    assert {name: result.status for name, result in check(made.new, *names).items()} == dict.fromkeys(names, "passed")
    forgery.lines("data/facts.nq.gz", lambda lines: lines[1:])
    assert [failure.file for failure in check(forgery.root, "facts")["facts"].failures] == ["data/facts.nq.gz"]
