"""The command that fits the weights of the column search (benchmarks/fit_columns.py), on a tiny invented set."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lost_columns import article

from kg.columns.assign import SideOdds
from kg.columns.weights import Feature, load_features, read_features
from kg.model.text import Span

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
GOLD = {
    "sides": [
        {"n": 1, "belligerents": [{"name": ["Duchy of Varn"]}], "commanders": [{"name": ["Otto Rein"]}], "units": [["Varn Guard"]],
         "strength": [{"low": 1200, "high": 1200, "of": "men"}], "losses": [{"category": "killed", "low": 80, "high": 80, "of": "killed"}]},
        {"n": 2, "belligerents": [{"name": ["Kingdom of Esk", "Esk"]}, {"name": ["Holm"], "optional": True}], "commanders": [],
         "units": [], "strength": [{"low": 900, "high": 900, "of": "men"}], "losses": []},
    ],
    "joint": {"strength": [], "losses": [{"category": "killed", "low": 12, "high": None, "of": "civilians"}]},
}  # fmt: skip
TEXT = {"belligerents": "Duchy of Varn Kingdom of Esk", "strength": "1,200 men about 900 men"}


@pytest.fixture(scope="module")
def fit() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)
        yield importlib.import_module("fit_columns")


@pytest.fixture
def case(fit: ModuleType) -> Any:
    return fit.Case("Hollenfurt", article(TEXT), fit.read_gold(GOLD))


def test_gold_facts_are_read_by_side(fit: ModuleType) -> None:
    assert [(fact.kind, fact.side, sorted(fact.names), fact.figures, fact.optional) for fact in fit.read_gold(GOLD)] == [
        ("losses", 0, [], (12, None, "killed"), False),
        ("belligerent", 1, ["duchy of varn"], None, False),
        ("commander", 1, ["otto rein"], None, False),
        ("unit", 1, ["varn guard"], None, False),
        ("strength", 1, [], (1200, 1200, None), False),
        ("losses", 1, [], (80, 80, "killed"), False),
        ("belligerent", 2, ["esk", "kingdom of esk"], None, False),
        ("belligerent", 2, ["holm"], None, True),
        ("strength", 2, [], (900, 900, None), False),
    ]


def test_an_article_is_judged(fit: ModuleType, case: Any) -> None:
    judged = case.judge(load_features())
    assert judged.kinds == {
        "belligerent": fit.Counts(2, 0, 0),
        "commander": fit.Counts(0, 0, 1),
        "unit": fit.Counts(0, 0, 1),
        "strength": fit.Counts(2, 0, 0),
        "losses": fit.Counts(0, 0, 2),
    }
    assert case.judge(load_features()) is judged
    whole = fit.total(judged.kinds.values())
    assert (whole.precision, whole.recall) == (1.0, 0.5)
    assert whole.score == pytest.approx(1.25 * 4 / (1.25 * 4 + 0.25 * 4))


def test_facts_are_paired_once_and_optional_ones_not_counted(fit: ModuleType) -> None:
    gold = fit.read_gold(GOLD)
    found = [fit.Fact("belligerent", 2, frozenset({name})) for name in ("esk", "kingdom of esk", "holm")]
    assert fit.judge(gold, found).kinds["belligerent"] == fit.Counts(1, 1, 1)


@pytest.mark.parametrize(("side", "name", "expected"), [(1, "duchy of varn", True), (2, "duchy of varn", False), (1, "reed band", None)])
def test_sides_are_right_wrong_or_not_told(fit: ModuleType, side: int, name: str, expected: bool | None) -> None:
    assert fit.is_on_its_side(fit.Fact("belligerent", side, frozenset({name})), fit.read_gold(GOLD)) is expected


def test_scores_of_nothing(fit: ModuleType) -> None:
    nothing = fit.Counts()
    assert (nothing.precision, nothing.recall, nothing.score) == (0.0, 0.0, 0.0)


FEATURES = (Feature("cells", "empty", 1.0, "seldom"), Feature("cells", "joint", 1.0, "seldom"))


def test_a_step_is_taken_where_it_gains_on_articles_that_did_not_choose_it(fit: ModuleType) -> None:
    def measure(features: tuple[Feature, ...]) -> tuple[Any, ...]:
        # Each article is right with a greater first weight; the second one helps a single article.
        general, special = features[0].weight > 1.0, features[1].weight > 1.0
        return tuple(fit.Counts(1 + general + (special and number == 0), 1, 1) for number in range(6))

    first, second = fit.fit(FEATURES, measure, fit.Plan(folds=3, penalty=0.001))
    assert (first.fitted, second.fitted) == (1.5, 1.0)
    assert first.gain == first.held_out > 0
    assert second.gain > 0 >= second.held_out


def test_the_penalty_keeps_weights_where_they_are(fit: ModuleType) -> None:
    def measure(features: tuple[Feature, ...]) -> tuple[Any, ...]:
        return tuple(fit.Counts(100 + (features[0].weight > 2.5), 10, 10) for _ in range(4))

    assert fit.fit(FEATURES, measure, fit.Plan(folds=2, penalty=0.0))[0].fitted == 3.0
    assert fit.fit(FEATURES, measure, fit.Plan(folds=2, penalty=0.1))[0].fitted == 1.0


def test_measurements_are_limited_and_features_chosen(fit: ModuleType) -> None:
    calls = []

    def measure(features: tuple[Feature, ...]) -> tuple[Any, ...]:
        calls.append(features)
        return (fit.Counts(1, 0, 0), fit.Counts(1, 0, 0))

    assert [step.tried for step in fit.fit(FEATURES, measure, fit.Plan(folds=2, most=7))] == [True, False]
    assert len(calls) == 7
    assert [step.tried for step in fit.fit(FEATURES, measure, fit.Plan(folds=2), lambda one: one.name == "joint")] == [False, True]


def test_probabilities_of_facts_and_their_bins(fit: ModuleType) -> None:
    odds = [SideOdds("belligerents", Span(0, 10), (0.0, 0.9, 0.1)), SideOdds("belligerents", Span(10, 20), (0.0, 0.8, 0.2))]
    fact = fit.Fact("belligerent", 1, frozenset({"esk"}), evidence=(Span(5, 15),))
    assert fit.probability_of(fact, odds) == 0.8
    assert fit.probability_of(fact._replace(evidence=(Span(20, 25),)), odds) is None
    assert fit.fill_bins([(0.8, True), (0.84, False), (0.999, True), (1.0, None)]) == (
        fit.Bin(0.8, 0.85, 1, 1, 0, pytest.approx(0.82)),
        fit.Bin(0.99, 1.0, 1, 0, 1, pytest.approx(0.9995)),
    )


def test_sides_of_a_real_search_are_rated(fit: ModuleType, case: Any) -> None:
    rated = list(fit.rate([case], load_features()))
    assert [right for _, right in rated] == [True] * 4
    assert all(share >= 0.75 for share, _ in rated)


def test_fitted_weights_are_written_in_place(fit: ModuleType) -> None:
    cells = 'empty = { weight = -4.0, reason = "x" }'
    text = f'# Head\n[cells]\n{cells}\n[joint]\nother = {{ weight = 1.0, reason = "y" }}\nempty = {{ weight = 2.0, reason = "z" }}\n'
    [empty, *_] = read_features(text)
    written = fit.write_weights(text, [fit.Step(empty, -4.5, 0.1, 0.1)])
    assert written == text.replace("-4.0", "-4.5")
    assert [feature.weight for feature in read_features(written)] == [-4.5, 1.0, 2.0]


def test_the_shipped_file_stays_as_it_is_without_steps(fit: ModuleType) -> None:
    text = fit.WEIGHTS.read_text(encoding="utf-8")
    assert fit.write_weights(text, [fit.Step(feature, feature.weight, 0.0, 0.0) for feature in load_features()]) == text


def test_articles_are_found_by_their_gold_files(fit: ModuleType, tmp_path: Path) -> None:
    for name in ("07-html-Siege_of_Holm.json", "Raid_on_Esk.json", "08-html-Other.json"):
        (tmp_path / name).write_text(json.dumps(GOLD))
    source = article(TEXT).source.text
    for name in ("Siege_of_Holm.txt", "Raid_on_Esk.txt", "Holm.txt"):
        (tmp_path / name).write_text(source)
    assert [case.name for case in fit.read_cases(tmp_path, tmp_path)] == ["Raid_on_Esk", "Siege_of_Holm"]


def test_renderings_are_judged_by_the_columns_their_words_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    plain_texts, reliability = importlib.import_module("plain_texts"), importlib.import_module("reliability")
    rows = (
        ("belligerents", (plain_texts.Value(1, ((0, 0, "Duchy of Varn", None),)), plain_texts.Value(2, ((0, 0, "Kingdom of Esk", None),)))),
        ("strength", (plain_texts.Value(1, ((0, 0, "1,200 men", None),)), plain_texts.Value(2, ((0, 0, "about 900 men", None),)))),
    )
    model = plain_texts.Model(
        "X",
        "Battle of Hollenfurt",
        "Battle of Hollenfurt",
        ("The Duchy of Varn fought the Kingdom of Esk.",),
        (("date", ((False, "4 May 1701"),)),),
        rows,
    )
    rendered = plain_texts.render(model, plain_texts.Style(False, "br", "none", False, False))
    verdicts = list(reliability.judge(rendered))
    assert len(verdicts) >= 4
    assert all(verdict.right and verdict.stated and verdict.share > 0.9 for verdict in verdicts)
    lines = list(reliability.report("two sides", verdicts))
    assert lines[0] == f"two sides: {len(verdicts)} pieces, {len(verdicts)} with a side stated, 1.000 of these right"
