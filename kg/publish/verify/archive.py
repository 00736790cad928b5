"""Archives (zip) of a release, unpacked by rules that no archive gets around: nothing outside of the folder, no links, no bombs."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from kg.publish.verify.failure import Failure
from kg.publish.verify.manifest import unsafe_path
from kg.unpacking.stream import ALLOWANCE, RATIO

_PIECE = 1 << 20
# More files than any release has, and far less than it takes to fill a disk with names.
_MOST_FILES = 2_000_000


class ArchiveError(OSError):
    """A file that is no archive, or that unpacks to more than it may."""


def unpack_archive(archive: Path, target: Path) -> tuple[Failure, ...]:
    """Unpack into a new folder; what may not be unpacked is told and left out. OSError for what is no archive, or a bomb."""
    target.mkdir()
    room = ALLOWANCE + RATIO * archive.stat().st_size
    failures: list[Failure] = []
    seen: set[str] = set()
    try:
        with zipfile.ZipFile(archive) as opened:
            for member in _members(opened):
                if wrong := _refuse(member, seen):
                    failures.append(Failure(_shown(member.filename), wrong))
                    continue
                try:
                    room = _unpack(opened, member, target / member.filename, room)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                    failures.append(Failure(member.filename, f"cannot be unpacked: {error}"))
    except zipfile.BadZipFile as error:
        raise ArchiveError(0, f"no archive (zip) that can be read: {error}") from error
    return tuple(failures)


def _members(opened: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    members = opened.infolist()
    if len(members) > _MOST_FILES:
        raise ArchiveError(0, f"an archive of more than {_MOST_FILES:,} files")
    return iter([member for member in members if not (member.is_dir() and not unsafe_path(member.filename.rstrip("/")))])


def _refuse(member: zipfile.ZipInfo, seen: set[str]) -> str:
    """Why a member is not unpacked; "" for a good one."""
    if words := unsafe_path(member.filename):
        return words
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is a link, or no regular file, in the archive"
    if member.filename in seen:
        return "stands twice in the archive"
    seen.add(member.filename)
    return ""


def _unpack(opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, room: int) -> int:
    """Unpack a member; how many bytes may still come, which is counted by what comes and not by what the archive says of itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as packed, path.open("xb") as out:
        while piece := packed.read(_PIECE):
            room -= len(piece)
            if room < 0:
                raise ArchiveError(0, f"it unpacks to more than {RATIO} times its size: not read any further")
            out.write(piece)
    return room


def _shown(name: str) -> str:
    return name.encode("unicode_escape").decode() if not name.isprintable() else name
