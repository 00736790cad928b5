"""What is read of articles rendered as plain text: precision and recall by the gold facts, for each kind of fact and each style.

Every article that has gold facts and columns of markup is rendered in one style for each seed (plain_texts.py), the renderings are built as
`kg build` does, and the scorer compares the graphs with the gold facts. Nobody tunes for these texts; a part of the styles is harder than what
has been met.

usage: python benchmarks/rendered_texts.py [--seeds 1 2 3 4] [--errors] [--article TITLE] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from plain_texts import Model, Style, read_models, render, style_of

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
CORPORA = ("xml", "ages", "now", "html")
GOLD = ("dev", "ages", "now")
UNTOLD = ("victor", "coordinates")
PARTS = ("right", "extra", "missed")
TITLES = f"{'':<32}{'right':>7}{'wrong':>7}{'missed':>7}{'P':>8}{'R':>8}{'F1':>8}"


class Text(NamedTuple):
    """A rendering with the style that it was made in."""

    title: str
    style: Style
    text: str


class Scored(NamedTuple):
    """What the scorer says of an article in a style: the counts of each kind of fact, and the facts that are extra or missed."""

    text: Text
    kinds: Mapping[str, Sequence[int]]
    cases: Sequence[tuple[str, str, str]]


def render_texts(models: Iterable[Model], titles: Iterable[str], seed: int) -> Iterator[Text]:
    """The articles of these titles, each in a style drawn by the seed; of two articles of one title the first is taken."""
    chance, left = random.Random(seed), set(titles)
    for model in models:
        style = style_of(chance)
        if model.title in left:
            left.remove(model.title)
            yield Text(model.title, style, render(model, style).text)


def load_gold(shared: Path) -> dict[str, dict[str, Any]]:
    """The gold facts by the title of their article, without what is not asked (victors) and what no rendering tells (coordinates)."""
    read = (json.loads(path.read_text()) for name in GOLD for path in sorted((shared / "gold" / name).glob("*.json")))
    return {gold["article"]: {key: value for key, value in gold.items() if key not in UNTOLD} for gold in read}


def load_scorer(shared: Path) -> Any:
    """The scorer, as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{shared}: there is no scorer")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def build(texts: Iterable[Text], folder: Path) -> Path:
    """Build the graph of texts, each a file of its own."""
    (folder / "text").mkdir(parents=True, exist_ok=True)
    for text in texts:
        (folder / "text" / (re.sub(r"\W+", "_", text.title) + ".txt")).write_text(text.text, encoding="utf-8")
    graph = folder / "graph.nq"
    subprocess.run([sys.executable, "-m", "kg", "build", folder / "text", "-o", graph, "--named-graphs", "--quiet", "--no-validation"], check=True)
    return graph


def score(texts: Sequence[Text], graph: Path, gold: Mapping[str, dict[str, Any]], scorer: Any) -> Iterator[Scored]:
    """Score a graph, article by article."""
    for text in texts:
        tally, _ = scorer.score(graph, [gold[text.title]])
        cases = [(kind, what, json.dumps(item, ensure_ascii=False, default=sorted)) for _, kind, what, item in tally.cases]
        yield Scored(text, dict(tally.count), cases)


def by_kind(found: Iterable[Scored]) -> dict[str, Counter[str]]:
    """The counts of each kind of fact."""
    kinds: dict[str, Counter[str]] = {}
    for scored in found:
        for kind, counts in scored.kinds.items():
            kinds.setdefault(kind, Counter()).update(dict(zip(PARTS, counts, strict=True)))
    return dict(sorted(kinds.items()))


def by_style(found: Sequence[Scored]) -> Iterator[tuple[str, Counter[str]]]:
    """The counts of each trait of the styles."""
    for trait in Style.__slots__:
        values = sorted({getattr(scored.text.style, trait) for scored in found})
        for value in values:
            chosen = by_kind(scored for scored in found if getattr(scored.text.style, trait) == value)
            yield f"{trait}: {value}", sum(chosen.values(), Counter())


def format_counts(title: str, counts: Counter[str]) -> str:
    """A line of the table."""
    right, wrong, missed = (counts[part] for part in PARTS)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    mean = 2 * right / max(1, 2 * right + wrong + missed)
    return f"{title:<32}{right:>7}{wrong:>7}{missed:>7}{precision:>8.3f}{recall:>8.3f}{mean:>8.3f}"


def report(found: Sequence[Scored], errors: bool) -> Iterator[str]:
    """The lines of the report: with ``errors`` the wrong facts first, and after each of them what was missed of its kind."""
    for scored in found if errors else ():
        wrong = {kind for kind, what, _ in scored.cases if what == "extra"}
        yield from (f"{scored.text.title}\t{kind}\t{what}\t{item[:300]}" for kind, what, item in sorted(scored.cases) if kind in wrong)
    kinds = by_kind(found)
    yield TITLES
    yield from (format_counts(kind, counts) for kind, counts in kinds.items())
    yield format_counts("ALL", sum(kinds.values(), Counter()))
    yield from (format_counts(title, counts) for title, counts in by_style(found))


def main() -> int:
    """Render, build, score, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4], help="what the styles are drawn by, one rendering for each (1 2 3 4)")
    parser.add_argument("--errors", action="store_true", help="list the wrong facts, with what was missed of their kind")
    parser.add_argument("--article", help="only the article of this title")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of corpora, gold facts and scorer (../shared)")
    parser.add_argument("--keep", type=Path, help="keep the renderings and graphs in this folder")
    options = parser.parse_args()
    gold, scorer = load_gold(options.shared), load_scorer(options.shared)
    models = list(read_models(str(options.shared / "corpus" / name) for name in CORPORA))
    titles = [title for title in gold if options.article in (None, title)]
    found: list[Scored] = []
    with TemporaryDirectory() as scratch:
        for seed in options.seeds:
            texts = list(render_texts(models, titles, seed))
            graph = build(texts, (options.keep or Path(scratch)) / str(seed))
            found += score(texts, graph, gold, scorer)
    if not found:
        sys.exit("no article with gold facts has two columns")
    print("\n".join(report(found, options.errors)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
