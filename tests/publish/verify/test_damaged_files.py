"""Bytes that were damaged: the hashes tell, or the manifest does not make sense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from damages import FACTS, FULL, LINKS, MANIFEST, SUMS, TRIG, Damage, check, entry, expect, layer, lines, manifest, removed, sub, without, written
from forging import Forgery, Made

from kg.publish.verify.check import NOT_CHECKED, PASSED
from kg.publish.verify.opened import Options
from kg.publish.verify.run import CHECKS


def test_all_promises_of_a_release_hold(made: Made) -> None:
    results = check(made.new, options=Options((str(made.articles),), str(made.old)))
    assert {name: (result.failures, result.gaps) for name, result in results.items() if result.status != PASSED} == {}
    assert list(results) == [each.name for each in CHECKS]


def test_what_cannot_be_checked_is_told_and_has_not_passed(made: Made) -> None:
    result = check(made.new, "quotes")["quotes"]
    assert (result.status, result.gaps) == (NOT_CHECKED, ("the articles were not given (--articles)",))


def kinds_of_files(made: Made) -> list[str]:
    """A file of each kind, by folder and ending."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted(path.relative_to(made.new).as_posix() for path in made.new.rglob("*") if path.is_file()):
        found.setdefault((path.rpartition("/")[0], "".join(Path(path).suffixes[-2:])), path)
    return list(found.values())


def test_a_flipped_bit_in_every_kind_of_file_is_found(made: Made, tmp_path: Path) -> None:
    """Each in a copy of its own; that of the manifest may make it unreadable, which is told of it."""
    missed, kinds = [], kinds_of_files(made)
    for number, path in enumerate(kinds):
        forgery = Forgery(made.new, tmp_path / str(number))
        forgery.flip(path)
        results = check(forgery.root, "manifest", "files", "checksums")
        if path not in {failure.file for result in results.values() for failure in result.failures}:
            missed.append(path)
    assert missed == []
    assert len(kinds) > 20


def make_link(forgery: Forgery) -> None:
    """A link to a file elsewhere in place of a file."""
    forgery.remove("CITATION.cff")
    (forgery.root / "CITATION.cff").symlink_to("/etc/hostname")


def add_by_case(told: dict[str, Any]) -> None:
    """A file whose name differs by case from another."""
    told["files"].append({**told["files"][0], "path": ".zenodo.JSON"})


def forge_counts(forgery: Forgery) -> None:
    """A count that the file does not have; forged but for this."""
    forgery.manifest(entry(FACTS, triples=7))
    forgery.sum()


DAMAGES = (
    removed("missing file", "files", "is not there", "CITATION.cff", forged=False),
    removed("missing dump", "files", "is not there", FULL, forged=False),
    written("extra file", "unlisted", "not listed", "tables/extra.csv", "a\n", forged=False),
    written("longer file", "files", "bytes", "datacite.json", "{}\n", forged=False),
    removed("no checksums", "checksums", "is not there", SUMS, forged=False),
    sub("wrong checksum", "checksums", "another sha256", SUMS, "^[0-9a-f]{8}", "00000000", forged=False),
    lines("checksum left out", "checksums", "is missing", SUMS, without("full.nq"), forged=False),
    sub("manifest altered", "checksums", "release.json has another", MANIFEST, "valley", "Valley", named=SUMS, forged=False),
    Damage("link out of the folder", "paths", "is a link", "CITATION.cff", make_link, False),
    sub("half a manifest", "manifest", "no JSON", MANIFEST, r'(?s)"files": \[.*', "", forged=False),
    manifest("path out of the folder", "paths", ". or ..", lambda told: told["files"][0].update(path="../x.csv"), "../x.csv", forged=False),
    manifest("names by case alone", "paths", "case", add_by_case, ".zenodo.JSON", forged=False),
    sub("name twice", "manifest", "twice", MANIFEST, '"version"', '"title": "x",\n "version"', forged=False),
    manifest("files not sorted", "manifest", "not sorted", lambda told: told["files"].reverse(), forged=False),
    manifest("text for a number", "manifest", "bytes", lambda told: told["files"][0].update(bytes="1"), forged=False),
    manifest("another format", "manifest", "format 9", lambda told: told.update(format=9), forged=False),
    manifest("file of an unknown layer", "manifest", "no layer", entry("CITATION.cff", layer="gold"), forged=False),
    manifest("wrong count of articles", "counts", "articles", lambda told: told["counts"].update(articles=9)),
    manifest("wrong count of claims", "counts", "claims", lambda told: told["counts"].update(claims=9)),
    manifest("wrong count of TriG", "graph-counts", "statements", entry(TRIG, triples=7), TRIG),
    manifest("wrong count of an answer", "row-counts", "rows", entry("answers/units.csv", rows=9), "answers/units.csv", forged=False),
    Damage("wrong count of a dump", "dumps", "statements", FACTS, forge_counts, False),
    manifest("wrong hash of a layer", "dumps", "RDFC-1.0", layer("full", rdfc10_sha256="0" * 64), FULL, forged=False),
    manifest("wrong hash of the ontology", "ontology", "RDFC-1.0", layer("ontology", rdfc10_sha256="0" * 64)),
    written("what is no part of a release", "layout", "no part", "extra.exe", "MZ"),
    removed("part left out", "layout", "is missing", "tables/sides.csv"),
    lines("lines in another order", "dumps", "order", FULL, lambda given: [given[1], given[0], *given[2:]]),
    lines("line twice", "dumps", "twice", FACTS, lambda given: [given[0], *given]),
    lines("line that is none", "dumps", "N-Quads", FULL, lambda given: [*given, "~\n"]),
    sub("line that is not canonical", "dumps", "canonical", FULL, "> <", ">  <"),
    sub("statement of no graph", "dumps", "canonical", LINKS, r" <[^<]*> \.\n", " .\n"),
    sub("letter that needs no escape", "dumps", "canonical", FULL, '"Varn"', r'"\\u0056arn"'),
    written("packed with nothing in it", "dumps", "statements", FULL, ""),
    written("what is not packed", "dumps", "unpacked", FACTS, b"<a> <b> <c> .\n", forged=False),
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.name for damage in DAMAGES])
def test_a_damage_is_found_and_its_file_is_named(damage: Damage, forgery: Forgery, made: Made) -> None:
    expect(damage, forgery, made)
