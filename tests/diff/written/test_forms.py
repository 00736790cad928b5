"""Differences as a table with its dictionary, a page and a changelog."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from diff_sides import ARTICLES, build_all, edited, side

import kg.diff.written.changelog
import kg.diff.written.page
from kg.diff.changes import collect
from kg.diff.difference import Difference, load_data, load_table
from kg.diff.tally import Tally, causes_in_words
from kg.diff.written.changelog import describe, write_changelog
from kg.diff.written.forms import FORMS, write_folder
from kg.diff.written.page import render_page

OLD, NEW = (
    side(build_all(ARTICLES, "1"), "Conflicts 1"),
    side(build_all({**edited(), "Fall of *Varn* & Esk": ARTICLES["Siege of Lenk"]}, "2"), "Conflicts 2"),
)
CHANGELOG = """# Changes from Conflicts 1 to Conflicts 2

33 differences: 19 added, 4 removed, 10 changed.

| Cause | added | removed | changed |
|---|--:|--:|--:|
| the article is new | 13 | 0 | 0 |
| the article changed | 6 | 4 | 10 |

Where several causes are told, the graphs do not tell which of them it was.

| What | added | removed | changed |
|---|--:|--:|--:|
| articles | 1 | 0 | 3 |
| facts | 9 | 2 | 6 |
| names | 9 | 2 | 0 |
| descriptions | 0 | 0 | 1 |

## Battle of Orvel

- changed: Battle of Orvel, version: **revision 1** → **revision 2** — the article changed
- changed: Battle of Orvel, end: **1704-07-09** → **1704-07-10** — the article changed
- changed: Battle of Orvel, start: **1704-07-09** → **1704-07-10** — the article changed
- … and 1 more in differences.csv

## Fall of \\*Varn\\* \\& Esk

The article is new: revision 2, with 12 facts and names.

## Raid on Zell

- changed: Raid on Zell, version: **revision 1** → **revision 2** — the article changed
- changed: Raid on Zell, side 1, strength: **3000** → **3500** — the article changed
- added: Raid on Zell, side 2, commander: **Knud Hars** — the article changed
- … and 4 more in differences.csv

