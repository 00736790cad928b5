"""The kinds of infobox that the domain knows, as data (kg/data/kinds.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

SUBJECTS = frozenset({"conflict", "group", "unit", "person"})


@cache
def _about() -> dict[str, str]:
    data = tomllib.loads(files("kg").joinpath("data/kinds.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for name, entry in data.items():
        if entry.keys() != {"templates", "about"} or entry["about"] not in SUBJECTS:
            raise ValueError(f"kinds.toml: [{name}] has templates and about, one of {sorted(SUBJECTS)}")
        found.update((template, entry["about"]) for template in entry["templates"])
    return found


def about_of_kind(kind: str) -> str | None:
    """What a page with an infobox of this kind ("military conflict") is about: conflict, group, unit, person; None outside the domain."""
    return _about().get(kind)
