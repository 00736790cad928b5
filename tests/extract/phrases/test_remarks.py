"""Remarks behind a name: when it holds, and what else they say."""

from __future__ import annotations

import time

import pytest
from cells import article_of, context_of, quotes, text_of

from kg.extract.phrases.remarks import Remark, is_time, qualify_remarks, read_note_times, read_remark
from kg.language.language import Language
from kg.model.finding import CONFLICT, Finding, Phrase

Told = tuple[dict[str, str], list[str]]


def read(words: str) -> Remark:
    return read_remark(text_of(words), context_of(article_of({})))


def told(remark: Remark) -> Told:
    return {name: date.edtf for name, date in remark.times}, [part.shown for part in remark.parts]


@pytest.mark.parametrize(
    ("words", "times", "parts"),
    [
        ("until 7 May", {"until": "1701-05-07"}, []),
        ("from 1699", {"from": "1699"}, []),
        ("since 1699", {"from": "1699"}, []),
        ("1698–1702", {"from": "1698", "until": "1702"}, []),
        ("1700", {"asOf": "1700"}, []),
        ("in early 1699 only", {"asOf": "1699"}, []),
        ("only 1699", {}, ["only 1699"]),
        ("alleged; 1700", {"asOf": "1700"}, ["alleged"]),
        ("President, 1699–1701", {"from": "1699", "until": "1701"}, ["President"]),
        ("from May 4, 1701, denied", {"from": "1701-05-04"}, ["denied"]),
        ("from 1699, until 1700", {"from": "1699", "until": "1700"}, []),
        ("1699; 1700", {"asOf": "1699"}, []),
        ("1698–1700, 1702–03", {"from": "1698", "until": "1700"}, []),
        ("part of the League since 3 May", {}, ["part of the League since 3 May"]),
        ("naval", {}, ["naval"]),
        ("acting, naval; top", {}, ["acting", "naval", "top"]),
        ("–", {}, []),
        ("", {}, []),
    ],
)
def test_times_are_told_from_what_else_a_remark_says(words: str, times: dict[str, str], parts: list[str]) -> None:
    remark = read(words)
    assert told(remark) == (times, parts)
    assert (remark.shown, remark.is_time) == (words, bool(times) and not parts)
    assert is_time(text_of(words), context_of(article_of({}))) is remark.is_time


@pytest.mark.parametrize(
    ("words", "further"),
    [
        ("1698–1700, 1702–03", ["1702–03"]),
        ("1698–1700 and 1702–03", ["1698–1700 and 1702–03"]),
        ("1699; 1700", ["1700"]),
        ("until 1700; until 1700", []),
        ("from 1699, until 1700", []),
        ("from 1699", []),
    ],
)
def test_a_second_time_is_kept_as_a_note(words: str, further: list[str]) -> None:
    remark = read(words)
    assert [part.shown for part in remark.further] == further
    assert qualify_remarks([remark])[1] == ([words] if further else [])


def test_parts_stand_where_their_words_do() -> None:
    words = "President, 1699–1701; [[Duke of Esk|Duke]] of"
    remark = read(words)
    assert [words[part.span().start : part.span().end] for part in remark.parts] == ["President", "Duke]] of"]
    assert remark.text.shown == "President, 1699–1701; Duke of"


NOTES = {"a": "From 1700", "b": "It sent ships in 1700 only.", "c": "until 1702", "d": "from 1699", "e": f"From 1700{' ' * 80}"}


@pytest.mark.parametrize(
    ("keys", "times", "evidence"),
    [
        (["a"], {"from": "1700"}, ("From 1700",)),
        (["b"], {}, ()),
        (["a", "c"], {"from": "1700", "until": "1702"}, ("From 1700", "until 1702")),
        (["d", "a"], {"from": "1699"}, ("from 1699", "From 1700")),
        (["e"], {}, ()),
        (["x"], {}, ()),
        ([], {}, ()),
    ],
)
def test_footnotes_that_only_tell_when(keys: list[str], times: dict[str, str], evidence: tuple[str, ...]) -> None:
    article = article_of({"belligerents": ["Varn"]}, NOTES)
    found, spans = read_note_times(keys, context_of(article))
    assert {name: date.edtf for name, date in found} == times
    assert (quotes(article, Finding(CONFLICT, "cause", Phrase("x"), spans, "test")) if spans else ()) == evidence


def test_words_that_only_say_when_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    remarks = [read_remark(text_of("1700-05-04 ek"), context_of(article_of({}), language=language)) for language in (lomnish, wordless)]
    assert [told(remark) for remark in remarks] == [({"asOf": "1700-05-04"}, []), ({}, ["1700-05-04 ek"])]


def test_many_words_of_time_before_a_date_take_no_time() -> None:
    """Each might begin the bound, and what follows it was read anew for each: twice the time for each further word."""
    start = time.process_time()
    assert read(f"guards {'until ' * 200}1700 of Varn").times == ()
    assert [part.shown for _, part, _ in read(f"guards {'of the river ' * 200}until 1700").bounded] == [f"guards {'of the river ' * 200}".strip()]
    assert time.process_time() - start < 2
