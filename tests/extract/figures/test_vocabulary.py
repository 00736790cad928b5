"""The vocabulary of strength and losses: what losses.toml may say."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import empty_pack, small_pack

from kg.extract.figures.vocabulary import CATEGORIES, LOST, load_claim_words, load_clause_words, load_count_words, word_pattern
from kg.language.language import Language, english


def test_the_vocabulary_fits_the_ontology() -> None:
    assert set(load_count_words(english()).category_of.values()) <= {*CATEGORIES, LOST}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[categories]\nlooted = ['looted']", r"zz/losses.toml \[categories\]: 'looted' is not known"),
        ("[people]\nmen = ['men']", r"zz/losses.toml \[people\]: 'men' is not known"),
        ("[horses]\nwords = []", r"zz/losses.toml: 'horses' is not known"),
        ("[lost]\nwords = 'lost'", r"zz/losses.toml \[lost\]: 'words' must be a list of words"),
    ],
)
def test_a_mistake_is_named_with_its_place(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "losses.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_count_words(Language("zz", tmp_path))


def test_another_language_brings_all_words_of_its_own(tmp_path: Path) -> None:
    words = load_count_words(small_pack(tmp_path))
    assert words.category_of == {"mortos": "killed", "feros": "wounded", "perdos": "lost"}
    assert words.kinds == {"naves": "otherCounted", "omos": "personnel"}
    assert load_clause_words(small_pack(tmp_path)).stops == {"in"}


def test_patterns_of_an_empty_pack_match_no_word(tmp_path: Path) -> None:
    counts, clauses, claims = (load(empty_pack(tmp_path)) for load in (load_count_words, load_clause_words, load_claim_words))
    patterns = [
        counts.category, counts.kept, counts.aircraft, counts.civilians, counts.vague, counts.part, counts.unknown, counts.degrees, clauses.joint,
        claims.inline,
    ]  # fmt: skip
    assert [p.pattern for p in patterns if p.search("in esk including unknown many civilians and killed, heavy, per varn escaped")] == []
    assert (clauses.circumstance.match("in esk"), claims.claim.fullmatch("varn claim")) == (None, None)


@pytest.mark.parametrize(("shown", "expected"), [("tank and tanks", ["tank"]), ("anti-tank", []), ("tank-like", []), ("a tank.", ["tank"])])
def test_a_hyphen_belongs_to_a_word(shown: str, expected: list[str]) -> None:
    assert word_pattern(["tank"]).findall(shown) == expected
