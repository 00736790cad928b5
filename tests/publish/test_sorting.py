"""Lines in code point order, whatever fits into memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.publish.data import sorting
from kg.publish.data.sorting import sort_files, sort_lines

LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=6).map(lambda text: f"{text}\n"), max_size=40)


@given(lines=LINES, run=st.sampled_from([0, 7, 1 << 20]))
def test_distinct_lines_in_code_point_order(lines: list[str], run: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    scratch = tmp_path_factory.mktemp("runs")
    assert [line.decode() for line in sort_lines((line.encode() for line in lines), scratch, run)] == sorted(set(lines))
    assert list(scratch.iterdir()) == []


def test_more_runs_than_may_be_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "_MOST_OPEN", 3)
    lines = [f"{number:03}\n".encode() for number in range(50, 0, -1)]
    assert list(sort_lines(lines, tmp_path, 0)) == sorted(lines)
    assert list(tmp_path.iterdir()) == []


def test_lines_of_files_and_of_text(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"b\na\n")
    (tmp_path / "b").write_bytes(b"c\na\n")
    assert list(sort_files([tmp_path / "a", tmp_path / "b"], tmp_path)) == [b"a\n", b"b\n", b"c\n"]
