"""What a release changes of the one before: as a table, a page, a changelog, and as added and removed statements (kg/diff)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from kg.diff.changes import Changes, collect
from kg.diff.patch import compare_lines
from kg.diff.sides.releases import ReleaseSide, open_release
from kg.diff.written.forms import (
    ADDED_QUADS,
    CHANGELOG,
    DICTIONARY,
    PAGE,
    REMOVED_QUADS,
    TABLE,
    write_dictionary,
    write_markdown,
    write_page,
    write_table,
)  # fmt: skip
from kg.publish.data.layers import NQUADS, licences_of
from kg.publish.dataset import Dataset
from kg.publish.draft import Draft
from kg.publish.release import FULL, LINKS, MANIFEST, ReleaseError
from kg.publish.verify.archive import unpack_archive
from kg.rdf.reading import GraphReadError

FOLDER = "changes"
_FORMS: dict[str, tuple[str, Callable[[Changes, TextIO], None]]] = {
    TABLE: ("text/csv", write_table), PAGE: ("text/html", write_page), CHANGELOG: ("text/markdown", write_markdown),
}  # fmt: skip


def make_changes(dataset: Dataset, draft: Draft) -> None:
    """Write them, where a previous release is named. ReleaseError where it cannot be read."""
    if dataset.previous is None:
        return
    licence = licences_of(dataset)
    try:
        old, new = open_release(_folder_of(Path(dataset.config.previous), draft.scratch)), _new_side(dataset, draft)
        with collect(old, new) as changes:
            for name, (media_type, write) in _FORMS.items():
                with draft.open(f"{FOLDER}/{name}", media_type, licence=licence, counted="rows" if name == TABLE else "") as out:
                    write(changes, out)
                    out.count = changes.tally.total if name == TABLE else 0
        with draft.open(f"{FOLDER}/{DICTIONARY}", "application/csvm+json", licence=licence) as out:
            write_dictionary(TABLE, "csv", out)
        _write_patch(old, new, draft, licence)
    except GraphReadError as error:
        raise ReleaseError(f"the previous release: {error}") from error


def _write_patch(old: ReleaseSide, new: ReleaseSide, draft: Draft, licence: tuple[str, ...]) -> None:
    """What only one release says, in canonical order."""
    paths = (f"{FOLDER}/{ADDED_QUADS}", f"{FOLDER}/{REMOVED_QUADS}")
    with draft.open(paths[0], NQUADS, licence=licence, counted="triples") as added, draft.open(
        paths[1], NQUADS, licence=licence, counted="triples"
    ) as removed:  # fmt: skip
        for is_new, line in compare_lines(old.lines(named=True), new.lines(named=True)):
            out = added if is_new else removed
            out.write(line)
            out.count += 1


def _folder_of(path: Path, scratch: Path) -> Path:
    """The folder of a release: itself, that of its manifest, or where its archive is unpacked."""
    if path.is_dir():
        return path
    if path.suffix != ".zip":
        return path.parent if path.name == MANIFEST else path
    folder = scratch / "previous"
    if failures := unpack_archive(path, folder):
        raise ReleaseError(f"{path}: {failures[0].file}: {failures[0].words}")
    return folder


def _new_side(dataset: Dataset, draft: Draft) -> ReleaseSide:
    """The release in the making."""
    full, links = ([draft.path(path) for name in names if name in draft.layers for path in draft.layers[name].files] for names in ((FULL,), (LINKS,)))
    return ReleaseSide(f"{dataset.config.title} {dataset.config.version}", full, links, draft.path("data/ontology.ttl"))
