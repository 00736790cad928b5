"""Single pages of a folder brought up by a dump of what changed, or by a list of titles from a full dump."""

from __future__ import annotations

import bz2
import gzip
import json
import shutil
import sys
from pathlib import Path

import pytest
from bulk_dumps import END, HEAD, SMALL_UNITS, battle, built_titles, bytes_of, filler, noting_builds, page, write_dump
from processes import run
from wiki_pages import BOX

from kg.bulk.folder import check_bulk, open_bulk
from kg.bulk.known import all_records
from kg.bulk.update.changes import titles_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched and killed as on Linux")
VARN = page("Varn", "#REDIRECT [[Varn Republic]] {{R from short name}}", 9000, "Varn Republic")
HILLS = [battle(f"Battle of Hill {number}", number + 1) for number in range(9)]
SHIP = page("HMS Zell", "a ship", 70)
OLD = [*HILLS, SHIP, VARN]


def revised(data: bytes, title: str = "", day: int = 5) -> bytes:
    """A page in a later revision, with another text, under its title or another."""
    data = data.replace(b"<revision><id>", b"<revision><id>%d" % day).replace(b"4 May 1701", b"%d May 1701" % day)
    return data.replace(data[data.find(b"<title>") : data.find(b"</title>")], b"<title>" + title.encode()) if title else data


def streams(pages: list[bytes]) -> list[list[bytes]]:
    return [[*pages[at : at + 2], filler(at)] for at in range(0, len(pages), 2)]


def redirect(title: str, target: str, number: int) -> bytes:
    return page(title, f"#REDIRECT [[{target}]] {{{{R from move}}}}", number, target)


def titles_in(folder: Path) -> set[str]:
    return {record.title for record, _ in all_records(folder)}


def quads_of(folder: Path, title: str) -> str:
    """The quads of an article of a folder; "" where it has none."""
    texts = [gzip.decompress(path.read_bytes()).decode() for path in open_bulk(folder).shards]
    name = f"article/{title.replace(' ', '_')}/"
    return "".join(line for text in texts for line in text.splitlines(keepends=True) if name in line.rpartition(" <")[2])


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    dump = write_dump(folder / "old.xml.bz2", streams(OLD))
    assert run("bulk", dump, "-o", folder / "out", code=SMALL_UNITS)[0] == 0
    return folder / "out"


@pytest.fixture
def out(old: Path, tmp_path: Path) -> Path:
    return shutil.copytree(old, tmp_path / "out")


HILL_0, ALL = "Battle of Hill 0", {f"Battle of Hill {number}" for number in range(9)}
# What changed, what is built of it, the titles that come and go, and what is told.
CHANGES: dict[str, tuple[list[bytes], set[str], set[str], set[str], str]] = {
    "a revision": ([revised(HILLS[0])], {HILL_0}, set(), set(), "1 page changed, 0 new, 0 gone"),
    "the same revision": ([HILLS[0]], set(), set(), set(), "nothing changed"),
    "an older revision": ([HILLS[0].replace(b"<revision><id>1001", b"<revision><id>7")], set(), set(), set(), "nothing changed"),
    "two revisions": ([revised(HILLS[0], day=9), revised(HILLS[0])], {HILL_0}, set(), set(), "1 page changed, 0 new, 0 gone"),
    "a new page": ([battle("Battle of Tor", 80)], {"Battle of Tor"}, {"Battle of Tor"}, set(), "0 pages changed, 1 new, 0 gone"),
    "many new pages": (
        [battle(f"Battle of Tor {n}", 80 + n) for n in range(5)], {f"Battle of Tor {n}" for n in range(5)},
        {f"Battle of Tor {n}" for n in range(5)}, set(), "0 pages changed, 5 new, 0 gone",
    ),
    "a page that came to the domain": (
        [revised(page("HMS Zell", BOX.format(name="HMS Zell"), 70))], {"HMS Zell"}, {"HMS Zell"}, set(), "0 pages changed, 1 new, 0 gone",
    ),
    "a page that left the domain": ([revised(page(HILL_0, "a ship", 1))], set(), set(), {HILL_0}, "0 pages changed, 0 new, 1 gone"),
    "a page that became a redirect": ([revised(redirect(HILL_0, "Battle of Hill 1", 1))], set(), set(), {HILL_0}, "0 pages changed, 0 new, 1 gone"),
    "a page moved, with a redirect": (
        [revised(HILLS[0], "Battle of Tor"), redirect(HILL_0, "Battle of Tor", 81)], {"Battle of Tor"}, {"Battle of Tor"}, {HILL_0},
        "0 pages changed, 1 new, 1 gone",
    ),
    "a page moved, without a redirect": (
        [revised(HILLS[0], "Battle of Tor")], {"Battle of Tor"}, {"Battle of Tor"}, {HILL_0}, "0 pages changed, 1 new, 1 gone",
    ),
    "a page moved, another in its place": (
        [revised(HILLS[0], "Battle of Tor"), battle(HILL_0, 2000)], {"Battle of Tor", HILL_0}, {"Battle of Tor"}, set(),
        "1 page changed, 1 new, 0 gone",
    ),
    "pages that exchange titles": (
        [revised(HILLS[0], "Battle of Hill 1"), revised(HILLS[1], HILL_0)], {HILL_0, "Battle of Hill 1"}, set(), set(),
        "2 pages changed, 0 new, 0 gone",
    ),
    "a redirect more": (
        [page("Esk", "#REDIRECT [[Esk, Duchy of]] {{R from short name}}", 90, "Esk, Duchy of")], set(), set(), set(),
        "9 pages link to titles that lead elsewhere now",
    ),
}  # fmt: skip


