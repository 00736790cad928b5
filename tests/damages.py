"""Damages to a release, and the test of each: which check finds it, and which file it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from forging import Forgery, Made

from kg.publish.verify.check import FAILED, Result
from kg.publish.verify.opened import Options
from kg.publish.verify.run import verify

ZELL, HILL = "data/articles/Siege_of_Zell", "data/articles/Battle_of_Hill_7"
FULL, FACTS, LINKS, TRIG = "data/full.nq.gz", "data/facts.nq.gz", "data/links.nq.gz", "data/full.trig.gz"
MANIFEST, SUMS = "release.json", "SHA256SUMS"
BY_SA, CC0 = "https://creativecommons.org/licenses/by-sa/4.0/", "https://creativecommons.org/publicdomain/zero/1.0/"
CK = "https://w3id.org/conflict-kg/ontology#"
ZELL_VERSION = "<https://w3id.org/conflict-kg/article/Siege_of_Zell/"
# What only tells that bytes are not those of the manifest: a forger makes it fit.
HASHES = ("manifest", "files", "unlisted", "checksums", "paths", "opening")
Change = Callable[[Forgery], object]


class Damage(NamedTuple):
    """A damage, the check that must find it, words of what it says, and the file that it names.

    ``forged``: manifest and checksums are made to fit afterwards, so that no hash tells.
    """

    name: str
    check: str
    words: str
    file: str
    do: Change
    forged: bool = True


def sub(name: str, check: str, words: str, file: str, pattern: str, new: str, *, named: str = "", forged: bool = True) -> Damage:
    """Put words in place of the first that a pattern matches in a file."""
    return Damage(name, check, words, named or file, lambda forgery: forgery.edit(file, lambda text: re.sub(pattern, new, text, count=1)), forged)


def lines(name: str, check: str, words: str, file: str, change: Callable[[list[str]], list[str]], *, named: str = "", forged: bool = True) -> Damage:
    """Alter the lines of a file."""
    return Damage(name, check, words, named or file, lambda forgery: forgery.lines(file, change), forged)


def removed(name: str, check: str, words: str, file: str, *, named: str = "", forged: bool = True) -> Damage:
    """Remove a file."""
    return Damage(name, check, words, named or file, lambda forgery: forgery.remove(file), forged)


def written(name: str, check: str, words: str, file: str, text: str | bytes, *, forged: bool = True) -> Damage:
    """Write a file anew, or one that was not there."""
    return Damage(name, check, words, file, lambda forgery: forgery.write(file, text), forged)


def manifest(name: str, check: str, words: str, change: Callable[[dict[str, Any]], object], file: str = MANIFEST, *, forged: bool = True) -> Damage:
    """Alter the manifest."""
    return Damage(name, check, words, file, lambda forgery: forgery.manifest(change), forged)


def entry(path: str, **values: object) -> Callable[[dict[str, Any]], None]:
    """Alter what the manifest says of a file."""
    return lambda told: next(file for file in told["files"] if file["path"] == path).update(values)


def layer(name: str, **values: object) -> Callable[[dict[str, Any]], None]:
    """Alter what the manifest says of a layer."""
    return lambda told: told["layers"][name].update(values)


def without(pattern: str) -> Callable[[list[str]], list[str]]:
    """Lines without the first that a pattern matches."""

    def change(given: list[str]) -> list[str]:
        at = next(number for number, line in enumerate(given) if re.search(pattern, line))
        return given[:at] + given[at + 1 :]

    return change


def less(given: list[str]) -> list[str]:
    """Lines without the last."""
    return given[:-1]


def more(given: list[str]) -> list[str]:
    """Lines with the last once more."""
    return [*given, given[-1]]


def in_all(forgery: Forgery, old: str, new: str) -> None:
    """Put words in place of others in all forms of the data, as a careful forger does."""
    for path in (FULL, FACTS, TRIG, *(f"{article}.{form}" for article in (ZELL, HILL) for form in ("ttl", "jsonld"))):
        if old in forgery.read(path):
            forgery.edit(path, lambda text: text.replace(old, new))
    for path in (FULL, FACTS):
        forgery.write(path, "".join(sorted(set(forgery.read(path).splitlines(keepends=True)))))


def check(place: Path | str, *names: str, options: Options | None = None) -> dict[str, Result]:
    """The results of some checks of a release; of all without any."""
    return {result.name: result for result in verify(str(place), options or Options(), names)}


def expect(damage: Damage, forgery: Forgery, made: Made) -> None:
    """Do a damage; its check finds it and names its file, and, where it is forged, no hash tells."""
    damage.do(forgery)
    if damage.forged:
        forgery.forge()
    options = Options((str(made.articles),) if damage.check == "quotes" else (), str(made.old) if damage.check == "changes" else "")
    results = check(forgery.root, damage.check, *HASHES, options=options)
    found = results[damage.check]
    assert [failure for failure in found.failures if failure.file == damage.file and damage.words in failure.words], found
    assert found.status == FAILED
    if damage.forged:
        assert {name: result.failures for name, result in results.items() if name in HASHES and name != damage.check and result.count} == {}
