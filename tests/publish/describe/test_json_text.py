"""JSON and YAML say the same to every reader."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.publish.describe.archive.json_text import known, to_json, to_yaml

NASTY = [
    "",
    "yes",
    "1.0",
    "2026-11-29",
    "a: b # c",
    '"',
    "\\",
    "‘’ “”",
    "\t\n\r",
    "\x7f\x85\u2028\u200b\ufeff",
    "𝔄\U000e0041",
    "- x",
    "&a *b",
    "</script>",
]
SCALARS = st.text(st.characters(exclude_categories=["Cs"])) | st.integers()


@pytest.mark.parametrize("text", NASTY)
def test_any_text_comes_back(text: str) -> None:
    value = {"a": text, "list": [text, {"b": text, "c": [text]}]}
    assert json.loads(to_json(value)) == value
    assert yaml.safe_load(to_yaml(value)) == value


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from("abc"), SCALARS | st.lists(SCALARS, min_size=1) | st.dictionaries(st.sampled_from("de"), SCALARS, min_size=1), min_size=1
    )
)
def test_any_value_comes_back(value: dict[str, Any]) -> None:
    assert json.loads(to_json(value)) == value
    assert yaml.safe_load(to_yaml(value)) == value


def test_nobody_sees_escapes_where_there_is_something_to_see() -> None:
    assert to_json({"a": "Zürich “x”\u200b"}) == '{\n  "a": "Zürich “x”\\u200b"\n}\n'


def test_unknown_values_are_left_out() -> None:
    assert known({"a": None, "b": "", "c": [], "d": {}, "e": 0, "f": False, "g": ["x"]}) == {"e": 0, "f": False, "g": ["x"]}
