"""From bytes to text, and from offsets to lines and columns."""

from __future__ import annotations

import pytest

from kg.read.input.decode import place_of


@pytest.mark.parametrize(("text", "offset", "expected"), [("a", 0, (1, 1)), ("a\nb", 2, (2, 1)), ("a\r\nbc", 4, (2, 2)), ("a\rb", 2, (2, 1))])
def test_place_of(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert place_of(text, offset) == expected
