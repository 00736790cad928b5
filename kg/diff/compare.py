"""All differences of two sides, page by page in the order of their IRIs, then those of links and of things made one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.diff.causes import Reasons
from kg.diff.difference import Difference, sort_key
from kg.diff.pages import Page, Version
from kg.diff.pairing import pair_statements
from kg.diff.shared import Seen
from kg.diff.telling import Setting, tell_article, tell_claim, tell_descriptions
from kg.rdf.terms import IRI


class PageSource(NamedTuple):
    """A page of one side. ``lines`` is what the side says of it, as text, where that is at hand: equal texts need not be read."""

    iri: str
    read: Callable[[], Page]
    lines: tuple[str, ...] | None = None


def from_pages(pages: Iterable[Page]) -> Iterator[PageSource]:
    """Pages that are in memory."""
    for page in pages:
        yield PageSource(page.iri, lambda page=page: page)  # type: ignore[misc]


def compare_pages(old: Iterable[PageSource], new: Iterable[PageSource], reasons: Reasons, seen: Seen) -> Iterator[Difference]:
    """The differences of all pages; both sides give theirs in the order of their IRIs, each once. One page of each side is in memory at a time.

    ``seen`` is told which of its things stand in the pages.
    """
    for before, after in _join(old, new):
        if before and after and before.lines is not None and before.lines == after.lines:
            things = seen.wanted.intersection(line[1 : line.index(">")] for line in before.lines) if seen.wanted else frozenset()
            seen.note(things, things, frozenset())
        else:
            pages = before.read() if before else None, after.read() if after else None
            _note(seen, *pages, reasons)
            yield from compare_page(*pages, reasons)


def _note(seen: Seen, old: Page | None, new: Page | None, reasons: Reasons) -> None:
    if not seen.wanted:
        return
    things = [_things(page) & seen.wanted for page in (old, new)]
    for page, found in zip((old, new), things, strict=True):
        if page:
            seen.names.update((thing, page.versions[-1].graph.name(thing)) for thing in found)
    pairs = _pair_versions(old.versions if old else (), new.versions if new else ())
    seen.note(things[0], things[1], frozenset(cause for pair in pairs for cause in reasons.of_versions(*pair).causes))


def _things(page: Page | None) -> frozenset[str]:
    """What the claims of a page are about, and what they lead to."""
    claims = [claim for version in page.versions for claim in version.statements] if page else []
    return frozenset(str(node) for claim in claims for node in (claim.subject, claim.object) if isinstance(node, IRI))


def _join(old: Iterable[PageSource], new: Iterable[PageSource]) -> Iterator[tuple[PageSource | None, PageSource | None]]:
    """The pages of both sides side by side."""
    olds, news = iter(old), iter(new)
    before, after = next(olds, None), next(news, None)
    while before or after:
        if before and (after is None or before.iri < after.iri):
            yield before, None
            before = next(olds, None)
        elif after and (before is None or after.iri < before.iri):
            yield None, after
            after = next(news, None)
        else:
            yield before, after
            before, after = next(olds, None), next(news, None)


def compare_page(old: Page | None, new: Page | None, reasons: Reasons) -> list[Difference]:
    """The differences of a page, in their order."""
    found: list[Difference] = []
    for before, after in _pair_versions(old.versions if old else (), new.versions if new else ()):
        setting = Setting(before, after, reasons.of_versions(before, after))
        found += tell_article(setting)
        statements = (before.statements if before else (), after.statements if after else ())
        found += (tell_claim(pair, setting, reasons) for pair in pair_statements(*statements, reasons.renames))
        found += tell_descriptions(setting)
    return sorted(found, key=sort_key)


def _pair_versions(old: tuple[Version, ...], new: tuple[Version, ...]) -> Iterator[tuple[Version | None, Version | None]]:
    """Versions with the same bytes; of those that are left the newest with the newest."""
    same = {version.iri for version in old} & {version.iri for version in new}
    by_iri = {version.iri: version for version in new}
    yield from ((version, by_iri[version.iri]) for version in old if version.iri in same)
    olds, news = ([version for version in side if version.iri not in same] for side in (old, new))
    for _ in range(max(len(olds), len(news))):
        yield olds.pop() if olds else None, news.pop() if news else None
