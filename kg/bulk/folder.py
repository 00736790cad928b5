"""The folder that a run fills: shards with their issues, a record of each that is done, and at last the manifest.

A file appears whole or not at all (`kg.output.files`). A record is written after what it tells of, so that what it tells of is there.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.bulk.errors import BulkError
from kg.bulk.records import Kept, to_line
from kg.output.files import open_output, write_bytes

MANIFEST, SHARDS, ISSUES, PAGES, WORK = "bulk.json", "shards", "issues", "pages", "work"
_PLAN, _FORMAT = "plan.json", 2
# Issues of the dump itself: what cannot be unpacked, pages without an end.
OF_DUMP = f"{ISSUES}/dump.jsonl.gz"


class Record(NamedTuple):
    """What came of a unit: files with their hashes ("" for a file that would be empty, which is not written), and counts."""

    number: int
    shard: str = ""
    shard_sha256: str = ""
    issues: str = ""
    issues_sha256: str = ""
    records: str = ""
    records_sha256: str = ""
    pages: int = 0
    articles: int = 0
    quads: int = 0
    claims: int = 0
    issue_count: int = 0


_COUNTS = ("pages", "articles", "quads", "claims", "issue_count")


class Opened(NamedTuple):
    """A finished folder: the files of its graphs, of its issues and of the records of its pages, in order, and what its manifest says."""

    shards: tuple[Path, ...]
    issues: tuple[Path, ...]
    records: tuple[Path, ...]
    manifest: Mapping[str, Any]


def is_bulk(folder: Path) -> bool:
    """Whether a folder is one that a run fills or has filled."""
    return (folder / MANIFEST).is_file() or (folder / WORK / _PLAN).is_file()


def open_bulk(folder: Path) -> Opened:
    """Open what a run has finished. Raises BulkError where it is not finished, or a file of it is missing; hashes are checked by `check_bulk`."""
    if not (folder / MANIFEST).is_file():
        raise BulkError(f"{folder}: the run that fills this folder is not finished: the same kg bulk command goes on with it")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        shards = tuple(folder / one["path"] for one in manifest["shards"])
        issues = tuple(folder / one["path"] for one in manifest["issues"])
        records = tuple(folder / one["path"] for one in manifest.get("pages", ()))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BulkError(f"{folder / MANIFEST}: no manifest of kg bulk ({error})") from error
    if missing := next((path for path in (*shards, *issues, *records) if not path.is_file()), None):
        raise BulkError(f"{missing}: missing, though the manifest names it")
    return Opened(shards, issues, records, manifest)


def check_bulk(folder: Path) -> None:
    """Compare all files with the hashes of the manifest. Raises BulkError for the first that differs."""
    opened = open_bulk(folder)
    for one in (*opened.manifest["shards"], *opened.manifest["issues"], *opened.manifest.get("pages", ())):
        if hash_file(folder / one["path"]) != one["sha256"]:
            raise BulkError(f"{folder / one['path']}: not what the manifest says (SHA-256)")


def hash_file(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Folder:
    """The folder of a run while it is filled."""

    def __init__(self, path: Path) -> None:
        self.path, self.work = path, path / WORK

    def begin(self, plan: Mapping[str, Any]) -> None:
        """Take the folder for a plan: an empty one, or one that the same plan has begun. Raises BulkError, PublishError."""
        place, text = self.work / _PLAN, json.dumps(plan, indent=1, sort_keys=True) + "\n"
        if place.is_file():
            self._compare(json.loads(place.read_text(encoding="utf-8")), json.loads(text))
        elif self.path.is_dir() and any(member.name != WORK for member in self.path.iterdir()):
            raise BulkError(f"{self.path}: the folder holds something else: name one that is empty or not there")
        else:
            _write(place, text)

    def is_of(self, plan: Mapping[str, Any]) -> bool:
        """Whether the same plan has begun or finished what is here, and nothing of it is missing."""
        place, wanted = self.work / _PLAN, json.loads(json.dumps(plan))
        try:
            if (self.path / MANIFEST).is_file():
                return bool(open_bulk(self.path).manifest["plan"] == wanted)
            return bool(json.loads(place.read_text(encoding="utf-8")) == wanted)
        except (OSError, ValueError, BulkError):
            return False

    def is_finished(self, plan: Mapping[str, Any]) -> bool:
        """Whether the plan was carried out here. Raises BulkError where another one was."""
        if not (self.path / MANIFEST).is_file():
            return False
        self._compare(open_bulk(self.path).manifest["plan"], json.loads(json.dumps(plan)))
        shutil.rmtree(self.work, ignore_errors=True)
        return True

    def _compare(self, here: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        other = sorted(name for name in here.keys() | wanted.keys() if here.get(name) != wanted.get(name))
        if other:
            raise BulkError(
                f"{self.path}: it holds the work of another run, which differs in {', '.join(other)}: name another folder, or remove this one"
            )

    def keep_scan(self, number: int, told: Any) -> None:
        """Keep what the scan of a unit found, of built-in types. Raises PublishError."""
        write_bytes(self.work / "scan" / f"{number:06}", marshal.dumps(told))

    def read_scan(self, number: int) -> Any:
        """What was kept of a unit."""
        return marshal.loads((self.work / "scan" / f"{number:06}").read_bytes())

    def scanned(self) -> frozenset[int]:
        """The units whose scan was kept."""
        place = self.work / "scan"
        return frozenset(int(path.name) for path in place.iterdir() if path.name.isdigit()) if place.is_dir() else frozenset()

    def forget_scan(self) -> None:
        """Let go of the scan, once there is an index."""
        shutil.rmtree(self.work / "scan", ignore_errors=True)

    def write_unit(self, number: int, pages: Sequence[Kept]) -> Record:
        """Write the files of a unit, then the record that says so. Raises PublishError."""
        told = [page.record for page in pages]
        record = Record(
            number, pages=len(told), articles=sum(one.articles for one in told), quads=sum(one.quads for one in told),
            claims=sum(one.claims for one in told), issue_count=sum(one.issues for one in told),
        )  # fmt: skip
        if packed := b"".join(page.packed for page in pages):
            name = f"{SHARDS}/{number:06}.nq.gz"
            write_bytes(self.path / name, packed)
            record = record._replace(shard=name, shard_sha256=hashlib.sha256(packed).hexdigest())
        if issues := "".join(page.issues for page in pages):
            name = f"{ISSUES}/{number:06}.jsonl.gz"
            record = record._replace(issues=name, issues_sha256=self._write_file(name, issues))
        if told:
            name = f"{PAGES}/{number:06}.jsonl.gz"
            record = record._replace(records=name, records_sha256=self._write_file(name, "".join(map(to_line, told))))
        return self.note(record)

    def note(self, record: Record) -> Record:
        """Say that a unit is done, whose files are there. Raises PublishError."""
        _write(self.work / "done" / f"{record.number:06}.json", json.dumps(record._asdict()) + "\n")
        return record

    def _write_file(self, name: str, text: str) -> str:
        """Write a file of the folder; its hash."""
        _write(self.path / name, text)
        return hash_file(self.path / name)

    def done(self) -> dict[int, Record]:
        """The records of the units that are done."""
        records = (Record(**json.loads(path.read_text(encoding="utf-8"))) for path in (self.work / "done").glob("*.json"))
        return {record.number: record for record in records}

    def finish(self, plan: Mapping[str, Any], dump_issues: str, pages: int) -> None:
        """Write the issues of the dump and the manifest, and let go of the work. Raises PublishError."""
        records = [record for _, record in sorted(self.done().items())]
        issues = [{"path": r.issues, "sha256": r.issues_sha256, "issues": r.issue_count} for r in records if r.issues]
        if dump_issues:
            issues.append({"path": OF_DUMP, "sha256": self._write_file(OF_DUMP, dump_issues), "issues": dump_issues.count("\n")})
        shards = [
            {"path": r.shard, "sha256": r.shard_sha256, "articles": r.articles, "quads": r.quads, "claims": r.claims} for r in records if r.shard
        ]
        totals = {name: sum(getattr(record, name) for record in records) for name in _COUNTS}
        totals["issues"] = totals.pop("issue_count") + dump_issues.count("\n")
        totals["candidates"], totals["pages"] = totals["pages"], pages
        listed = [{"path": r.records, "sha256": r.records_sha256, "pages": r.pages} for r in records if r.records]
        manifest = {"format": _FORMAT, "plan": plan, "totals": totals, "shards": shards, "issues": issues, "pages": listed}
        _write(self.path / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
        shutil.rmtree(self.work, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with open_output(path) as out:
        out.write(text)
