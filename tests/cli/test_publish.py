"""kg publish as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from processes import running
from releases import contents, require_whole

from kg.cli import main
from kg.publish import finishing
from kg.publish.release import Manifest

DATA = Path(__file__).resolve().parents[1] / "data"
RISING = DATA / "articles" / "tollgate-rising.txt"
BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"


def kg_publish(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(main, ["publish", "-j", "1", *map(str, arguments)], env=environment)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the sample, as folder and archive."""
    folder = tmp_path_factory.mktemp("sample")
    result = kg_publish("--sample", "-o", folder / "release", "--no-site", "--zip", "--creator", "Ada Storm", "--issued", "2026-11-29")
    assert result.exit_code == 0, result.output
    assert "1 article, 55 facts, 98 claims, 1 issue → " in result.stderr
    return folder


def test_what_is_wrong_with_inputs_is_not_said_to_be_gone_on_with(tmp_path: Path) -> None:
    plain, other = tmp_path / "plain.nq", tmp_path / "other.nq"
    assert CliRunner().invoke(main, ["build", "--sample", "-o", str(plain), "-q"]).exit_code == 0
    other.write_text(plain.read_text(encoding="utf-8").replace("Jund al-Aqsa", "Jund al-Aksa"), encoding="utf-8")
    result = kg_publish(plain, other, "-o", tmp_path / "release", "--no-site")
    assert (result.exit_code, "two different graphs of one version" in result.stderr, "goes on" in result.stderr) == (3, True, False), result.stderr


def test_what_the_sample_gives(sample: Path) -> None:
    manifest = require_whole(sample / "release")
    assert (manifest.title, manifest.issued, manifest.creator) == ("Armed conflicts", "2026-11-29", ("Ada Storm",))
    assert manifest.counts == {"articles": 1, "conflicts": 3, "facts": 55, "claims": 98, "triples": 1890, "issues": 1}
    assert [(layer.name, layer.files) for layer in manifest.layers] == [
        ("facts", ("data/facts.nq.gz",)), ("full", ("data/full.nq.gz",)), ("ontology", ("data/ontology.ttl", "data/shapes.ttl")),
    ]  # fmt: skip
    assert [file.path for file in manifest.files if not file.licence] == []
    assert {file.licence for file in manifest.files if file.layer == "full"} == {(BY_SA,)}


def test_layers_are_canonical_and_their_hash_is_that_of_the_graph(sample: Path) -> None:
    import gzip
    import hashlib

    folder = sample / "release"
    for layer in require_whole(folder).layers[:2]:
        data = b"".join(gzip.decompress((folder / path).read_bytes()) for path in layer.files)
        lines = data.splitlines(keepends=True)
        assert lines == sorted(set(lines))
        assert (len(lines), hashlib.sha256(data).hexdigest()) == (layer.triples, layer.rdfc10_sha256)


def test_every_form_of_an_article_is_the_same_graph(sample: Path) -> None:
    from kg.profiles.reading import read_expanded
    from kg.rdf.canonical import canonical_hash

    data = sample / "release" / "data"
    [turtle], [tree] = (list((data / "articles").glob(f"*.{extension}")) for extension in ("ttl", "jsonld"))
    assert len({canonical_hash(read_expanded(path)) for path in (turtle, tree, data / "full.nq.gz", data / "full.trig.gz")}) == 1


def test_the_frame_gives_one_tree_for_a_conflict(sample: Path) -> None:
    from pyld import jsonld

    data = sample / "release" / "data"
    [tree] = (data / "articles").glob("*.jsonld")
    framed: dict[str, Any] = jsonld.frame(
        json.loads(tree.read_text(encoding="utf-8")), json.loads((data / "frame.jsonld").read_text(encoding="utf-8"))
    )
    assert framed["type"] == "Conflict"
    assert [side["number"] for side in framed["hasSide"]] == [1, 2, 3]
    assert all(isinstance(group, dict) and group["label"] for side in framed["hasSide"] for group in side["belligerent"][:1])


