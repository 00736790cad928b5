"""Publishing: its time beside that of building, the same bytes twice, and what is left when it is killed at every step on the file system.

python benchmarks/publish.py time ../shared/corpus/xml ../shared/corpus/html ../shared/corpus/text
python benchmarks/publish.py same ../shared/corpus/xml
python benchmarks/publish.py kills --step 5 article.txt
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from releases import contents, publish_killed, require_whole  # noqa: E402

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


def kill(sources: list[str], folder: Path, step: int) -> None:
    """Kill a publication at every so many steps; the old release or the new one must stand whole, and a second run must give the new one."""
    old, new = folder / "old", folder / "new"
    for place, version in ((old, "1"), (new, "2")):
        run_kg("publish", *sources, "-o", str(place), "-q", "--version", version)
    place = folder / "here" / "release"
    shutil.copytree(old, place)
    _, steps = publish_killed(0, place.parent, *sources, "-o", place, "--version", "2")
    before, after, wrong, last = contents(old), contents(new), 0, 0
    for at in range(1, steps + 1, step):
        shutil.rmtree(place.parent)
        shutil.copytree(old, place)
        publish_killed(at, place.parent, *sources, "-o", place, "--version", "2")
        whole = contents(place) in (before, after)
        code, _ = publish_killed(0, place.parent, *sources, "-o", place, "--version", "2")
        again = code == 0 and contents(place) == after and [path.name for path in place.parent.iterdir()] == ["release"]
        wrong += not (whole and again)
        last = at
        if not (whole and again):
            print(f"killed at step {at}: old or new stands whole: {whole}; a second run gives the new one: {again}")
    print(f"{steps} steps, killed at every {step} up to {last}: {wrong} wrong")
    if wrong:
        raise SystemExit(1)


def main() -> None:
    """Run what is asked for in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("time", "same", "kills"))
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--step", type=int, default=1, help="kill at every so many steps")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.what == "kills":
            kill(given.sources, Path(folder), given.step)
        else:
            {"time": measure, "same": compare}[given.what](given.sources, Path(folder))


if __name__ == "__main__":
    main()
