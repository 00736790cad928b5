"""The words of a line that no finding stands on yet. All names are invented."""

from __future__ import annotations

import pytest
from cells import text_of
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.unread import WORD, find_runs, is_covered, positions_of
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.issue import Issue
from kg.model.text import Span, Text


def finding(*spans: tuple[int, int]) -> Finding:
    return Finding(CONFLICT, "cause", Phrase("x"), tuple(Span(*span) for span in spans), "test")


def test_positions_of_findings_and_issues() -> None:
    results: list[Finding | Issue] = [finding((0, 2), (5, 6)), finding((1, 3)), Issue("unread", "x", Span(8, 10)), Issue("unread", "x")]
    assert positions_of(results) == {0, 1, 2, 5, 8, 9}
    assert positions_of([]) == frozenset()


@pytest.mark.parametrize(
    ("covered", "words"),
    [(set(), []), ({0, 1, 6}, []), ({2}, ["Varn"]), ({5}, ["Varn"]), ({3, 4}, []), ({2, 12}, ["Varn", "held"]), ({8, 10}, [])],
)
def test_a_word_is_covered_by_its_first_or_last_letter(covered: set[int], words: list[str]) -> None:
    text = text_of("[[Varn]] held")
    assert [word.group() for word in WORD.finditer(text.shown) if is_covered(text, word, frozenset(covered))] == words


@pytest.mark.parametrize(
    ("written", "covered", "runs"),
    [
        ("some 40 men, many boats", [], ["some 40 men, many boats"]),
        ("some 40 men, many boats", ["40 men"], ["some", "many boats"]),
        ("40 men; many boats", [], ["40 men", "many boats"]),
        ("Some boats sunk. All taken", [], ["Some boats sunk", "All taken"]),
        ("The U.S. Navy", [], ["The U.S. Navy"]),
        ("40 men", ["40 men"], []),
        ("(40 men) held", ["held"], ["40 men"]),
        (" – ", [], []),
        ("", [], []),
    ],
)
def test_runs_of_words_that_are_not_covered(written: str, covered: list[str], runs: list[str]) -> None:
    positions = frozenset(at for words in covered for at in range(written.index(words), written.index(words) + len(words)))
    assert [written[start:end] for start, end in find_runs(text_of(written), positions)] == runs


@given(st.text(alphabet="ab1.;, A\n", max_size=30), st.sets(st.integers(0, 29)))
def test_runs_and_covered_words_together_are_all_words(written: str, covered: set[int]) -> None:
    text, positions = Text.verbatim(written, 0, len(written)), frozenset(covered)
    runs = list(find_runs(text, positions))
    for word in WORD.finditer(written):
        held = sum(start <= word.start() and word.end() <= end for start, end in runs)
        assert held == (0 if is_covered(text, word, positions) else 1)
