"""Licences by the words of a footer."""

import pytest

from kg.domain.licence import ASSUMED, Licence, infer_licence, own_licence, read_licence
from kg.domain.sites import contributors_of, is_elsewhere


@pytest.mark.parametrize(
    ("words", "licence"),
    [
        ("under Creative Commons - Attribution - Sharealike.", Licence("https://creativecommons.org/licenses/by-sa/", None)),
        ("Creative Commons Attribution-ShareAlike License 4.0; terms", Licence("https://creativecommons.org/licenses/by-sa/4.0/", "4.0")),
        ("CC BY-SA 3.0", Licence("https://creativecommons.org/licenses/by-sa/3.0/", "3.0")),
        ("//creativecommons.org/licenses/by-sa/3.0/", Licence("https://creativecommons.org/licenses/by-sa/3.0/", "3.0")),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.en", Licence("https://creativecommons.org/licenses/by-sa/4.0/", "4.0")),
        ("CC BY-SA 9.9", Licence("https://creativecommons.org/licenses/by-sa/", None)),
        ("GNU Free Documentation License, Version 1.2", Licence("https://www.gnu.org/licenses/fdl-1.2.html", "1.2")),
        ("All rights reserved", None),
        ("", None),
    ],
)
def test_read_licence(words: str, licence: Licence | None) -> None:
    assert read_licence(words) == licence


@pytest.mark.parametrize(
    ("stated", "url", "timestamp", "version"),
    [
        (None, None, "2020-07-15T10:00:00Z", "3.0"),
        (None, "https://en.wikipedia.org/wiki/X", "2023-06-06T23:59:59Z", "3.0"),
        (None, "https://en.wikipedia.org/wiki/X", "2023-06-07T00:00:00Z", "4.0"),
        (ASSUMED, "https://de.wikipedia.org/wiki/X", "2026-01-01", "4.0"),
        (Licence("https://creativecommons.org/licenses/by-sa/4.0/", "4.0"), None, "2020-07-15T10:00:00Z", None),
        (Licence("https://www.gnu.org/licenses/fdl.html", None), None, "2020-07-15T10:00:00Z", None),
        (None, "https://military.example.com/wiki/X", "2020-07-15T10:00:00Z", None),
        (None, "https://notwikipedia.org/wiki/X", "2020-07-15T10:00:00Z", None),
        (None, None, None, None),
    ],
)
def test_the_version_is_inferred_from_the_date_of_the_revision(
    stated: Licence | None, url: str | None, timestamp: str | None, version: str | None
) -> None:
    found = infer_licence(stated, url, timestamp)
    assert found == (Licence(f"https://creativecommons.org/licenses/by-sa/{version}/", version) if version else None)


@pytest.mark.parametrize(
    ("url", "elsewhere", "names"),
    [
        ("", False, "Wikipedia contributors"),
        ("https://en.wikipedia.org/wiki/X", False, "Wikipedia contributors"),
        ("https://en.m.wikipedia.org/wiki/X", False, "Wikipedia contributors"),
        ("https://en.wikivoyage.org/wiki/X", False, "contributors of en.wikivoyage.org"),
        ("https://military.example.com/wiki/X", True, "contributors of military.example.com"),
        ("https://notwikipedia.org/wiki/X", True, "contributors of notwikipedia.org"),
    ],
)
def test_where_a_page_is_from_and_who_wrote_it(url: str, elsewhere: bool, names: str) -> None:
    assert (is_elsewhere(url), contributors_of(url, "")) == (elsewhere, names)


def test_a_copy_that_names_wikipedia_is_by_its_contributors() -> None:
    assert contributors_of("https://copy.example/X", "This article is issued from Wikipedia.") == "Wikipedia contributors"


@pytest.mark.parametrize(
    ("article", "graph"),
    [
        ("https://creativecommons.org/licenses/by-sa/3.0/", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("https://creativecommons.org/licenses/by-sa/", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://www.gnu.org/licenses/fdl.html", "https://www.gnu.org/licenses/fdl.html"),
    ],
)
def test_a_graph_has_a_licence_of_its_own(article: str, graph: str) -> None:
    assert own_licence(article) == graph
