"""What a release says has changed, against the release before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from damages import check
from forging import Forgery, Made

from kg.publish.verify.check import FAILED, NOT_CHECKED, PASSED
from kg.publish.verify.failure import Failure
from kg.publish.verify.opened import Options
from kg.publish.verify.opening import PreviousError

ADDED, REMOVED, TABLE = "changes/added.nq.gz", "changes/removed.nq.gz", "changes/differences.csv"


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
    change(forgery)
    forgery.forge()
    result = check(forgery.root, "changes", options=Options(previous=str(made.old)))["changes"]
    assert result.status == status
    assert not file or [failure for failure in result.failures if failure.file == file and words in failure.words], result


def test_changes_that_nobody_can_compare_are_not_checked(made: Made) -> None:
    result = check(made.new, "changes")["changes"]
    assert (result.status, result.gaps) == (NOT_CHECKED, ("the release before was not given (--previous)",))


def test_a_release_that_names_one_before_it_tells_what_changed(forgery: Forgery, made: Made) -> None:
    for path in list((forgery.root / "changes").iterdir()):
        path.unlink()
    forgery.forge()
    words = "names a version before this one, but the release does not tell what changed since"
    assert check(forgery.root, "changes")["changes"].failures == (Failure("metadata/dcat.ttl", words),)
    result = check(made.old, "changes", options=Options(previous=str(made.new)))["changes"]
    assert (result.status, result.gaps) == (NOT_CHECKED, ("the release tells of none before it, so it says nothing of changes",))


def test_a_release_before_that_cannot_be_read_is_told(made: Made, tmp_path: Path) -> None:
    with pytest.raises(PreviousError, match="nothing: cannot be read: No such file or directory"):
        check(made.new, "changes", options=Options(previous=str(tmp_path / "nothing")))
