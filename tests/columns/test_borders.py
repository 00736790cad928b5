"""How words speak for a border: before a line, within a line of figures, between names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lost_columns import NOTHING, WEIGHTS, WORDS, lines_of, scoring_of

from kg.columns.borders import begins_with_flag, party_kind, score_line, score_name, score_place
from kg.columns.known import Known

BORDERS = WEIGHTS.borders


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Kingdom of Esk", "state"),
        ("France", "state"),
        ("Reed rebels", "rising"),
        ("Al-Reed Front", "rising"),
        ("Holm", ""),
        ("Free Varn Republic", "rising"),
        ("Holm (Kingdom of Esk)", ""),
    ],
)
def test_party_kind(shown: str, expected: str) -> None:
    assert party_kind(shown, WORDS) == expected


@pytest.mark.parametrize(
    ("shown", "feature"),
    [
        ("Kingdom of Esk", ""),
        ("(Esk)", "line_opens_bracket"),
        ("; Holm", "line_opens_bracket"),
        ("of Esk", "line_in_lower_case"),
        ("unknown", ""),
        ("al-Reed Band", ""),
        ("about 900 men", ""),
        ("Supported by Holm", "line_subordinate"),
        ("Other bands", "line_subordinate"),
        ("until 4 May", "line_in_lower_case"),
    ],
)
def test_what_a_line_begins_with(shown: str, feature: str) -> None:
    [line] = lines_of(shown)
    assert score_line(line, None, scoring_of("units")) == (getattr(BORDERS, feature) if feature else 0.0)


def test_a_bullet_right_below_a_line_belongs_to_it() -> None:
    head, close, _, far = lines_of("Varn\n* Guard\n* Watch\n\n* Band")
    assert score_line(close, head, scoring_of("units")) == BORDERS.line_nested
    assert score_line(far, head, scoring_of("units")) == BORDERS.list_begins
    assert score_line(head, far, scoring_of("units")) == BORDERS.list_ends


@pytest.mark.parametrize(
    ("field", "lines", "feature"),
    [
        ("commanders", "{flag:Varn}Otto Rein\n{flag:Varn}Peder Loft", "same_flags"),
        ("commanders", "{flag:Varn}Otto Rein\n{flag:Esk}Knud Hars", "other_flags"),
        ("commanders", "{flag:Varn}Otto Rein\nKnud Hars", "other_flags"),
        ("commanders", "Otto Rein\n{flag:Esk}Knud Hars", ""),
        ("belligerents", "Kingdom of Esk\nReed rebels", "kind_changes_at_line"),
        ("belligerents", "Kingdom of Esk\nRepublic of Holm", ""),
        ("units", "1st Varn Guard Horse\n1st Varn Foot", "same_first_words"),
        ("units", "Varn Foot\nEsk Foot", "same_last_word"),
        ("casualties", "80 killed\n70 killed", ""),
        ("commanders", "Otto Rein,\nKnud Hars", "line_goes_on"),
    ],
)
def test_what_changes_between_lines(field: str, lines: str, feature: str) -> None:
    before, line = lines_of(lines)
    assert score_line(line, before, scoring_of(field, lines)) == (getattr(BORDERS, feature) if feature else 0.0)


def place(value: str, field: str) -> float:
    """The score of a border at the bar in a line."""
    written = value.replace("|", "")
    [line] = lines_of(written)
    at = len(lines_of(value.partition("|")[0] + "x")[0].text.shown) - 1
    return score_place(line, at, scoring_of(field, written))


@pytest.mark.parametrize(
    ("value", "features"),
    [
        ("1,200 men |900 men", ["figure_after_words"]),
        ("1,200 |900", ["figure_after_figure"]),
        ("1,200 men |about 900 men", ["figure_hedged"]),
        ("80 killed |Esk: 70 killed", ["figure_heading"]),
        ("80 killed |Wounded", ["figure_other_words"]),
        ("1,200  |900", ["figure_after_figure", "wide_gap"]),
        ("1,200 \u00a0|900", ["figure_after_figure", "wide_gap"]),
        ("1,200 |*900", ["figure_other_words", "bullet"]),
        ("1,200 |Unknown", ["figure_hedged", "whole_after"]),
        ("wounded |unknown", ["figure_hedged"]),
        ("80 wounded |unknown", ["figure_hedged", "whole_after"]),
        ("Unknown |900", ["figure_after_words", "whole_before"]),
        ("1,200 {flag:Esk}|900", ["figure_after_figure", "flag_before"]),
    ],
)
def test_places_among_figures(value: str, features: list[str]) -> None:
    assert place(value, "strength") == pytest.approx(sum(getattr(BORDERS, feature) for feature in features))


@pytest.mark.parametrize(
    ("field", "left", "right", "features"),
    [
        ("units", "", "Esk Guard", ["name_nothing"]),
        ("units", "Army Group", "Esk", ["known_name_within"]),
        ("units", "Holm Army Group", "Esk", ["name_base", "end_noun"]),
        ("units", "Red Hand", "Blue Hand", ["name_base"]),
        ("units", "Varn Army", "Esk Guard", ["name_base", "end_noun"]),
        ("units", "Varn Foot", "Royalist Horse", ["name_base"]),
        ("units", "Varn Foot", "2nd Esk Horse", ["name_base", "ordinal"]),
        ("units", "1st Varn Foot", "2nd Varn Foot", ["name_base", "ordinal", "series"]),
        ("units", "Varn", "Esk Guard", ["name_base", "one_word_before"]),
        ("belligerents", "Duchy of Varn", "Kingdom of Esk", ["name_base", "start_word", "noun_of"]),
        ("belligerents", "Varn Band (until May)", "Esk Band", ["name_base", "bracket_before"]),
        ("belligerents", "Varn Hand", "Army", ["name_base", "start_word", "end_noun_after"]),
        ("belligerents", "Free", "Esk Band", ["name_base", "one_word_before", "start_word_alone"]),
        ("belligerents", "Kingdom of", "Prussia", ["name_base", "known_name_within"]),
        ("belligerents", "France", "Spain", ["name_base", "known_name_ends", "known_name_begins"]),
        ("belligerents", "France", "France", ["name_doubled"]),
        ("belligerents", "Red Hand", "Red Hand Blue Hand", ["name_base"]),
        ("units", "Red Hand France", "France Guard", ["name_doubled"]),
        ("belligerents", "Varn Army", "Army of Esk", ["name_base", "end_noun", "start_word", "end_then_start"]),
        ("commanders", "O. Rein (Varn)", "Otto Hars", ["name_base", "person_after_bracket", "person_begins_after_bracket"]),
        ("commanders", "O. Rein (Varn)", "Knud Hars", ["name_base", "person_after_bracket"]),
        ("commanders", "Peder K.", "Loft", ["name_base", "person_goes_on"]),
        ("commanders", "General", "Loft", ["name_base", "person_goes_on"]),
        ("commanders", "Knud Hars", "Unknown", ["name_base", "person_whole"]),
        ("commanders", "Knud", "Hars", ["name_base", "person_short", "person_one_word"]),
        ("commanders", "Knud Hars", "Otto Rein", ["name_base", "person_begins_with_given"]),
        ("commanders", "Knud Otto", "Hars Rein", ["name_base", "person_ends_with_given"]),
        ("commanders", "Knud Hars", "Major Rein", ["name_base", "person_title"]),
    ],
)
def test_between_names(field: str, left: str, right: str, features: list[str]) -> None:
    assert score_name(left, right, scoring_of(field)) == pytest.approx(sum(getattr(BORDERS, feature) for feature in features))


@pytest.mark.parametrize(
    ("known", "features"),
    [
        (Known(frozenset({("hars", "nils")}), frozenset(), frozenset()), ["run_within"]),
        (Known(frozenset({("knud", "hars")}), frozenset(), frozenset()), ["run_ends"]),
        (Known(frozenset({("nils", "aker")}), frozenset(), frozenset()), ["run_begins"]),
        (Known(frozenset(), frozenset({"nils"}), frozenset({"hars"})), ["person_known_first", "person_known_last"]),
        (NOTHING, []),
    ],
)
def test_what_the_article_knows_of_names(known: Known, features: list[str]) -> None:
    scoring = scoring_of("commanders", known=known)
    assert score_name("Knud Hars", "Nils Aker", scoring) == pytest.approx(BORDERS.name_base + sum(getattr(BORDERS, name) for name in features))


def test_a_line_much_longer_than_most_holds_two_names() -> None:
    one, two = (score_name("Knud Hars", "Nils Aker", replace(scoring_of("commanders"), usual=usual)) for usual in (2, 3))
    assert one == two + BORDERS.person_long_line


def test_the_words_of_names_speak_no_more_than_their_threshold() -> None:
    assert place("Ottoman Empire |Kingdom of France", "belligerents") == BORDERS.name_most
    flagged = place("Ottoman Empire {flag:France}|Kingdom of France", "belligerents")
    assert flagged == pytest.approx(BORDERS.name_most + BORDERS.flag_before_name)
    assert place("Kingdom of Esk |Reed rebels of Holm", "belligerents") == pytest.approx(BORDERS.name_base + BORDERS.kind_changes)


def test_flags_are_found_where_they_stand() -> None:
    [line] = lines_of("Varn {flag:Esk}Esk")
    assert [at for at in range(len(line.text)) if begins_with_flag(line, at)] == [5]