def write_changes(path: Path, pages: list[bytes]) -> Path:
    """A dump of changes: one stream, as Wikimedia packs them."""
    path.write_bytes(bz2.compress(HEAD + b"".join(pages) + END))
    return path


@pytest.mark.parametrize("case", CHANGES)
def test_a_dump_of_changes_changes_its_pages_alone(case: str, out: Path, old: Path, tmp_path: Path) -> None:
    pages, built, new, gone, words = CHANGES[case]
    dump = write_changes(tmp_path / "changes.xml.bz2", pages)
    code, told = run("update", out, dump, "--incremental", code=noting_builds(tmp_path / "built"))
    assert (code, words in told) == (0, True), told
    assert set(built_titles(tmp_path / "built")) == built
    assert titles_in(out) == (ALL | new) - gone
    check_bulk(out)
    assert {title for title in ALL if quads_of(out, title) != quads_of(old, title)} == (built | gone) & ALL
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".kg-")] == []
    totals = open_bulk(out).manifest["totals"]
    assert (totals["candidates"], totals["articles"]) == (len(titles_in(out)),) * 2


def test_a_changed_page_is_what_a_full_run_makes_of_it(out: Path, tmp_path: Path) -> None:
    """Also by redirects that the folder knows from its dump."""
    run("update", out, write_changes(tmp_path / "changes.xml.bz2", [revised(HILLS[0])]), "--incremental", code=SMALL_UNITS)
    dump = write_dump(tmp_path / "new.xml.bz2", streams([revised(HILLS[0]), *OLD[1:]]))
    run("bulk", dump, "-o", tmp_path / "afresh", code=SMALL_UNITS)
    assert "group/Varn_Republic>" in quads_of(out, HILL_0)
    assert quads_of(out, HILL_0) == quads_of(tmp_path / "afresh", HILL_0)
    assert run("update", out, dump, code=noting_builds(tmp_path / "built"))[0] == 0
    assert bytes_of(out) == bytes_of(tmp_path / "afresh")
    assert built_titles(tmp_path / "built") == []


def test_an_update_is_in_the_manifest_and_done_once(out: Path, tmp_path: Path) -> None:
    dump = write_changes(tmp_path / "changes.xml.bz2", [revised(HILLS[0])])
    for _ in range(2):
        assert run("update", out, dump, "--incremental", code=SMALL_UNITS)[0] == 0
        assert [one["changes"]["name"] for one in open_bulk(out).manifest["plan"]["updates"]] == ["changes.xml.bz2"]
    assert run("update", out, write_changes(tmp_path / "more.xml.bz2", [revised(HILLS[1])]), "--incremental", code=SMALL_UNITS)[0] == 0
    assert len(open_bulk(out).manifest["plan"]["updates"]) == 2


def test_what_is_damaged_is_named_and_costs_no_other(out: Path, tmp_path: Path) -> None:
    bad = revised(HILLS[1]).replace(b"</text>", b"")
    pages = [revised(HILLS[0]), bad, revised(HILLS[2]).replace(b"</page>", b""), revised(HILLS[3])]
    assert run("update", out, write_changes(tmp_path / "changes.xml.bz2", pages), "--incremental", code=SMALL_UNITS)[0] == 0
    texts = (gzip.decompress(path.read_bytes()).decode() for path in open_bulk(out).issues)
    issues = [json.loads(line) for told in texts for line in told.splitlines()]
    assert [(one["article"], one["file"], one["code"]) for one in issues] == [
        ("Battle of Hill 1", "changes.xml.bz2", "unreadable"), ("", "changes.xml.bz2", "unreadable"),
    ]  # fmt: skip
    assert "'Battle of Hill 2' has no end" in issues[1]["message"]
    assert b"5 May 1701" not in quads_of(out, "Battle of Hill 2").encode()
    assert "1701-05-05" in quads_of(out, "Battle of Hill 3")


