"""What was measured of the facts' precision and recall: counts that the scorer wrote (kg/data/quality.toml), and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import sqrt
from typing import Any

from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

# The quantile of the normal distribution for an interval of 95 %.
_Z = 1.959964
ALL = "all kinds"


@dataclass(frozen=True, slots=True)
class Measure:
    """Facts of one kind compared with gold facts: how many are right, extra (not in the gold) and missed."""

    kind: str
    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float | None:
        """The share of found facts that are right; None where none was found."""
        return self.right / (self.right + self.extra) if self.right + self.extra else None

    @property
    def recall(self) -> float | None:
        """The share of gold facts that were found; None where there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the precision by Wilson's score (Wilson 1927, JASA 22, pages 209-212); None where none was found."""
        return wilson(self.right, self.right + self.extra) if self.right + self.extra else None


def wilson(right: int, drawn: int) -> tuple[float, float]:
    """The interval in which a share lies with 95 % confidence, of which ``right`` of ``drawn`` were seen."""
    share, squared = right / drawn, _Z * _Z
    middle = (share + squared / (2 * drawn)) / (1 + squared / drawn)
    reach = _Z / (1 + squared / drawn) * sqrt(share * (1 - share) / drawn + squared / (4 * drawn * drawn))
    return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A part of the development corpus: its name, what its articles are, how many have gold facts, and a measure for each kind of fact."""

    name: str
    words: str
    articles: int
    measures: tuple[Measure, ...]

    @property
    def total(self) -> Measure:
        """All kinds together."""
        right, extra, missed = (sum(column) for column in zip(*((m.right, m.extra, m.missed) for m in self.measures), strict=True))
        return Measure(ALL, right, extra, missed)


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured: with which version of the software, on which day (ISO 8601), on which parts of the corpus."""

    version: str
    day: str
    corpora: tuple[Corpus, ...]


@cache
def load_measured() -> Measured:
    """What ships with the package. ValueError where the file breaks its schema."""
    return make_measured(read_toml(PACKAGE / "data" / "quality.toml"))


def make_measured(data: Mapping[str, Any]) -> Measured:
    """Check the entries of quality.toml; ValueError as said above."""
    if data.keys() != {"version", "measured", "corpus"}:
        raise ValueError("quality.toml has version, measured and corpus")
    return Measured(data["version"], str(data["measured"]), tuple(_corpus(name, entry) for name, entry in data["corpus"].items()))


def _corpus(name: str, entry: Mapping[str, Any]) -> Corpus:
    if entry.keys() != {"words", "articles", "kinds"} or not entry["kinds"]:
        raise ValueError(f"quality.toml [corpus.{name}] has words, articles and kinds")
    for kind, counts in entry["kinds"].items():
        if len(counts) != 3 or any(count < 0 for count in counts):
            raise ValueError(f"quality.toml [corpus.{name}.kinds]: {kind} has three counts: right, extra, missed")
    return Corpus(name, entry["words"], entry["articles"], tuple(Measure(kind, *counts) for kind, counts in entry["kinds"].items()))
