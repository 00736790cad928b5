"""The search index: each name under each of its words, in files of bounded size."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from kg.pages.catalogue import fold
from kg.publish.site.buckets import Buckets, bucket_of
from kg.publish.site.whole import search
from kg.publish.site.whole.search import Found, Posting, file_name, index_files, list_script, postings_of, words_of


def named(name: str, kind: int = 0) -> Found:
    return Found(fold(name), name, name, kind, f"conflict/{name.replace(' ', '_')}.html", "")


def rows(script: str) -> tuple[str, list[list[Any]]]:
    match = re.fullmatch(r'kgNames\("(.*?)",(\[.*\])\);\n', script)
    assert match
    return match[1], json.loads(match[2])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Battle of Žižkov (1420)", ("battle", "of", "zizkov", "1420")),
        ("Ōta–Marel", ("ota", "marel")),
        ("!!!", ()),
        ("الجبهة الحرة", ("الجبهة", "الحرة")),
    ],
)
def test_words_are_folded_as_the_server_folds_names(name: str, words: tuple[str, ...]) -> None:
    assert words_of(fold(name)) == words


def test_a_name_stands_under_each_of_its_words() -> None:
    assert [(part, posting.word) for part, posting in postings_of(named("Siege of Ōta"))] == [("s", "siege"), ("o", "of"), ("o", "ota")]


def test_few_names_stand_in_one_file() -> None:
    postings = [Posting("marel", named("Osk Marel", 1)), Posting("mar", named("Mar"))]
    ((beginning, script, split),) = index_files(postings)
    assert (beginning, split) == ("m", False)
    assert rows(script) == ("m", [["Mar", 0, 0, "conflict/Mar.html", 0], ["Osk Marel", 0, 1, "conflict/Osk_Marel.html", 0]])


def test_a_row_has_years_and_whether_its_page_is_empty() -> None:
    war, name = named("Esk War")._replace(years=(1701, 1703, 1709, 1709)), named("Esk", 3)._replace(empty=True, note="in Esk War")
    ((_, script, _),) = index_files([Posting("esk", war), Posting("esk", name)])
    assert rows(script)[1] == [
        ["Esk War", 0, 0, "conflict/Esk_War.html", 0, 0, [1701, 1703, 1709, 1709]], ["Esk", 0, 3, "conflict/Esk.html", 0, "in Esk War", 0, 1],
    ]  # fmt: skip


def test_a_conflict_stands_under_its_years_too() -> None:
    war = named("Esk War")._replace(years=(1701, 1702, 1709, 1709))
    assert [posting.word for _, posting in postings_of(war)] == ["esk", "war", "1701", "1702", "1709"]
    assert [posting.word for _, posting in postings_of(war._replace(kind=1))] == ["esk", "war"]
    assert [posting.word for _, posting in postings_of(war._replace(years=(1701, 1801)))] == ["esk", "war"]
    assert Posting.of("esk", json.loads(json.dumps(war))) == Posting("esk", war)


def test_of_many_names_the_best_stand_in_one_file_and_all_in_those_of_longer_beginnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_MOST_IN_FILE", 4)
    monkeypatch.setattr(search, "_BEST", 2)
    postings = [Posting(word, named(word)) for word in ("ba", "bab", "bac", "bad", "baee", "baef", "beg")]
    made = {beginning: ([row[0] for row in rows(script)[1]], split) for beginning, script, split in index_files(postings)}
    assert made == {
        "b": (["ba", "bab"], True), "ba": (["ba", "bab"], True), "bab": (["bab"], False), "bac": (["bac"], False), "bad": (["bad"], False),
        "bae": (["baee", "baef"], False), "be": (["beg"], False),
    }  # fmt: skip


def test_scripts_hold_no_line_ends_of_other_alphabets() -> None:
    ((_, script, _),) = index_files([Posting("a", named("a\u2028b"))])
    assert "\u2028" not in script
    assert list_script(["b", "a"]) == 'kgBeginnings(["a","b"]);\n'


@pytest.mark.parametrize(("beginning", "name"), [("ba", "n-ba.js"), ("con", "n-con.js"), ("ا", "n-_627_.js"), ("o'", "n-o_27_.js")])
def test_files_have_portable_names(beginning: str, name: str) -> None:
    assert file_name(beginning) == name


@pytest.mark.parametrize(("folded", "part"), [("lomna", "l"), ("7th", "7"), ("", "x"), ("ا", "x7")])
def test_parts_go_by_the_first_letter(folded: str, part: str) -> None:
    assert bucket_of(folded) == part


def test_rows_come_back_as_they_went(tmp_path: Any) -> None:
    with Buckets(tmp_path / "rows") as buckets:
        buckets.add("a", ("ä", 1))
        buckets.add("b", ())
        buckets.add("a", ("x", None))
    assert (buckets.parts, list(buckets.read("a")), list(buckets.read("none"))) == (("a", "b"), [["ä", 1], ["x", None]], [])
