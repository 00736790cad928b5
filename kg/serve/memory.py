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

# Bytes by which a process may grow before what is free is given back.
_KEPT = 16 << 20


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


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0
