"""The pages of a release's site: links, anchors, and what they load."""

from __future__ import annotations

import pytest
from damages import check
from forging import Forgery

from kg.publish.verify.failure import Failure

GOOD = """<!doctype html><html lang="en"><head><title>A</title><link rel="stylesheet" href="style.css"><script src="search.js"></script></head>
<body><a href="b.html#there">b</a> <a href="#here">here</a> <a href="../data/full.nq.gz">all</a> <a href="https://example.org/">elsewhere</a>
<a href="mailto:a@example.org">mail</a> <a href="?q=1">asked</a> <p id="here"><img src="data:image/png;base64,AA=="></p></body></html>
"""
OTHER = '<!doctype html><html lang="en"><title>B</title><a id="there" href="a.html">a</a><a href="sub/">sub</a><a href="%61.html">a</a></html>\n'


def failures(forgery: Forgery) -> tuple[Failure, ...]:
    """What is wrong with two pages of a site of their own."""
    forgery.forge()
    return tuple(failure for failure in check(forgery.root, "site")["site"].failures if "/own/" in failure.file)


def write_site(forgery: Forgery) -> None:
    """Two pages that link to each other, with what they load."""
    for name, text in {
        "a.html": GOOD,
        "b.html": OTHER,
        "style.css": "p { color: red }",
        "search.js": "'use strict'",
        "sub/index.html": OTHER,
    }.items():
        forgery.write(f"site/own/{name}", text.replace("../data", "../../data") if name == "a.html" else text)
    forgery.write("site/own/sub/index.html", "<title>Sub</title>")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("a.html", "GOOD", "GOOD"), ()),
        (("a.html", "b.html#there", "c.html"), (Failure("site/own/a.html", "links to c.html, but no such file is there", 2),)),
        (("a.html", "#there", "#gone"), (Failure("site/own/a.html", "links to site/own/b.html#gone, but there is no such place in that page"),)),
        (("a.html", "#here", "#gone"), (Failure("site/own/a.html", "links to #gone, but there is no such place in the page", 2),)),
        (("a.html", "mailto:a@example.org", "/b.html"), (Failure("site/own/a.html", "links to /b.html, which is no place in a folder", 3),)),
        (("a.html", "?q=1", "../../../x"), (Failure("site/own/a.html", "links to ../../../x, which is no place in a folder", 3),)),
        (
            ("a.html", "search.js", "https://example.org/x.js"),
            (Failure("site/own/a.html", "loads something from elsewhere: https://example.org/x.js", 1),),
        ),
        (("a.html", "style.css", "//example.org/x.css"), (Failure("site/own/a.html", "loads something from elsewhere: //example.org/x.css", 1),)),
        (
            ("a.html", "data:image/png;base64,AA==", "http://example.org/x.png"),
            (Failure("site/own/a.html", "loads something from elsewhere: http://example.org/x.png", 3),),
        ),
        (
            ("a.html", "<title>", "<script>fetch('https://example.org/x')</script><title>"),
            (Failure("site/own/a.html", "loads something from elsewhere: https://example.org/x", 1),),
        ),
        (("a.html", "<title>", '<base href="x/"><title>'), (Failure("site/own/a.html", "has a <base>, which turns its links elsewhere"),)),
        (
            ("style.css", "red", "red; background: url(https://example.org/x.png)"),
            (Failure("site/own/style.css", "loads something from elsewhere: https://example.org/x.png"),),
        ),
    ],
    ids=["good", "no file", "no anchor", "no anchor here", "root", "out", "script", "style", "picture", "fetch", "base", "css"],
)
def test_links_lead_somewhere_and_nothing_is_loaded_from_elsewhere(
    change: tuple[str, str, str], expected: tuple[Failure, ...], forgery: Forgery
) -> None:
    name, old, new = change
    write_site(forgery)
    if old != new:
        forgery.replace(f"site/own/{name}", old, new)
    assert failures(forgery) == expected
