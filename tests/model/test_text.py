"""Text: every displayed character knows its place in the source."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.text import FATE, LINK, NOTE, Mark, Piece, Span, Text, join_texts

# Source: a [[Varn|the duchy]] &amp; b
SOURCE = "a [[Varn|the duchy]] &amp; b"
TEXT = Text(
    "a the duchy & b",
    (Piece(0, 0, 2), Piece(2, 9, 18), Piece(11, 20, 21), Piece(12, 21, 26), Piece(13, 26, 28)),
    (Mark(LINK, "Varn", 2, 11, Span(2, 20)),),
)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 1, "a"), (2, 11, "the duchy"), (6, 11, "duchy"), (12, 13, "&amp;"), (12, 15, "&amp; b"), (6, 13, "duchy]] &amp;")],
)
def test_span_cuts_the_source(start: int, end: int, words: str) -> None:
    low, high = TEXT.span(start, end)
    assert SOURCE[low:high] == words


def test_cut_keeps_pieces_and_clips_marks() -> None:
    assert TEXT.cut(6, 13) == Text("duchy &", (Piece(0, 13, 18), Piece(5, 20, 21), Piece(6, 21, 26)), (Mark(LINK, "Varn", 0, 5, Span(2, 20)),))


def test_split_and_strip() -> None:
    assert [part.strip().shown for part in TEXT.split("&")] == ["a the duchy", "b"]
    assert TEXT.split("x") == (TEXT,)


def test_empty_text_stands_on_its_marks_or_nowhere() -> None:
    assert Text("", (), (Mark(FATE, "killed", 0, 0, Span(4, 11)),)).span() == Span(4, 11)
    with pytest.raises(ValueError, match="no place"):
        Text("", ()).span()


def test_a_mark_that_shows_nothing_stays_at_either_border() -> None:
    text = Text("ab", (Piece(0, 7, 9),), (Mark(FATE, "killed", 2, 2, Span(9, 16)),))
    assert text.cut(1, 2).marks == (Mark(FATE, "killed", 1, 1, Span(9, 16)),)
    assert text.cut(0, 1).marks == ()


def test_of_gives_the_text_of_a_group() -> None:
    match = re.search(r"(?P<what>duchy)(?P<none>x)?", TEXT.shown)
    assert match is not None
    assert TEXT.of(match, "what").span() == Span(13, 18)
    assert TEXT.of(match, "none") == Text("", ())


@given(st.text(min_size=1, max_size=40), st.data())
def test_any_cut_of_verbatim_text_stands_where_it_says(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source) - 1))
    end = data.draw(st.integers(start + 1, len(source)))
    text = Text.verbatim(source, start, end)
    low = data.draw(st.integers(0, len(text) - 1))
    high = data.draw(st.integers(low + 1, len(text)))
    span = text.cut(low, high).span()
    assert source[span.start : span.end] == text.cut(low, high).shown


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=5))
def test_joined_texts_show_their_parts_and_stand_on_all_of_them(ranges: list[tuple[int, int]]) -> None:
    source, at, parts = "0123456789" * 10, 0, []
    for gap, length in ranges:
        parts.append(Text.verbatim(source, at + gap, at + gap + length))
        at += gap + length
    joined = join_texts(parts)
    assert joined.shown == " ".join(part.shown for part in parts)
    assert joined.span() == Span(parts[0].span().start, parts[-1].span().end)


@pytest.mark.parametrize(("end", "keys"), [(0, ()), (3, ("a", "b")), (4, ("b",)), (5, ()), (6, ("c",))])
def test_footnotes_right_behind_a_place(end: int, keys: tuple[str, ...]) -> None:
    marks = tuple(Mark(NOTE, key, at, at, Span(at, at)) for key, at in (("a", 3), ("b", 4), ("c", 6)))
    assert Text("one, x", (Piece(0, 0, 6),), marks).notes_behind(end) == keys


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 30)), min_size=40, max_size=60), st.booleans(), st.integers(0, 99), st.integers(1, 40))
def test_a_cut_of_a_text_with_many_marks_has_those_that_it_touches(places: list[tuple[int, int]], ordered: bool, start: int, size: int) -> None:
    spans = [(at, min(at + length, 100)) for at, length in (sorted(places) if ordered else places)]
    marks = tuple(Mark(LINK, str(number), low, high, Span(low, high)) for number, (low, high) in enumerate(spans))
    end = min(start + size, 100)
    cut = Text("x" * 100, (Piece(0, 0, 100),), marks).cut(start, end)
    touched = [m for m in marks if (m.start < end and m.end > start) or (m.start == m.end and start <= m.start <= end)]
    assert [mark.value for mark in cut.marks] == [mark.value for mark in touched]