def test_killed_while_it_writes_the_same_command_goes_on(out: Path, tmp_path: Path) -> None:
    """Killed after each of its units in turn: the old state stands, and what is done is not done again."""
    dump = write_changes(tmp_path / "changes.xml.bz2", [revised(data) for data in HILLS])
    before = bytes_of(out)
    dying = (
        "import os, kg.bulk.update.patch as patch; work = patch.run_jobs; "
        "patch.run_jobs = lambda *given: (one for one in work(*given) if not os._exit(9)); "
    )
    for _ in range(4):
        assert run("update", out, dump, "--incremental", "-j1", code=dying + noting_builds(tmp_path / "built"))[0] == 9
        assert bytes_of(out) == before
    assert run("update", out, dump, "--incremental", code=noting_builds(tmp_path / "built"))[0] == 0
    again = shutil.copytree(out, tmp_path / "again")
    assert {record.revision for record, _ in all_records(again)} == {f"5{number + 1001}" for number in range(9)}
    check_bulk(out)


def test_titles_come_from_a_full_dump(out: Path, tmp_path: Path) -> None:
    new = [revised(HILLS[0]), revised(HILLS[1]), *HILLS[3:], battle("Battle of Tor", 80), VARN]
    dump = write_dump(tmp_path / "new.xml.bz2", streams(new))
    (tmp_path / "titles.txt").write_text("# mine\nBattle_of_Hill_0\nbattle of Hill 2\n\nBattle of Tor\nBattle of Hill 4\nNobody\n")
    code, told = run("update", out, tmp_path / "titles.txt", "--dump", dump, code=noting_builds(tmp_path / "built"))
    assert (code, "1 page changed, 1 new, 1 gone" in told) == (0, True), told
    assert set(built_titles(tmp_path / "built")) == {HILL_0, "Battle of Tor"}
    assert titles_in(out) == (ALL | {"Battle of Tor"}) - {"Battle of Hill 2"}
    run("bulk", dump, "-o", tmp_path / "afresh", code=SMALL_UNITS)
    for title in (HILL_0, "Battle of Tor"):
        assert quads_of(out, title) == quads_of(tmp_path / "afresh", title) != ""
    assert "1701-05-04" in quads_of(out, "Battle of Hill 1")


def test_titles_are_read_as_a_wiki_writes_them() -> None:
    assert titles_of("battle_of  Zell\r\n# no\n\nBattle of Zell\nélan vital\n") == ("Battle of Zell", "Élan vital")


WRONG: dict[str, tuple[list[str], int, str]] = {
    "nothing": ([], 2, "name a dump, a list of titles, or --since"),
    "both": (["old.xml.bz2", "--since", "2026-11-01"], 2, "name a dump, a list of titles, or --since"),
    "incremental without a dump": (["titles.txt", "--incremental"], 2, "--incremental is for a dump"),
    "a dump for a dump": (["old.xml.bz2", "--dump", "old.xml.bz2"], 2, "--dump is for a list"),
    "no date": (["--since", "yesterday"], 2, "is wanted, not 'yesterday'"),
    "no wiki": (["titles.txt", "--wiki", "en.wikipedia.org"], 2, "not the address of a wiki"),
    "a name on another file system": (["old.xml.bz2", "--keep", "/proc/before"], 2, "is not on the file system of"),
    "a name in no folder": (["old.xml.bz2", "--keep", "nowhere/before"], 2, "is not on the file system of"),
    "no title": (["bad.txt"], 3, "no title: 'Battle [[of]]'"),
    "no file": (["missing"], 3, "cannot be read"),
    "no list": (["latin.txt"], 3, "no list of titles in UTF-8"),
    "no export": (["page.html", "--incremental"], 3, "not an export of MediaWiki"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_makes_no_sense_is_refused(case: str, out: Path, old: Path, tmp_path: Path) -> None:
    arguments, expected, words = WRONG[case]
    shutil.copyfile(old.parent / "old.xml.bz2", tmp_path / "old.xml.bz2")
    for name, data in (("titles.txt", b"Zell\n"), ("bad.txt", b"Battle [[of]]\n"), ("latin.txt", b"M\xfcnster\n"), ("page.html", b"<html></html>")):
        (tmp_path / name).write_bytes(data)
    before = bytes_of(out)
    code, told = run("update", out, *arguments, cwd=tmp_path)
    assert (code, words in " ".join(told.replace("│", "").split())) == (expected, True), told
    assert bytes_of(out) == before


def test_pages_of_two_versions_of_the_program_do_not_mix(out: Path, tmp_path: Path) -> None:
    code = "import kg.bulk.update.partial as partial; partial.describe_software = lambda _: ['other']; " + SMALL_UNITS
    told = run("update", out, write_changes(tmp_path / "changes.xml.bz2", [revised(HILLS[0])]), "--incremental", code=code)
    assert (told[0], "made by another version of conflict-kg" in told[1]) == (3, True)
