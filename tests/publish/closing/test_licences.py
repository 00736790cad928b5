"""LICENCES.md says of the articles' licence only what it asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from forging import run

SHARED, ADAPTED = "be shared alike", "A graph made from an article under any version of CC BY-SA"


@pytest.mark.parametrize(
    ("licence", "shared"),
    [("https://creativecommons.org/licenses/by-sa/3.0/", True), ("https://creativecommons.org/licenses/by-nc/4.0/", False)],
)
def test_only_share_alike_is_said_to_ask_for_it(licence: str, shared: bool, tmp_path: Path) -> None:
    result = run("publish", "--sample", "-o", tmp_path / "release", "--licence", licence, "--no-site", "-q")
    assert result.exit_code == 0, result.output
    text = (tmp_path / "release" / "LICENCES.md").read_text(encoding="utf-8")
    assert (SHARED in text, ADAPTED in text) == (shared, shared)
