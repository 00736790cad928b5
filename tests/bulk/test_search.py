from __future__ import annotations

import pytest

from kg.bulk.search import make_search, search_each

WORDS = (b"nfobox", b"<page>", b"</page>", b"side1")
DATA = b"<page>{{Infobox x|side1=a}}</page><page>nfobonfobox</page> side"
HITS = [(0, b"<page>"), (9, b"nfobox"), (18, b"side1"), (27, b"</page>"), (34, b"<page>"), (45, b"nfobox"), (51, b"</page>")]


def test_each_word_is_found_in_order() -> None:
    assert search_each(DATA, WORDS) == HITS
    assert make_search(WORDS)(DATA) == HITS


def test_all_at_once_gives_the_same() -> None:
    pytest.importorskip("ahocorasick_rs", reason="the extra bulk is not installed")
    from kg.bulk.search import _search_at_once

    search = _search_at_once(WORDS)
    assert search is not None
    assert search(DATA) == HITS
