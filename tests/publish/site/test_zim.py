"""The site as a ZIM archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from static_site import make_site

pytest.importorskip("libzim", reason="archives need the extra zim")

from libzim.reader import Archive
from libzim.search import Query, Searcher

from kg.publish.site.zim import About, draw_illustration, write_zim

ABOUT = About("site", "Invented wars", "For tests.", "Nobody", "", "2026-01-02", "https://data.example/wars/")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    place = tmp_path_factory.mktemp("zim")
    make_site(place / "release", place / "scratch")
    (place / "site.zim").write_bytes(b"an older one")
    files = {path for path in (place / "release").rglob("*") if path.is_file()} - set((place / "release" / "site" / "w3id").iterdir())
    assert write_zim(place / "release", place / "site.zim", ABOUT) == len(files) - len({"sitemap.xml", "robots.txt"})
    assert {path.name for path in place.iterdir()} == {"release", "scratch", "site.zim"}
    return Archive(place / "site.zim")


def text(archive: Archive, path: str) -> str:
    return bytes(archive.get_entry_by_path(path).get_item().content).decode()


def test_the_archive_opens_at_the_start_page_and_tells_what_it_is(archive: Archive) -> None:
    assert archive.main_entry.get_item().path == "index.html"
    assert archive.get_metadata("Title") == b"Invented wars"
    assert archive.get_metadata("Date") == b"2026-01-02"
    assert bytes(archive.get_illustration_item(48).content) == draw_illustration()
    assert archive.check()


def test_pages_are_as_in_the_release_but_for_links_to_what_is_beside_them(archive: Archive) -> None:
    page = text(archive, "site/conflict/Tarsk_offensive.html")
    assert 'href="../person/Osk_Marel.html"' in page
    assert 'href="https://data.example/wars/data/articles/Tarsk_offensive.ttl"' in page
    assert archive.get_entry_by_path("site/conflict/Tarsk_offensive.html").title == "Tarsk offensive"
    assert archive.get_entry_by_path("site/static/site.js").get_item().mimetype == "text/javascript"


def test_readers_find_pages_by_their_words(archive: Archive) -> None:
    found = Searcher(archive).search(Query().set_query("Tarsk"))
    assert "site/conflict/Tarsk_offensive.html" in set(found.getResults(0, 50))


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_zim(tmp_path / "nothing", tmp_path / "site.zim", ABOUT)
    assert list(tmp_path.iterdir()) == []