1 more article is in differences.csv.
"""


def written(form: str) -> str:
    out = StringIO()
    with collect(OLD, NEW) as changes:
        FORMS[form](changes, out)
    return out.getvalue()


def test_a_table_has_a_row_for_each_difference() -> None:
    rows = list(csv.DictReader(StringIO(written("csv"))))
    with collect(OLD, NEW) as changes:
        found = list(changes)
    assert len(rows) == len(found) == 33
    assert [row["causes"] for row in rows] == [" | ".join(d.causes) for d in found]
    assert rows[3] | {"old_claim": "", "new_claim": ""} == {
        "causes": "article-changed", "change": "changed", "kind": "fact", "article": "Battle of Orvel",
        "page": "https://example.org/article/Battle_of_Orvel", "address": "https://wiki.example.org/wiki/Battle_of_Orvel", "old_revision": "1",
        "new_revision": "2", "subject": "Battle of Orvel", "subject_iri": "https://example.org/conflict/Battle_of_Orvel", "property": "when",
        "aspects": "value | words", "old_value": "1704-07-09", "new_value": "1704-07-10", "old_details": "", "new_details": "",
        "old_quote": "9 July 1704", "new_quote": "10 July 1704", "old_claim": "", "new_claim": "",
    }  # fmt: skip
    assert rows[3]["old_claim"].startswith("https://example.org/claim/")
    assert [json.loads(line)["change"] for line in written("jsonl").splitlines()] == [row["change"] for row in rows]


def test_the_columns_are_described() -> None:
    assert [column.name for column in load_table().columns] == list(Difference.__slots__)
    assert set(load_data()) == {"single", "number", "article", "reading", "cause", "kind", "table", "column"}


def test_the_changelog_lists_the_first_of_each_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.diff.written.changelog, "MOST", 3)
    monkeypatch.setattr(kg.diff.written.changelog, "MOST_ARTICLES", 3)
    assert written("md") == CHANGELOG


def test_a_changelog_without_differences() -> None:
    assert "".join(write_changelog((), Tally(), "a_b", "c")) == "# Changes from a\\_b to c\n\nNo differences.\n"


def make(**fields: object) -> Difference:
    """A difference with these fields, and else nothing told."""
    plain: dict[str, object] = dict.fromkeys(Difference.__slots__)
    plain |= {"causes": ("extractor",), "change": "changed", "kind": "fact", "subject": "Raid", "subject_iri": "x:a", "property": "losses"}
    return Difference(**{**plain, "aspects": (), "old_details": (), "new_details": (), **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("difference", "line"),
    [
        (make(old_value="4", new_value="5", aspects=("value", "words")), "changed: Raid, losses: **4** → **5** — the extractor changed"),
        (make(old_value="4", new_value="4", aspects=("words",)), "changed: Raid, losses (words): **4** → **4** — the extractor changed"),
        (
            make(old_value="4", new_value="4", aspects=("until",), old_details=("until 1701",), causes=("article-changed", "extractor", "merge")),
            "changed: Raid, losses (until): **4** (until 1701) → **4** — the article or the extractor changed, or things were made one, or apart",
        ),
        (make(change="removed", old_value="a\n*b*"), "removed: Raid, losses: **a \\*b\\*** — the extractor changed"),
    ],
)  # fmt: skip
def test_a_difference_in_a_line(difference: Difference, line: str) -> None:
    assert describe(difference) == line


@pytest.mark.parametrize(
    ("causes", "words"),
    [
        (("ontology",), "the ontology changed"),
        (("article-changed", "extractor", "ontology"), "the article, the extractor or the ontology changed"),
        (("unexplained",), "the graphs do not tell"),
    ],
)
def test_causes_in_words(causes: tuple[str, ...], words: str) -> None:
    assert causes_in_words(causes) == words


class _Page(HTMLParser):
    """What a page shows of tags that are not closed, of scripts and of links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_elsewhere() -> None:
    text, page = written("html"), _Page()
    page.feed(text)
    assert page.open == []
    assert "script" not in page.seen
    assert "link" not in page.seen
    assert {link.rpartition("/")[0] for link in page.links} == {"https://wiki.example.org/wiki"}
    assert re.findall(r"<h2 id=\"a\d\"><bdi>(.*?)</bdi>", text) == ["Battle of Orvel", "Fall of *Varn* &amp; Esk", "Raid on Zell", "Siege of Lenk"]
    assert text.count('<tr><td><span class="tag') == 33


def test_the_page_shows_words_as_words_and_no_address_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.diff.written.page, "MOST_ARTICLES", 1)
    hostile = make(subject="<script>x</script>", page="x:a", address="javascript:x", old_value="<b>", new_quote="</q>")
    text = "".join(render_page([hostile, make(page="x:b")], Tally([hostile, hostile]), "<old>", "new"))
    assert "<script>" not in text
    assert "javascript:" not in text
    assert "&lt;script&gt;x&lt;/script&gt;" in text
    assert "<title>Differences of &lt;old&gt; and new</title>" in text
    assert "1 more article is in the table of differences." in text


def test_a_folder_has_all_forms(tmp_path: Path) -> None:
    with collect(OLD, NEW) as changes:
        write_folder(changes, OLD, NEW, tmp_path / "changes")
    names = ["differences.csv", "differences.csv-metadata.json", "index.html", "CHANGES.md", "added.nq.gz", "removed.nq.gz"]
    assert sorted(path.name for path in (tmp_path / "changes").iterdir()) == sorted(names)
    assert json.loads((tmp_path / "changes" / names[1]).read_text(encoding="utf-8"))["url"] == "differences.csv"
