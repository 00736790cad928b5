from __future__ import annotations

import bz2
from pathlib import Path

import pytest
from bulk_dumps import END, HEAD, battle, filler, write_dump, write_wiki

from kg.bulk import streams
from kg.bulk.errors import BulkError
from kg.bulk.streams import Stream, check_multistream, count_units, read_stream, read_unit, unpack_stream


@pytest.mark.parametrize("unit", [40, 500, 3000, 4_000_000])
def test_units_of_any_size_give_every_stream_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unit: int) -> None:
    monkeypatch.setattr(streams, "UNIT", unit)
    dump = write_wiki(tmp_path / "dump.xml.bz2", 6)
    found = [one for number in range(count_units(dump.stat().st_size)) for one in read_unit(dump, number)]
    assert b"".join(packed for _, packed in found) == dump.read_bytes()
    assert len(found) == 9
    with dump.open("rb") as file:
        assert [read_stream(file, stream) for stream, _ in found] == [packed for _, packed in found]


def test_a_stream_without_blocks_is_a_stream(tmp_path: Path) -> None:
    dump = tmp_path / "dump.xml.bz2"
    dump.write_bytes(bz2.compress(HEAD) + bz2.compress(b"") + bz2.compress(END))
    assert [unpack_stream(packed, stream)[0] for stream, packed in read_unit(dump, 0)] == [HEAD, b"", END]


def test_a_damaged_stream_keeps_its_other_blocks() -> None:
    blocks = [bytes([65 + number]) + b"".join(filler(1000 * number + at) for at in range(900)) for number in range(3)]
    packed = bytearray(bz2.compress(b"".join(blocks), 1))
    packed[len(packed) // 2] ^= 0xFF
    text, damages = unpack_stream(bytes(packed), Stream(5000, len(packed)))
    assert len(text) > 600_000
    assert [damage.message for damage in damages] == ["a block of the bzip2 data is damaged"]
    assert 5000 < damages[0].offset < 5000 + len(packed)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<mediawiki>", "no dump packed with bzip2"),
        (bz2.compress(b"a text"), "no dump of MediaWiki"),
        (bz2.compress(HEAD) + bz2.compress(b"the rest of a page</page>"), "go over the borders of its bzip2 streams"),
    ],
    ids=["not packed", "a text", "cut anywhere"],
)
def test_what_is_no_multistream_dump_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    dump = tmp_path / "dump.xml.bz2"
    dump.write_bytes(data)
    with pytest.raises(BulkError, match=words):
        check_multistream(dump)


def test_one_long_stream_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LONGEST_STREAM", 10_000)
    monkeypatch.setattr(streams, "_STEP", 1000)
    monkeypatch.setattr(streams, "UNIT", 1000)
    dump = tmp_path / "dump.xml.bz2"
    dump.write_bytes(bz2.compress(HEAD + b"".join(map(filler, range(100)))))
    with pytest.raises(BulkError, match="too long for a multistream dump: kg build reads such dumps"):
        check_multistream(dump)


def test_the_head_is_what_stands_before_the_first_page(tmp_path: Path) -> None:
    assert check_multistream(write_dump(tmp_path / "a.bz2", [[battle("Battle of Zell")]])) == HEAD
    assert check_multistream(write_dump(tmp_path / "b.bz2", [], HEAD + battle("Battle of Zell"))) == HEAD
