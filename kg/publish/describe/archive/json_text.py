"""JSON and YAML for people: the same value gives the same text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def known(entries: Mapping[str, Any]) -> dict[str, Any]:
    """The entries whose value is known: not None, "", [] or {}."""
    return {name: value for name, value in entries.items() if value is not None and value != "" and value != [] and value != {}}


def to_json(value: Any) -> str:
    """JSON with its entries in the order in which they were put together; what nobody can see is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return "".join(char if char == "\n" or char.isprintable() else json.dumps(char)[1:-1] if char > "\x7f" else "\\u007f" for char in text)


def to_yaml(value: Any, depth: int = 0) -> str:
    """YAML 1.2 of texts, numbers, lists and mappings. Every text stands in double quotes, so that no reader takes it for anything else."""
    pad = "  " * depth
    if isinstance(value, Mapping):
        return "".join(f"{pad}{name}:{_yaml_value(item, depth)}" for name, item in value.items())
    return "".join(f"{pad}- {to_yaml(item, depth + 1).lstrip() if isinstance(item, Mapping) else _scalar(item)}" for item in value)


def _yaml_value(value: Any, depth: int) -> str:
    return f"\n{to_yaml(value, depth + 1)}" if isinstance(value, Mapping | list | tuple) else f" {_scalar(value)}"


def _scalar(value: str | int) -> str:
    if isinstance(value, int):
        return f"{value}\n"
    shown = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in shown) + '"\n'