def test_the_archive_holds_the_same_files(sample: Path) -> None:
    with zipfile.ZipFile(sample / "release.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        found = contents(sample / "release")
        assert set(archive.namelist()) == set(found)
        assert {path: archive.read(path) for path in found} == {path: (sample / "release" / path).read_bytes() for path in found}


def test_the_same_bytes_whatever_surrounds_them(tmp_path: Path) -> None:
    """Two folders, locales, time zones, masks of permissions, seeds of hashes, and numbers of processes."""
    ways = [("a", "1", 0o022, "C", "UTC", "0"), ("b/c", "3", 0o077, "tr_TR.UTF-8", "Asia/Kathmandu", "7")]
    for name, jobs, mask, locale, zone, seed in ways:
        before = dict(os.environ)
        os.environ |= {"LC_ALL": locale, "LANG": locale, "TZ": zone, "PYTHONHASHSEED": seed}
        try:
            (tmp_path / name).mkdir(parents=True)
            arguments = ("publish", DATA / "articles", DATA / "tables", "-o", "release", "--zip", "-j", jobs, "-q")
            with running(*arguments, cwd=tmp_path / name, umask=mask) as process:
                assert (process.wait(), process.stderr and process.stderr.read()) == (0, b"")
        finally:
            os.environ.clear()
            os.environ.update(before)
    assert contents(tmp_path / "a") == contents(tmp_path / "b" / "c")


def test_graphs_give_what_their_articles_give(tmp_path: Path) -> None:
    """Also in shards, of Turtle with several articles, and beside a graph of links."""
    built = CliRunner().invoke(main, ["build", str(RISING), str(DATA / "tables"), "-o", str(tmp_path / "graph.ttl"), "-q"])
    assert built.exit_code == 0, built.output
    for name, sources in (("a", (RISING, DATA / "tables")), ("b", (tmp_path / "graph.ttl",))):
        assert kg_publish(*sources, "-o", tmp_path / name, "--no-site", "-q").exit_code == 0
    one, other = (contents(tmp_path / name) for name in ("a", "b"))
    differing = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
    assert {path for path in differing if path.startswith(("data/", "tables/"))} == set()
    assert "metadata/issues.jsonl" in differing


def test_a_folder_of_built_graphs_gives_what_their_articles_give(tmp_path: Path) -> None:
    """As kg build writes it, Turtle and JSON-LD of each article; beside articles; and a release, of which the dumps are read."""
    built = CliRunner().invoke(main, ["build", str(DATA / "tables"), "-o", str(tmp_path / "out"), "-q"])
    assert built.exit_code == 0, built.output
    mixed = shutil.copytree(tmp_path / "out", tmp_path / "mixed")
    shutil.copy(RISING, mixed / "rising.txt")
    for name, source, more in (
        ("a", tmp_path / "out", ()),
        ("b", DATA / "tables", ()),
        ("c", tmp_path / "b", ()),
        ("d", mixed, ()),
        ("e", DATA / "tables", (RISING,)),
    ):
        result = kg_publish(source, *more, "-o", tmp_path / name, "--no-site")
        assert result.exit_code == 0, result.output
        twins = "graphs not read, as the same name has been read in another syntax" in result.stderr
        assert (twins, "passed over" in result.stderr) == (name in ("a", "d"), False)
    one, *others = (contents(tmp_path / name) for name in "abcde")
    data = [{path: sha for path, sha in found.items() if path.startswith(("data/", "tables/"))} for found in (one, *others)]
    assert data[0] == data[1] == data[2]
    assert data[3] == data[4] != data[0]


def test_a_release_does_not_take_the_place_of_what_was_built(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["build", str(RISING), "-o", str(tmp_path / "out"), "-q"]).exit_code == 0
    before = contents(tmp_path / "out")
    result = kg_publish(tmp_path / "out", "-o", tmp_path / "out", "--no-site")
    assert (result.exit_code, "nothing is replaced (it has no manifest): name another folder with -o" in result.stderr) == (3, True)
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("told", "untold"),
    [
        ((), "not told: creator, publisher, issued; "),
        (("--creator", "Ada"), "not told: publisher, issued; "),
        (("--issued", "2026-11-29", "--creator", "A", "--publisher", "B"), ""),
    ],
)
def test_what_nobody_told_is_said(told: tuple[str, ...], untold: str, tmp_path: Path) -> None:
    result = kg_publish(RISING, "-o", tmp_path / "release", "--no-site", *told)
    assert (result.exit_code, "not told: " in result.stderr, untold in result.stderr) == (0, bool(untold), True)


def test_articles_of_unknown_licence_are_said(tmp_path: Path) -> None:
    given = (RISING, "-o", tmp_path / "release", "--no-site", "--url", "https://wiki.example.org/wiki/X")
    result = kg_publish(*given)
    assert (result.exit_code, "1 article of sites whose licence is not known" in result.stderr) == (0, True), result.output
    assert "copyright not evaluated" in (tmp_path / "release" / "LICENCES.md").read_text(encoding="utf-8")
    assert "by-sa" not in (tmp_path / "release" / "LICENCES.md").read_text(encoding="utf-8")
    assert "licence is not known" not in kg_publish(*given, "--licence", BY_SA).stderr


