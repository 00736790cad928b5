from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.bulk.engine.pool import Job, Tell, run_jobs
from kg.bulk.errors import BulkError
from kg.output.files import PublishError

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed")


def jobs(count: int) -> Iterator[Job]:
    return (Job(number, number) for number in range(count))


def square(job: Job, tell: Tell) -> int:
    return int(job.subject) ** 2


@pytest.mark.parametrize("processes", [1, 3])
def test_every_job_is_done_once(processes: int) -> None:
    assert sorted((job.number, result) for job, result in run_jobs(jobs(20), square, processes)) == [(n, n * n) for n in range(20)]


class Dying:
    """Work of five places whose process dies at one of them, as often as a file says that it may."""

    def __init__(self, lives: Path, place: int | None) -> None:
        self.lives, self.place = lives, place

    def __call__(self, job: Job, tell: Tell) -> list[int]:
        if job.number == 1 and self.place is None:
            self._die()
        done = []
        for place in range(5):
            tell(place)
            if place in job.left_out:
                continue
            if job.number == 1 and place == self.place:
                self._die()
            done.append(place)
        return done

    def _die(self) -> None:
        left = int(self.lives.read_text())
        self.lives.write_text(str(left - 1))
        if left:
            os.kill(os.getpid(), signal.SIGKILL)


def run_dying(folder: Path, deaths: int, place: int | None) -> dict[int, list[int]]:
    (folder / "lives").write_text(str(deaths))
    return {job.number: result for job, result in run_jobs(jobs(4), Dying(folder / "lives", place), 2)}


@pytest.mark.parametrize("deaths", [1, 2])
@pytest.mark.parametrize("place", [0, 3, None])
def test_a_job_whose_process_dies_is_done_again(tmp_path: Path, deaths: int, place: int | None) -> None:
    assert run_dying(tmp_path, deaths, place) == {number: [0, 1, 2, 3, 4] for number in range(4)}


def test_a_place_that_kills_each_process_is_left_out(tmp_path: Path) -> None:
    assert run_dying(tmp_path, 99, 3) == {0: [0, 1, 2, 3, 4], 1: [0, 1, 2, 4], 2: [0, 1, 2, 3, 4], 3: [0, 1, 2, 3, 4]}


def test_processes_that_die_at_no_place_end_the_run(tmp_path: Path) -> None:
    with pytest.raises(BulkError, match="with fewer --jobs less memory is needed"):
        run_dying(tmp_path, 99, None)


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (PublishError("out/x", "cannot be written: full", 28), PublishError, "out/x: cannot be written: full"),
        (BulkError("a word"), BulkError, "a word"),
        (OSError(5, "input/output error", "dump"), BulkError, "input/output error"),
        (RuntimeError("oh"), BulkError, "a defect of conflict-kg ended the run:\n(.|\n)*RuntimeError: oh"),
    ],
    ids=["unwritten", "given up", "unread", "defect"],
)
def test_errors_pass(error: Exception, kind: type[Exception], words: str) -> None:
    def fail(job: Job, tell: Tell) -> int:
        raise error

    with pytest.raises(kind, match=words):
        list(run_jobs(jobs(3), fail, 2))


def test_no_process_is_left() -> None:
    import multiprocessing

    results = run_jobs(jobs(50), square, 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
