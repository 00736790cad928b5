"""Paths and articles that several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.language.language import Language

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"


@pytest.fixture(scope="session")
def hollenfurt() -> Path:
    """The invented article that the tests of the whole job build."""
    return HERE / "data" / "articles" / "siege-of-hollenfurt.txt"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus of real articles, which is not part of the repository."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("../shared/corpus is not there: real articles are not part of the repository")
    return SHARED / "corpus"


@pytest.fixture
def empty_pack(tmp_path: Path) -> Language:
    """A language of which nothing is known."""
    return Language("xx", tmp_path)
