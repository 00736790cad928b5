"""Wikimedia's wikis, by their addresses and the names of their databases (wikimedia.toml)."""

from __future__ import annotations

from functools import cache

from kg.patterns import lazy_pattern
from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

_WIKIPEDIA = "wikipedia.org"
_HOST = lazy_pattern(r"https?://(?:[^@/?#]*@)?([^:/?#]+).*")


@dataclass(frozen=True, slots=True)
class Wikimedia:
    """Domains of projects by what their databases end with, hosts of wikis of no language by database, and the domains of those whose texts are
    under CC BY-SA: in version ``before`` until the day ``changed`` (ISO 8601), then in version ``since``."""

    projects: dict[str, str]
    others: dict[str, str]
    shared_alike: frozenset[str]
    changed: str
    before: str
    since: str


@cache
def wikimedia() -> Wikimedia:
    """What wikimedia.toml tells."""
    data = read_toml(PACKAGE / "data" / "wikimedia.toml")
    licence = data["licence"]
    domains = frozenset((*data["projects"].values(), *licence["also"]))
    return Wikimedia(data["projects"], data["others"], domains, licence["changed"], licence["before"], licence["since"])


def is_elsewhere(address: str) -> bool:
    """Whether a page is known to be of another site than Wikimedia's; one without an address is not."""
    host = host_of(address)
    return bool(host) and not any(f".{host}".endswith(f".{known}") for known in wikimedia().shared_alike)


def contributors_of(address: str, footer: str) -> str:
    """Whom to name as authors: Wikipedia's contributors where a page has no address or its footer names Wikipedia, else those of its site."""
    host = host_of(address)
    other = host and not f".{host}".endswith(f".{_WIKIPEDIA}") and "wikipedia" not in footer.lower()
    return f"contributors of {host}" if other else "Wikipedia contributors"


def host_of(address: str) -> str:
    """The host of a web address, in lower case; "" where it is none."""
    match = _HOST.fullmatch(address)
    return match[1].lower() if match else ""
