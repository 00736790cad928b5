from __future__ import annotations

from pathlib import Path

from bulk_dumps import battle, filler, write_dump

from kg.bulk.folder import Folder
from kg.bulk.index import StreamPages
from kg.bulk.pool import Job
from kg.bulk.scan import Candidate
from kg.bulk.streams import Stream, read_unit
from kg.bulk.work import Scanning, from_plain, group_streams


def test_a_stream_that_is_left_out_is_named_and_costs_no_other(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.xml.bz2", [[battle("Battle of Zell"), filler(1)], [battle("Battle of Esk", 2)]])
    offsets = [stream.offset for stream, _ in read_unit(dump, 0)]
    told = list[int]()
    pages = Scanning(dump, "en", tmp_path / "out")(Job(0, 0, frozenset(offsets[1:2])), told.append)
    assert (pages, told) == (1, offsets)
    kept = [from_plain(one) for one in Folder(tmp_path / "out").read_scan(0)]
    assert [[page.title for page in one.candidates] for one in kept] == [[], [], ["Battle of Esk"], []]
    assert [len(one.broken) for one in kept] == [0, 1, 0, 0]
    assert "ended the process each time" in kept[1].broken[0].message


def test_streams_are_grouped_by_their_pages() -> None:
    page = Candidate("Zell", "5", "1", 0, 9, "a")
    streams = [StreamPages(Stream(number, 1), (page,) * count) for number, count in enumerate((1, 1, 3, 2, 1))]
    assert [[one.stream.offset for one in group] for group in group_streams(streams, 2)] == [[0, 1], [2], [3], [4]]
    assert group_streams([], 2) == []
