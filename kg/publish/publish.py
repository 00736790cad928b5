"""A release from end to end: gather the inputs, run the steps in a folder of work, and put the finished release in place."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from kg.domain.ontology import ontology_version
from kg.output.lock import hold_lock
from kg.publish.closing.archive import write_archive
from kg.publish.config import Config
from kg.publish.dataset import Dataset, Hear, Input, ignore
from kg.publish.draft import ARCHIVE, ZIM, Draft, clear, release_in
from kg.publish.finishing import begin_finishing, finish_left, put_all_in_place
from kg.publish.gather.gather import Gathered, Gathering, read_gathered
from kg.publish.ours import require_ours
from kg.publish.previous import read_previous
from kg.publish.release import File, Manifest, ReleaseError
from kg.publish.site.zim import about_site, is_ours, write_zim
from kg.publish.software import describe_software
from kg.publish.steps import LAST, STEPS, Step, group_steps
from kg.values import dataclass
from kg.version import __version__

_GATHER = "gather"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a release is to stand: its folder, its archive, or both, and its site as a ZIM archive (None: not wanted)."""

    folder: Path | None
    archive: Path | None
    zim: Path | None = None

    @property
    def place(self) -> Path:
        """The folder, or the file, that is locked and beside which the work is done."""
        place = self.folder or self.archive
        assert place is not None
        return Path(os.path.realpath(place))

    @property
    def others(self) -> Mapping[str, Path]:
        """What is to stand beside the folder, by the name of its file in the folder of work."""
        wanted = {ARCHIVE: self.archive, ZIM: self.zim}
        return {name: place for name, place in wanted.items() if place}

    @property
    def work(self) -> Path:
        """The folder of work."""
        return self.place.with_name(f"{self.place.name}.work")


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What is to be published: ``key`` tells whether work that was begun is of the same; ``gather`` fills the folder with graphs."""

    config: Config
    inputs: tuple[Input, ...]
    key: str
    gather: Callable[[Gathering], tuple[int, int]]
    jobs: int
    skip: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it."""

    dataset: Dataset
    files: tuple[File, ...]
    gathered: Gathered
    resumed: bool


def publish(job: Job, target: Target, tell: Callable[[str], None], hear: Hear = ignore) -> Published:
    """Make a release; ``tell`` hears the words of each step as it begins, ``hear`` how much of it is done.

    What stands at the target stays whole until the new release is.
    ReleaseError; LockedError where another process publishes there; OSError, after which another run goes on with the steps that ended well.
    """
    previous = read_previous(job.config.previous)
    if previous and (previous.base, previous.version) == (job.config.base, job.config.version):
        raise ReleaseError(f"the previous release: it is version {previous.version} too; give this one another (--version)")
    target.place.parent.mkdir(parents=True, exist_ok=True)
    with hold_lock(target.place):
        require_ours(target.folder, target.archive, target.work)
        if target.zim and target.zim.exists() and not is_ours(target.zim):
            raise ReleaseError(f"{target.zim}: it is no ZIM archive of a release; nothing is replaced")
        finish_left(target.place, target.others, target.work, target.folder is not None)
        draft = Draft(target.work, job.key)
        resumed = draft.is_finished(_GATHER)
        if not resumed:
            with draft.step(_GATHER):
                gathering = Gathering(draft.scratch)
                unread, refused = job.gather(gathering)
                if not gathering.articles:
                    clear(target.work)
                    raise ReleaseError("no article is left to publish; nothing is written")
                gathering.close(unread, refused)
        gathered = read_gathered(draft.scratch_of(_GATHER))
        dataset = replace(_make_dataset(job, gathered, previous, draft.scratch_of(_GATHER)), hear=hear)
        groups = group_steps((*STEPS, *LAST))
        for number, group in enumerate(groups, 1):
            waiting = tuple(step for step in group if step.name not in job.skip and not draft.is_finished(step.name))
            if waiting:
                tell(f"step {number} of {len(groups)}: {', '.join(step.words for step in waiting)}")
                _run_steps(waiting, dataset, draft)
        files = tuple(draft.files.values())
        _finish(draft, target, dataset, tell)
    return Published(replace(dataset, hear=ignore), files, gathered, resumed)


def _run_steps(steps: tuple[Step, ...], dataset: Dataset, draft: Draft) -> None:
    """Run steps, each in a process of its own where there are several of both."""
    if len(steps) > 1 and dataset.jobs > 1:
        for name in dataset.map(_StepApart(replace(dataset, hear=ignore), draft.place), steps):
            draft.take_over(name)
        return
    for step in steps:
        with draft.step(step.name):
            step.make(dataset, draft)


@dataclass(frozen=True, slots=True, eq=False)
class _StepApart:
    """Runs a step in another process, which leaves the record of what it made; returns its name."""

    dataset: Dataset
    place: Path

    def __call__(self, step: Step) -> str:
        draft = Draft.beside(self.place)
        with draft.step(step.name):
            step.make(self.dataset, draft)
        return step.name


def _finish(draft: Draft, target: Target, dataset: Dataset, tell: Callable[[str], None]) -> None:
    """Make what stands beside the folder, put everything in place, and remove the folder of work."""
    made = release_in(target.work)
    begin_finishing(target.work)
    if target.archive:
        write_archive(made, draft.files.values(), target.work / ARCHIVE)
    if target.zim:
        tell("ZIM archive")
        write_zim(made, target.work / ZIM, about_site(dataset, target.zim.stem))
    put_all_in_place(made, target.folder and target.place, target.others, target.work)


def _make_dataset(job: Job, gathered: Gathered, previous: Manifest | None, folder: Path) -> Dataset:
    entries = gathered.articles
    newest = max((date[:10] for entry in entries for date in (entry.modified, entry.retrieved)), default="")
    counts = {
        "articles": len(entries),
        "conflicts": gathered.conflicts,
        "facts": sum(entry.facts for entry in entries),
        "claims": sum(entry.claims for entry in entries),
        "triples": sum(entry.triples for entry in entries),
    }
    if gathered.issues is not None:
        counts["issues"] = sum(gathered.issues.values())
    return Dataset(
        job.config, __version__, ontology_version(), entries, counts, gathered.issues, gathered.coverage and gathered.coverage._asdict(), previous,
        job.config.issued or newest, job.inputs, job.jobs, folder, gathered.links, "site" not in job.skip,
    )  # fmt: skip


def make_key(config: Config, inputs: tuple[Input, ...], options: Mapping[str, object]) -> str:
    """What tells whether work that was begun is of the same release: everything that its bytes depend on."""
    told = {"config": asdict(config), "inputs": [asdict(file) for file in inputs], "options": options, "software": describe_software()}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def date_of_epoch(epoch: str) -> str:
    """The day that SOURCE_DATE_EPOCH tells."""
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%d")
