"""Build the dev corpus in each form, score it against the gold facts and check its evidence; exit 1 below the floors."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
QUOTE = re.compile(r'<http://www\.w3\.org/ns/oa#exact> ("(?:[^"\\]|\\.)*")')
LONGEST_QUOTE = 300


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints."""
    return subprocess.run([str(part) for part in command], text=True, capture_output=True, check=False)


def score_form(form: str, floor: dict[str, str | float], folder: Path) -> bool:
    """Build one form of the corpus, score it, say the figures; False below the floor."""
    graph, table = folder / f"{form}.nq", folder / f"{form}.json"
    corpus = SHARED / "corpus" / form
    built = run(Path(sys.executable).parent / "kg", "build", corpus, "-o", graph)
    if built.returncode:
        print(f"{form}: kg build ended with {built.returncode}\n{built.stderr[-2000:]}")
        return False
    sources = ("--source", str(floor["source"])) if "source" in floor else ()
    run(sys.executable, SHARED / "score" / "score.py", graph, SHARED / "gold" / str(floor.get("gold", "dev")), *sources, "--victor", "--json", table)
    reached = dict(zip(("precision", "recall", "f1"), json.loads(table.read_text())["ALL"][-3:], strict=True))
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


def main() -> int:
    """Score all forms; the exit code of the check."""
    if not SHARED.is_dir():
        print("../shared is not there: the dev corpus was not scored")
        return 0
    floors = tomllib.loads((HERE / "floors.toml").read_text())
    with tempfile.TemporaryDirectory() as folder:
        scored = [score_form(form, floor, Path(folder)) for form, floor in floors.items()]
    return 0 if all(scored) else 1


if __name__ == "__main__":
    sys.exit(main())
