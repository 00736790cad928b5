"""Pages that lead to others: the start page, the conflicts by name and by date, all names by letter, and where claims are."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.pages.catalogue import Entry
from kg.pages.overview.crowds import crowded_areas, draw_crowds
from kg.pages.overview.search import describe_found, years_of
from kg.pages.overview.start import Chosen, choose_entries, start_page
from kg.pages.parts.involved import Involved
from kg.pages.render import Page
from kg.publish.site.buckets import Buckets
from kg.publish.site.names import SITE
from kg.publish.site.plan import Plan
from kg.publish.site.whole.search import Found
from kg.publish.site.whole.writer import SiteWriter

_ON_A_PAGE = 500
_MOST_LETTERS = 8
_NONE: Mapping[str, tuple[Involved, ...]] = MappingProxyType({})


class Listed(NamedTuple):
    """A name in a list: the page of the thing ("" where it says no more), and what stands beside it."""

    name: str
    href: str
    kind: str
    note: str


def write_start(plan: Plan, out: SiteWriter) -> None:
    """The start page, which is the landing page of the dataset too, and the lists of conflicts."""
    by_date = choose_entries(plan.catalogue.conflicts, Chosen(None, None, True, 1))
    years = _write_conflicts(out, "by-date", "by date", by_date)
    _write_conflicts(out, "by-name", "by name", plan.catalogue.conflicts)
    links = out.links("index.html", years, _write_areas(plan, out))
    page = start_page(plan.catalogue, Chosen(None, None, False, 1), links)
    values = {**page.values, "config": plan.config, "lists": [(words, links.to(f"{SITE}/lists/{name}-1.html")) for words, name in _LISTS]}
    described = json.loads(plan.config.dataset_json_ld) if plan.config.dataset_json_ld else None
    out.page("index.html", Page("site/start.html", values, described), links)


def _write_areas(plan: Plan, out: SiteWriter) -> Mapping[str, str]:
    """A list of the conflicts in each area that the map of the start page makes one mark of; returns their files."""
    drawn, files = draw_crowds(plan.catalogue.conflicts, out.links("index.html")), dict[str, str]()
    found = crowded_areas(plan.catalogue.conflicts, drawn) if drawn else {}
    for number, (area, entries) in enumerate(sorted(found.items()), start=1):
        path = files[area.code] = f"{SITE}/lists/area-{number}.html"
        by_date = [(entry, "") for entry in choose_entries(entries, Chosen(None, None, True, 1))]
        values = {"words": f"at {area.words}", "rows": by_date, "others": (), "here": "1", "total": len(entries)}
        out.page(path, Page("site/conflicts.html", values))
    return files


_LISTS = (("by name", "by-name"), ("by date", "by-date"))


def _write_conflicts(out: SiteWriter, name: str, words: str, entries: Sequence[Entry]) -> Mapping[int, str]:
    """A list of conflicts in pages; returns where each year begins."""
    years: dict[int, str] = {}
    pages = max(1, math.ceil(len(entries) / _ON_A_PAGE))
    for number in range(1, pages + 1):
        path = f"{SITE}/lists/{name}-{number}.html"
        rows = []
        for entry in entries[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]:
            year = math.floor(entry.year) if entry.year is not None else None
            anchor = f"y{year}" if year is not None and year not in years else ""
            if year is not None and anchor:
                years[year] = f"{path}#{anchor}"
            rows.append((entry, anchor))
        others = [(str(other), f"{name}-{other}.html") for other in range(1, pages + 1)]
        values = {"words": words, "rows": rows, "others": others, "here": str(number), "total": len(entries)}
        out.page(path, Page("site/conflicts.html", values))
    return years


def read_names(plan: Plan, rows: Iterable[Sequence[str]], involved: Mapping[str, tuple[Involved, ...]] = _NONE) -> list[Found]:
    """The names of a part, each once for each thing, sorted; the years of people and groups are those of what they were ``involved`` in."""
    found = set()
    for folded, name, label, kind, iri, local in rows:
        place = plan.names.find(iri)
        if place:
            note = "" if local else describe_found(iri, kind, plan.catalogue)  # Only one article tells of what is local: its title is enough.
            found.add(
                Found(
                    folded,
                    name,
                    label,
                    ("Conflict", "Person", "Group", "Place").index(kind),
                    place.address[len(SITE) + 1 :],
                    local,
                    note,
                    not local and iri in plan.catalogue.summaries.empty,
                    tuple(chain.from_iterable(years_of(iri, kind, plan.catalogue, involved))),
                )
            )
    return sorted(found, key=lambda name: (name.folded, name.kind, name.address, name.name, name.label))


def write_names(plan: Plan, found: Buckets, out: SiteWriter) -> None:
    """All names by their first letter, and the page that leads to these lists."""
    letters = []
    for part in found.parts:
        if names := read_names(plan, found.read(part)):
            letter = _letters(names)
            letters.append((letter, *_write_letter(out, letter, part, names)))
    out.page(f"{SITE}/names/index.html", Page("site/letters.html", {"letters": letters}))
    out.page(f"{SITE}/search.html", Page("site/search.html", {"letters": letters}))


def _letters(names: Iterable[Found]) -> str:
    """What a part of the names is called: the first letters in it."""
    firsts = sorted({name.folded[:1].upper() or "–" for name in names})
    return " ".join(firsts[:_MOST_LETTERS]) + (" …" if len(firsts) > _MOST_LETTERS else "")


def _write_letter(out: SiteWriter, letter: str, part: str, names: Sequence[Found]) -> tuple[str, int]:
    """The pages of a letter; returns the first of them and the number of names."""
    pages = math.ceil(len(names) / _ON_A_PAGE)
    paths = [f"{SITE}/names/{part}-{number}.html" for number in range(1, pages + 1)]
    for number, path in enumerate(paths, start=1):
        some = names[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
        kinds = ("conflict", "person", "group", "place")
        links = out.links(path)
        rows = [Listed(n.name, "" if n.empty else links.to(f"{SITE}/{n.address}"), kinds[n.kind], _note(n)) for n in some]
        others = [(_reach(names, other), path.rpartition("/")[2]) for other, path in enumerate(paths)]
        values = {"letter": letter, "rows": rows, "others": others, "here": _reach(names, number - 1)}
        out.page(path, Page("site/names.html", values), links)
    return paths[0], len(names)


def _note(name: Found) -> str:
    return ", ".join(filter(None, ("" if name.name == name.label else f"see {name.label}", f"in {name.local}" if name.local else "", name.note)))


def _reach(names: Sequence[Found], number: int) -> str:
    """What a page of names is called: its number and the name that it begins with."""
    return f"{number + 1}: {names[number * _ON_A_PAGE].name}"


def write_claims(plan: Plan, found: Buckets, out: SiteWriter) -> None:
    """Pages that say on which article's page a claim, or a source that articles cite, is: claims have no pages of their own."""
    for part in found.parts:
        kind = part.partition("-")[0]
        rows = sorted((row[0], row[1], row[2]) for row in found.read(part))
        for digits, run in groupby(rows, key=lambda row: row[0][: plan.names.digits]):
            path = f"{SITE}/{kind}/{digits}.html"
            links = out.links(path)
            values = {"kind": kind, "rows": list(_claims(run, kind, links.page)), "digits": digits}
            out.page(path, Page("site/claims.html", values), links)


def _claims(rows: Iterable[tuple[str, str, str]], kind: str, page: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for digest, run in groupby(rows, key=lambda row: row[0]):
        fragment = f"#claim-{digest}" if kind == "claim" else ""
        yield digest, [(title, f"{page(article)}{fragment}") for _, article, title in run]
