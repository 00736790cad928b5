"""Addresses of licences that a publisher tells. Pure."""

from __future__ import annotations

from kg.patterns import lazy_pattern

_WEB = lazy_pattern(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_AT_COMMONS = lazy_pattern(r"https?://(?:www\.)?creativecommons\.org(?:/(?P<path>.*))?")
# As Creative Commons writes them: licence, version, jurisdiction (3.0 and before); and pages on them, which are no licences.
_COMMONS = lazy_pattern(
    r"(?P<own>licenses/(?:by|by-sa|by-nc|by-nd|by-nc-sa|by-nc-nd)(?:/(?:1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)(?:/(?:igo|scotland|[a-z]{2}))?)?|publicdomain/(?:zero|mark)/1\.0)"
    r"(?P<rest>/?(?:(?:deed|legalcode)(?:\.[A-Za-z_-]+)?)?)"
)
_FREE = lazy_pattern(r"https?://(?:www\.)?creativecommons\.org/publicdomain/zero(?:/.*)?")


def check_licence(address: str) -> str:
    """The address of the licence of articles, as it is. ValueError for what is none, and for CC0, by which layers are told apart (kg verify)."""
    if not _WEB.fullmatch(address):
        raise ValueError(f"the address of a licence is wanted (https://creativecommons.org/licenses/by-sa/4.0/), not {address!r}")
    if _FREE.fullmatch(address):
        raise ValueError("articles cannot be under CC0 in a release, in which that is the licence of links alone")
    commons = _AT_COMMONS.fullmatch(address)
    if commons is None:
        return address
    known = _COMMONS.fullmatch(commons["path"] or "")
    if known is None:
        raise ValueError(f"Creative Commons has no such licence: {address}")
    if known["rest"] != "/":
        raise ValueError(f"{address} is a page on a licence, whose own address is https://creativecommons.org/{known['own']}/")
    return address
