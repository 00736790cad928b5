"""Where the links of articles lead, by the redirects of the whole dump."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.read.mediawiki.redirects import Redirect, walk_redirects

_MOST = 1 << 16


class _Found(Mapping[str, Redirect]):
    """Redirects that are looked up when they are asked for, the last ones remembered."""

    def __init__(self, look_up: Callable[[str], Redirect | None]) -> None:
        self._look_up, self._known = look_up, dict[str, Redirect | None]()

    def get_or_none(self, title: str) -> Redirect | None:
        if title not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[title] = self._look_up(title)
        return self._known[title]

    def __getitem__(self, title: str) -> Redirect:
        found = self.get_or_none(title)
        if found is None:
            raise KeyError(title)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("redirects are looked up, not listed")

    def __len__(self) -> int:
        raise TypeError("redirects are looked up, not counted")


class SafeTargets(Mapping[str, str]):
    """As ``follow_safely``, of redirects that are looked up by title: the page that each leads to in safety, where that is another one."""

    def __init__(self, look_up: Callable[[str], Redirect | None]) -> None:
        self._redirects = _Found(look_up)

    def __getitem__(self, title: str) -> str:
        target = walk_redirects(title, self._redirects).target
        if target == title:
            raise KeyError(title)
        return target

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        raise TypeError("redirects are looked up, not listed")

    def __len__(self) -> int:
        raise TypeError("redirects are looked up, not counted")
