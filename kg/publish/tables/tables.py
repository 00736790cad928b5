"""The tables of a release: the same rows as ``kg table`` gives of the whole, made article by article."""

from __future__ import annotations

import heapq
import marshal
from collections.abc import Callable, Iterator
from gzip import GzipFile

from kg.publish.data.layers import TOLD, licences_of
from kg.publish.data.sorting import sort_lines
from kg.publish.dataset import Dataset
from kg.publish.draft import Draft
from kg.publish.release import FACTS, LINKS
from kg.publish.tables.database import WriteDatabase
from kg.publish.tables.forms import DICTIONARY, Lines, WriteForms, Written
from kg.publish.tables.keys import foreign_keys
from kg.publish.tables.points import WritePoints
from kg.publish.tables.rows import Group, ListRows
from kg.publish.tables.sharing import find_foreign, group_articles
from kg.publish.tables.together import describe_group, loading_sql


def make_tables(dataset: Dataset, draft: Draft) -> None:
    """Write them: rows in one pass over the articles, then each form in a process of its own where there are several."""
    lines, licence = Lines(draft.scratch), licences_of(dataset)
    for found in dataset.map(ListRows(dataset.folder), _groups(dataset, draft)):
        lines.add(found)
    writers: tuple[Callable[[], Written], ...] = (
        WriteForms(draft.folder, lines, licence),
        WriteDatabase(draft.folder, lines, licence, dataset.articles, _about(dataset, licence)),
        WritePoints(draft.folder, lines, licence),
    )
    made = list(dataset.map(_call, writers))
    draft.add(file for written in made for file in written.files)
    keys = foreign_keys(references=all(written.holds for written in made))
    draft.write("tables/csv-metadata.json", describe_group(dataset.config.title, licence, keys), DICTIONARY, licence=licence)
    draft.write("tables/load.sql", loading_sql(keys), "application/sql", licence=licence)


def _call(writer: Callable[[], Written]) -> Written:
    return writer()


def _about(dataset: Dataset, licence: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    config = dataset.config
    told = {
        "title": config.title, "version": config.version, "issued": dataset.issued, "creator": "; ".join(config.creator),
        "publisher": config.publisher, "licence": " ".join(licence), "base": config.base, "software": f"conflict-kg {dataset.software_version}",
    }  # fmt: skip
    return tuple((name, value) for name, value in told.items() if value)


def _groups(dataset: Dataset, draft: Draft) -> Iterator[Group]:
    """The articles in groups, each with what other graphs tell of its things."""
    numbers = {entry.graph.encode(): number for number, entry in enumerate(dataset.articles)}
    told = [frozenset(conflicts) for conflicts in marshal.loads((draft.scratch_of("data") / TOLD).read_bytes())]
    groups = group_articles(told)
    place = {number: index for index, group in enumerate(groups) for number in group}
    by_group = {graph: place[number] for graph, number in numbers.items()}
    facts = heapq.merge(*(_lines(draft, name) for name in (FACTS, LINKS) if name in draft.layers))
    scratch = draft.scratch / "foreign"
    scratch.mkdir()
    foreign = sort_lines(find_foreign(facts, by_group), scratch)
    waiting = next(foreign, None)
    for index, group in enumerate(groups):
        own: list[bytes] = []
        while waiting is not None and int(waiting[:8]) == index:
            own.append(waiting[9:])
            waiting = next(foreign, None)
        yield Group(tuple(dataset.articles[number] for number in group), b"".join(own))


def _lines(draft: Draft, layer: str) -> Iterator[bytes]:
    """The lines of a layer, which its files hold in order."""
    for path in draft.layers[layer].files:
        with GzipFile(draft.path(path)) as file:
            yield from file
