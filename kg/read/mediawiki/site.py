"""What an export tells of its wiki (<siteinfo>)."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from kg.domain.sites import wikimedia
from kg.language.language import ENGLISH
from kg.values import dataclass

_LANGUAGE = re.compile(rb"""<mediawiki\b[^>]*\bxml:lang=["']([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)["']""")
_BASE = re.compile(rb"<base>\s*(https?://[^<\s]+/)[^</\s]*\s*</base>")
_DATABASE = re.compile(rb"<dbname>\s*([a-z_]+)\s*</dbname>")
# Wikimedia's own releases of MediaWiki; a database of the same name elsewhere is another wiki.
_WIKIMEDIA = re.compile(rb"<generator>\s*MediaWiki [^<]*wmf")


@dataclass(frozen=True, slots=True)
class Site:
    """The language of a wiki, and what an article's URL begins with (None where the export does not say)."""

    language: str = ENGLISH
    base: str | None = None

    @classmethod
    def of(cls, header: bytes) -> Site:
        """Read the head of an export: the address by <base>, else, for Wikimedia's wikis, by <dbname>."""
        language, base = _LANGUAGE.search(header), _BASE.search(header)
        address = html.unescape(base[1].decode("utf-8", "replace")) if base else _address_of_database(header)
        return cls(language[1].decode() if language else ENGLISH, address)

    def url(self, title: str) -> str | None:
        """The address of a page; None where that of the wiki is not known."""
        return self.base + quote(title.replace(" ", "_"), safe="/:@!$'()*,;~") if self.base else None


def _address_of_database(header: bytes) -> str | None:
    database = _DATABASE.search(header)
    if database is None or not _WIKIMEDIA.search(header):
        return None
    wikis, name = wikimedia(), database[1].decode()
    if name in wikis.others:
        return f"https://{wikis.others[name]}/wiki/"
    match = re.fullmatch(rf"([a-z_]+?)({'|'.join(wikis.projects)})", name)
    return f"https://{match[1].replace('_', '-')}.{wikis.projects[match[2]]}/wiki/" if match else None
