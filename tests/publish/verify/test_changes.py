"""What a release says has changed, against the release before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from damages import FULL, LINKS, check
from forging import Forgery, Made

from kg.publish.verify.check import FAILED, NOT_CHECKED, PASSED
from kg.publish.verify.failure import Failure
from kg.publish.verify.opened import Options

ADDED, REMOVED, TABLE = "changes/added.nq.gz", "changes/removed.nq.gz", "changes/differences.csv"


def write_changes(forgery: Forgery, made: Made) -> None:
    """The difference of both releases, as it must be told."""
    old, new = Forgery(made.old, forgery.root.parent / "before"), forgery
    before, after = (
        {line for path in (FULL, LINKS) if (release.root / path).exists() for line in release.read(path).splitlines(keepends=True)}
        for release in (old, new)
    )
    forgery.write(ADDED, "".join(sorted(after - before)))
    forgery.write(REMOVED, "".join(sorted(before - after)))
    forgery.write(TABLE, "change,kind\nadded,fact\n")
    forgery.write("changes/CHANGES.md", "# Changes\n")


@pytest.mark.parametrize(
    ("change", "status", "file", "words"),
    [
        (lambda forgery: None, PASSED, "", ""),
        (lambda forgery: forgery.lines(ADDED, lambda lines: lines[1:]), FAILED, ADDED, "where the releases give"),
        (lambda forgery: forgery.lines(ADDED, lambda lines: [*lines, lines[-1]]), FAILED, ADDED, "no difference"),
        (lambda forgery: forgery.lines(REMOVED, lambda lines: lines[:-1]), FAILED, REMOVED, "has no more"),
        (lambda forgery: forgery.remove(TABLE), FAILED, TABLE, "is not there"),
    ],
    ids=["good", "added less", "added twice", "removed less", "no table"],
)
def test_changes_are_the_difference_of_both_releases(
    change: Callable[[Forgery], object], status: str, file: str, words: str, forgery: Forgery, made: Made
) -> None:
    write_changes(forgery, made)
    change(forgery)
    forgery.forge()
    result = check(forgery.root, "changes", options=Options(previous=str(made.old)))["changes"]
    assert result.status == status
    assert not file or [failure for failure in result.failures if failure.file == file and words in failure.words], result


def test_changes_that_nobody_can_compare_are_not_checked(forgery: Forgery, made: Made) -> None:
    write_changes(forgery, made)
    forgery.forge()
    result = check(forgery.root, "changes")["changes"]
    assert (result.status, result.gaps) == (NOT_CHECKED, ("the release before was not given (--previous)",))


def test_a_release_that_names_one_before_it_tells_what_changed(forgery: Forgery, made: Made) -> None:
    assert check(made.new, "changes", options=Options(previous=str(made.old)))["changes"].gaps == (
        "the release tells of none before it, so it says nothing of changes",
    )
    forgery.replace("metadata/dcat.ttl", "dcat:version ", "dcat:previousVersion <https://example.org/1> ; dcat:version ")
    words = "names a version before this one, but the release does not tell what changed since"
    assert check(forgery.root, "changes")["changes"].failures == (Failure("metadata/dcat.ttl", words),)


def test_a_release_before_that_cannot_be_read_is_told(forgery: Forgery, made: Made) -> None:
    write_changes(forgery, made)
    forgery.forge()
    result = check(forgery.root, "changes", options=Options(previous=str(forgery.root / "nothing")))["changes"]
    assert (result.status, result.gaps) == (NOT_CHECKED, (f"{forgery.root / 'nothing'}: cannot be read: No such file or directory",))
