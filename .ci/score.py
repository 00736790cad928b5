"""Build the dev corpus in each form, score it against the gold facts and check its evidence; exit 1 below the floors.

With --record FILE --on DATE it only measures, and writes what it measured as TOML: kg/data/quality.toml, which releases quote.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kg.version import __version__

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
QUOTE = re.compile(r'<http://www\.w3\.org/ns/oa#exact> ("(?:[^"\\]|\\.)*")')
LONGEST_QUOTE = 300


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints."""
    return subprocess.run([str(part) for part in command], text=True, capture_output=True, check=False)


class Measured(NamedTuple):
    """What the scorer counted: right, extra and missed facts of each kind, and articles with gold facts. ``total`` is precision, recall, F1."""

    kinds: dict[str, tuple[int, int, int]]
    total: tuple[float, float, float]
    articles: int


def measure(form: str, floor: dict[str, str | float], graph: Path) -> Measured | None:
    """Build one form of the corpus into a graph and score it; None where it cannot be built."""
    table = graph.with_suffix(".json")
    built = run(sys.executable, "-m", "kg", "build", SHARED / "corpus" / form, "-o", graph)
    if built.returncode:
        print(f"{form}: kg build ended with {built.returncode}\n{built.stderr[-2000:]}")
        return None
    sources = ("--source", str(floor["source"])) if "source" in floor else ()
    gold = SHARED / "gold" / str(floor.get("gold", "dev"))
    scored = run(sys.executable, SHARED / "score" / "score.py", graph, gold, *sources, "--victor", "--json", table)
    told = json.loads(table.read_text())
    articles = re.search(r"^(\d+) articles, \d+ facts:", scored.stdout, re.MULTILINE)
    total = told.pop("ALL")[-3:]
    return Measured({kind: tuple(row[:3]) for kind, row in told.items()}, tuple(total), int(articles[1]) if articles else 0)


def score_form(form: str, floor: dict[str, str | float], folder: Path) -> bool:
    """Build one form of the corpus, score it, say the figures; False below the floor."""
    graph, corpus = folder / f"{form}.nq", SHARED / "corpus" / form
    measured = measure(form, floor, graph)
    if measured is None:
        return False
    reached = dict(zip(("precision", "recall", "f1"), measured.total, strict=True))
    print(f"{form}: " + ", ".join(f"{name} {value:.4f} (floor {floor.get(name, 'none')})" for name, value in reached.items()))
    below = [name for name, value in reached.items() if value < float(floor.get(name, 0))]
    print(*(f"{form}: {name} is BELOW ITS FLOOR" for name in below), sep="\n", end="\n" if below else "")
    return all((not below, check_quotes(graph), check_evidence(corpus, graph.with_suffix(".part.nq"))))


def check_quotes(graph: Path) -> bool:
    """Whether 95 % of the quotes of a graph are short enough to be read."""
    lengths = sorted(len(json.loads(match[1])) for line in graph.open(encoding="utf-8") if (match := QUOTE.search(line)))
    quantile = lengths[len(lengths) * 95 // 100]
    print(f"{graph.stem}: {len(lengths)} quotes, 95 % of them have at most {quantile} characters (limit {LONGEST_QUOTE})")
    return quantile < LONGEST_QUOTE


def check_evidence(corpus: Path, part: Path) -> bool:
    """Cut every claim's evidence out of its source again, a dozen articles at a time: evidence.py takes time with the square of a graph."""
    files = sorted(corpus.iterdir())
    for batch in (files[at : at + 12] for at in range(0, len(files), 12)):
        run(Path(sys.executable).parent / "kg", "build", *batch, "-o", part, "-q", "--no-validation")
        checked = run(sys.executable, SHARED / "score" / "evidence.py", part, *batch)
        if checked.returncode:
            print(checked.stdout[-2000:])
            return False
    print(f"{corpus.name}: the evidence of all {len(files)} articles stands where it says, nothing is unbacked")
    return True


def record(floors: dict[str, dict[str, str | float]], path: Path, day: str) -> int:
    """Measure all forms and write the counts, without judging them; the exit code."""
    lines = [
        "# Written by `.ci/score.py --record`: what the scorer counted on the development corpus. A kind of fact has the numbers of right, extra and",
        "# missed facts. The rules were written with these articles in view.",
        f'version = "{__version__}"',
        f'measured = "{day}"',
    ]
    with tempfile.TemporaryDirectory() as folder:
        for form, floor in floors.items():
            measured = measure(form, floor, Path(folder, f"{form}.nq"))
            if measured is None:
                return 1
            lines += ["", f"[corpus.{form}]", f'words = "{floor["words"]}"', f"articles = {measured.articles}", "", f"[corpus.{form}.kinds]"]
            lines += [f"{json.dumps(kind)} = [{right}, {extra}, {missed}]" for kind, (right, extra, missed) in sorted(measured.kinds.items())]
            print(f"{form}: {measured.articles} articles, " + ", ".join(f"{value:.4f}" for value in measured.total))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def main() -> int:
    """Score all forms; the exit code of the check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, metavar="FILE", help="only measure, and write the counts into this file")
    parser.add_argument("--on", metavar="DATE", type=date.fromisoformat, help="the day of the measurement (2026-01-31)")
    options = parser.parse_args()
    if (options.record is None) != (options.on is None):
        parser.error("--record and --on go together")
    if not SHARED.is_dir():
        print("../shared is not there: the dev corpus was not scored")
        return 0
    floors = tomllib.loads((HERE / "floors.toml").read_text())
    if options.record:
        return record(floors, options.record, options.on.isoformat())
    with tempfile.TemporaryDirectory() as folder:
        scored = [score_form(form, floor, Path(folder)) for form, floor in floors.items()]
    return 0 if all(scored) else 1


if __name__ == "__main__":
    sys.exit(main())
