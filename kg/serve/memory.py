"""Memory that is free again goes back to the system.

The allocator of glibc keeps what a large answer or a thousand connections took, and each process of a server as much as its largest moment needed.
Circles of objects Python looks for only when a quarter as many have come as the process holds: beside a large catalogue, late. So what stays for
long is set aside (frozen) and no longer looked at; never what connections hold, since a circle that is set aside stays though nobody needs it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import resource
from pathlib import Path
from typing import IO

# Bytes by which a process may grow before what is free is given back.
_KEPT = 16 << 20
# Parameters of glibc's mallopt, and what they are set to: arenas in all, bytes from which a block is mapped by itself.
_ARENAS, _MAPPED = (-8, 2), (-3, 128 << 10)


def give_back_sooner() -> None:
    """Ask the allocator of glibc to use few arenas, and to map each large block by itself, for this process and those that it forks.

    Else each of many threads has a heap of its own, and once a large block was freed, blocks as large are laid into the heaps, where one small block
    above them keeps them.
    """
    with contextlib.suppress(OSError, AttributeError):  # Other C libraries have no such function.
        for parameter, value in (_ARENAS, _MAPPED):
            ctypes.CDLL(None).mallopt(parameter, value)


class Memory:
    """What a process holds, looked at between its tasks."""

    def __init__(self) -> None:
        gc.collect()
        gc.freeze()
        self.held = _resident()

    def settle(self) -> None:
        """Give back what is free where this process has grown since it was last settled; set aside what has come to stay.

        Where most of the growth was free, nothing is set aside. Where it was not, a catalogue was read, and looking at it takes longer than all else.
        """
        now = _resident()
        if now <= self.held + _KEPT:
            self.held = min(self.held, now)
            return
        gc.collect()
        with contextlib.suppress(OSError, AttributeError):  # Other C libraries give it back themselves.
            ctypes.CDLL(None).malloc_trim(0)
        left = _resident()
        if left > self.held + _KEPT // 2:
            gc.freeze()
        self.held = left

    def forget(self) -> None:
        """What was needed may be so no more: look at all objects the next time."""
        gc.unfreeze()


class Own:
    """What a forked process shares with no other: of the store that its parent read, each page that a query wrote to, if only to count references.

    Its file is opened at the beginning, since the process may not be allowed to open one later.
    """

    def __init__(self) -> None:
        try:
            self.told: IO[bytes] | None = Path("/proc/self/smaps_rollup").open("rb", 0)  # noqa: SIM115 - as long as the process
        except OSError:
            self.told = None
        self.faults, self.held = _faults(), self._look()

    def has_grown(self, most: int) -> bool:
        """Whether it has grown by more than so many bytes since the beginning; looked at where pages were asked for, since looking takes a while."""
        now = _faults()
        if (now - self.faults) * resource.getpagesize() <= most:
            return False
        self.faults = now
        return self._look() - self.held > most

    def _look(self) -> int:
        """Bytes of memory that this process alone holds; 0 where the system does not tell."""
        if self.told is None:
            return 0
        self.told.seek(0)
        return 1024 * sum(int(line.split()[1]) for line in self.told.read().splitlines() if line.startswith(b"Private_"))


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _faults() -> int:
    """How often this process was given a page of memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
