"""The jobs of a run as the tasks of Apache Spark: local, or on a cluster of its own, YARN or Kubernetes.

The work is the same function, and what it writes is the same files: a task writes those of its unit whole or not at all, so that tasks that Spark
tries again, or runs twice at a time (speculation), change nothing. The dump, its index and the folder are where all executors see them under the same
name: a shared file system, or a mount of HDFS or of an object store. kg is installed on all nodes.

Each task works in a process that it begins (`kg.bulk.engine.pool`), so that a page that ends its process is found and left out here, too, and costs
no executor.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from kg.bulk.engine.pool import Job, Work, error_of, run_jobs
from kg.bulk.errors import BulkError
from kg.output.files import PublishError

T = TypeVar("T")
Told = tuple[str, Any]
_NAME = "kg bulk"


class SparkEngine:
    """A connection to Spark, which is begun with the first jobs; ``master`` is its address ("" for what the environment or spark-submit tells)."""

    def __init__(self, master: str = "") -> None:
        self._master = master
        self._context: Any = None

    def __call__(self, jobs: Iterable[Job], work: Work[T], processes: int) -> Iterator[tuple[Job, T]]:
        """Work on all jobs, one a task; gives each with its result once all are done. How many run at a time is Spark's affair.

        Raises PublishError and BulkError as ``kg.bulk.engine.pool.run_jobs``, and BulkError where Spark cannot be reached or gives up.
        """
        waiting = list(jobs)
        if not waiting:
            return
        try:
            self._context = self._context or _connect(self._master)
            told = self._context.parallelize(waiting, len(waiting)).map(partial(_carry_out, work)).collect()
        except (PublishError, BulkError):
            raise
        except Exception as error:  # What the gateway to Java raises is of many classes.
            raise BulkError(f"Spark gave up: {_first_lines(error)}; the same command goes on") from error
        for job, (kind, result) in zip(waiting, told, strict=True):
            if kind != "done":
                raise error_of(kind, result)
            yield job, result

    def close(self) -> None:
        """End the connection."""
        if self._context is not None:
            self._context.stop()


def _connect(master: str) -> Any:
    # Else executors take whatever python3 they find.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark import SparkConf, SparkContext

    conf = SparkConf().setAppName(_NAME)
    return SparkContext.getOrCreate(conf.setMaster(master) if master else conf)


def _carry_out(work: Work[T], job: Job) -> Told:
    """Work on a job, in an executor: ("done", result), or what kept it from being done, in the terms of the pool."""
    load = getattr(work, "load", None)
    try:
        if load is not None:
            load()  # Once in this process, which begins one for each task.
        ((_, result),) = run_jobs((job,), work, 1)
        return "done", result
    except PublishError as error:
        return "unwritten", (error.path, error.reason, error.errno)
    except BulkError as error:
        return "given up", str(error)


def _first_lines(error: Exception) -> str:
    return " ".join(str(error).strip().splitlines()[:2])[:500] or type(error).__name__
