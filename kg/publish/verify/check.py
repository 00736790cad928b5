"""What a check is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

from kg.publish.verify.failure import Failure, Found, Gap
from kg.publish.verify.graphs import ArticleParts
from kg.publish.verify.opened import Opened
from kg.values import dataclass

PASSED, FAILED, NOT_CHECKED = "passed", "failed", "not checked"
# What is shown of a check that fails; the rest is counted.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Check:
    """A promise of a release: its name, the promise in words, and the function that looks whether it holds."""

    name: str
    words: str
    run: Callable[[Opened], Found]


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """A promise of each article's graph; all of them are looked at in one pass over the data."""

    name: str
    words: str
    run: Callable[[Opened, ArticleParts], Found]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a check: at most MOST_SHOWN failures, how many there are, and why something was not checked."""

    name: str
    words: str
    failures: tuple[Failure, ...]
    count: int
    gaps: tuple[str, ...]

    @property
    def status(self) -> str:
        """One of PASSED, FAILED, NOT_CHECKED; what was checked in part only has not passed."""
        return FAILED if self.count else NOT_CHECKED if self.gaps else PASSED


class Findings:
    """What the checks found so far, of each at most MOST_SHOWN failures."""

    def __init__(self) -> None:
        self._failures: list[Failure] = []
        self._gaps: dict[str, None] = {}
        self.count = 0

    def add(self, found: Failure | Gap) -> None:
        """Take something down."""
        if isinstance(found, Gap):
            if len(self._gaps) < MOST_SHOWN:
                self._gaps[found.words] = None
            return
        self.count += 1
        if len(self._failures) < MOST_SHOWN:
            self._failures.append(found)

    def result(self, check: Check | ArticleCheck) -> Result:
        """What came of a check."""
        return Result(check.name, check.words, tuple(self._failures), self.count, tuple(self._gaps))
