"""Where the links of articles lead, by the redirects of the whole dump."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from kg.read.mediawiki.redirects import Redirect, walk_redirects

_MOST = 1 << 16
T = TypeVar("T")


class _LookedUp(Mapping[str, T]):
    """Values that are looked up by title when they are asked for (None: there is none)."""

    def __init__(self, look_up: Callable[[str], T | None]) -> None:
        self._look_up = look_up

    def __getitem__(self, title: str) -> T:
        found = self._look_up(title)
        if found is None:
            raise KeyError(title)
        return found

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        raise TypeError("redirects are looked up, not listed")

    def __len__(self) -> int:
        raise TypeError("redirects are looked up, not counted")


def note_links(redirects: Mapping[str, str | None], noted: dict[str, str | None]) -> Mapping[str, str]:
    """Redirects (None: a title that is none), which note each title that is asked for, with what it leads to (None: nothing)."""

    def target_of(title: str) -> str | None:
        if title not in noted:
            noted[title] = redirects.get(title)
        return noted[title]

    return _LookedUp(target_of)


def safe_targets(look_up: Callable[[str], Redirect | None]) -> Mapping[str, str]:
    """As ``follow_safely``, of redirects that are looked up by title: the page that each leads to in safety, where that is another one."""
    redirects = _LookedUp(lru_cache(_MOST)(look_up))

    def target_of(title: str) -> str | None:
        target = walk_redirects(title, redirects).target
        return target if target != title else None

    return _LookedUp(target_of)
