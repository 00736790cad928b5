"""A release, and the one before it, made once for all tests of verifying."""

from __future__ import annotations

from pathlib import Path

import pytest
from forging import Forgery, Made, publish_linked


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("releases")
    return publish_linked(folder)


@pytest.fixture
def forgery(made: Made, tmp_path: Path) -> Forgery:
    """A copy of the release to alter."""
    return Forgery(made.new, tmp_path / "release")
