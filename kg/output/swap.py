"""A finished folder put in the place of the old one in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_EXCHANGE_LINUX, _EXCHANGE_MACOS = 2, 2
_AT_FDCWD = -100
# What the system or the file system answers where it cannot exchange.
_UNABLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def put_in_place(made: Path, target: Path) -> Path | None:
    """Put a folder in the place of another; returns where the old one is now, None where there was none. OSError.

    Systems that can exchange two folders do it in one step. Elsewhere the old one is set aside first, and ``recover`` puts it back where a process
    was killed between the two steps.
    """
    if not target.exists():
        made.rename(target)
        return None
    if _exchange(made, target):
        return made
    aside = set_aside(target)
    target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        with suppress(OSError):
            aside.rename(target)
        raise
    return aside


def set_aside(target: Path) -> Path:
    """Where the old folder stands for a moment, on systems that cannot exchange folders: a name that nobody gives to what is theirs."""
    return target.with_name(f".kg-{target.name}.replaced")


def recover(target: Path) -> Path | None:
    """Put an old folder back that a killed process had set aside; returns what is left aside and may go, None where nothing is."""
    aside = set_aside(target)
    if not aside.exists():
        return None
    if not target.exists():
        aside.rename(target)
        return None
    return aside


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where that cannot be done."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            failed = system.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE_LINUX)
        elif sys.platform == "darwin":
            failed = system.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE_MACOS)
        else:
            return False
    except (AttributeError, TypeError, OSError):
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))
