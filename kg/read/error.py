"""What readers raise or give for input that they cannot read, and for input that holds no article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg.time_limit import OutOfTimeError, time_limit

T = TypeVar("T")
_PACKAGE = Path(__file__).parents[1]


class ReadError(Exception):
    """Input that is not an article in the form it claims to be: what is wrong, in which file, at which line and column (from 1)."""

    def __init__(self, message: str, file: str | None = None, line: int | None = None, column: int | None = None) -> None:
        self.message, self.file, self.line, self.column = message, file, line, column
        place = ":".join(str(part) for part in (file, line, column) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str | None, int | None, int | None]]:
        return type(self), (self.message, self.file, self.line, self.column)


class NoArticleError(ReadError):
    """Input that can be read and holds no article of the domain: a reason to name it, and no failure as long as other inputs give some."""


class DefectError(ReadError):
    """A defect of conflict-kg kept a page or an input from being read; the run continues with the others."""


def place_of_defect(cause: Exception) -> str:
    """What an unexpected exception is and where in our code it was raised: its last place, as a report of a defect needs it."""
    import traceback

    frames = traceback.extract_tb(cause.__traceback__)
    where = f" ({frames[-1].filename.removeprefix(f'{_PACKAGE}/')}:{frames[-1].lineno})" if frames else ""
    return f"{type(cause).__name__}: {cause}{where}"


def reading_defect(page: str | None, cause: Exception, file: str | None = None, line: int | None = None) -> DefectError:
    """Say that a defect of ours kept a page (None: the input) from being read."""
    what = repr(page) if page else "it"
    return DefectError(f"a defect of conflict-kg kept {what} from being read: {place_of_defect(cause)}", file, line)


def read_in_time(read: Callable[[], T], limit: float | None, page: str | None = None, file: str | None = None, line: int | None = None) -> T:
    """Return what ``read`` gives. Raises ReadError where that takes more than so many seconds of processor time (None: no limit)."""
    try:
        with time_limit(limit):
            return read()
    except OutOfTimeError:
        raise ReadError(f"{repr(page) if page else 'it'} takes more than {limit:g} s to read and is given up (--time-limit)", file, line) from None


def read_safely(
    read: Callable[[], T], page: str | None, file: str | None = None, line: int | None = None, limit: float | None = None
) -> T | ReadError:
    """Return what ``read`` gives, or the ReadError that it raises or that tells of its defect: one page must not stop the others.

    A page that takes more than ``limit`` seconds of processor time is given up with a ReadError.
    """
    try:
        return read_in_time(read, limit, page, file, line)
    except ReadError as error:
        return error
    except Exception as error:
        return reading_defect(page, error, file, line)
