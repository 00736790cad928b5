"""A run over many inputs: read, build and validate one article at a time; report those that fail and continue."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from kg.graph.provenance import Provenance
from kg.model.article import Article
from kg.pipeline.article import Built, build_article
from kg.pipeline.workers import begin_worker, made_from_main_thread
from kg.read.error import ReadError, place_of_defect
from kg.read.registry import ReadOptions, open_articles
from kg.time_limit import OutOfTimeError, time_limit
from kg.validation.shapes import Report, validate
from kg.values import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Future


class BuildError(Exception):
    """A defect of conflict-kg that one article revealed; the run continues with the others."""

    @classmethod
    def of(cls, title: str, file: str | None, cause: Exception) -> BuildError:
        """Say which article, what went wrong, and where in our code."""
        return cls(f"{file or title}: a defect of conflict-kg kept {title!r} from being built: {place_of_defect(cause)}")


class GivenUpError(BuildError):
    """An article that took too much time to build; the run continues with the others."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome for one article: what was built, and the validation result (None: not validated)."""

    built: Built
    report: Report | None = None

    @property
    def publishable(self) -> bool:
        """Whether there is a graph that may be published: the page is of the domain, and its graph conforms or was not validated."""
        return self.built.refused is None and (self.report is None or self.report.conforms)


Step = Outcome | ReadError | BuildError
T = TypeVar("T")


def run(inputs: Iterable[str], options: ReadOptions, provenance: Provenance, *, check: bool = True, jobs: int = 1) -> Iterator[Step]:
    """Yield an outcome for each article of the inputs (files, folders, "-", URLs), and an error for each that cannot be read or built.

    ``jobs`` is the number of processes; outcomes keep the order of the inputs. What takes longer than ``options.time_limit`` is given up.
    """
    return run_each(inputs, options, provenance, _as_it_is, check=check, jobs=jobs)


def run_each(
    inputs: Iterable[str], options: ReadOptions, provenance: Provenance, finish: Callable[[Outcome], T], *, check: bool = True, jobs: int = 1
) -> Iterator[T | ReadError | BuildError]:
    """As ``run``, with what a function makes of each outcome: where there are several processes, it is called in them, and only its value is sent."""
    articles = open_articles(inputs, options)
    if jobs > 1:
        yield from _build_apart(articles, provenance, finish, check, jobs, options.time_limit)
        return
    for article in articles:
        yield article if isinstance(article, ReadError) else _build_and_finish(article, provenance, finish, check, options.time_limit)


def _as_it_is(outcome: Outcome) -> Outcome:
    return outcome


def _build_apart(
    articles: Iterable[Article | ReadError], provenance: Provenance, finish: Callable[[Outcome], T], check: bool, jobs: int, limit: float | None
) -> Iterator[T | ReadError | BuildError]:
    """Build in other processes, with a few articles in progress for each, so that memory stays constant."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    def settle(step: ReadError | Future[T | BuildError]) -> T | ReadError | BuildError:
        return step if isinstance(step, ReadError) else step.result()

    waiting: deque[ReadError | Future[T | BuildError]] = deque()
    with ProcessPoolExecutor(jobs, initializer=begin_worker, initargs=(made_from_main_thread(),)) as pool:
        try:
            for article in articles:
                waiting.append(
                    article if isinstance(article, ReadError) else pool.submit(_build_and_finish, article, provenance, finish, check, limit)
                )
                while len(waiting) > 4 * jobs:
                    yield settle(waiting.popleft())
            while waiting:
                yield settle(waiting.popleft())
        except BrokenProcessPool:
            yield BuildError("the system ended a process that built articles, and those left are not built: with fewer --jobs less memory is needed")
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _build_and_finish(article: Article, provenance: Provenance, finish: Callable[[Outcome], T], check: bool, limit: float | None) -> T | BuildError:
    outcome = build_one(article, provenance, check=check, limit=limit)
    return finish(outcome) if isinstance(outcome, Outcome) else outcome


def build_one(article: Article, provenance: Provenance, *, check: bool = True, limit: float | None = None) -> Outcome | BuildError:
    """Build and validate one article; it is given up where that takes more than ``limit`` seconds of processor time.

    Here every exception is caught, as `kg.read.error.read_safely` does in readers: one article of a dump must not stop the others. The run
    reports it and fails.
    """
    try:
        with time_limit(limit):
            built = build_article(article, provenance)
            return Outcome(built, validate(built.graph.triples) if check and built.refused is None else None)
    except OutOfTimeError:
        source = article.source
        return GivenUpError(f"{source.file or source.title}: {source.title!r} takes more than {limit:g} s to build and is given up (--time-limit)")
    except Exception as error:
        return BuildError.of(article.source.title, article.source.file, error)
