"""What articles tell of the same things, so that the tables of all can be made article by article and say what the whole graph says.

An article's rows need what others tell of the things that it mentions (a name, a point on the earth, an item of Wikidata); the facts layer, which is
sorted by subject, tells that in one pass. Where several articles make claims about one conflict, their rows are made together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby


def group_articles(told: Sequence[frozenset[bytes]]) -> list[tuple[int, ...]]:
    """Articles, by number, that belong together since they make claims about the same; most stand alone."""
    parent = list(range(len(told)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[bytes, int] = {}
    for number, conflicts in enumerate(told):
        for conflict in sorted(conflicts):
            one, other = root(first.setdefault(conflict, number)), root(number)
            parent[max(one, other)] = min(one, other)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(told)):
        groups[root(number)].append(number)
    return [tuple(group) for _, group in sorted(groups.items())]


def find_foreign(lines: Iterable[bytes], numbers: Mapping[bytes, int]) -> Iterator[bytes]:
    """What other graphs tell of the things of each article: the number of the article, in eight digits, and a triple, as lines in no order.

    ``lines`` are N-Quads sorted by subject; ``numbers`` has the number of each article by the name of its graph.
    """
    for _, group in groupby(map(_split, lines), key=lambda parts: parts[0]):
        by_graph: dict[bytes, set[bytes]] = {}
        for _, triple, graph in group:
            by_graph.setdefault(graph, set()).add(triple)
        if len(by_graph) > 1:
            union = set[bytes]().union(*by_graph.values())
            for graph, own in by_graph.items():
                if graph in numbers:
                    yield from (b"%08d %s .\n" % (numbers[graph], triple) for triple in union - own)


def _split(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Subject, triple and graph of a line."""
    triple, graph, _ = line.rsplit(b" ", 2)
    return triple[: triple.index(b" ")], triple, graph[1:-1]
