from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kg.bulk.identity import Dump
from kg.bulk.index import Index, StreamPages, StreamScan, write_index
from kg.bulk.redirects import safe_targets
from kg.bulk.scan import Broken, Candidate
from kg.bulk.streams import Stream
from kg.bulk.work import from_plain, to_plain
from kg.read.mediawiki.redirects import Redirect

DUMP = Dump("dump.xml.bz2", 900, "aa", "bb")
ZELL, AGAIN, ESK = Candidate("Zell", "1", "7", 0, 10, "a"), Candidate("Zell", "1", "7", 20, 30, "a"), Candidate("Esk", "2", "8", 30, 40, "b")
SCANS = (
    StreamScan(Stream(0, 50), (), (("Varn", Redirect("Varn (state)", "", "same")),), (), 3),
    StreamScan(Stream(50, 60), (ZELL,), (), (Broken("Hill", "has no end", 4),), 2),
    StreamScan(Stream(110, 70), (AGAIN, ESK), (("Varn", Redirect("Varn Republic", "Army", "other")), ("Sea of Esk", Redirect("Esk Sea"))), (), 2),
)


def test_an_index_gives_what_was_written(tmp_path: Path) -> None:
    write_index(tmp_path / "i", DUMP, "key", SCANS)
    with closing(Index(tmp_path / "i")) as index:
        assert list(index.streams()) == [StreamPages(Stream(50, 60), (ZELL,)), StreamPages(Stream(110, 70), (ESK,))]
        assert list(index.broken()) == [(50, Broken("Hill", "has no end", 4))]
        assert list(index.repeated()) == [(110, Broken("Zell", "the page 'Zell' stands twice in the same revision 7", 20))]
        assert index.pages() == 7
        assert index.redirect("Varn") == Redirect("Varn Republic", "Army", "other")
        assert index.redirect("Nothing") is None
    assert [path.name for path in tmp_path.iterdir()] == ["i"]


def test_an_index_fits_its_dump_and_search_alone(tmp_path: Path) -> None:
    write_index(tmp_path / "i", DUMP, "key", SCANS)
    with closing(Index(tmp_path / "i")) as index:
        assert index.fits(DUMP._replace(name="renamed"), "key")
        assert not index.fits(DUMP, "other")
        assert not index.fits(DUMP._replace(size=901), "key")
    (tmp_path / "damaged").write_bytes(b"no SQLite file" * 100)
    with closing(Index(tmp_path / "damaged")) as index:
        assert not index.fits(DUMP, "key")


def test_targets_are_those_that_redirects_lead_to_in_safety() -> None:
    redirects = {"Sea of Esk": Redirect("Esk, Sea of", "", "same"), "Brother": Redirect("Sister"), "A": Redirect("B", "", "same"), "B": Redirect("A")}
    targets = safe_targets(redirects.get)
    assert {title: targets.get(title) for title in (*redirects, "Zell")} == {
        "Sea of Esk": "Esk, Sea of", "Brother": None, "A": None, "B": None, "Zell": None,
    }  # fmt: skip
    assert "Sea of Esk" in targets
    assert "Brother" not in targets


def test_scans_survive_as_plain_values() -> None:
    assert tuple(from_plain(to_plain(one)) for one in SCANS) == SCANS
