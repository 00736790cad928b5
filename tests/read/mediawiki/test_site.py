"""What an export tells of its wiki."""

from __future__ import annotations

import pytest

from kg.read.mediawiki.site import Site

WMF = b"<generator>MediaWiki 1.46.0-wmf.3</generator>"


@pytest.mark.parametrize(
    ("header", "site"),
    [
        (b"", Site("en", None)),
        (b'<mediawiki version="0.11" xml:lang="de">', Site("de", None)),
        (b"<base>https://en.wikipedia.org/wiki/Main_Page</base>", Site("en", "https://en.wikipedia.org/wiki/")),
        (b"<base>https://x.example.org/w/index.php/Start?a=1&amp;b</base>", Site("en", "https://x.example.org/w/index.php/")),
        (b"<dbname>enwiki</dbname>" + WMF, Site("en", "https://en.wikipedia.org/wiki/")),
        (b"<dbname>zh_min_nanwiki</dbname>" + WMF, Site("en", "https://zh-min-nan.wikipedia.org/wiki/")),
        (b"<dbname>frwiktionary</dbname>" + WMF, Site("en", "https://fr.wiktionary.org/wiki/")),
        (b"<dbname>commonswiki</dbname>" + WMF, Site("en", "https://commons.wikimedia.org/wiki/")),
        (b"<base>https://a.example.org/wiki/X</base><dbname>enwiki</dbname>" + WMF, Site("en", "https://a.example.org/wiki/")),
        (b"<dbname>enwiki</dbname><generator>MediaWiki 1.43.0</generator>", Site("en", None)),
        (b"<dbname>my_db</dbname>" + WMF, Site("en", None)),
    ],
)
def test_the_head_of_an_export(header: bytes, site: Site) -> None:
    assert Site.of(header) == site


def test_addresses_of_pages() -> None:
    site = Site("en", "https://en.wikipedia.org/wiki/")
    assert site.url("Battle of Narva (1944)") == "https://en.wikipedia.org/wiki/Battle_of_Narva_(1944)"
    assert site.url("C&A?") == "https://en.wikipedia.org/wiki/C%26A%3F"
    assert Site().url("X") is None
