"""Memory that is free again goes back to the system.

The allocator of glibc keeps what a large answer or a thousand connections took, and each process of a server as much as its largest moment needed.
Connections are circles of objects, for which Python looks only when a quarter as many have come as the process holds: beside a large catalogue, late.
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
        self.held = _resident()

    def settle(self) -> None:
        """Give back what is free where this process has grown since it was last settled.

        Objects that are still needed then are not looked at again, so that it is a matter of milliseconds from the second time on.
        """
        now = _resident()
        if now > self.held + _KEPT:
            gc.collect()
            gc.freeze()
            with contextlib.suppress(OSError, AttributeError):  # Other C libraries give it back themselves.
                ctypes.CDLL(None).malloc_trim(0)
            self.held = _resident()
        else:
            self.held = min(self.held, now)

    def forget(self) -> None:
        """What was needed may be so no more: look at all objects the next time."""
        gc.unfreeze()


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0
