"""Redirects from dumps of pages, SQL dumps and tables; what is none of these is refused by name and line."""

import bz2
from pathlib import Path

import pytest
from wiki_pages import export, page

from kg.link.index.sources import SourceError
from kg.link.merge.sources import read_redirect_files
from kg.read.mediawiki.redirects import Redirect

PAGES = """-- Host: db    Database: {wiki}wiki
CREATE TABLE `page` (
  `page_id` int,
  `page_namespace` int,
  `page_title` varbinary(255)
);
INSERT INTO `page` VALUES (1,0,'Varn'),(2,0,'Varn_Union'),(3,1,'Varn'),(4,0,'Raid_on_Zell');
"""
LINKS = """CREATE TABLE `redirect` (
  `rd_from` int,
  `rd_namespace` int,
  `rd_title` varbinary(255),
  `rd_interwiki` varbinary(32),
  `rd_fragment` varbinary(255)
);
INSERT INTO `redirect` VALUES (1,0,'Varn_Union',NULL,NULL),(2,0,'United_Varn','',''),(4,0,'Battle_of_Esk','','Raid, and (more)');
"""


def read(folder: Path, files: dict[str, str | bytes], *wanted: str, language: str = "en") -> dict[str, dict[str, Redirect]]:
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_redirect_files([str(folder / name) for name in files], {language: wanted})


def redirect(title: str, target: str) -> str:
    return page(title, f"#REDIRECT [[{target}]]", extra=f'<redirect title="{target}" />')


CHAIN = {"Varn": Redirect("Varn Union"), "Varn Union": Redirect("United Varn")}


@pytest.mark.parametrize(
    "files",
    [
        {"x.tsv": "from\tto\nVarn\tVarn_Union\nvarn Union\tUnited Varn\nElsewhere\tNowhere\n"},
        {"x.csv": "\ufefffrom,to\r\nVarn,Varn Union\r\nVarn Union,United Varn\r\n"},
        {"x.xml": export(redirect("Varn", "Varn Union"), page("A"), redirect("Varn Union", "United Varn"))},
        {"x.bz2": bz2.compress(b"from\tto\nVarn\tVarn Union\nVarn Union\tUnited Varn\n")},
        {"x.xml.bz2": bz2.compress(export(redirect("Varn", "Varn Union"), redirect("Varn Union", "United Varn")))},
        {"page.sql": PAGES.format(wiki="en"), "enwiki-redirect.sql": LINKS},
        {"a.tsv": "from\tto\nVarn\tVarn Union\n", "b.tsv": "from\tto\nVarn Union\tUnited Varn\n"},
    ],
)
def test_chains_are_read_from_every_source(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    assert read(tmp_path, files, "Varn") == {"en": CHAIN}


def test_a_table_may_tell_what_the_two_are_and_of_which_wiki(tmp_path: Path) -> None:
    table = "from\tto\tsame\tlanguage\nVarn\tUnited Varn#State\tyes\tde-CH\nVarn\tEsk\tno\t\n"
    assert read(tmp_path, {"x.tsv": table}, "Varn", language="de") == {"de": {"Varn": Redirect("United Varn", "State", "same")}}
    assert read(tmp_path, {"x.tsv": table}, "Varn") == {"en": {"Varn": Redirect("Esk", nature="other")}}


def test_sql_dumps_tell_sections_and_their_wiki(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.sql": PAGES.format(wiki="de"), "dewiki-redirect.sql": LINKS}
    assert read(tmp_path, files, "Raid on Zell", language="de") == {"de": {"Raid on Zell": Redirect("Battle of Esk", "Raid, and (more)")}}
    assert read(tmp_path, files, "Raid on Zell") == {"de": {}}


def test_what_one_source_knows_of_a_redirect_is_kept(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.tsv": "from\tto\tsame\nVarn\tEsk\tyes\n", "b.tsv": "from\tto\nVarn\tEsk\n"}
    assert read(tmp_path, files, "Varn") == {"en": {"Varn": Redirect("Esk", nature="same")}}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.tsv", "title\tqid\nVarn\tQ1\n", "x.tsv:1: neither a dump of pages, an SQL dump nor a table of redirects"),
        ("x.tsv", "", "x.tsv:1: neither"),
        ("x.tsv", "from\tto\nVarn\n", "x.tsv:2: a row without to"),
        ("x.tsv", "from\tto\n\tVarn\n", "x.tsv:2: a row without from"),
        ("x.tsv", "from\tto\tsame\nVarn\tEsk\tmaybe\n", "x.tsv:2: 'maybe' in the column same is neither yes nor no"),
        ("x.tsv", "from\tto\nVarn\tEsk\nVarn\tZell\n", "x.tsv:3: 'Varn' leads to 'Esk' in another row"),
        ("x.tsv", b"from\tto\nV\xe4rn\tEsk\n", "x.tsv: cannot be read"),
        ("x.bz2", b"BZh9 cut", "x.bz2: cannot be read"),
        ("x.sql", LINKS, "x.sql: neither its head (Database: enwiki) nor its name"),
        ("enwiki-x.sql", "CREATE TABLE `user` (\n  `user_id` int\n);\nINSERT INTO `user` VALUES (1);\n", "enwiki-x.sql: line 4: a dump of user"),
    ],
)
def test_what_is_no_source_is_refused(tmp_path: Path, name: str, text: str | bytes, message: str) -> None:
    with pytest.raises(SourceError) as error:
        read(tmp_path, {name: text}, "Varn")
    assert message in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.tsv: cannot be read"):
        read_redirect_files([str(tmp_path / "none.tsv")], {"en": {"Varn"}})
