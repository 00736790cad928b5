"""The weights of the column search (kg/columns/weights.toml) measured on articles with gold facts, and fitted to them.

What is measured is what the search is for: the belligerents, commanders, units, strengths and losses that the graph states for each side. The
objective is F0.5 over all of them together (a wrong fact is worse than a missing one), less a penalty for moving away from the present weights.
The fit goes through the features in the order of the file and tries a few steps for each. With the articles in folds, each fold is judged by the
step that the other folds choose; a step is taken only where that gains too, so that what fits single articles only is told apart. Nothing
depends on chance. Facts of a set that is only --unseen judge the fit as a whole.

usage: python benchmarks/fit_columns.py --gold ../shared/gold/dev --corpus ../shared/corpus/text [--write]
       [--unseen ../shared/gold/text3 ../shared/corpus/text3] [--most 600] [--only GROUP.FEATURE]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from gold_facts import KINDS, Counts, Fact, Judged, is_on_its_side, judge, read_facts, read_gold, total

import kg.columns.weights
from kg.columns.assign import SideOdds, assign_columns, weigh_sides
from kg.columns.weights import Feature, load_features, to_weights
from kg.extract.article import extract_conflicts
from kg.model.article import Article, Box
from kg.read.text.article import read_text

WEIGHTS = Path(kg.columns.weights.__file__).with_suffix(".toml")
STEPS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
BIN_TITLES = f"{'probability':<14}{'right':>7}{'wrong':>7}{'part':>8}{'mean':>8}"
BINS = (0.75, 0.8, 0.85, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class Case:
    """An article with its gold facts; ``judged`` keeps what was judged of it, by the columns that it was given."""

    name: str
    article: Article
    gold: tuple[Fact, ...]
    judged: dict[tuple[Box, ...], Judged] = field(default_factory=dict)

    def judge(self, features: Iterable[Feature]) -> Judged:
        """How right the article's facts are with these weights."""
        solved = assign_columns(self.article, to_weights(features))
        if solved.boxes not in self.judged:
            self.judged[solved.boxes] = judge(self.gold, read_facts(extract_conflicts(solved).findings))
        return self.judged[solved.boxes]


def read_cases(gold: Path, corpus: Path) -> tuple[Case, ...]:
    """The articles of a folder that have a gold file in the other, by name: "dev/17-html-X.json" is that of "text/X.txt"."""
    golds = sorted(gold.glob("*.json"))
    cases = []
    for path in sorted(corpus.glob("*.txt")):
        own = next((file for file in golds if re.fullmatch(rf"(?:\d+-(?:\w+-)?)?{re.escape(path.stem)}", file.stem)), None)
        if own:
            cases.append(Case(path.stem, read_text(path.read_bytes(), str(path)), read_gold(json.loads(own.read_text(encoding="utf-8")))))
    return tuple(cases)


Measure = Callable[[tuple[Feature, ...]], tuple[Counts, ...]]


def measure_cases(cases: Sequence[Case]) -> Measure:
    """How right each case is with some weights."""
    return lambda features: tuple(total(case.judge(features).kinds.values()) for case in cases)


