"""How many processes a command takes."""

from __future__ import annotations

import os

import click


def count_jobs(value: str) -> int:
    """A number of processes, or "auto": one for each processor that this process may use. BadParameter for anything else."""
    if value == "auto":
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity else os.cpu_count() or 1
    if not value.isdecimal() or not int(value):
        raise click.BadParameter(f"a number of processes is wanted, or auto, not {value!r}", param_hint="--jobs")
    return int(value)


jobs_option = click.option("-j", "--jobs", default="auto", show_default=True, metavar="N", help="Number of processes; auto takes all processors.")
