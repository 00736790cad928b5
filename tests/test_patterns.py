"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from kg.patterns import lazy_pattern


def test_a_lazy_pattern_finds_what_a_compiled_one_does() -> None:
    lazy, compiled = lazy_pattern(r"(?P<day>\d+)\.", re.IGNORECASE), re.compile(r"(?P<day>\d+)\.", re.IGNORECASE)
    shown = "3. and 4."
    assert [match.span() for match in lazy.finditer(shown)] == [match.span() for match in compiled.finditer(shown)]
    assert (lazy.sub("x", shown), lazy.split(shown), lazy.findall(shown)) == (
        compiled.sub("x", shown),
        compiled.split(shown),
        compiled.findall(shown),
    )
    assert (lazy.pattern, lazy.flags, dict(lazy.groupindex)) == (compiled.pattern, compiled.flags, dict(compiled.groupindex))


def test_it_is_compiled_when_it_is_first_used() -> None:
    broken = lazy_pattern("(")
    with pytest.raises(re.error):
        broken.match("")
    with pytest.raises(AttributeError):
        _ = broken.nothing  # type: ignore[attr-defined]
