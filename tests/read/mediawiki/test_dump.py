"""MediaWiki's XML: pages, exports and dumps; the good pages are kept, each bad one is named."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wiki_pages import BOX, export, page

from kg.language.language import english
from kg.model.article import Article
from kg.model.text import LINK
from kg.read.error import NoArticleError, ReadError
from kg.read.mediawiki import dump as mediawiki
from kg.read.mediawiki import pages
from kg.read.mediawiki.dump import read_mediawiki
from kg.read.mediawiki.pages import Counted, Header, scan_pages
from kg.unpacking.stream import Damage, read_blocks, unpack


def read(data: bytes, redirects: dict[str, str] | None = None) -> list[str]:
    """Titles of articles and messages of errors, in order."""
    found = read_mediawiki(io.BytesIO(data), "x.xml", redirects=redirects)
    return [item.source.title if isinstance(item, Article) else str(item) for item in found]


def articles(data: bytes) -> list[Article]:
    return [item for item in read_mediawiki(io.BytesIO(data), "x.xml") if isinstance(item, Article)]


def test_single_page_is_read_whatever_it_holds() -> None:
    data = page("Some page", "No box.", revision=7).encode()
    source = articles(data)[0].source
    assert (source.title, source.text, source.sha256) == ("Some page", "No box.", hashlib.sha256(data).hexdigest())
    assert (source.revision, source.timestamp, source.url, source.file) == ("7", "2020-01-07T00:00:00Z", None, "x.xml")


@pytest.mark.parametrize("number", ["0", "-7", "x", "", "9" * 30])
def test_what_is_no_revision_and_no_time_is_not_told(number: str) -> None:
    data = page("Some page", "No box.", revision=7).replace("<id>7</id>", f"<id>{number}</id>").replace("2020-01-07", "2020-13-07").encode()
    assert (articles(data)[0].source.revision, articles(data)[0].source.timestamp) == (None, None)


def test_export_tells_language_and_address() -> None:
    data = export(page("Siege of A & B", BOX.format(name="X")), page("Town", "{{Infobox settlement|name=T}}"), page("Talk", namespace=1))
    found = articles(data.replace(b'"en"', b'"simple"'))
    assert [(a.source.title, a.source.language, a.source.url) for a in found] == [
        ("Siege of A & B", "simple", "https://wiki.example/wiki/Siege_of_A_%26_B")
    ]


def test_template_that_is_an_infobox_speaks_for_its_conflict() -> None:
    frame = "{{Infobox military conflict|conflict={{{conflict|}}}}}"
    data = export(
        page("Template:Fen War infobox", BOX.format(name="Fen War"), namespace=10),
        page("Template:Infobox military conflict", BOX.format(name="Example"), namespace=10),
        page("Template:Fen War infobox/doc", BOX.format(name="Example"), namespace=10),
        page("Template:Frame", frame, namespace=10),
    )
    assert [(a.source.title, a.lead) for a in articles(data)] == [("Fen War", ())]


def test_latest_revision_counts() -> None:
    old, new = page("X", "{{Infobox battle|date=1701}}", revision=1), page("X", "{{Infobox battle|date=1702}}", revision=2)
    revision = new[new.index("<revision>") : new.index("</page>")]
    data = old.replace("</page>", revision + "</page>").encode()
    assert [a.source.revision for a in articles(data)] == ["2"]
    assert [a.source.revision for a in articles(export(new, old))] == ["2", "1"]


DELETED = ["x.xml:3: the text of the page 'A' is deleted or missing", "B"]
NO_TEXT = '<page><title>A</title><revision><text deleted="deleted" /></revision></page>'
RAW = "has markup in its text that is not escaped, <br>: escape it (&lt;br&gt;), or export the page again"
BAD = [
    ("cut", export(page("A"), page("B"))[:-80], ["A", "x.xml:15: the file ends inside of the page 'B'"]),
    ("no end", export(page("A"), end=""), ["A", "x.xml:11: the file ends without </mediawiki>"]),
    ("entity", export(page("A").replace("battle.", "&lol;"), page("B")), ["x.xml:9:15: the page 'A' is not well-formed XML", "B"]),
    ("tag", export(page("A").replace("<id>9", "<idd>9"), page("B")), ["x.xml:3:41: the page 'A' is not well-formed XML", "B"]),
    ("bytes", export(page("A"), page("B")).replace(b"battle", b"b\xff", 1), ["x.xml:9:16: the page 'A' is not well-formed XML", "B"]),
    ("raw markup", export(page("A").replace("battle.", "bat<br />tle."), page("B")), [f"x.xml:3: the page 'A' {RAW}", "B"]),
    ("page in a page", export("<page><title>A</title>par" + page("B")), ["x.xml:3: the page 'A' has no end", "B"]),
    ("two pages in pages", export("<page><title>A</title>par", page("B"), "<page><title>C</title>", page("D")), [
        "x.xml:3: the page 'A' has no end", "B", "x.xml:11: the page 'C' has no end", "D",
    ]),
    ("open page", export(page("A").replace("</page>", ""), page("B")), ["x.xml:3: the page 'A' has no end", "B"]),
    ("deleted", export(page("A").replace("<text>", '<text deleted="deleted">'), page("B")), DELETED),
    ("no text", export(NO_TEXT, page("B")), DELETED),
    ("twice", export(page("A"), page("A")), ["A", "x.xml:11: the page 'A' stands twice in the same revision 1"]),
    ("after", export(page("A")) + b"more", ["A", "x.xml:12: there is something else after the last page"]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_pages_are_named(data: bytes, expected: list[str]) -> None:
    found = read(data)
    assert [re.sub(r"XML \(.*\)$", "XML", item) for item in found] == expected


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("UTF-16", "utf-16"),
        (None, "utf-16"),
        ("UTF-16", "utf-16-be"),
        (None, "utf-16-le"),
        (None, "utf-8-sig"),
    ],
)
def test_exports_in_other_encodings(declared: str | None, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = export(page("Siege of Lömb"), page("Battle B")).decode()
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = (head + text).encode(encoding)
    assert read(data) == ["Siege of Lömb", "Battle B"]
    first = articles(data)[0].source
    assert (first.sha256, "Siege of Lömb" in first.text) == (hashlib.sha256(data).hexdigest(), True)
    monkeypatch.setattr(mediawiki, "_WHOLE", 100)
    monkeypatch.setattr("kg.unpacking.stream.CHUNK", 301)
    assert read(data) == ["Siege of Lömb", "Battle B"]


def test_a_page_that_is_not_in_the_encoding_it_should_be_in_says_what_to_do() -> None:
    found = read(export(page("A"), page("B")).replace(b"battle", b"b\xff", 1))
    assert found[0].endswith("; it is not in UTF-8: save it so, or name its encoding in the XML declaration)")


def test_an_encoding_that_nobody_knows() -> None:
    with pytest.raises(ReadError, match=r"^x\.xml: it is declared to be in 'klingon-8', which is no encoding that is known: save it as UTF-8$"):
        read(b'<?xml version="1.0" encoding="klingon-8"?>' + export(page("A"), page("B")))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (export(page("Town", "{{Infobox settlement|name=T}}"), page("River", "Flows.")), ["x.xml: read 2 pages: none has an infobox of the domain"]),
        (export(page("Talk", namespace=1), page("Town", "No box.")), ["x.xml: read 2 pages: none has an infobox of the domain"]),
        (bz2.compress(export(page("Town", "No box."))), ["x.xml: read 1 page: none has an infobox of the domain"]),
        (export(page("Town", "No box."), page("A")), ["A"]),
    ],
)
def test_an_export_without_an_infobox_says_how_many_pages_were_read(data: bytes, expected: list[str]) -> None:
    assert read(data) == expected
    assert [type(found) for found in read_mediawiki(io.BytesIO(data), "x.xml") if isinstance(found, ReadError)] in ([], [NoArticleError])


def test_a_defect_costs_its_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real = mediawiki.read_wikitext

    def fail(text: str, **options: str) -> Article:
        if options["title"] == "B":
            raise KeyError(76)
        return real(text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(mediawiki, "read_wikitext", fail)
    found = read(export(page("A"), page("B"), page("C")))
    assert [found[0], found[2]] == ["A", "C"]
    assert found[1].startswith("x.xml:11: a defect of conflict-kg kept 'B' from being read: KeyError: 76 (")


REFUSED = [
    (b'<!DOCTYPE x [<!ENTITY a "b">]>\n' + export(page("A")), "x.xml:1: a document type declaration is not allowed in an export"),
    (b"<html>503 Service Unavailable</html>", "x.xml: no <page> in it: not an export of MediaWiki"),
    (b"", "x.xml: no <page> in it: not an export of MediaWiki"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_refused_files(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as error:
        read(data)
    assert str(error.value) == message


def test_page_that_is_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_PAGE", 20_000)
    data = export(page("A"), page("Long", BOX.format(name="Long") + "word " * 50_000), page("B"))
    expected = ["A", "x.xml:11: the page 'Long' is longer than 20,000 bytes", "B"]
    assert read(data) == expected
    in_blocks = [
        found
        for found in scan_pages(_blocks(data, 3_000), lambda _: pages.box_search(english()).find, "x.xml")
        if not isinstance(found, Header | Counted)
    ]
    assert [str(found) for found in in_blocks if isinstance(found, ReadError)] == expected[1:2]
    assert len(in_blocks) == 3


def test_redirects_of_an_export_are_followed_where_they_name_one_thing() -> None:
    def redirect(title: str, target: str, more: str = "") -> str:
        return page(title, f"#REDIRECT [[{target}]] {more}", extra=f'<redirect title="{target}" />')

    chain = redirect("Varn", "Varn Union", "{{R from short name}}") + redirect("Varn Union", "The Varn Union (state)")
    data = export(page("A"), chain, redirect("Esk", "Battle of Esk"))
    values = [mark.value for row in articles(data)[0].boxes[0].rows for cell in row.cells for line in cell.lines for mark in line.text.marked(LINK)]
    assert values == ["The Varn Union (state)", "Esk"]


def _dump(count: int, per_stream: int) -> bytes:
    """A multistream dump."""
    data = export(*(page(f"P{n}") for n in range(count)))
    head, rest = data[: data.index(b"<page>")], data[data.index(b"<page>") :]
    pages = [part + b"</page>\n" for part in rest.split(b"</page>\n")[:-1]]
    streams = [head, *(b"".join(pages[at : at + per_stream]) for at in range(0, count, per_stream)), b"</mediawiki>\n"]
    return b"".join(map(bz2.compress, streams))


TITLES = [f"P{n}" for n in range(12)]


@pytest.mark.parametrize("packed", [_dump(12, 4), bz2.compress(export(*map(page, TITLES))), gzip.compress(export(*map(page, TITLES)), mtime=0)])
def test_packed_dumps(packed: bytes) -> None:
    assert read(packed) == TITLES
    found = articles(packed)[0].source
    assert found.sha256 == hashlib.sha256(found.text.encode()).hexdigest()


def test_long_files_are_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediawiki, "_WHOLE", 1000)
    found = articles(export(*map(page, TITLES)))
    assert [a.source.title for a in found] == TITLES
    assert found[3].source.sha256 == hashlib.sha256(found[3].source.text.encode()).hexdigest()


def test_damaged_stream_costs_no_other() -> None:
    packed = bytearray(_dump(12, 4))
    second = packed.index(b"BZh", packed.index(b"BZh", 60) + 1)
    packed[second + 40] ^= 0xFF
    assert read(bytes(packed)) == [*TITLES[:4], f"x.xml: a block of the bzip2 data is damaged (at byte {second + 4})", *TITLES[8:]]


TAILS = [
    (lambda data: data + b"garbage", "something else after the end of the bzip2 data", 12),
    (lambda data: data[:-3], "the file ends inside of the bzip2 data", 12),
    (lambda data: data[:-60], "the file ends inside of a block of the bzip2 data", 8),
]


@pytest.mark.parametrize(("change", "message", "kept"), TAILS)
def test_bad_ends_of_bzip2(change: object, message: str, kept: int) -> None:
    found = read(change(_dump(12, 4)))  # type: ignore[operator]
    assert found[:kept] == TITLES[:kept]
    assert message in found[-1]


def test_bad_ends_of_gzip() -> None:
    packed = gzip.compress(export(*map(page, TITLES)), 1, mtime=0)
    assert "the file ends inside of the gzip data" in read(packed[:-9])[-1]
    assert read(packed + b"more")[:12] == TITLES
    assert "something else after the end of the gzip data" in read(packed + b"more")[-1]
    assert "the gzip data is damaged" in read(packed[:40] + b"\xff\xff\xff" + packed[43:])[-1]


def _blocks(data: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=3000), max_size=5), st.integers(1, 9), st.integers(1, 4000))
def test_any_row_of_streams_is_unpacked(parts: list[bytes], level: int, size: int) -> None:
    packed = b"".join(bz2.compress(part, level) for part in parts)
    found = list(unpack(_blocks(packed, max(size, 3))))
    assert b"".join(chunk for chunk in found if isinstance(chunk, bytes)) == b"".join(parts)
    assert not any(isinstance(chunk, Damage) for chunk in found)


def test_stream_of_many_blocks() -> None:
    chance = random.Random(1)
    data = bytes(chance.choices(b"abcdefgh", k=700_000))
    for packed in (bz2.compress(data, 1), bz2.compress(data[:350_000], 1) + bz2.compress(data[350_000:], 2)):
        assert b"".join(chunk for chunk in unpack(_blocks(packed, 50_000)) if isinstance(chunk, bytes)) == data


def test_corpus(corpus: Path) -> None:
    for path in sorted((corpus / "xml").glob("*.xml")):
        with path.open("rb") as stream:
            found = list(read_mediawiki(stream, path.name))
        assert [type(item) for item in found] == [Article], path.name
    with path.open("rb") as stream:
        assert b"".join(chunk for chunk in unpack(read_blocks(stream)) if isinstance(chunk, bytes)) == path.read_bytes()
