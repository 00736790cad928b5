"""Pages and other files of the site that are about no single thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.pages.render import Page, render_page
from kg.publish.site.input import WriteFile
from kg.publish.site.links import SiteLinks
from kg.publish.site.names import SiteNames


class SiteWriter:
    """Writes files below the release's folder and remembers what the writer returned for each path."""

    def __init__(self, names: SiteNames, write: WriteFile) -> None:
        self._names, self._write = names, write
        self.files: list[tuple[str, Any]] = []

    def links(self, path: str, years: Mapping[int, str] | None = None, areas: Mapping[str, str] | None = None) -> SiteLinks:
        """The links of a page at a path."""
        return SiteLinks(self._names, path, years=years, areas=areas)

    def page(self, path: str, page: Page, links: SiteLinks | None = None) -> None:
        """Write a page."""
        links = links or self.links(path)
        self.file(path, render_page(page._replace(values={**page.values, "to": links.to}), links), "text/html")

    def take(self, paths: list[str]) -> Iterator[Any]:
        """What the writer returned since the last time; the paths are appended to ``paths``."""
        paths += [path for path, _ in self.files]
        yield from (written for _, written in self.files)
        self.files.clear()

    def file(self, path: str, data: str | bytes, media_type: str) -> None:
        """Write a file."""
        self.files.append((path, self._write(path, data.encode() if isinstance(data, str) else data, media_type)))
