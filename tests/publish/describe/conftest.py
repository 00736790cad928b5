"""A small release of two invented articles with links, as `kg publish` makes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from published import CONFIG, LINK_LINES, publish


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory, hollenfurt: Path) -> Path:
    """Everything is told of it."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "kg.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "links.nq").write_text(LINK_LINES, encoding="utf-8")
    publish(
        hollenfurt,
        hollenfurt.with_name("tollgate-rising.wiki"),
        folder / "links.nq",
        "--config",
        folder / "kg.toml",
        "-o",
        folder / "release",
        "--no-site",
    )
    return folder / "release"


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory, hollenfurt: Path) -> Path:
    """Nothing is told of it."""
    folder = tmp_path_factory.mktemp("bare")
    publish(hollenfurt, "-o", folder / "release", "--no-site")
    return folder / "release"
