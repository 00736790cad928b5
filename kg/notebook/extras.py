"""Libraries that only some users need."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class MissingExtraError(ImportError):
    """A library that is not installed; the message names the extra that brings it."""


def need(module: str, extra: str) -> Any:
    """Import a module. MissingExtraError where it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        library = module.partition(".")[0]
        if error.name != library:
            raise
        raise MissingExtraError(f"this needs {library}, which is not installed: pip install 'conflict-kg[{extra}]'", name=library) from error
