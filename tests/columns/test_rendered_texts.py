"""The command that scores articles rendered as plain text (benchmarks/rendered_texts.py), on invented ones."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def texts() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)
        yield importlib.import_module("rendered_texts")


@pytest.fixture
def model(texts: ModuleType) -> object:
    plain_texts = importlib.import_module("plain_texts")
    frame = (
        ("part_of", ((False, "the War of Holm"),)),
        ("place", ((False, "Hollenfurt, Varn"),)),
        ("outcome", ((False, "Varnish victory"), (True, "Holm is ceded"))),
    )
    value = plain_texts.Value
    rows = (("belligerents", (value(1, ((0, 0, "Duchy of Varn", "Varn"),)), value(2, ((0, 0, "Kingdom of Esk", None),)))),)
    return plain_texts.Model("Raid on Esk", "Raid on Esk", "Raid on Esk", ("The raid on Esk was fought.",), frame, rows)


def test_rows_above_the_sides_are_rendered(texts: ModuleType, model: object) -> None:
    shown = texts.render(model, texts.Style(False, "br", "word", False, False)).text
    assert shown.endswith(
        "Part of the War of Holm\nLocation Hollenfurt, Varn\nResult\n\nVarnish victory\n* Holm is ceded\n\n"
        "Belligerents\nVarn Duchy of Varn Kingdom of Esk\n"
    )


def test_only_articles_with_gold_are_rendered_each_once_and_the_same_for_a_seed(texts: ModuleType, model: object) -> None:
    rendered = list(texts.render_texts([model, model], ["Raid on Esk", "Siege of Holm"], 3))
    assert [text.title for text in rendered] == ["Raid on Esk"]
    assert rendered == list(texts.render_texts([model], ["Raid on Esk"], 3))


def test_gold_facts_are_asked_only_where_a_rendering_tells_them(texts: ModuleType, tmp_path: Path) -> None:
    for name in texts.GOLD:
        (tmp_path / "gold" / name).mkdir(parents=True)
    gold = {"article": "Raid on Esk", "victor": [1], "coordinates": [1, 2], "name": "Raid on Esk"}
    (tmp_path / "gold" / "dev" / "1.json").write_text(json.dumps(gold))
    assert texts.load_gold(tmp_path) == {"Raid on Esk": {"article": "Raid on Esk", "name": "Raid on Esk"}}


def test_facts_are_counted_by_kind_and_by_style(texts: ModuleType) -> None:
    styles = [texts.Style(double, "br", "word", False, False) for double in (False, True)]
    single, double = (texts.Text("Raid on Esk", style, "") for style in styles)
    found = [
        texts.Scored(single, {"unit": [1, 0, 1], "losses": [2, 0, 0]}, [("losses", "missed", '{"low": 3}')]),
        texts.Scored(double, {"unit": [0, 1, 1]}, [("unit", "extra", '{"name": "Esk"}'), ("unit", "missed", '{"name": "Esk Guard"}')]),
    ]
    assert texts.by_kind(found)["unit"] == Counter(right=1, extra=1, missed=2)
    assert dict(texts.by_style(found))["double: True"] == Counter(right=0, extra=1, missed=1)
    lines = list(texts.report(found, errors=True))
    assert lines[:2] == ['Raid on Esk\tunit\textra\t{"name": "Esk"}', 'Raid on Esk\tunit\tmissed\t{"name": "Esk Guard"}']
    assert next(line for line in lines if line.startswith("ALL")).split() == ["ALL", "3", "1", "2", "0.750", "0.600", "0.667"]
