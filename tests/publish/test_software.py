"""Work that was begun is gone on with by the same program alone: its code, its data, what it runs on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.publish import software
from kg.publish.software import describe_software, hash_package
from kg.resources import PACKAGE


@pytest.mark.parametrize("changed", ["data/issues.toml", "templates/report.html", "serve/static/land.svg", "sample/idlib-clashes-2017.txt", "api.py"])
def test_every_file_of_the_package_counts(changed: str, tmp_path: Path) -> None:
    copy = shutil.copytree(PACKAGE, tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    assert hash_package(copy) == hash_package(PACKAGE)
    (copy / changed).write_bytes((copy / changed).read_bytes() + b" ")
    assert hash_package(copy) != hash_package(PACKAGE)


def test_what_is_compiled_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()
    before = hash_package(tmp_path)
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert hash_package(tmp_path) == before


@pytest.mark.parametrize("text", ["ontology_text", "shapes_text", "facts_profile_text", "context_text"])
def test_what_stands_beside_the_package_counts(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = describe_software()
    monkeypatch.setattr(software, text, lambda: "other")
    assert describe_software() != before


@pytest.mark.parametrize("library", software.LIBRARIES)
def test_versions_of_libraries_count(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = describe_software(), software.version
    monkeypatch.setattr(software, "version", lambda name: "0.0.0-other" if name == library else real(name))
    assert describe_software() != before
