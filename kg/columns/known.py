"""What the rest of an article tells of the names in its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.columns.words import ColumnWords, fold_phrase
from kg.model.article import Article, Row
from kg.patterns import lazy_pattern
from kg.values import dataclass

LONGEST_RUN = 7
_MOST_WORDS = 20_000
_SHORT = 3
_PERSON_WORDS = range(2, 5)
_LONGEST_PARTY = 3
_BRACKETS = lazy_pattern(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the article tells of names: runs of words that stand together elsewhere, words that begin or end lines, and parties."""

    runs: frozenset[tuple[str, ...]]
    firsts: frozenset[str]
    lasts: frozenset[str]
    parties: frozenset[str] = frozenset()
    """The first and last words of the parties' lines, folded: what a flag's word before a name looks like."""


def find_known(article: Article, rows: Sequence[Row], words: ColumnWords) -> Known:
    """What lead, footnotes and lines of the rows tell of names."""
    runs: set[tuple[str, ...]] = set()
    texts = [text.shown for text in article.lead] + [note.text.shown for note in article.notes if note.text]
    left = _MOST_WORDS
    for text in texts:
        shown = text.split()[:left]
        left -= len(shown)
        runs.update(_capital_runs(shown, words))
    lines = [line.text.shown.split() for row in rows if row.field == "commanders" for cell in row.cells for line in cell.lines]
    people = [line for line in lines if len(line) in _PERSON_WORDS and not line[0].startswith("(")]
    firsts, lasts = (frozenset(fold_phrase(line[at], words) for line in people) for at in (0, -1))
    parties = [line.text.shown for row in rows if row.field == "belligerents" for cell in row.cells for line in cell.lines]
    folded = [fold_phrase(_BRACKETS.sub(" ", party), words).split() for party in parties]
    sizes = [(party, size) for party in folded for size in range(1, min(len(party), _LONGEST_PARTY) + 1)]
    names = frozenset(" ".join(part) for party, size in sizes for part in (party[:size], party[-size:]))
    return Known(frozenset(runs), firsts, lasts, frozenset(name for name in names if name not in words.generic))


def _capital_runs(shown: Sequence[str], words: ColumnWords) -> Iterator[tuple[str, ...]]:
    """Runs of two to seven words that begin and end with a capital and have no mark between them."""
    begins = [word.strip("(\"“'‘")[:1].isupper() or words.begins_with_article(word) for word in shown]
    for start in (index for index, begun in enumerate(begins) if begun):
        for end in range(start, min(start + LONGEST_RUN, len(shown))):
            if begins[end]:
                run = tuple(fold_phrase(" ".join(part.strip("()[]\"“”,;:'‘’") for part in shown[start : end + 1]), words).split())
                if len(run) > 1:
                    yield run
            if shown[end].rstrip("\"”)'’")[-1:] in ",.;:" and not _is_abbreviated(shown[end]):
                break


def _is_abbreviated(word: str) -> bool:
    return len(word) <= _SHORT and word.endswith(".")