class Step(NamedTuple):
    """What the fit found for a feature: its weight before and after, what that gains on all articles, and on those that did not choose it."""

    feature: Feature
    fitted: float
    gain: float
    held_out: float
    tried: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: how many folds, the penalty for moving a weight by its own size (at least 1), how many measurements at most."""

    folds: int = 5
    penalty: float = 0.0002
    most: int = 600
    steps: tuple[float, ...] = STEPS


PLAN = Plan()


def fit(features: tuple[Feature, ...], measure: Measure, plan: Plan, wanted: Callable[[Feature], bool] = lambda _: True) -> tuple[Step, ...]:
    """Go once through the features and take the steps that gain on the articles that did not choose them, too."""
    present, current, steps = features, measure(features), []
    left = plan.most - 1
    for index, feature in enumerate(features):
        if not wanted(feature) or left < len(plan.steps):
            steps.append(Step(feature, feature.weight, 0.0, 0.0, tried=False))
            continue
        left -= len(plan.steps)
        tried = [(*present[:index], feature._replace(weight=feature.weight + step), *present[index + 1 :]) for step in plan.steps]
        options = [(present, current), *((option, measure(option)) for option in tried)]
        step, chosen = _choose(feature, index, options, plan)
        steps.append(step)
        if chosen:
            present, current = options[chosen]
    return tuple(steps)


def _choose(feature: Feature, index: int, options: Sequence[tuple[tuple[Feature, ...], tuple[Counts, ...]]], plan: Plan) -> tuple[Step, int]:
    """The best of some weights of a feature, of which the first is the present one."""
    current = options[0][1]
    costs = [plan.penalty * abs(option[index].weight - feature.weight) / max(1.0, abs(feature.weight)) for option, _ in options]

    def best(articles: Sequence[int]) -> int:
        return max(range(len(options)), key=lambda at: (_score(options[at][1], articles) - costs[at], -costs[at], -at))

    every = range(len(current))
    judged: list[Counts] = list(current)
    for fold in range(plan.folds):
        out = [article for article in every if article % plan.folds == fold]
        others = best([article for article in every if article % plan.folds != fold])
        for article in out:
            judged[article] = options[others][1][article]
    held_out = total(judged).score - total(current).score
    chosen = best(every)
    gain = _score(options[chosen][1], every) - total(current).score
    if held_out <= 0:
        return Step(feature, feature.weight, gain, held_out), 0
    return Step(feature, options[chosen][0][index].weight, gain, held_out), chosen


def _score(counts: Sequence[Counts], articles: Iterable[int]) -> float:
    return total(counts[article] for article in articles).score


class Bin(NamedTuple):
    """Facts whose side has a probability from ``least`` to below ``most``: how many stand on that side in the gold facts, how many on another."""

    least: float
    most: float
    right: int
    wrong: int
    unknown: int
    mean: float


def probability_of(fact: Fact, odds: Iterable[SideOdds]) -> float | None:
    """How likely a fact's side is by the odds of the words it stands on; None where it stands on no row whose columns were lost."""
    shares = [
        part.shares[fact.side]
        for part in odds
        if fact.side < len(part.shares) and any(span.start < part.span.end and part.span.start < span.end for span in fact.evidence)
    ]
    return min(shares, default=None)


def fill_bins(stated: Iterable[tuple[float, bool | None]], edges: Sequence[float] = BINS) -> tuple[Bin, ...]:
    """Facts by their probability; the last bin holds those of its upper edge, too. Empty bins are left out."""
    facts = list(stated)
    bins = []
    for least, most in zip((0.0, *edges), (*edges, 1.0), strict=True):
        own = [(share, right) for share, right in facts if least <= share < most or (most == 1.0 and share >= most)]
        verdicts = [right for _, right in own]
        if own:
            mean = sum(share for share, _ in own) / len(own)
            bins.append(Bin(least, most, verdicts.count(True), verdicts.count(False), verdicts.count(None), mean))
    return tuple(bins)


def rate(cases: Sequence[Case], features: tuple[Feature, ...]) -> Iterator[tuple[float, bool | None]]:
    """The probability of each stated fact's side, and whether it is right."""
    for case in cases:
        odds = tuple(weigh_sides(case.article, to_weights(features)))
        for fact in case.judge(features).stated:
            share = probability_of(fact, odds)
            if share is not None:
                yield share, is_on_its_side(fact, case.gold)


def write_weights(text: str, steps: Iterable[Step]) -> str:
    """The file of weights with the fitted ones."""
    fitted = {(step.feature.group, step.feature.name): step.fitted for step in steps}
    lines, group = [], ""
    for line in text.splitlines(keepends=True):
        if heading := re.match(r"\[(\w+)\]", line):
            group = heading[1]
        entry = re.match(r"(\w+) = \{ weight = ([-\d.]+),", line)
        if entry and (group, entry[1]) in fitted:
            line = line[: entry.start(2)] + str(round(fitted[group, entry[1]], 3)) + line[entry.end(2) :]
        lines.append(line)
    return "".join(lines)


