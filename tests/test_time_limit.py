"""Work that takes too long is ended; where it cannot be, it is left alone."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import suppress

import pytest

from kg.time_limit import OutOfTimeError, time_limit


def spin(seconds: float = 30) -> str:
    """Use up processor time."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        sum(range(1000))
    return "done"


def handler() -> object:
    return signal.getsignal(signal.SIGPROF)


def test_work_that_takes_too_long_is_ended_and_leaves_the_timer_as_it_was() -> None:
    before = handler()
    for _ in range(2):
        with pytest.raises(OutOfTimeError), time_limit(0.05):
            spin()
        assert (handler(), signal.getitimer(signal.ITIMER_PROF)) == (before, (0.0, 0.0))


def test_work_in_time_is_let_be() -> None:
    before = handler()
    with time_limit(30):
        assert spin(0.01) == "done"
    with time_limit(None):
        assert spin(0.01) == "done"
    assert (handler(), signal.getitimer(signal.ITIMER_PROF)) == (before, (0.0, 0.0))


def test_the_time_that_other_threads_use_does_not_count() -> None:
    stop = threading.Event()

    def use() -> None:
        while not stop.is_set():
            sum(range(1000))

    other = threading.Thread(target=use)
    other.start()
    try:
        with time_limit(0.5):
            time.sleep(1.5)
    finally:
        stop.set()
        other.join()


def test_what_takes_exceptions_does_not_take_the_end_of_the_time() -> None:
    def call() -> None:
        with suppress(Exception), time_limit(0.05):  # As code does that calls a library that may fail.
            spin()

    with pytest.raises(OutOfTimeError):
        call()


def test_there_is_no_limit_outside_of_the_main_thread_nor_where_a_profiler_has_the_timer() -> None:
    found: list[str] = []

    def work() -> None:
        with time_limit(0.001):
            found.append(spin(0.05))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    previous = signal.signal(signal.SIGPROF, lambda number, frame: None)
    signal.setitimer(signal.ITIMER_PROF, 30)
    try:
        with time_limit(0.001):
            found.append(spin(0.05))
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 20
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
    assert found == ["done", "done"]


class Swallowing:
    """Uses up the time while it is finalised, where Python drops what is raised."""

    def __del__(self) -> None:
        spin(0.3)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_limit_holds_where_its_error_is_dropped() -> None:
    def work() -> None:
        Swallowing()
        spin()

    with pytest.raises(OutOfTimeError), time_limit(0.1):
        work()


def test_no_limit_is_too_long() -> None:
    with time_limit(float("inf")):
        assert spin(0.01) == "done"
