"""Pages in an invented language are read by the data files of its pack alone; pages in a language without a pack lose no link and no point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from installed_pack import installed_pack

from kg.model.article import Article, Box, Row
from kg.model.text import COORDINATES, FATE, FLAG, LINK
from kg.read.html.article import read_html
from kg.read.input import Input
from kg.read.mediawiki.dump import read_mediawiki
from kg.read.text.article import read_text
from kg.read.wikitext.article import read_wikitext

PACKS = Path(__file__).resolve().parents[1] / "data" / "packs"


@pytest.fixture
def fenish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The pack of tests/data/packs as an installed package brings it."""
    with installed_pack("fenish", PACKS, tmp_path, monkeypatch):
        yield


BOX = """{{{{{name}
| nomo = Batalo de Loft
| ero de = Milito de la Marĉoj
| tago = {{{{dato|1701|5|4}}}}
| loko = [[Loft]] [[Dosiero:Mapo.svg|200px]]
| flanko1 = {{{{flago|FN}}}}
| flanko2 = [[Dosiero:Flago de Esko.svg|20px]] [[Esko]]
| estro1 = [[Otto Rein]] {{{{mortinta}}}}
| vetero = Pluvo
| bildo = Loft.jpg
| date = 1999
}}}}
'''Batalo de Loft''' estis [[batalo]].
"""
ROWS = [
    ("title", "nomo", [(0, "Batalo de Loft", ())]),
    ("part_of", "ero de", [(0, "Milito de la Marĉoj", ())]),
    ("date", "tago", [(0, "4 kvina 1701", ())]),
    ("place", "loko", [(0, "Loft", ((LINK, "Loft"),))]),
    ("belligerents", "flanko", [(1, "Fenlando", ((FLAG, "Fenlando"), (LINK, "Fenlando"))), (2, "Esko", ((FLAG, "Esko"), (LINK, "Esko")))]),
    ("commanders", "estro", [(1, "Otto Rein †", ((LINK, "Otto Rein"), (FATE, "killed")))]),
    ("military_conflict.weather", "vetero", [(0, "Pluvo", ())]),
    ("ignored", "bildo", [(0, "Loft.jpg", ())]),
    ("", "date", [(0, "1999", ())]),
]
TEXT = """Batalo de Loft

Batalo de Loft
Ero de Milito de la Marĉoj
Tago4 kvina 1701
Loko Loft
Fino Venko de Fenlando
Flankoj
Fenlando
Esko
Estroj
Otto Rein
Perdoj
kaj mankoj
80 mortintoj
Notoj
La fino.
"""
TABLE = """<html lang="qfn"><title>Batalo de Loft</title><div class="mw-parser-output"><table class="informkesto">
<tr><th colspan="2">Batalo de Loft</th></tr><tr><td colspan="2">Ero de Milito de la Marĉoj</td></tr><tr><th>Tago</th><td>4 kvina 1701</td></tr>
<tr><th colspan="2">Flankoj</th></tr><tr><td>Fenlando</td><td>Esko <a title="Mortinta" href="/wiki/Mortinta">(m)</a></td></tr>
</table><p>La <b>Batalo de Loft</b> estis <a href="/wiki/Batalo">batalo</a>.</p></div></html>"""

Rows = list[tuple[str, str, list[tuple[int | None, str, tuple[tuple[str, str], ...]]]]]


def rows_of(box: Box) -> Rows:
    def told(row: Row) -> list[tuple[int | None, str, tuple[tuple[str, str], ...]]]:
        return [(cell.column, line.text.shown, tuple((m.kind, m.value) for m in line.text.marks)) for cell in row.cells for line in cell.lines]

    return [(row.field, row.label, told(row)) for row in box.rows]


@pytest.mark.usefixtures("fenish")
@pytest.mark.parametrize("name", ["Informkesto pri batalo", "ŝablono:informkesto pri Batalo", "batalkesto"])
def test_wikitext(name: str) -> None:
    article = read_wikitext(BOX.format(name=name), title="Batalo de Loft", sha256="00", language="qfn")
    assert [(box.kind, rows_of(box)) for box in article.boxes] == [("batalo", ROWS)]
    assert (article.source.language, article.issues, [text.shown for text in article.lead]) == ("qfn", (), ["Batalo de Loft estis batalo."])


