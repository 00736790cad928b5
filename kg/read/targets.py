"""What a link means by where it leads: a fate that its page tells (kg/data/wiki/CODE/html.toml), the subject of a section."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import SplitResult, urlsplit

from kg.language.fold import fold_name
from kg.language.language import Language
from kg.rdf.terms import IRI

# A longer text that leads to such a page is a sentence, not a mark.
LONGEST_MARK = 11
# What may stand around a mark.
AROUND_MARK = "()[]  \t\n\u00a0"
_AROUND = "'\"“”‘’«» \t\n\u00a0[]()"


@cache
def load_fate_marks(language: Language) -> Mapping[str, str]:
    """Fates by what names them in lower case; ValueError where the wiki's html.toml breaks its schema."""
    table = language.wiki("html").only("boxes", "fates")
    fates: dict[str, str] = {}
    for fate, names in table.table("fates").groups().items():
        for name in names:
            if fates.setdefault(name.casefold(), fate) != fate:
                table.fail("fates", f"has two for {name!r}")
    return fates


def split_address(url: str) -> SplitResult | None:
    """Return an address taken apart, None for what is none ("http://[")."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def is_web_address(url: str) -> bool:
    """Whether it is the address of something on the web, and an IRI as strict parsers take it."""
    parts = split_address(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    try:
        return bool(IRI(url))
    except ValueError:
        return False


def fate_of_title(title: str, language: Language) -> str | None:
    """The fate that a page tells by its title, or None."""
    return load_fate_marks(language).get(title.casefold())


def is_mark(shown: str) -> bool:
    """Whether words are short enough to be a mark ("†", "(POW)") and no part of a sentence."""
    return len(shown.strip(AROUND_MARK)) <= LONGEST_MARK


def title_of_section(section: str, shown: str, title: str) -> str:
    """Return the title that a link to a section names: the page's only where the words shown are its title too, else ""."""
    if not section.strip():
        return title
    words = fold_name(shown.strip(_AROUND))
    return title if words and words == fold_name(title) else ""
