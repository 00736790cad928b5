"""Lists of pages for search engines (sitemaps.org), and what they may read (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

MOST = 50_000
MEDIA_TYPE = "application/xml"
_HEAD, _NAMESPACE = '<?xml version="1.0" encoding="UTF-8"?>\n', "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_pages(addresses: Iterable[str]) -> str:
    """A list of pages, of which there may be MOST."""
    return _to_xml("urlset", "url", addresses)


def write_lists(addresses: Iterable[str]) -> str:
    """A list of lists."""
    return _to_xml("sitemapindex", "sitemap", addresses)


def write_robots(sitemap: str, closed: Sequence[str] = ()) -> str:
    """robots.txt: all may be read but for some paths; where the list of pages is."""
    return "".join(["User-agent: *\n", *(f"Disallow: {path}\n" for path in closed), "Allow: /\n", f"Sitemap: {sitemap}\n"])


def _to_xml(whole: str, part: str, addresses: Iterable[str]) -> str:
    rows = "".join(f"<{part}><loc>{escape(address)}</loc></{part}>\n" for address in addresses)
    return f'{_HEAD}<{whole} xmlns="{_NAMESPACE}">\n{rows}</{whole}>\n'
