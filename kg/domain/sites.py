"""Wikimedia's wikis, by their addresses and the names of their databases (wikimedia.toml)."""

from __future__ import annotations

from functools import cache

from kg.patterns import lazy_pattern
from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

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


def host_of(address: str) -> str:
    """The host of a web address, in lower case; "" where it is none."""
    match = _HOST.fullmatch(address)
    return match[1].lower() if match else ""
