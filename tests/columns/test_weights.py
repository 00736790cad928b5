"""The weights of the column search are named, explained and checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.columns.weights import Feature, load_features, load_weights, read_features, to_weights


def test_every_feature_has_its_weight() -> None:
    features, weights = load_features(), load_weights()
    assert {feature.weight for feature in features} == {getattr(getattr(weights, feature.group), feature.name) for feature in features}
    assert len({(feature.group, feature.name) for feature in features}) == len(features)
    assert weights.links.full_name > weights.links.shared_word > 0 > weights.links.opposed
    assert replace(weights, joint=replace(weights.joint, sum=9.0)) == to_weights(
        feature._replace(weight=9.0) if feature[:2] == ("joint", "sum") else feature for feature in features
    )


def test_a_feature_is_read_with_its_reason() -> None:
    assert read_features('[cells]\nempty = { weight = -4.5, reason = "seldom" }') == (Feature("cells", "empty", -4.5, "seldom"),)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("empty = { weight = -4.0 }", "must have a weight and a reason"),
        ("empty = -4.0", "must have a weight and a reason"),
        ('empty = { weight = -4.0, reason = "x", why = "y" }', "must have a weight and a reason"),
        ('empty = { weight = 4, reason = "x" }', "must be a finite number"),
        ('empty = { weight = nan, reason = "x" }', "must be a finite number"),
        ('empty = { weight = 4.0, reason = "" }', "the reason must be words"),
    ],
)
def test_features_are_checked(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=rf"weights\.toml \[cells\] 'empty'.*{message}"):
        read_features(f"[cells]\n{written}")


def test_no_feature_is_missing_or_unknown() -> None:
    features = load_features()
    with pytest.raises(ValueError, match=r"\('borders', 'line_opens_bracket'\) is missing"):
        to_weights(features[1:])
    with pytest.raises(ValueError, match=r"\('cells', 'colour'\) is not known"):
        to_weights((*features, Feature("cells", "colour", 1.0, "none")))
