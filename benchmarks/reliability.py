"""How far the probabilities of the column search may be trusted: of the sides that it gives with some probability, how many are right.

Articles whose columns markup tells are rendered as plain text that has lost them (plain_texts.py), read again and searched; what the search says is
compared with the columns that the words came from. For each number of sides and spacing it tells how many sides are stated, and right; a table
has all pieces of the rows by the probability of their likeliest side.

usage: python benchmarks/reliability.py ../shared/corpus/xml ../shared/corpus/ages [--seed 1] [--each 1] [--threes 1]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fit_columns import BIN_TITLES, fill_bins, format_bin
from plain_texts import Rendered, make_material, read_models

from kg.columns.assign import assign_columns, weigh_sides

EDGES = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)


class Verdict(NamedTuple):
    """A piece of a row: how likely its likeliest side is, whether it is that side, and whether it was stated."""

    share: float
    right: bool
    stated: bool


def judge(rendered: Rendered) -> Iterator[Verdict]:
    """What the search says of a rendering, compared with the columns that its words came from; pieces of words of two columns are left out."""
    solved = assign_columns(rendered.article)
    given = {
        at: cell.column
        for box in solved.boxes
        for row in box.rows
        for cell in row.cells
        for line in cell.lines
        for at in range(line.text.span().start, line.text.span().end)
    }
    for odds in weigh_sides(rendered.article):
        column = rendered.column_at(odds.span.start, odds.span.end)
        if column is None:
            continue
        likeliest = max(range(len(odds.shares)), key=lambda side: odds.shares[side])
        stated = given.get(odds.span.start)
        yield Verdict(odds.shares[likeliest], (likeliest if stated is None else stated) == column, stated is not None)


def report(title: str, verdicts: Iterable[Verdict]) -> Iterator[str]:
    """The lines of the tables."""
    found = list(verdicts)
    stated = Counter(verdict.right for verdict in found if verdict.stated)
    known = max(1, stated.total())
    yield f"{title}: {len(found)} pieces, {stated.total()} with a side stated, {stated[True] / known:.3f} of these right"
    yield BIN_TITLES
    yield from map(format_bin, fill_bins(((verdict.share, verdict.right) for verdict in found), EDGES))


def main() -> int:
    """Render, search, compare, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", help="folders or files of articles whose columns markup tells")
    parser.add_argument("--seed", type=int, default=1, help="what the styles of the renderings are drawn by (%(default)s)")
    parser.add_argument("--each", type=int, default=1, help="renderings of each article (%(default)s)")
    parser.add_argument("--threes", type=int, default=1, help="renderings of each article with a third side of another one (%(default)s)")
    options = parser.parse_args()
    models = list(read_models(options.corpus))
    if not models:
        sys.exit("no article has two columns")
    found: dict[tuple[int, bool], list[Verdict]] = {}
    for rendered in make_material(models, options.seed, options.each, options.threes):
        double = "\n\n\n" in rendered.article.source.text
        found.setdefault((rendered.sides, double), []).extend(judge(rendered))
    for (sides, double), verdicts in sorted(found.items()):
        print("\n".join(report(f"{sides} sides, {'double' if double else 'single'} spacing", verdicts)), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
