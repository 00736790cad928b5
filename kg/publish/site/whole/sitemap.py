"""The list of pages for search engines (sitemaps.org), where it is known at which address they will stand."""

from __future__ import annotations

from collections.abc import Sequence

from kg.pages.parts.sitemap import MEDIA_TYPE, MOST, write_lists, write_pages, write_robots
from kg.publish.site.names import SITE
from kg.publish.site.plan import Plan
from kg.publish.site.whole.writer import SiteWriter

_LEFT_OUT = tuple(f"{SITE}/{name}/" for name in ("claim", "reference", "static", "search", "w3id"))


def write_sitemap(plan: Plan, paths: Sequence[str], out: SiteWriter) -> None:
    """sitemap.xml and robots.txt; of many pages, several files and one that lists these."""
    address = plan.config.address
    if not address:
        return
    wanted = sorted(path for path in paths if path.endswith(".html") and path != f"{SITE}/index.html" and not path.startswith(_LEFT_OUT))
    parts = [wanted[at : at + MOST] for at in range(0, len(wanted), MOST)]
    if len(parts) == 1:
        out.file("sitemap.xml", write_pages(address + path for path in parts[0]), MEDIA_TYPE)
    else:
        for number, part in enumerate(parts, start=1):
            out.file(f"sitemap-{number}.xml", write_pages(address + path for path in part), MEDIA_TYPE)
        out.file("sitemap.xml", write_lists(f"{address}sitemap-{number}.xml" for number in range(1, len(parts) + 1)), MEDIA_TYPE)
    out.file("robots.txt", write_robots(f"{address}sitemap.xml"), "text/plain")
