"""What names a version of a page: the form that the shapes ask for, or none."""

from __future__ import annotations

import pytest

from kg.model.version import to_item, to_revision, to_time

NOTHING = (None, "", " ", "0", "-1", "x", "1 2", "१", "9" * 30, "\0")


@pytest.mark.parametrize("text", ["1", "1234567890"])
def test_revisions(text: str) -> None:
    assert to_revision(f" {text}\n") == text


@pytest.mark.parametrize("text", [*NOTHING, "012", "1.0", "1e3", "Q1"])
def test_what_is_no_revision(text: str | None) -> None:
    assert to_revision(text) is None


@pytest.mark.parametrize("text", ["Q1", "Q42"])
def test_items(text: str) -> None:
    assert to_item(f" {text}\n") == text


@pytest.mark.parametrize("text", [*NOTHING, "1", "Q0", "Q01", "q1", "QQ", "Q१", "Q" + "9" * 30])
def test_what_is_no_item(text: str | None) -> None:
    assert to_item(text) is None


@pytest.mark.parametrize(
    "text", ["2026-01-02", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.123Z", "2026-01-02T03:04:05+01:00", "2026-01-02T03:04:05"]
)
def test_times(text: str) -> None:
    assert to_time(f" {text}\n") == text


@pytest.mark.parametrize(
    "text", [*NOTHING, "2026", "2026-13-01", "2026-02-30", "2026-01-02T25:00:00Z", "2026-01-02 03:04:05", "yesterday", "2026-W01-1", "20260102"]
)
def test_what_is_no_time(text: str | None) -> None:
    assert to_time(text) is None