@pytest.mark.usefixtures("fenish")
def test_plain_text() -> None:
    [box] = read_text(TEXT.encode(), language="qfn").boxes
    assert (box.kind, [(row.field, [line.text.shown for cell in row.cells for line in cell.lines]) for row in box.rows]) == (
        "batalo",
        [
            ("title", ["Batalo de Loft"]),
            ("part_of", ["Milito de la Marĉoj"]),
            ("date", ["4 kvina 1701"]),
            ("place", ["Loft"]),
            ("outcome", ["Venko de Fenlando"]),
            ("belligerents", ["Fenlando", "Esko"]),
            ("commanders", ["Otto Rein"]),
            ("casualties", ["80 mortintoj"]),
        ],
    )


@pytest.mark.usefixtures("fenish")
def test_saved_page() -> None:
    article = read_html(TABLE.encode())
    assert [(box.kind, rows_of(box)) for box in article.boxes] == [
        ("batalo", [
            ("title", "", [(0, "Batalo de Loft", ())]),
            ("part_of", "Ero de", [(0, "Milito de la Marĉoj", ())]),
            ("date", "Tago", [(0, "4 kvina 1701", ())]),
            ("belligerents", "Flankoj", [(1, "Fenlando", ()), (2, "Esko (m)", ((FATE, "killed"),))]),
        ])
    ]  # fmt: skip


EXPORT = '<mediawiki xml:lang="{tag}">{pages}</mediawiki>'
PAGE = "<page><title>{title}</title><ns>0</ns><revision><id>1</id><text>{text}</text></revision></page>"


def export(tag: str) -> Input:
    pages = [PAGE.format(title="Batalo de Loft", text=BOX.format(name="Informkesto pri batalo")), PAGE.format(title="Loft", text="'''Loft'''")]
    return Input.from_bytes(EXPORT.format(tag=tag, pages="".join(pages)).encode(), "x.xml")


@pytest.mark.usefixtures("fenish")
def test_the_wiki_of_a_dump_tells_what_its_infoboxes_are_called() -> None:
    [article] = read_mediawiki(export("qfn").stream, "x.xml")
    assert isinstance(article, Article)
    assert (article.source.title, article.source.language, rows_of(article.boxes[0])) == ("Batalo de Loft", "qfn", ROWS)


def test_a_dump_in_a_language_without_a_pack_is_named() -> None:
    assert [str(found) for found in read_mediawiki(export("tlh").stream, "x.xml")] == [
        "x.xml: no language pack for 'tlh', so its infoboxes are not known"
    ]


DEGREES = '<span class="latitude">46°30′N</span> <span class="longitude">31°15′E</span>'
POINTS = (
    f'<span id="coordinates"><span class="geo-default"><span class="geo-dms">{DEGREES}</span></span></span>',
    '<span class="geo">46.5; 31.25</span>',
)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("tag", ["tlh", "tlh-Latn", "zz", "x" * 200])
def test_without_a_pack_links_and_points_survive_and_nothing_breaks(tag: str, point: str) -> None:
    wikitext = read_wikitext(BOX.format(name="Infobox military conflict") + "[[File:A.png|b]] {{coord|1|2}}", title="X", sha256="00", language=tag)
    html = read_html(TABLE.replace("qfn", tag).replace("La <b>", f"{point} La <b>").encode())
    text = read_text(TEXT.encode(), language=tag)
    assert [article.boxes for article in (wikitext, html, text)] == [(), (), ()]
    assert [(mark.kind, mark.value) for mark in html.lead[0].marks if mark.kind in (LINK, COORDINATES)] == [
        (COORDINATES, "46.5 31.25"), (LINK, "Batalo")
    ]  # fmt: skip
    assert [mark.value for text in wikitext.lead for mark in text.marked(LINK)] == ["Batalo"]
