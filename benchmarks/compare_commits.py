"""Two commits side by side: are the graphs and issues of a corpus the same, byte for byte, and what do they cost.

usage: python benchmarks/compare_commits.py OLD NEW [--corpus FOLDER] [--forms FORM ...] [--time]

OLD and NEW are commits, or folders that hold a checkout ("." is the working tree). Each subfolder FORM of the corpus is built by both with this
interpreter, and the N-Quads and the issues are compared; the version that a graph names is left out. Exits with 1 where anything differs or a
build fails.

With --time, both also take turns at what benchmarks/stages.py and benchmarks/startup.py measure: the processor time of each stage for an article of
the first form, in a new process each round, and of one article (--article) as a whole process, beside that of importing rdflib and pyshacl.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

from startup import BUILD, LOAD, measure

HERE = Path(__file__).resolve().parent
FORMS = ("xml", "html", "text", "text3", "ages", "now")


class Built(NamedTuple):
    """One form of the corpus, built by one checkout; ``failure`` has the last words of a build that did not end well."""

    quads: list[bytes]
    issues: list[bytes]
    articles: int
    failure: str


def check_out(name: str, folder: Path) -> Path:
    """The folder of a checkout: the one that is named, or a copy of that commit. Python must find that kg in it, not one that is installed."""
    if Path(name).is_dir():
        folder = Path(name).resolve()
    else:
        folder.mkdir()
        archive = subprocess.run(["git", "-C", HERE.parent, "archive", "--format=tar", name], capture_output=True, check=False)
        if archive.returncode:
            sys.exit(f"{name}: neither a folder nor a commit: {archive.stderr.decode().strip()}")
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
    command = [sys.executable, "-c", "import kg; print(kg.__file__)"]
    found = subprocess.run(command, env=environment_of(folder), capture_output=True, text=True, check=True).stdout.strip()
    if Path(found) != folder / "kg" / "__init__.py":
        sys.exit(f"{name}: Python finds {found} instead")
    return folder


def environment_of(checkout: Path) -> dict[str, str]:
    """The environment in which ``import kg`` finds this checkout, whatever the current folder is."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "SOURCE_DATE_EPOCH")}
    return {**kept, "PYTHONPATH": str(checkout), "PYTHONSAFEPATH": "1", "PYTHONHASHSEED": "0"}


@cache
def version_of(checkout: Path) -> str:
    """The version of a checkout."""
    command = [sys.executable, "-c", "import kg; print(kg.__version__)"]
    return subprocess.run(command, env=environment_of(checkout), capture_output=True, text=True, check=True).stdout.strip()


def build(checkout: Path, corpus: Path, form: str, folder: Path) -> Built:
    """Build one form of the corpus; paths are relative to it, so that they are the same in both builds."""
    folder.mkdir()
    quads, issues = folder / "graph.nq", folder / "issues.jsonl"
    command = [sys.executable, "-c", BUILD, "build", form, "-o", quads, "--issues", issues]
    done = subprocess.run(command, cwd=corpus, env=environment_of(checkout), capture_output=True, text=True, check=False)
    articles = re.search(r"^(\d+) articles?,", done.stderr, re.M)
    if done.returncode or articles is None:
        return Built([], [], 0, f"exit code {done.returncode}: {done.stderr.strip()[-300:]}")
    # Graphs name the version that made them.
    named = f"conflict-kg {version_of(checkout)}".encode()
    lines = quads.read_bytes().replace(named, b"conflict-kg").splitlines()
    return Built(lines, issues.read_bytes().splitlines(), int(articles[1]), "")


def first_difference(old: Built, new: Built) -> str:
    """What to show of two builds: "same", or the first line in which they differ."""
    if old.failure or new.failure:
        return f"old: {old.failure or 'built'}; new: {new.failure or 'built'}"
    for kind, ours, theirs in (("quads", new.quads, old.quads), ("issues", new.issues, old.issues)):
        if ours != theirs:
            gone, come = (sorted(set(a) - set(b))[:1] for a, b in ((theirs, ours), (ours, theirs)))
            return f"{kind}: old {_show(gone)} new {_show(come)}"
    return "same"


