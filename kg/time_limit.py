"""A limit to the processor time that one piece of work may take, so that one article cannot stop a run."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Other threads use processor time too: the timer that rings too early is set anew, to this at least (seconds).
_SHORTEST = 0.01
# Python drops what is raised while it finalises an object: so the timer rings again, until the block is left. And it knows no longer time than this.
_AGAIN, _LONGEST = 0.1, 1e8


class OutOfTimeError(BaseException):
    """Work took more processor time than it may. No Exception, so that nothing on the way takes it for a defect and goes on."""


class _Stop:
    """What the timer calls: it ends the work once its thread has used its time, and sets the timer anew until then."""

    def __init__(self, seconds: float) -> None:
        self.end = time.thread_time() + seconds

    def __call__(self, number: int, frame: FrameType | None) -> None:
        left = self.end - time.thread_time()
        if left <= 0:
            signal.setitimer(signal.ITIMER_PROF, _AGAIN)
            raise OutOfTimeError
        signal.setitimer(signal.ITIMER_PROF, max(left, _SHORTEST))


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise OutOfTimeError within the block once this thread has used so many seconds of processor time in it; None is no limit.

    Nothing is limited where the system has no such timer (Windows), outside of the main thread, within another limit, and where somebody else uses
    the timer, such as a profiler. What runs in a library that is not Python is ended when it returns.
    """
    if seconds is None or not _is_free():
        yield
        return
    previous = signal.signal(signal.SIGPROF, _Stop(min(seconds, _LONGEST)))
    signal.setitimer(signal.ITIMER_PROF, min(seconds, _LONGEST))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


def _is_free() -> bool:
    """Whether the timer can be used."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    handler = signal.getsignal(signal.SIGPROF)
    return signal.getitimer(signal.ITIMER_PROF)[0] == 0 and (handler is signal.SIG_DFL or isinstance(handler, _Stop))
