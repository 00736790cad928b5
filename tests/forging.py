"""Releases of invented articles, and what a forger does to them: files are altered, and manifest and checksums made anew so that they fit."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner, Result

from kg.cli import main
from kg.cli.io.reading import sample_path
from kg.link.index.build import build_index
from kg.link.index.sources import open_source

TITLES = "title\tqid\nSiege of Zell\tQ11\nBattle of Hill 7\tQ12\nVarn\tQ13\nVarn (state)\tQ13\nZell\tQ14\n"
LABELS = "label\tqid\tkind\nSiege of Zell\tQ11\tconflict\nBattle of Hill 7\tQ12\tconflict\nVarn\tQ13\tgroup\nZell\tQ14\tplace\n"
ARTICLES = {
    "zell.wiki": """{{Infobox military conflict
| conflict = Siege of Zell
| date = 4–13 May 1701
| place = [[Zell]]
| coordinates = {{coord|47|20|N|12|47|E}}
| result = Varnish victory
| combatant1 = [[Varn]]
| combatant2 = [[Esk League]]
| commander1 = [[Ada Storm]]
| commander2 = Otto Rein{{KIA}}
| strength1 = 1,200 men<ref>{{cite book |title=Sieges of the Valley |author=Ina Holt |year=1899 |page=12}}</ref>
| strength2 = 800–900 men
| casualties1 = 40 killed
| casualties2 = 310 killed, 45 captured
}}
The '''Siege of Zell''' was fought in 1701.
""",
    "hill.wiki": """{{Infobox military conflict
| conflict = Battle of Hill 7
| date = June 1702
| place = near [[Zell]]
| result = Indecisive
| combatant1 = [[Varn (state)]]
| combatant2 = [[Esk League]]
| commander1 = [[Ada Storm]]
| strength1 = 500
| casualties2 = unknown
}}
The '''Battle of Hill 7''' was fought in 1702.
""",
}
OLD_LICENCE = "https://creativecommons.org/licenses/by-sa/3.0/"
CONFIG = """[dataset]
title = "Conflicts of the valley"
creator = ["Ada Example <https://orcid.org/0000-0002-1825-0097>"]
publisher = "Example Press"
contact = "data@example.org"
version = "2.0.0"
issued = "2026-11-29"
licence = "https://creativecommons.org/licenses/by-sa/4.0/"
"""


def run(*arguments: str | Path) -> Result:
    """Run kg with these arguments."""
    return CliRunner().invoke(main, list(map(str, arguments)))


def _done(*arguments: str | Path) -> None:
    result = run(*arguments)
    assert result.exit_code == 0, result.output


def write_articles(folder: Path) -> Path:
    """Write the articles into a folder of their own."""
    articles = folder / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    shutil.copy(sample_path(), articles / "sample.txt")
    return articles


class Made(NamedTuple):
    """A release, the one before it, and the articles of both."""

    new: Path
    old: Path
    articles: Path


def publish_linked(folder: Path) -> Made:
    """Publish the articles twice, the second time linked, with a merge, and telling what changed."""
    articles = write_articles(folder)
    for name, text in (("titles.tsv", TITLES), ("labels.tsv", LABELS), ("kg.toml", CONFIG)):
        (folder / name).write_text(text, encoding="utf-8")
    build_index(str(folder / "x.idx"), (record for name in ("titles.tsv", "labels.tsv") for record in open_source(str(folder / name))))
    _done("build", articles, "-o", folder / "graph.nq", "--licence", "https://creativecommons.org/licenses/by-sa/4.0/", "-q")
    _done("link", folder / "graph.nq", "--index", folder / "x.idx", "-o", folder / "linked.nq", "-q")
    old, new = folder / "old", folder / "new"
    told = ("--config", folder / "kg.toml", "--version", "1.9.0", "--licence", OLD_LICENCE)
    _done("publish", articles / "zell.wiki", articles / "sample.txt", "-o", old, *told, "--no-site", "-q")
    _done("publish", folder / "linked.nq", "-o", new, "--config", folder / "kg.toml", "--previous", old, "--zip", "-q")
    return Made(new, old, articles)


class Forgery:
    """A copy of a release to alter. Files are linked to those of the original until they are written."""

    def __init__(self, original: Path, place: Path) -> None:
        shutil.copytree(original, place, copy_function=os.link)
        self.root = place

    def read(self, path: str) -> str:
        """A file as text, unpacked."""
        data = (self.root / path).read_bytes()
        return (gzip.decompress(data) if path.endswith(".gz") else data).decode()

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file anew, packed where its name says so."""
        data = text.encode() if isinstance(text, str) else text
        target = self.root / path
        target.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(data, 6, mtime=0) if path.endswith(".gz") and isinstance(text, str) else data)

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Alter a text; a change that changes nothing is an error of the test."""
        before = self.read(path)
        after = change(before)
        assert after != before, f"{path} was not altered"
        self.write(path, after)

    def replace(self, path: str, old: str, new: str) -> None:
        """Put words in place of others, once."""
        assert old in self.read(path), f"{old!r} is not in {path}"
        self.edit(path, lambda text: text.replace(old, new, 1))

    def lines(self, path: str, change: Callable[[list[str]], list[str]]) -> None:
        """Alter the lines of a text."""
        self.edit(path, lambda text: "".join(change(text.splitlines(keepends=True))))

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self.root / path).unlink()

    def flip(self, path: str) -> None:
        """Flip a bit in the middle of a file."""
        data = bytearray((self.root / path).read_bytes())
        data[len(data) // 2] ^= 1
        self.write(path, bytes(data))

    def manifest(self, change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
        """Alter the manifest."""
        told = json.loads(self.read("release.json"))
        change(told)
        self.write("release.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")

    def forge(self) -> None:
        """Make manifest and checksums fit what is there: sizes, hashes, counts, layers; files that are gone are left out, new ones listed."""
        told = json.loads(self.read("release.json"))
        paths = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()} - {"release.json", "SHA256SUMS"}
        files = {file["path"]: file for file in told["files"] if file["path"] in paths}
        licence = next(file["licence"] for file in told["files"] if file["path"] == "data/full.nq.gz")
        for path in paths:
            file = files.setdefault(path, {"path": path, "media_type": "text/plain", "licence": licence})
            data = (self.root / path).read_bytes()
            file |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            if ".nq" in path:
                file["triples"] = self.read(path).count("\n")
            elif "rows" in file and path.endswith(".csv"):
                file["rows"] = sum(1 for _ in csv.reader(io.StringIO(self.read(path)))) - 1
        told["files"] = [files[path] for path in sorted(files)]
        for layer in told["layers"].values():
            layer["files"] = [path for path in layer["files"] if path in files]
            text = "".join(self.read(path) for path in layer["files"] if ".nq" in path)
            if text:
                layer |= {"triples": text.count("\n"), "rdfc10_sha256": hashlib.sha256(text.encode()).hexdigest()}
        self.write("release.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        self.sum()

    def sum(self) -> None:
        """Make the checksums anew."""
        paths = sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())
        listed = [path for path in paths if path != "SHA256SUMS"]
        sums = "".join(f"{hashlib.sha256((self.root / path).read_bytes()).hexdigest()}  {path}\n" for path in listed)
        self.write("SHA256SUMS", sums)
