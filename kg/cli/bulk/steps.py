"""The steps of a run over a dump, shown as they come, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.io.progress import Bar, Part
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.bulk.run import Progress


_IN_BYTES = ("scanning", "indexing")


def run_steps(steps: Iterator[Progress], out: Path, quiet: bool) -> None:
    """Carry out a run that fills a folder, with a bar for each stage, and tell what came of it; ends the command where it cannot go on."""
    from kg.bulk.errors import BulkError
    from kg.output.files import PublishError, signals_as_exits
    from kg.output.lock import LockedError
    from kg.read.error import ReadError

    last = None
    try:
        with signals_as_exits():
            for step in _show(steps, quiet):
                last = step
    except PublishError as error:
        give_up(f"{error}; what is done is kept, and the same command goes on", UNREADABLE)
    except ReadError as error:
        give_up(f"{error}; the same command goes on", UNREADABLE)
    except (BulkError, LockedError) as error:
        give_up(str(error), UNREADABLE)
    except OSError as error:
        give_up(f"{error.filename or out}: cannot be read or written: {error.strerror or error}", UNREADABLE)
    if last is not None and not quiet:
        _tell(last, out)


def _show(steps: Iterator[Progress], quiet: bool) -> Iterator[Progress]:
    """Pass the steps on, with a bar for each stage."""
    bar, stage, part = Bar("", quiet=True), "", Part(0, 0)

    def measure(count: int) -> Part:
        return part

    try:
        for step in steps:
            part = Part(step.done, step.whole, step.stage in _IN_BYTES)
            if step.stage != stage:
                bar.clear()
                stage = step.stage
                bar = Bar("page", measure, label=stage, quiet=quiet or stage == "done")
                bar.begin()
            bar.label = _label(step)
            bar.show(step.pages if stage in _IN_BYTES else step.done)
            yield step
    finally:
        bar.clear()


def _label(step: Progress) -> str:
    if step.stage != "building":
        return step.stage
    return f"building {counted(step.articles, 'article')}, {counted(step.claims, 'claim')}, {counted(step.issues, 'issue')}"


def _tell(done: Progress, out: Path) -> None:
    told = f"{counted(done.articles, 'article')} of {counted(done.pages, 'page')}, {counted(done.claims, 'claim')}, {counted(done.issues, 'issue')}"
    for note in done.notes:
        say(note)
    say(f"{told} → {out}", colour="green")
