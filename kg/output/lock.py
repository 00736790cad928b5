"""A lock on an output that only one process may make at a time: a file beside it that names its holder.

The operating system holds the lock and lets go of it when the process ends, however it ends; so a file that a killed process left is no lock, and the
next process takes it over. File systems over a network lock for all hosts that use them.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

_MOST = 4096
_LONGEST_COMMAND = 300
# Where the lock lies, on systems that let nobody read what is locked: behind what the file says.
_PLACE = 1 << 30
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class LockedError(Exception):
    """Another process makes the output: ``holder`` tells which, with host, command and time."""

    def __init__(self, path: str, holder: str) -> None:
        super().__init__(f"{path}: another process is writing it: {holder}")
        self.path, self.holder = path, holder


@contextmanager
def hold_lock(path: str | os.PathLike[str]) -> Iterator[None]:
    """Hold the lock ``PATH.lock`` while a block runs; the file is gone afterwards. LockedError where another process holds it, OSError."""
    place = Path(f"{os.fspath(path)}.lock")
    descriptor = _take(place, os.fspath(path))
    try:
        os.truncate(descriptor, 0)
        os.write(descriptor, json.dumps(_who_we_are()).encode())
        yield
    finally:
        with suppress(OSError):  # Where an open file cannot be removed, the next holder takes it over.
            place.unlink()
        os.close(descriptor)


def _take(place: Path, path: str) -> int:
    """Open and lock the file; once more where its last holder removed it meanwhile."""
    while True:
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _try_lock(descriptor):
                raise LockedError(path, _holder(descriptor))
            if _is_same(descriptor, place):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_same(descriptor: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), place.stat())
    except FileNotFoundError:
        return False


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _PLACE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


def _who_we_are() -> dict[str, str | int]:
    command = " ".join(["kg", *sys.argv[1:]])[:_LONGEST_COMMAND]
    return {"pid": os.getpid(), "host": socket.gethostname(), "command": command, "since": datetime.now(UTC).isoformat(timespec="seconds")}


def _holder(descriptor: int) -> str:
    """What the file says of the process that holds it; it may not have said it yet."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        told = json.loads(os.read(descriptor, _MOST))
        return f"process {told['pid']} on {told['host']}, since {told['since']}: {told['command']}"
    except (OSError, ValueError, TypeError, KeyError):
        return "it has just begun"
