"""ZIM archives: the articles of the domain in them, and what to do where libzim is missing."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from kg.model.article import Article
from kg.read import zim
from kg.read.error import DefectError, ReadError
from kg.read.zim import read_zim

PAGE = (Path(__file__).resolve().parents[1] / "data" / "html" / "kiwix.html").read_text(encoding="utf-8")
BOX = '<table class="infobox"><tr><th>Population</th><td>7</td></tr></table>'
PLACE = f'<html><body><h1 id="titleHeading">Esk</h1><div class="mw-parser-output">{BOX}</div>'
ESSAY = '<html><body><h1 id="titleHeading">Essay</h1><div class="mw-parser-output"><p>Words only.</p></div>'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    writer = pytest.importorskip("libzim.writer", reason="libzim, the extra 'zim', is not installed")
    path = tmp_path / "fens.zim"

    class Page(writer.Item):  # type: ignore[misc,name-defined]
        def __init__(self, name: str, content: str, mimetype: str = "text/html") -> None:
            super().__init__()
            self.name, self.content, self.mimetype = name, content, mimetype

        def get_path(self) -> str:
            return self.name

        def get_title(self) -> str:
            return self.name.replace("_", " ")

        def get_mimetype(self) -> str:
            return self.mimetype

        def get_contentprovider(self) -> object:
            return writer.StringProvider(self.content)

        def get_hints(self) -> dict[object, int]:
            return {writer.Hint.FRONT_ARTICLE: True}

    with writer.Creator(path).config_indexing(False, "eng") as creator:
        creator.add_item(Page("Battle_of_Hollenfurt", PAGE))
        creator.add_item(Page("Esk", PLACE))
        creator.add_item(Page("Essay", ESSAY))
        creator.add_item(Page("Broken", "<p class=infobox"))
        creator.add_item(Page("style.css", ".infobox{}", "text/css"))
        creator.add_redirection("Hollenfurt_1701", "Hollenfurt 1701", "Battle_of_Hollenfurt", {})
    return path


def summary(found: Article | ReadError) -> str:
    return str(found) if isinstance(found, ReadError) else found.source.title


def test_the_articles_of_the_domain_are_read(archive: Path) -> None:
    (article,) = read_zim(archive)
    assert isinstance(article, Article)
    assert article.source.title == "Battle of Hollenfurt"
    assert article.source.revision == "1200300400"
    assert article.source.file == f"{archive}#Battle_of_Hollenfurt"


def test_all_pages_are_read_when_told(archive: Path) -> None:
    assert sorted(map(summary, read_zim(archive, everything=True))) == [
        f"{archive}#Broken:1:1: the page breaks off before its article",
        "Battle of Hollenfurt",
        "Esk",
        "Essay",
    ]


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    pytest.importorskip("libzim", reason="libzim, the extra 'zim', is not installed")
    path = tmp_path / "damaged.zim"
    path.write_bytes(b"ZIM\x04" + b"\0" * 100)
    with pytest.raises(ReadError, match=r"damaged\.zim: not a ZIM archive, or a damaged one"):
        list(read_zim(path))


def test_damaged_entries_are_named_and_the_others_read(archive: Path) -> None:
    """Each byte of the archive in turn, some bytes apart, is another one: what libzim raises is an error of the archive or of an entry."""
    whole = archive.read_bytes()
    told = set()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        archive.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            found = list(read_zim(archive))
        except ReadError as error:
            found = [error]
        assert not [each for each in found if isinstance(each, DefectError)]
        told |= {re.sub(r"\d+", "N", str(each).partition(".zim: ")[2]).partition(":")[0] for each in found if isinstance(each, ReadError)}
    assert told >= {"not a ZIM archive, or a damaged one", "its entry N is damaged"}


def test_an_archive_of_which_nothing_can_be_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Archive:
        entry_count = 1 << 32

        def _get_entry_by_id(self, index: int) -> None:
            raise RuntimeError("Data corruption detected")

    monkeypatch.setattr(zim, "_open", lambda file: Archive())
    found = []
    with pytest.raises(ReadError, match=r"^a\.zim: more than 100 of its entries are damaged: not read any further$"):
        found.extend(read_zim("a.zim"))
    assert len(found) == 100


def test_without_libzim_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libzim.reader", None)
    with pytest.raises(ReadError, match=r"^a\.zim: reading ZIM archives needs libzim: pip install 'conflict-kg\[zim\]'$"):
        list(read_zim("a.zim"))
