from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

from bulk_dumps import HEAD, battle, filler, write_dump

from kg.bulk.engine.pool import Job
from kg.bulk.folder import Folder
from kg.bulk.identity import Dump
from kg.bulk.index import StreamPages, write_index
from kg.bulk.known import read_records
from kg.bulk.made import Setting
from kg.bulk.scan import Candidate, scan_text
from kg.bulk.streams import Stream, read_unit
from kg.bulk.work import Building, Scanning, from_plain, group_streams
from kg.graph.provenance import Provenance
from kg.read.mediawiki.site import Site


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


def test_a_page_that_was_altered_since_it_was_indexed_is_named_and_not_built(tmp_path: Path) -> None:
    data = battle("Battle of Zell").rstrip() + filler(1) * 99
    dump = write_dump(tmp_path / "dump.xml.bz2", [[data]])
    stream = [stream for stream, _ in read_unit(dump, 0)][1]
    write_index(tmp_path / "index", Dump("dump.xml.bz2", 0, "", ""), "", ())
    pages = scan_text(data, "en").candidates
    setting = Setting("dump.xml.bz2", Site.of(HEAD), Provenance("https://example.org/", "0"))
    for page, articles, word in ((pages[0], 1, ""), (pages[0]._replace(digest="another"), 0, "it is not what was there when the dump was indexed")):
        building = Building(dump, tmp_path / "index", setting, tmp_path / f"out{articles}")
        record = building(Job(0, [StreamPages(stream, (page,))]), lambda place: None)
        assert record.articles == articles
        issues = gzip.decompress((tmp_path / f"out{articles}" / record.issues).read_bytes()).decode() if record.issues else ""
        assert word in issues
        assert [one.settled for one in read_records(tmp_path / f"out{articles}" / record.records)] == [not word]


def test_scanning_loads_nothing_that_builds() -> None:
    code = "import sys, kg.cli.bulk.bulk, kg.bulk.run; print([name for name in sys.modules if name.startswith(({}))])"
    heavy = "'rdflib', 'pyshacl', 'shacl', 'pyoxigraph', 'kg.extract', 'kg.validation', 'kg.columns', 'kg.pipeline.run'"
    assert subprocess.run([sys.executable, "-c", code.format(heavy)], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_streams_are_grouped_by_their_pages() -> None:
    page = Candidate("Zell", "5", "1", 0, 9, "a")
    streams = [StreamPages(Stream(number, 1), (page,) * count) for number, count in enumerate((1, 1, 3, 2, 1))]
    assert [[one.stream.offset for one in group] for group in group_streams(streams, 2)] == [[0, 1], [2], [3], [4]]
    assert group_streams([], 2) == []
