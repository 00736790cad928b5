"""The differences of two releases as Markdown: totals by cause and kind, then article by article. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from kg.diff.difference import ADDED, ARTICLE_ADDED, ARTICLE_REMOVED, CHANGES, REMOVED, Difference, describe_what, load_data
from kg.diff.tally import Counts, Tally, causes_in_words
from kg.patterns import lazy_pattern
from kg.plurals import counted, noun_for

# So many differences of one article are listed, and so many articles.
MOST, MOST_ARTICLES = 20, 1000
_LONGEST = 200
_MARKUP = lazy_pattern(r"([\\`*_{}\[\]<>#|~&])")


def write_changelog(differences: Iterable[Difference], tally: Tally, old: str, new: str, table: str = "differences.csv") -> Iterator[str]:
    """The lines of the changelog, each with its line end. ``table`` names the file that lists what is left out here."""
    yield f"# Changes from {_plain(old)} to {_plain(new)}\n\n"
    if not tally.total:
        yield "No differences.\n"
        return
    counts = tally.changes()
    yield f"{counted(tally.total, 'difference')}: {_counted(counts)}.\n\n"
    yield from _table("Cause", [(causes_in_words(causes), told) for causes, told in tally.by_causes()])
    yield "\nWhere several causes are told, the graphs do not tell which of them it was.\n\n"
    yield from _table("What", [(load_data()["kind"][kind], told) for kind, told in tally.by_kind()])
    articles = groupby(differences, key=lambda difference: (difference.page or "", difference.article or ""))
    for (page, title), found in islice(articles, MOST_ARTICLES):
        yield f"\n## {_plain(title or page) or 'Beside the articles'}\n\n"
        yield from _article(found, table)
    left = sum(1 for _ in articles)
    if left:
        yield f"\n{counted(left, 'more article')} {noun_for(left, 'is', 'are')} in {table}.\n"


def _counted(counts: Counts) -> str:
    return ", ".join(f"{counts[change]:,} {change}" for change in CHANGES)


def _table(head: str, rows: Iterable[tuple[str, Counts]]) -> Iterator[str]:
    yield f"| {head} | added | removed | changed |\n|---|--:|--:|--:|\n"
    for words, counts in rows:
        yield f"| {words} | " + " | ".join(f"{counts[change]:,}" for change in CHANGES) + " |\n"


def _article(differences: Iterable[Difference], table: str) -> Iterator[str]:
    """A line for each of the first differences; of an article that is new or gone, only how many there are."""
    listed = list(islice(differences, MOST + 1))
    if listed[0].kind == "article" and listed[0].causes in ((ARTICLE_ADDED,), (ARTICLE_REMOVED,)):
        rest = sum(1 for _ in differences) + len(listed) - 1
        yield f"{describe(listed[0])}, with {rest:,} facts and names.\n"
        return
    left = sum(1 for _ in differences) + max(0, len(listed) - MOST)
    for difference in listed[:MOST]:
        yield f"- {describe(difference)}\n"
    if left:
        yield f"- … and {left:,} more in {table}\n"


def describe(difference: Difference) -> str:
    """A difference as a line of Markdown."""
    told = causes_in_words(difference.causes)
    if difference.kind == "article" and difference.property == "version" and difference.change in (ADDED, REMOVED):
        version = difference.new_value or difference.old_value or ""
        return f"{told[0].upper()}{told[1:]}: {_plain(version)}"
    old, new = (
        _side(value, details) for value, details in ((difference.old_value, difference.old_details), (difference.new_value, difference.new_details))
    )
    value = f"{old} → {new}" if difference.change not in (ADDED, REMOVED) else new or old
    return f"{difference.change}: {_plain(difference.subject)}, {_plain(describe_what(difference))}: {value} — {told}"


def _side(value: str | None, details: tuple[str, ...]) -> str:
    if value is None:
        return ""
    return f"**{_plain(shorten(value)) or '–'}**" + (f" ({_plain(shorten('; '.join(details)))})" if details else "")


def shorten(text: str) -> str:
    """Words that are long, cut: what a work cited is called in full, for example."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _plain(text: str) -> str:
    """Words as Markdown shows them, in one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
