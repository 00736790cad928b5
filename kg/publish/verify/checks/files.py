"""The files of a release against its manifest and its checksums."""

from __future__ import annotations

import re

from kg.publish.release import CHECKSUMS, MANIFEST
from kg.publish.verify.failure import Failure, Found, Gap
from kg.publish.verify.manifest import unsafe_path, weaknesses
from kg.publish.verify.opened import Opened

_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)\n")


def check_manifest(opened: Opened) -> Found:
    """That the manifest is well formed."""
    yield from (Failure(MANIFEST, words) for words in weaknesses(opened.manifest))


def check_opening(opened: Opened) -> Found:
    """That an archive, or a server, gives all that is listed, and nothing that may not be unpacked."""
    yield from opened.found_at_opening


def check_paths(opened: Opened) -> Found:
    """That no path leads out of the release's folder, by name or by link."""
    for path, words in opened.folder.strange.items():
        yield Failure(path, words)
    folded: dict[str, str] = {}
    for path in opened.listed:
        if words := unsafe_path(path):
            yield Failure(path, words)
        elif folded.setdefault(path.casefold(), path) != path:
            yield Failure(path, f"differs from {folded[path.casefold()]} by case only, which not every system tells apart")


def check_files(opened: Opened) -> Found:
    """That every file that is listed is there, with its size and its sha256."""
    for path, file in opened.listed.items():
        if path not in opened.folder.sizes:
            yield Failure(path, "is listed in the manifest, but is not there")
        elif opened.folder.sizes[path] != file.bytes:
            yield Failure(path, f"has {opened.folder.sizes[path]:,} bytes, not {file.bytes:,} as the manifest says")
        elif (digest := opened.digest(path)) != file.sha256:
            yield Failure(path, f"has the sha256 {digest}, not {file.sha256} as the manifest says")


def check_unlisted(opened: Opened) -> Found:
    """That there is no file that the manifest does not list."""
    if not opened.complete:
        yield Gap("a web server does not list its files")
    for path in opened.folder.sizes:
        if path not in opened.listed and path not in (MANIFEST, CHECKSUMS):
            yield Failure(path, "is not listed in the manifest")


def check_checksums(opened: Opened) -> Found:
    """That SHA256SUMS has the sha256 of every file but itself, as the manifest has it, and that of the manifest."""
    sums: dict[str, str] = {}
    for number, line in enumerate(opened.read_lines(CHECKSUMS), 1):
        match = _SUM.fullmatch(line.decode("utf-8", "replace"))
        if match is None or match[2] in sums:
            yield Failure(CHECKSUMS, "no line of sha256sum, or of a file that another line has", number)
            continue
        sums[match[2]] = match[1]
        wanted = opened.digest(MANIFEST) if match[2] == MANIFEST else opened.listed[match[2]].sha256 if match[2] in opened.listed else None
        if wanted is None:
            yield Failure(CHECKSUMS, f"{match[2]} is not listed in the manifest", number)
        elif wanted != match[1]:
            yield Failure(CHECKSUMS, f"{match[2]} has another sha256 in the manifest" if match[2] != MANIFEST else f"{MANIFEST} has another", number)
    for path in (*opened.listed, MANIFEST):
        if path not in sums:
            yield Failure(CHECKSUMS, f"{path} is missing")
