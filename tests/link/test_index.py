"""The index: what each kind of source gives it, and what it answers."""

import bz2
import gzip
import json
from pathlib import Path

import pytest

from kg.link.index.build import build_index
from kg.link.index.lookup import Index, IndexFileError, Item
from kg.link.index.sources import SourceError, is_json_dump, open_source
from kg.link.vocabulary import Kinds, load_vocabulary

TITLES = "title\tqid\nBattle of Hollen\tQ11\nVarn\tQ12\nVarn (film)\tQ13\n"
LABELS = "label\tqid\tkind\tsource\nOtto Rein\tQ21\tperson\tx\nBattle of Hollen\tQ11\tconflict\tx\nVarnish Guard\tQ22\tgroup\tx\n"
PAGE = """-- MySQL dump
CREATE TABLE `page` (
  `page_id` int(8) unsigned NOT NULL AUTO_INCREMENT,
  `page_namespace` int(11) NOT NULL DEFAULT 0,
  `page_title` varbinary(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`page_id`)
) ENGINE=InnoDB;
INSERT INTO `page` VALUES (1,0,'Battle_of_Hollen'),(2,0,'O\\'Rein_(general),_the_\\"Elder\\"'),(3,0,'Hollen_battle');
INSERT INTO `page` VALUES (4,1,'Talk'),(5,0,'Varn'),(6,0,'Hollen_fight');
"""
PROPS = """CREATE TABLE `page_props` (
  `pp_page` int(11) NOT NULL,
  `pp_propname` varbinary(60) NOT NULL,
  `pp_value` blob NOT NULL,
  `pp_sortkey` float DEFAULT NULL,
) ENGINE=InnoDB;
INSERT INTO `page_props` VALUES (1,'wikibase_item','Q11',NULL),(2,'wikibase_item','Q31',NULL);
INSERT INTO `page_props` VALUES (5,'wikibase_item','Q12',NULL),(5,'disambiguation','',NULL),(1,'x','a,(b)',1.5);
"""
REDIRECT = """CREATE TABLE `redirect` (
  `rd_from` int(8) unsigned NOT NULL DEFAULT 0,
  `rd_namespace` int(11) NOT NULL DEFAULT 0,
  `rd_title` varbinary(255) NOT NULL DEFAULT '',
  `rd_interwiki` varbinary(32) DEFAULT NULL,
) ENGINE=InnoDB;
INSERT INTO `redirect` VALUES (3,0,'Battle_of_Hollen',NULL),(6,0,'Hollen_battle','');
"""


def statement(value: object, rank: str = "normal") -> dict[str, object]:
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": rank}


def item(qid: str) -> dict[str, object]:
    return statement({"entity-type": "item", "id": qid, "numeric-id": int(qid[1:])})


def time(text: str, precision: int = 11) -> dict[str, object]:
    return statement({"time": text, "precision": precision})


ENTITIES = [
    {
        "type": "item", "id": "Q11",
        "labels": {"en": {"value": "Battle of Hollen"}}, "aliases": {"en": [{"value": "Hollen fight"}]},
        "claims": {"P31": [item("Q178561")], "P580": [time("+1701-05-04T00:00:00Z")],
                   "P582": [time("+1702-00-00T00:00:00Z", 9)], "P17": [item("Q12")]},
        "sitelinks": {"enwiki": {"title": "Battle of Hollen"}},
    },
    {"type": "item", "id": "Q21", "labels": {"mul": {"value": "Otto Rein"}},
     "claims": {"P31": [item("Q5")], "P569": [time("-0040-01-01T00:00:00Z")]}},
    {"type": "item", "id": "Q41", "labels": {"en": {"value": "Rein"}},
     "claims": {"P31": [item("Q4167410")]}, "sitelinks": {"enwiki": {"title": "Rein"}}},
    {"type": "item", "id": "Q51", "labels": {"en": {"value": "A gene"}}, "claims": {"P31": [item("Q7187")]}},
    {"type": "item", "id": "Q52", "labels": {"en": {"value": "A tank"}}, "claims": {}, "sitelinks": {"enwiki": {"title": "A tank"}}},
    {"type": "property", "id": "P31", "labels": {"en": {"value": "enwiki"}}},
]  # fmt: skip
DUMP = "[\n" + ",\n".join(json.dumps(entity) for entity in ENTITIES) + "\n]\n"


def build(folder: Path, *texts: str, complete: bool = False) -> Index:
    for number, text in enumerate(texts):
        (folder / f"source{number}").write_text(text, encoding="utf-8")
    build_index(str(folder / "x.idx"), (r for n in range(len(texts)) for r in open_source(str(folder / f"source{n}"))), complete=complete)
    return Index(str(folder / "x.idx"))


@pytest.mark.parametrize(
    ("title", "qids"),
    [("Battle of Hollen", [11]), ("battle_of_Hollen#Course", [11]), ("Varn (film)", [13]), ("Hollen", [])],
)
def test_titles_of_tables(tmp_path: Path, title: str, qids: list[int]) -> None:
    with build(tmp_path, TITLES, LABELS) as index:
        assert [found.qid for found in index.by_title(title)] == qids