def test_numbers_of_conflicts_have_one_meaning_in_readme_and_on_the_start_page(tmp_path: Path) -> None:
    assert kg_publish("--sample", "-o", tmp_path / "release", "--title", "Wars of the Lowlands", "-q").exit_code == 0
    counts = require_whole(tmp_path / "release").counts
    start = (tmp_path / "release" / "index.html").read_text(encoding="utf-8")
    assert "3 conflicts (1 with an article of its own), from 1 article." in (tmp_path / "release" / "README.md").read_text(encoding="utf-8")
    assert f"<div><dt>conflicts told of</dt><dd>{counts['conflicts']}</dd></div>" in start
    assert '<div><dt>conflict with an article of its own</dt><dd><a href="#list">1</a></dd></div>' in start
    assert "1 conflict with an article of its own</h2>" in start
    assert ("<title>Wars of the Lowlands – Conflict KG</title>" in start, "<h1>Wars of the Lowlands</h1>" in start) == (True, True)


def test_killed_between_folder_and_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is new and the archive whole; the next run puts the new archive in place."""
    given = (RISING, "--no-site", "--zip", "-q", "-o")
    assert kg_publish(*given, tmp_path / "lone" / "release", "--version", "2").exit_code == 0
    assert kg_publish(*given, tmp_path / "here" / "release", "--version", "1").exit_code == 0
    before = contents(tmp_path / "here")
    with monkeypatch.context() as patched:
        patched.setattr(finishing, "_put_others", raise_exit)
        assert kg_publish(*given, tmp_path / "here" / "release", "--version", "2").exit_code == 9
    wanted, killed = contents(tmp_path / "lone"), contents(tmp_path / "here")
    assert {path: sha for path, sha in killed.items() if path.startswith("release/")} == {p: s for p, s in wanted.items() if p.startswith("release/")}
    assert killed["release.zip"] == before["release.zip"]
    assert kg_publish(*given, tmp_path / "here" / "release", "--version", "2").exit_code == 0
    assert contents(tmp_path / "here") == wanted


def test_what_a_killed_maker_of_a_zim_archive_left_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("libzim", reason="archives need the extra zim")
    given = (RISING, "--zim", "-q", "-o", tmp_path / "release")
    with monkeypatch.context() as patched:
        patched.setattr(finishing, "put_in_place", raise_exit)
        assert kg_publish(*given).exit_code == 9
    left = tmp_path / "release.work" / "zim"
    (left / ".kg-site.zim.part").write_bytes(b"half of it")
    (left / ".kg-site.zim.part_fulltext.idx.tmp").mkdir()
    assert kg_publish(*given).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["release", "release.zim"]


def raise_exit(*_: object) -> None:
    raise SystemExit(9)


def test_killed_before_the_folder_leaves_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = (RISING, "--no-site", "--zip", "-q", "-o", tmp_path / "release")
    assert kg_publish(*given, "--version", "1").exit_code == 0
    before = contents(tmp_path)
    monkeypatch.setattr(finishing, "put_in_place", raise_exit)
    assert kg_publish(*given, "--version", "2").exit_code == 9
    assert {path: sha for path, sha in contents(tmp_path).items() if not path.startswith("release.work/")} == before


def test_an_interruption_says_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(finishing, "put_in_place", interrupt)
    result = kg_publish(RISING, "--no-site", "-o", tmp_path / "release")
    kept = f"interrupted; what is finished is kept in {tmp_path / 'release.work'}, and the same command goes on from there"
    assert (result.exit_code, kept in result.stderr) == (130, True), result.output


def test_a_zim_archive_of_others_is_left_before_any_work(tmp_path: Path) -> None:
    pytest.importorskip("libzim", reason="archives need the extra zim")
    (tmp_path / "release.zim").write_bytes(b"mine")
    given = (RISING, "-o", tmp_path / "release", "--zim", "-q")
    result = kg_publish(*given)
    assert (result.exit_code, "release.zim: it is no ZIM archive of a release; nothing is replaced" in result.stderr) == (3, True), result.output
    assert [path.name for path in tmp_path.iterdir()] == ["release.zim"]
    (tmp_path / "release.zim").unlink()
    for _ in range(2):  # The second replaces what the first has made.
        assert kg_publish(*given).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["release", "release.zim"]


def test_the_folder_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert kg_publish(RISING, "-o", ".", "--no-site", "--zip", "-q").exit_code == 0
    assert ((tmp_path / "here" / "release.json").is_file(), (tmp_path / "here.zip").is_file()) == (True, True)


def test_settings_of_a_file_and_of_options(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('[dataset]\ntitle = "Wars"\nversion = "2"\n')
    options = ("-o", tmp_path / "release", "--no-site", "--config", tmp_path / "kg.toml", "--version", "3")
    assert kg_publish(RISING, *options, SOURCE_DATE_EPOCH="1764374400").exit_code == 0
    manifest = Manifest.from_json((tmp_path / "release" / "release.json").read_text(encoding="utf-8"))
    assert (manifest.title, manifest.version, manifest.issued) == ("Wars", "3", "2025-11-29")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "nothing to publish: name a graph or an article, or give --sample"),
        (("--sample", "-o", ""), 2, "-o names a folder, or a file that ends in .zip"),
        (("--sample", "-j", "many"), 2, "a number of processes is wanted, or auto, not 'many'"),
        (("--sample", "--issued", "soon"), 2, "--issued: 'soon' is no date of the form 2026-01-31"),
        (("--sample", "--config", "{tmp}/kg.toml"), 2, "kg.toml:2: unknown key 'titel' in [dataset]; did you mean 'title'?"),
        (("--sample", "--config", "{tmp}/none.toml"), 3, "none.toml: cannot be read: No such file or directory"),
        (("--sample", "--previous", "{tmp}"), 3, "no release is there: it has no release.json"),
        (("--sample", "-o", "{tmp}/full"), 3, "full: something is there that is no release; nothing is replaced"),
        (("{tmp}/built.nq", "--base", "https://data.example.org/"), 3, "is not under the base https://data.example.org/: tell its own (--base)"),
        (("{tmp}/built.nq", "--licence", "https://a.example/"), 3, "tell another when you build it"),
        (("{tmp}/facts.nq",), 3, "facts.nq: the graph is in the facts profile, which has no claims"),
        (("{tmp}/good.nt",), 3, "good.nt: no article version (ck:Article) is in it"),
        (("{tmp}/none.txt",), 3, "no article is left to publish; nothing is written"),
    ],
)  # fmt: skip
def test_what_cannot_be_published(arguments: tuple[str, ...], code: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text("[dataset]\ntitel = 'x'\n")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    (tmp_path / "good.nt").write_text("<http://a/a> <http://a/b> <http://a/c> .\n")
    if "{tmp}/built.nq" in arguments:
        CliRunner().invoke(main, ["build", str(RISING), "-o", str(tmp_path / "built.nq"), "-q"])
    if "{tmp}/facts.nq" in arguments:
        CliRunner().invoke(main, ["build", str(RISING), "-o", str(tmp_path / "facts.nq"), "--profile", "facts", "-q"])
    given = [argument.format(tmp=tmp_path) for argument in arguments]
    result = kg_publish(*given, *(() if "-o" in given else ("-o", tmp_path / "release")))
    assert (result.exit_code, message in result.output) == (code, True), result.output
    assert not (tmp_path / "release").exists()
    assert not list(tmp_path.glob("*.work"))


def test_a_graph_that_does_not_conform_is_left_out(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["build", str(RISING), "-o", str(tmp_path / "good.nq"), "-q", "--named-graphs"])
    CliRunner().invoke(main, ["build", str(DATA / "articles" / "otto-rein.wiki"), "-o", str(tmp_path / "wrong.nq"), "-q", "--named-graphs"])
    lines = (tmp_path / "wrong.nq").read_text().splitlines(keepends=True)
    (tmp_path / "wrong.nq").write_text("".join(line for line in lines if "ontology#certainty" not in line))
    result = kg_publish(tmp_path / "good.nq", tmp_path / "wrong.nq", "-o", tmp_path / "release", "--no-site")
    assert (result.exit_code, "does not conform and is not published" in result.stderr) == (1, True)
    assert require_whole(tmp_path / "release").counts["articles"] == 1


def test_redirects_are_followed_as_kg_build_does(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "redirects.tsv").write_text("from\tto\tsame\nNone Such\tFerry War\tyes\n")
    given = ("--redirects", tmp_path / "redirects.tsv")
    assert kg_publish(DATA / "tables", "-o", tmp_path / "release", "--no-site", *given).exit_code == 0
    CliRunner().invoke(main, ["build", str(DATA / "tables"), "-o", str(tmp_path / "built.nq"), "-q", "--named-graphs", *map(str, given)])
    published = gzip.decompress((tmp_path / "release" / "data" / "full.nq.gz").read_bytes()).decode()
    assert published == "".join(sorted((tmp_path / "built.nq").read_text(encoding="utf-8").splitlines(keepends=True)))