def print_counts(title: str, cases: Sequence[Case], features: tuple[Feature, ...]) -> None:
    """Precision and recall of each kind of fact."""
    judged = [case.judge(features).kinds for case in cases]
    print(f"{title}: {len(cases)} articles\n{'kind':<14}{'right':>7}{'extra':>7}{'missed':>8}{'P':>8}{'R':>8}{'F0.5':>8}")
    rows = {kind: total(kinds[kind] for kinds in judged) for kind in KINDS}
    for kind, counts in {**rows, "all": total(rows.values())}.items():
        print(f"{kind:<14}{counts.right:>7}{counts.extra:>7}{counts.missed:>8}{counts.precision:>8.3f}{counts.recall:>8.3f}{counts.score:>8.3f}")


def format_bin(part: Bin) -> str:
    """A row of the reliability table, under BIN_TITLES."""
    edges, known = f"{part.least:.2f}–{part.most:.2f}", max(1, part.right + part.wrong)
    return f"{edges:<14}{part.right:>7}{part.wrong:>7}{part.right / known:>8.3f}{part.mean:>8.3f}"


def print_bins(cases: Sequence[Case], features: tuple[Feature, ...]) -> None:
    """The reliability table: of the sides that are stated with some probability, how many are right."""
    print(f"\nsides by their probability\n{BIN_TITLES}{'not in gold':>13}")
    for part in fill_bins(rate(cases, features)):
        print(f"{format_bin(part)}{part.unknown:>13}")


def print_steps(steps: Iterable[Step]) -> None:
    """What the fit found for each feature."""
    print(f"\n{'feature':<40}{'present':>9}{'fitted':>9}{'gain':>10}{'held out':>10}")
    for step in steps:
        name = f"{step.feature.group}.{step.feature.name}"
        gains = f"{step.gain:>+10.4f}{step.held_out:>+10.4f}" if step.tried else f"{'not tried':>20}"
        print(f"{name:<40}{step.feature.weight:>9.2f}{step.fitted:>9.2f}{gains}" + ("  *" if step.fitted != step.feature.weight else ""))


def make_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True, help="folder of gold facts to fit to (repeatable, with --corpus)")
    parser.add_argument("--corpus", type=Path, action="append", required=True, help="folder of plain-text articles")
    parser.add_argument("--unseen", type=Path, nargs=2, metavar=("GOLD", "CORPUS"), help="gold facts and articles that only judge the fit")
    parser.add_argument("--most", type=int, default=PLAN.most, help="measurements at most; 1 only measures (%(default)s)")
    parser.add_argument("--folds", type=int, default=PLAN.folds, help="folds of articles (%(default)s)")
    parser.add_argument("--penalty", type=float, default=PLAN.penalty, help="cost of moving a weight by its own size (%(default)s)")
    parser.add_argument("--only", action="append", help="fit this GROUP or GROUP.FEATURE only (repeatable)")
    parser.add_argument("--write", action="store_true", help="write the fitted weights into weights.toml")
    return parser


def main() -> int:
    """Measure, fit, report."""
    options = make_parser().parse_args()
    cases = tuple(case for gold, corpus in zip(options.gold, options.corpus, strict=True) for case in read_cases(gold, corpus))
    if not cases:
        sys.exit("no article has gold facts")
    features = load_features()
    print_counts("present weights", cases, features)
    print_bins(cases, features)
    plan = Plan(options.folds, options.penalty, options.most)
    wanted = set(options.only or ())
    steps = fit(features, measure_cases(cases), plan, lambda one: not wanted or bool({one.group, f"{one.group}.{one.name}"} & wanted))
    fitted = tuple(step.feature._replace(weight=step.fitted) for step in steps)
    print_steps(steps)
    print()
    print_counts("fitted weights", cases, fitted)
    if options.unseen:
        unseen = read_cases(*options.unseen)
        for title, weights in (("unseen, present weights", features), ("unseen, fitted weights", fitted)):
            print()
            print_counts(title, unseen, weights)
    if options.write:
        WEIGHTS.write_text(write_weights(WEIGHTS.read_text(encoding="utf-8"), steps), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
