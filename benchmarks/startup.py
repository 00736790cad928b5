"""Processor time of `kg build` on one article as a whole process, beside that of importing the libraries which everybody uses.

usage: python benchmarks/startup.py [ARTICLE] [--runs N] [--python PYTHON]

Runs `kg build ARTICLE -o FILE` (our sample unless told) and `python -c "import rdflib, pyshacl"` in turn, each N times (21) after one run that makes
the .pyc files, and prints the medians and their ratio. Exits with 1 where the ratio is above 1.0. PYTHONDONTWRITEBYTECODE is taken out of the
environment, since an installation has its .pyc files. For a fair figure run it with the interpreter of an environment made by README's first command.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

LIMIT = 1.0
BUILD = "from kg.__main__ import run; run()"
LOAD = "import rdflib, pyshacl"


def measure(command: list[str], environment: dict[str, str]) -> float:
    """Seconds of processor time that a process takes, its children with it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure in turn, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", default="--sample")
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONSAFEPATH": "1"}
    with tempfile.TemporaryDirectory() as folder:
        build = [options.python, "-c", BUILD, "build", options.article, "-o", str(Path(folder) / "article.ttl"), "-q"]
        load = [options.python, "-c", LOAD]
        times: dict[str, list[float]] = {"build": [], "load": []}
        for run in range(options.runs + 1):
            for name, command in (("build", build), ("load", load)):
                seconds = measure(command, environment)
                if run:
                    times[name].append(seconds)
    ours, theirs = median(times["build"]), median(times["load"])
    print(f"kg build: {1000 * ours:.0f} ms (least {1000 * min(times['build']):.0f})")
    print(f"import rdflib, pyshacl: {1000 * theirs:.0f} ms (least {1000 * min(times['load']):.0f})")
    print(f"ratio {ours / theirs:.2f} (least {min(times['build']) / min(times['load']):.2f}), the limit is {LIMIT:.1f}")
    raise SystemExit(1 if ours / theirs > LIMIT else 0)


if __name__ == "__main__":
    main()
