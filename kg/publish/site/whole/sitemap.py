"""The list of pages for search engines (sitemaps.org), where it is known at which address they will stand."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from kg.publish.site.names import SITE
from kg.publish.site.plan import Plan
from kg.publish.site.whole.writer import SiteWriter

_MOST = 50_000
_HEAD, _NAMESPACE = '<?xml version="1.0" encoding="UTF-8"?>\n', "http://www.sitemaps.org/schemas/sitemap/0.9"
_LEFT_OUT = tuple(f"{SITE}/{name}/" for name in ("claim", "reference", "static", "search", "w3id"))


def write_sitemap(plan: Plan, paths: Sequence[str], out: SiteWriter) -> None:
    """sitemap.xml and robots.txt; of many pages, several files and one that lists these."""
    address = plan.config.address
    if not address:
        return
    wanted = sorted(path for path in paths if path.endswith(".html") and path != f"{SITE}/index.html" and not path.startswith(_LEFT_OUT))
    parts = [wanted[at : at + _MOST] for at in range(0, len(wanted), _MOST)]
    if len(parts) == 1:
        out.file("sitemap.xml", _to_xml("urlset", "url", [address + path for path in parts[0]]), "application/xml")
    else:
        for number, part in enumerate(parts, start=1):
            out.file(f"sitemap-{number}.xml", _to_xml("urlset", "url", [address + path for path in part]), "application/xml")
        addresses = [f"{address}sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        out.file("sitemap.xml", _to_xml("sitemapindex", "sitemap", addresses), "application/xml")
    out.file("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n", "text/plain")


def _to_xml(whole: str, part: str, addresses: Sequence[str]) -> str:
    rows = "".join(f"<{part}><loc>{escape(address)}</loc></{part}>\n" for address in addresses)
    return f'{_HEAD}<{whole} xmlns="{_NAMESPACE}">\n{rows}</{whole}>\n'
