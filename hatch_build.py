"""Puts the tables of kg as JSON beside their TOML into a wheel: reading them takes a twentieth of the time (kg/resources.py)."""

from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds a ``.json`` for each ``.toml`` below kg; an editable install reads the TOML itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the tables to a temporary folder and name them to the builder."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        root = Path(self.root)
        for number, path in enumerate(sorted((root / "kg").rglob("*.toml"))):
            made = Path(self._folder.name) / f"{number}.json"
            made.write_text(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), ensure_ascii=False), encoding="utf-8")
            build_data["force_include"][str(made)] = path.relative_to(root).with_suffix(".json").as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear the temporary folder away."""
        if version != "editable":
            self._folder.cleanup()
