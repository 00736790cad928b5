"""Pages of a folder brought up from a live wiki: a local server that answers as MediaWiki's API does."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bulk_dumps import SMALL_UNITS, battle, bytes_of, filler, page, write_dump
from live_wiki import NOW, LiveWiki, serving
from processes import run
from wiki_pages import BOX

from kg.bulk.folder import check_bulk, open_bulk
from kg.bulk.known import all_records
from kg.bulk.update.live import open_wiki, templates_of
from kg.version import __version__

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched and killed as on Linux")
ALL = {f"Battle of Hill {number}" for number in range(6)}
HILL_0, HILL_1, HILL_2, HILL_3 = sorted(ALL)[:4]
VARN = "#REDIRECT [[Varn Republic]] {{R from short name}}"


def text(name: str, day: int = 4) -> str:
    return BOX.format(name=name).replace("4 May", f"{day} May")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    pages = [battle(f"Battle of Hill {number}", number) for number in range(6)]
    streams = [[*pages[at : at + 2], filler(at)] for at in range(0, 6, 2)]
    dump = write_dump(folder / "old.xml.bz2", [*streams, [page("Varn", VARN, 9000, "Varn Republic")]])
    assert run("bulk", dump, "-o", folder / "out", code=SMALL_UNITS)[0] == 0
    return folder / "out"


@pytest.fixture
def out(old: Path, tmp_path: Path) -> Path:
    return shutil.copytree(old, tmp_path / "out")


@pytest.fixture
def wiki() -> Iterator[LiveWiki]:
    """A wiki in the state of the dump."""
    live = LiveWiki()
    for number in range(6):
        live.edit(f"Battle of Hill {number}", text(f"Battle of Hill {number}"), 1, 1000 + number)
    live.edit("Varn", VARN, 1)
    live.edit("River 1", "{{Infobox river|name=River 1}}", 1)
    with serving(live):
        yield live


def update(out: Path, wiki: LiveWiki, *arguments: str | Path, code: str = SMALL_UNITS) -> tuple[int, str]:
    return run("update", out, *arguments, "--wiki", wiki.address, "--contact", "ane@example.org", code=code)


def titles_in(folder: Path) -> set[str]:
    return {record.title for record, _ in all_records(folder)}


def articles_of(folder: Path) -> dict[str, str]:
    """The quads of each article by its title."""
    found = dict[str, str]()
    for path in open_bulk(folder).shards:
        for line in gzip.decompress(path.read_bytes()).decode().splitlines(keepends=True):
            title = line.rpartition(" <")[2].partition("article/")[2].partition("/")[0].replace("_", " ")
            found[title] = found.get(title, "") + line
    return found


def issues_of(out: Path) -> list[dict[str, object]]:
    texts = (gzip.decompress(path.read_bytes()).decode() for path in open_bulk(out).issues)
    return [json.loads(line) for told in texts for line in told.splitlines()]


def become_redirect(wiki: LiveWiki) -> None:
    wiki.edit(HILL_0, f"#REDIRECT [[{HILL_1}]]")


def exchange(wiki: LiveWiki) -> None:
    wiki.move(HILL_0, "Battle of Tor", leave_redirect=False)
    wiki.edit(HILL_0, text("another"))


# What happens in the wiki, what is built anew of it, what comes, what goes.
EVENTS: dict[str, tuple[Callable[[LiveWiki], None], set[str], set[str], set[str]]] = {
    "nothing": (lambda wiki: None, set(), set(), set()),
    "an edit": (lambda wiki: wiki.edit(HILL_0, text(HILL_0, 5)), {HILL_0}, set(), set()),
    "two edits": (lambda wiki: [wiki.edit(HILL_0, text(HILL_0, day)) for day in (8, 5)] and None, {HILL_0}, set(), set()),
    "an edit before": (lambda wiki: wiki.edit("Battle of Tor", text("Battle of Tor"), 9), set(), set(), set()),
    "a new article": (lambda wiki: wiki.edit("Battle of Tor", text("Battle of Tor")), {"Battle of Tor"}, {"Battle of Tor"}, set()),
    "other articles": (lambda wiki: [wiki.edit(f"River {number}", "a river") for number in range(60)] and None, set(), set(), set()),
    "an article that left the domain": (lambda wiki: wiki.edit(HILL_0, "a hill"), set(), set(), {HILL_0}),
    "an article deleted": (lambda wiki: wiki.delete(HILL_0), set(), set(), {HILL_0}),
    "an article moved": (lambda wiki: wiki.move(HILL_0, "Battle of Tor"), {"Battle of Tor"}, {"Battle of Tor"}, {HILL_0}),
    "moved without a redirect": (
        lambda wiki: wiki.move(HILL_0, "Battle of Tor", leave_redirect=False), {"Battle of Tor"}, {"Battle of Tor"}, {HILL_0},
    ),
    "moved, and another in its place": (exchange, {HILL_0, "Battle of Tor"}, {"Battle of Tor"}, set()),
    "an article that became a redirect": (become_redirect, set(), set(), {HILL_0}),
    "a redirect that leads elsewhere": (
        lambda wiki: wiki.edit("Varn", "#REDIRECT [[Varn Empire]] {{R from short name}}"), ALL, set(), set(),
    ),
    "a redirect more": (lambda wiki: wiki.edit("Esk", "#REDIRECT [[Esk, Duchy of]] {{R from short name}}"), ALL, set(), set()),
    "a redirect that became an article": (lambda wiki: wiki.edit("Varn", "a state"), ALL, set(), set()),
}  # fmt: skip


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("way", ["since", "titles"])
def test_a_folder_follows_the_wiki(event: str, way: str, out: Path, old: Path, wiki: LiveWiki, tmp_path: Path) -> None:
    happen, built, new, gone = EVENTS[event]
    happen(wiki)
    if way == "since":
        code, told = update(out, wiki, "--since", "2026-11-10")
    else:
        names = sorted({change["title"] for change in wiki.changes if "-20T" in change["timestamp"]} | new) or [HILL_0]
        (tmp_path / "titles.txt").write_text("\n".join(names))
        code, told = update(out, wiki, tmp_path / "titles.txt")
    assert code == 0, told
    assert titles_in(out) == (ALL | new) - gone
    before, after = articles_of(old), articles_of(out)
    assert {title for title in before.keys() | after.keys() if before.get(title) != after.get(title)} == built | gone
    assert ("nothing changed" in told) == (not built | gone)
    assert ("updates" in open_bulk(out).manifest["plan"]) == bool(built | gone)
    check_bulk(out)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".kg-")] == []
    for title in built:
        assert f"<https://w3id.org/conflict-kg/article/{title.replace(' ', '_')}/" in after[title]


def test_links_lead_where_the_wiki_says(out: Path, wiki: LiveWiki) -> None:
    """Of a title that no page of the folder linked to before, too."""
    wiki.edit("Zell", "#REDIRECT [[Zell, Kingdom of]] {{R from short name}}", 1)
    wiki.edit("Battle of Tor", text("Battle of Tor").replace("[[Esk]]", "[[Zell]]"))
    assert update(out, wiki, "--since", "2026-11-10")[0] == 0
    quads = articles_of(out)["Battle of Tor"]
    assert ["group/Varn_Republic>" in quads, "group/Zell%2C_Kingdom_of>" in quads or "group/Zell,_Kingdom_of>" in quads, "group/Zell>" in quads] == [
        True, True, False,
    ]  # fmt: skip


def test_what_is_no_redirect_any_more_is_none(out: Path, wiki: LiveWiki, tmp_path: Path) -> None:
    """Though only the page that links to it is in the list, and the folder knows the redirect."""
    wiki.edit("Varn", "a state")
    wiki.edit(HILL_0, text(HILL_0, 5))
    (tmp_path / "titles.txt").write_text(HILL_0)
    assert update(out, wiki, tmp_path / "titles.txt")[0] == 0
    found = articles_of(out)
    assert ["group/Varn>" in found[HILL_0], "group/Varn_Republic>" in found[HILL_0], "group/Varn_Republic>" in found[HILL_1]] == [True, False, True]


def test_pages_that_are_known_are_not_fetched_and_the_wiki_is_asked_politely(out: Path, wiki: LiveWiki) -> None:
    wiki.edit(HILL_0, text(HILL_0, 5))
    wiki.edit(HILL_1, text(HILL_1), 20, 1001)
    assert update(out, wiki, "--since", "2026-11-10")[0] == 0
    texts = [query["titles"] for query in wiki.asked if "content" in query.get("rvprop", "") and "inprop" in query]
    assert texts == [HILL_0]
    assert {query["maxlag"] for query in wiki.asked} == {"5"}
    assert wiki.agents == {f"conflict-kg/{__version__} (https://w3id.org/conflict-kg/; ane@example.org) python-urllib"}
    (told,) = open_bulk(out).manifest["plan"]["updates"]
    assert told == {"wiki": f"{wiki.address}/wiki/", "since": "2026-11-10T00:00:00Z", "until": NOW}


def test_what_cannot_be_read_is_named_and_costs_no_other(out: Path, wiki: LiveWiki) -> None:
    wiki.edit(HILL_0, "{{Infobox military conflict}} \x00")
    wiki.edit(HILL_1, text(HILL_1, 5))
    assert update(out, wiki, "--since", "2026-11-10")[0] == 0
    assert [(one["article"], one["file"], one["code"]) for one in issues_of(out)] == [(HILL_0, f"{wiki.address}/wiki/Battle_of_Hill_0", "unreadable")]
    assert "1701-05-05" in articles_of(out)[HILL_1]
    assert HILL_0 not in articles_of(out)
    wiki.edit(HILL_0, text(HILL_0, 6))
    assert update(out, wiki, "--since", "2026-11-10")[0] == 0
    assert "1701-05-06" in articles_of(out)[HILL_0]
    assert issues_of(out) == []


def test_a_wiki_that_fails_leaves_the_old_state_and_the_same_command_goes_on(out: Path, wiki: LiveWiki) -> None:
    for title in sorted(ALL):
        wiki.edit(title, text(title, 5))
    before = bytes_of(out)
    hurried = "import kg.read.mediawiki.api as api; api.Client.__init__.__defaults__ = (lambda _: None, api.time.time); import time; "
    hurried += "time.sleep = lambda _: None; import kg.read.mediawiki.live as live, kg.bulk.update.live as own; live.BATCH = own.BATCH = 2; "
    counts = 0
    for questions in range(40):
        wiki.failing = [200] * questions + [404]
        code, told = update(out, wiki, "--since", "2026-11-10", code=hurried + SMALL_UNITS)
        if code == 0:
            break
        counts += 1
        assert (code, "HTTP 404" in told, "the same command goes on" in told) == (3, True, True)
        assert bytes_of(out) == before
    assert counts > 3
    assert {title for title, quads in articles_of(out).items() if "1701-05-05" in quads} == ALL


REFUSED = {
    "changes that the wiki has forgotten": ("2026-10-01", "the wiki knows its changes since 2026-11-01T08:00:00Z only"),
    "too many pages": ("2026-11-10", "7 pages changed, more than the 3 that may be asked of a wiki"),
    "another language": ("2026-11-10", "a wiki in 'de', and the folder's is in 'en'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_followed_is_refused(case: str, out: Path, wiki: LiveWiki, tmp_path: Path) -> None:
    since, words = REFUSED[case]
    for number in range(7):
        wiki.edit(f"Battle of Tor {number}", text("Tor"))
    if case == "another language":
        answer = wiki.answer
        wiki.answer = lambda query: {"query": {"general": {"lang": "de"}}} if "meta" in query else answer(query)  # type: ignore[method-assign]
    before = bytes_of(out)
    code, told = update(out, wiki, "--since", since, code="import kg.bulk.update.live as live; live.MOST_PAGES = 3; " + SMALL_UNITS)
    assert (code, words in " ".join(told.split())) == (3, True), told
    assert bytes_of(out) == before


def test_a_wiki_is_named_by_its_address() -> None:
    assert open_wiki("https://en.wikipedia.org/wiki/Main_Page").root == "https://en.wikipedia.org/wiki/"
    with pytest.raises(ValueError, match="not the address of a wiki"):
        open_wiki("file:///etc")


def test_templates_of_the_domain_are_named_in_full() -> None:
    titles = templates_of("en")
    assert {"Template:Infobox military conflict", "Template:Infobox civil conflict", "Template:Warbox"} <= set(titles)
    assert all(title.startswith("Template:") for title in titles)
