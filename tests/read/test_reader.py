"""What the user tells of an input is obeyed or refused, in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model.article import Article
from kg.read.reader import ReadOptions
from kg.read.registry import open_articles

WIKITEXT = "{{Infobox military conflict\n| conflict = Siege of Marn\n| date = 1701\n| combatant1 = Varn\n| combatant2 = Esk\n}}\n"
PAGE = f"<page><title>Siege of Marn</title><ns>0</ns><id>1</id><revision><id>77</id><text xml:space='preserve'>{WIKITEXT}</text></revision></page>"
HEAD = '<mediawiki xml:lang="en"><siteinfo><base>https://wiki.example.org/wiki/Main_Page</base></siteinfo>'
INPUTS = {
    "text.wiki": WIKITEXT,
    "page.xml": PAGE,
    "export.xml": f"{HEAD}{PAGE}</mediawiki>",
    "record.json": '{"title": "Siege of Marn", "wikitext": "' + WIKITEXT.replace("\n", "\\n") + '"}',
}
ADDRESS = "https://wiki.example.org/wiki/Siege_of_Marn"


def read(folder: Path, name: str, options: ReadOptions) -> Article | str:
    (folder / name).write_text(INPUTS[name], encoding="utf-8")
    [found] = open_articles([str(folder / name)], options)
    return found if isinstance(found, Article) else str(found)


@pytest.mark.parametrize("name", INPUTS)
def test_what_is_missing_is_completed(name: str, tmp_path: Path) -> None:
    told = ReadOptions(title="Siege of Marn", url=ADDRESS, retrieved="2026-11-01")
    article = read(tmp_path, name, told)
    assert isinstance(article, Article), article
    assert (article.source.title, article.source.url, article.source.retrieved) == ("Siege of Marn", ADDRESS, "2026-11-01")


@pytest.mark.parametrize(
    ("name", "told", "words"),
    [
        ("page.xml", ReadOptions(revision="78"), "its revision is '77' by the input itself, not '78' (--revision)"),
        ("export.xml", ReadOptions(url="https://other.example.org/"), f"its address is '{ADDRESS}' by the input itself"),
        ("export.xml", ReadOptions(title="Another"), "its title is 'Siege of Marn' by the input itself, not 'Another' (--title)"),
        ("export.xml", ReadOptions(language="de"), "its language is 'en' by the input itself, not 'de' (--language)"),
    ],
)
def test_what_the_input_says_otherwise_is_refused(name: str, told: ReadOptions, words: str, tmp_path: Path) -> None:
    found = read(tmp_path, name, told)
    assert isinstance(found, str)
    assert words in found


@pytest.mark.parametrize("told", [ReadOptions(revision="77"), ReadOptions(url=ADDRESS), ReadOptions(language="en")])
def test_what_agrees_is_no_trouble(told: ReadOptions, tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, "export.xml", told), Article)


def test_of_several_pages_one_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "two.xml"
    other = PAGE.replace("Siege of Marn", "Siege of Esk").replace("77", "78")
    path.write_text(f"<mediawiki>{PAGE}{other}</mediawiki>", encoding="utf-8")
    first, second = open_articles([str(path)], ReadOptions(url=ADDRESS))
    assert isinstance(first, Article)
    assert "--url tells of one page, but the input has several: 'Siege of Esk' is another" in str(second)
    assert all(isinstance(found, Article) for found in open_articles([str(path)], ReadOptions(retrieved="2026-11-01")))
