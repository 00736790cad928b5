"""Regular expressions that are compiled when they are first used: a short run needs half of those that our modules name."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groups", "groupindex")


class _Lazy:
    """Stands for a pattern; with the first thing asked of it, it takes on all that the compiled pattern has."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as ``re.compile`` makes it, but when it is first used; only its own methods can be called, not functions of ``re`` with it."""
    return cast(re.Pattern[str], _Lazy(text, flags))
