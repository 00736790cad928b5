"""A folder of packs as an installed package brings it: by an entry point that names the folder."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.language import language as languages


@contextmanager
def installed_pack(name: str, packs: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the packs be the only ones that other packages add; ``folder`` takes the module of the entry point, whose name is ``name``."""
    (folder / f"{name}_pack.py").write_text(f"FOLDER = {str(packs)!r}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    point = importlib.metadata.EntryPoint(name, f"{name}_pack:FOLDER", "kg.languages")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [point] if group == "kg.languages" else [])
    languages._added.cache_clear()
    yield
    languages._added.cache_clear()