def _show(lines: list[bytes]) -> str:
    return lines[0].decode(errors="replace") if lines else "(nothing of its own)"


def compare(old: Path, new: Path, corpus: Path, forms: list[str]) -> bool:
    """Build all forms with both, print a line for each; whether all are the same."""
    same = True
    print(f"{'form':8}{'articles':>10}{'quads':>10}  result", flush=True)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        for form in forms:
            jobs = [pool.submit(build, checkout, corpus, form, Path(folder) / f"{name}-{form}") for name, checkout in (("old", old), ("new", new))]
            before, after = (job.result() for job in jobs)
            result = first_difference(before, after)
            same = same and result == "same"
            print(f"{form:8}{after.articles:10}{len(after.quads):10}  {result}", flush=True)
    return same


def time_stages(old: Path, new: Path, folder: Path, rounds: int) -> None:
    """Print the milliseconds of each stage for an article, medians over rounds in which both take turns."""
    times: dict[Path, list[dict[str, float]]] = {old: [], new: []}
    for _ in range(rounds):
        for checkout in (old, new):
            command = [sys.executable, HERE / "stages.py", folder, "--json"]
            done = subprocess.run(command, env=environment_of(checkout), stdout=subprocess.PIPE, check=True)
            times[checkout].append(json.loads(done.stdout))
    print(f"\n{'stage':16}{'old ms':>10}{'new ms':>10}{'ratio':>10}   medians of {rounds} rounds, for an article of {folder.name}")
    for stage in times[old][0]:
        before, after = (median(times_of_round[stage] for times_of_round in times[checkout]) for checkout in (old, new))
        print(f"{stage:16}{before:10.2f}{after:10.2f}{after / before:10.2f}")


def time_startup(old: Path, new: Path, article: str, runs: int) -> None:
    """Print the milliseconds of one article as a whole process, and their ratio to those of importing the usual libraries."""
    times: dict[str, list[float]] = {"old": [], "new": [], "libraries": []}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", BUILD, "build", article, "-o", str(Path(folder) / "article.ttl"), "-q"]
        for run in range(runs + 1):
            for name, checkout in (("old", old), ("new", new), ("libraries", new)):
                seconds = measure([sys.executable, "-c", LOAD] if name == "libraries" else command, environment_of(checkout))
                if run:  # The first run makes the .pyc files.
                    times[name].append(1000 * seconds)
    load = median(times["libraries"])
    print(f"\none article as a whole process, medians of {runs} runs; {LOAD}: {load:.0f} ms")
    for name in ("old", "new"):
        print(f"{name}: {median(times[name]):.0f} ms, {median(times[name]) / load:.2f} times the libraries")


def main() -> None:
    """Compare, and measure where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--corpus", type=Path, default=HERE.parent.parent / "shared" / "corpus")
    parser.add_argument("--forms", nargs="+", default=list(FORMS), metavar="FORM")
    parser.add_argument("--time", action="store_true", help="measure as well")
    parser.add_argument("--time-only", action="store_true", help="measure and do not compare")
    parser.add_argument("--rounds", type=int, default=5, help="rounds for the stages; for the whole process four times as many")
    parser.add_argument("--article", help="the article of the whole process (default: the sample that ships)")
    options = parser.parse_args()
    if not all((options.corpus / form).is_dir() for form in options.forms):
        sys.exit(f"{options.corpus} has no folder of each form: {' '.join(options.forms)}")
    with tempfile.TemporaryDirectory() as folder:
        old, new = (check_out(name, Path(folder) / part) for name, part in ((options.old, "old"), (options.new, "new")))
        same = options.time_only or compare(old, new, options.corpus.resolve(), options.forms)
        if options.time or options.time_only:
            time_stages(old, new, options.corpus.resolve() / options.forms[0], options.rounds)
            time_startup(old, new, str(Path(options.article).resolve()) if options.article else "--sample", 4 * options.rounds + 1)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
