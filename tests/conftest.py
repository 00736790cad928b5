"""Paths and articles that several tests share, and how hypothesis looks for examples."""

from __future__ import annotations

import compileall
import gc
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from hypothesis import HealthCheck, settings

import kg
from kg.language.language import Language

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"

# Tests begin hundreds of processes. Each would compile the package anew where Python is told to keep no bytecode, which is half of its time: all is
# compiled at the beginning. None of these processes may write bytecode: Python takes a file for whole that a full disk, as tests make it, cut short.
if "PYTEST_XDIST_WORKER" not in os.environ:
    compileall.compile_dir(Path(kg.__file__).parent, quiet=2)
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
sys.dont_write_bytecode = False

# Each run tries the same examples and none has a deadline, so that a run says the same on any machine under any load.
# `pytest --hypothesis-profile=search` looks for further examples by chance: do that when you change what a property is about.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def _without_tracing(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a library that no coverage is measured of: being traced, it would take three times as long."""

    @wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        tracing = sys.gettrace()
        sys.settrace(None)
        try:
            return function(*arguments, **options)
        finally:
            sys.settrace(tracing)

    return call


pyshacl.validate = _without_tracing(pyshacl.validate)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes long, or needs the corpus; `make quick` leaves it out")


def pytest_collection_finish() -> None:
    """The ten thousand tests stay to the end: the collector of garbage need not look at them again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that stand together run in one process, which makes what they share once; a process that has nothing left takes from another."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What reads the corpus is slow."""
    for item in items:
        if isinstance(item, pytest.Function) and "corpus" in item.fixturenames:
            item.add_marker("slow")


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