def test_items_of_several_tables_become_one(tmp_path: Path) -> None:
    with build(tmp_path, LABELS, TITLES) as index:
        assert index.by_title("Battle of Hollen") == (Item(11, "Battle of Hollen", Kinds.CONFLICT, "Battle of Hollen"),)
        assert index.counts == {"item": 5, "title": 3, "name": 7}


@pytest.mark.parametrize(
    ("name", "kind", "qids"),
    [
        ("battle of Hollen", "conflict", {11}),
        ("Oto Rain", "person", {21}),
        ("O. Rein", "person", {21}),
        ("O. Rein", "group", set()),
        ("Varnish Guards", "group", set()),
        ("Varn", "place", {12, 13}),
    ],
)
def test_names(tmp_path: Path, name: str, kind: str, qids: set[int]) -> None:
    with build(tmp_path, TITLES, LABELS) as index:
        assert {candidate.item.qid for candidate in index.by_name(name, kind)} == qids


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_sql_dumps_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    with build(tmp_path, *((PAGE, PROPS, REDIRECT)[n] for n in order)) as index:
        titles = ["Battle of Hollen", "Hollen battle", "Hollen fight", 'O\'Rein (general), the "Elder"', "Varn", "Talk"]
        assert index.qids_of_titles(titles) == dict(zip(titles[:5], [(11,), (11,), (11,), (31,), (12,)], strict=True))
        assert index.by_title("Varn")[0].kinds == Kinds.PAGE
        assert {c.item.qid for c in index.by_name("Hollen fight", "conflict")} == {11}


def test_json_dump_keeps_the_domain_and_all_pages(tmp_path: Path) -> None:
    with build(tmp_path, DUMP, complete=True) as index:
        assert list(index.items([11, 21, 41, 51, 52])) == [
            Item(11, "Battle of Hollen", Kinds.CONFLICT, "Battle of Hollen", 1701, 1702, (12,), (12,)),
            Item(21, "Otto Rein", Kinds.PERSON, "", -39),
            Item(41, "Rein", Kinds.PAGE, "Rein"),
            Item(52, "A tank", Kinds.NONE, "A tank"),
        ]
        assert index.complete
        assert [c.item.qid for c in index.by_name("A tank", "unit")] == []
        assert [c.item.qid for c in index.by_name("Hollen fight", "conflict")] == [11]


@pytest.mark.parametrize(("suffix", "pack"), [(".bz2", bz2.compress), (".gz", gzip.compress)])
def test_compressed_dumps(tmp_path: Path, suffix: str, pack: object) -> None:
    path = tmp_path / f"dump.json{suffix}"
    path.write_bytes(pack(DUMP.encode()))  # type: ignore[operator]
    assert is_json_dump(str(path))
    assert [record.qid for record in open_source(str(path)) if hasattr(record, "label")] == [11, 21, 41, 52]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("plain words\n", "neither"),
        ("name\tnumber\nx\t1\n", "columns"),
        ("title\tqid\nX\tL1\n", "line 2: not an item"),
        ("label\tqid\tkind\nX\tQ1\tanimal\n", "line 2"),
        ('[\n{"enwiki": \n', "line 2 is no JSON"),
        ("CREATE TABLE `user` (\n  `id` int\n);\nINSERT INTO `user` VALUES (1);\n", "a dump of user"),
        ("INSERT INTO `page` VALUES (1,0,'X');\n", "no CREATE TABLE"),
    ],
)
def test_bad_sources_are_named(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "bad"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        list(open_source(str(path)))


def test_a_dump_cut_short_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dump.json.bz2"
    path.write_bytes(bz2.compress(DUMP.encode())[:-20])
    with pytest.raises(SourceError, match="cannot be read"):
        list(open_source(str(path)))


def test_a_failed_build_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "bad").write_text("words\n", encoding="utf-8")
    with pytest.raises(SourceError):
        build_index(str(tmp_path / "x.idx"), open_source(str(tmp_path / "bad")))
    assert {path.name for path in tmp_path.iterdir()} == {"bad"}


def test_a_file_that_is_no_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("no index", encoding="utf-8")
    for name in ("x", "absent"):
        with pytest.raises(IndexFileError, match="index"):
            Index(str(tmp_path / name))


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        build(folder, TITLES, LABELS).__exit__(None, None, None)
    assert (first / "x.idx").read_bytes() == (second / "x.idx").read_bytes()


def test_the_vocabulary_is_sound() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.thresholds.review < vocabulary.thresholds.accept
    assert vocabulary.state_since("Georgia (country)") == 1991
    assert vocabulary.state_since("Hollen") is None
    assert not set(vocabulary.demonyms.values()) - {*vocabulary.since, *vocabulary.former, "finland"}
