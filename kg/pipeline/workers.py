"""Processes that build articles: they leave interruptions to the main process, and end when it does."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading

_PR_SET_PDEATHSIG = 1
_ORPHANED = 1
_VALUES = 50_000


def collect_seldom() -> None:
    """Let this process look for circles of references seldom: values are many and in no circles, and looking took up to a sixth of the time."""
    gc.set_threshold(_VALUES)


def begin_worker(from_main_thread: bool) -> None:
    """What a new process does first. Ctrl-C, which the terminal sends to all processes, is for the main process alone.

    A thread waits for the end of the main process, on every system. It cannot run while a pattern is being matched, so Linux is asked to
    end this process itself; but Linux takes the end of the *thread* that made it for the end of its parent, so only where that was the main thread.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    if from_main_thread and sys.platform == "linux":
        _end_with_parent()
    threading.Thread(target=_await_parent, daemon=True).start()


def made_from_main_thread() -> bool:
    """Whether processes that are begun now are children of the main thread."""
    return threading.current_thread() is threading.main_thread()


def _end_with_parent() -> None:
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _await_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(_ORPHANED)
