"""Publishing: its time beside that of building, the same bytes twice, and what is left when it is killed at any step on the file system.

python benchmarks/publish.py time ../shared/corpus/xml ../shared/corpus/html ../shared/corpus/text
python benchmarks/publish.py same ../shared/corpus/xml
python benchmarks/publish.py kills --every 50
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from releases import contents, publish_copied, publish_killed, require_whole  # noqa: E402

# Moments of a publication that are looked at by default.
_MOMENTS = 24
WAYS = (
    {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0", "jobs": "1"},
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7", "jobs": "auto"},
)


def run_kg(*arguments: str, **environment: str) -> tuple[float, float]:
    """Run a command; wall and processor seconds, those of its processes too."""
    began, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-m", "kg", *arguments], env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, check=True)
    after = os.times()
    processor = after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - began, processor


def measure(sources: list[str], folder: Path) -> None:
    """Time of building and of publishing."""
    runs = {
        "kg build": ("build", *sources, "-o", str(folder / "graph.nq"), "-q"),
        "kg publish -j 1": ("publish", *sources, "-o", str(folder / "one"), "-q", "-j", "1"),
        "kg publish -j 1 --no-site": ("publish", *sources, "-o", str(folder / "bare"), "-q", "-j", "1", "--no-site"),
        "kg publish": ("publish", *sources, "-o", str(folder / "all"), "-q"),
    }
    found = {name: run_kg(*arguments) for name, arguments in runs.items()}
    wall, processor = found["kg build"]
    for name, (own_wall, own_processor) in found.items():
        print(f"{name:28} {own_wall:6.1f} s ({own_wall / wall:.2f} of building)  processor {own_processor:6.1f} s ({own_processor / processor:.2f})")


def compare(sources: list[str], folder: Path) -> None:
    """Publish twice in different surroundings and compare all bytes."""
    made = []
    for number, way in enumerate(WAYS):
        place, environment = folder / str(number) / "release", dict(way)
        run_kg("publish", *sources, "-o", str(place), "-q", "-j", environment.pop("jobs"), "--zip", **environment)
        require_whole(place)
        made.append(contents(place.parent))
    differing = sorted(path for path in made[0].keys() | made[1].keys() if made[0].get(path) != made[1].get(path))
    print(f"{len(made[0])} files, {len(differing)} differ: {', '.join(differing[:10])}" if differing else f"{len(made[0])} files, all the same")
    if differing:
        raise SystemExit(1)


def kill(sources: list[str], folder: Path, every: int) -> None:
    """Whether the old release or the new one stands whole at every so many steps, its archive too, and a second run gives the new ones.

    One publication leaves them all: at each such step what is on the disk is copied, which is what a kill would leave.
    """
    old, here, copies = folder / "old", folder / "here", folder / "copies"
    arguments = (*(sources or ["--sample"]), "--zip", "--version", "2", "-o")
    run_kg("publish", *(sources or ["--sample"]), "--zip", "-o", str(old / "release"), "-q", "--version", "1")
    shutil.copytree(old, here)
    _, steps = publish_killed(0, here, *arguments, here / "release")
    after, before, wrong = contents(here), contents(old), 0
    shutil.rmtree(here)
    shutil.copytree(old, here)
    every = every or max(1, steps // _MOMENTS)
    publish_copied(every, here, copies, *arguments, here / "release")
    moments = sorted(int(path.name) for path in copies.iterdir())
    for at in moments:
        place = copies / str(at)
        whole = _stands_whole(contents(place), before, after)
        code, _ = publish_killed(0, place, *arguments, place / "release")
        again = code == 0 and contents(place) == after
        if not (whole and again):
            wrong += 1
            print(f"killed at step {at}: old or new stands whole: {whole}; a second run gives the new one: {again}")
        shutil.rmtree(place)
    print(f"{steps} steps, looked at {len(moments)} of them (every {every}): {wrong} wrong")
    if wrong:
        raise SystemExit(1)


def _stands_whole(found: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether the folder is the old one or the new one, and so is the archive."""

    def part(files: Mapping[str, str], beginning: str) -> dict[str, str]:
        return {path: sha256 for path, sha256 in files.items() if path.startswith(beginning)}

    return all(part(found, name) in (part(before, name), part(after, name)) for name in ("release/", "release.zip"))


def main() -> None:
    """Run what is asked for in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("time", "same", "kills"))
    parser.add_argument("sources", nargs="*", help="articles; kills takes the sample of the package where none is named")
    parser.add_argument("--every", type=int, default=0, help=f"look at every so many steps; by default at about {_MOMENTS}")
    given = parser.parse_args()
    if not given.sources and given.what != "kills":
        parser.error("name articles")
    with tempfile.TemporaryDirectory() as folder:
        if given.what == "kills":
            kill(given.sources, Path(folder), given.every)
        else:
            {"time": measure, "same": compare}[given.what](given.sources, Path(folder))


if __name__ == "__main__":
    main()
