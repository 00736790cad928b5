"""The date row: when a conflict began and ended. All names are invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from cells import article_of, quotes
from hypothesis import given
from hypothesis import strategies as st
from small_pack import empty_pack, small_pack, speak

from kg.extract.context import Context
from kg.extract.dates.row import read_date, read_period
from kg.model.finding import Date, Finding, Period
from kg.model.issue import Issue
from kg.model.text import Text

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def verbatim(shown: str) -> Text:
    return Text.verbatim(shown, 0, len(shown))


def read_row(written: str, title: str = "Battle of Esk", lead: str = "") -> tuple[list[Finding | Issue], Context]:
    article = article_of({"date": [written]})
    article = replace(article, title=verbatim(title), lead=(verbatim(lead),) if lead else ())
    context = Context(article)
    return list(read_date(article.boxes[0].rows[0], context)), context


def when(results: Sequence[Finding | Issue]) -> str | None:
    found = [r.object for r in results if isinstance(r, Finding) and r.relation == "when"]
    assert len(found) <= 1
    return found[0].edtf if found and isinstance(found[0], Period) else None


def bounds(results: Sequence[Finding | Issue]) -> tuple[str | None, str | None]:
    dates = {r.relation: r.object.value for r in results if isinstance(r, Finding) and isinstance(r.object, Date)}
    return dates.get("start"), dates.get("end")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("4 May 1701", "1701-05-04"),
        ("May 4, 1701", "1701-05-04"),
        ("4th of May, 1701", "1701-05-04"),
        ("Monday, 4 May 1701", "1701-05-04"),
        ("1701-05-04", "1701-05-04"),
        ("4 May 1701 (1701-05-04)", "1701-05-04"),
        ("May 1701", "1701-05"),
        ("September, 1993", "1993-09"),
        ("1701", "1701"),
        ("636", "0636"),
        ("c. 1180", "1180~"),
        ("1180?", "1180~"),
        ("early May 1701", "1701-05"),
        ("Late November 218 BC", "-0217-11"),
        ("425 BC", "-0424"),
        ("c. 480 BC", "-0479~"),
        ("AD 9", "0009"),
        ("Spring 1477", "1477-21"),
        ("winter of 1701", "1701-24"),
        ("1790s", "179X"),
        ("15th century", "14XX"),
        ("4th century BC", "-03XX"),
        ("4–9 May 1701", "1701-05-04/1701-05-09"),
        ("15 - 28 February 1944", "1944-02-15/1944-02-28"),
        ("May 17–18, 2013", "2013-05-17/2013-05-18"),
        ("26 June – 21 July 2014", "2014-06-26/2014-07-21"),
        ("16 June–18 July 1944", "1944-06-16/1944-07-18"),
        ("7 June 1099 – 15 July 1099", "1099-06-07/1099-07-15"),
        ("December 4, 2006 - December 9, 2006", "2006-12-04/2006-12-09"),
        ("March 19-March 29, 1942", "1942-03-19/1942-03-29"),
        ("June 1992 – 29 October 1992", "1992-06/1992-10-29"),
        ("March – July 1862", "1862-03/1862-07"),
        ("25 August 1944 – Early March 1945", "1944-08-25/1945-03"),
        ("28 December – 3 January 1944", "1943-12-28/1944-01-03"),
        ("December 28, 1943 – January 3", "1943-12-28/1944-01-03"),
        ("12/13 July 1943", "1943-07-12/1943-07-13"),
        ("night of 4/5 May 1943", "1943-05-04/1943-05-05"),
        ("24 February 2022 – 8 April/14 May 2022", "2022-02-24/2022-05-14"),
        ("4 and 5 May 1943", "1943-05-04/1943-05-05"),
        ("7 & 8 March 1942", "1942-03-07/1942-03-08"),
        ("4 May until 6 June 1943", "1943-05-04/1943-06-06"),
        ("1794–1800", "1794/1800"),
        ("1943–44", "1943/1944"),
        ("1993-4", "1993/1994"),
        ("264–241 BC", "-0263/-0240"),
        ("91–88 BC", "-0090/-0087"),
        ("27 BC – 14 AD", "-0026/0014"),
        ("Spring 1477 — 1478", "1477-21/1478"),
        ("20 February 1988 – present", "1988-02-20/.."),
        ("since 2011", "2011/.."),
        ("1984–", "1984/.."),
        ("4. Mai 1701 bis 6. Juni 1702", "1701-05-04/1702-06-06"),
        ("4 maggio 1701", "1701-05-04"),
        ("4 May 1701 at 5:30", "1701-05-04"),
        ("4 May 1701\n04:00–06:30", "1701-05-04"),
        ("4 May 1701, 10 a.m.", "1701-05-04"),
        ("4 May 1701; 209 years ago", "1701-05-04"),
        ("1–4 May 1943[a]", "1943-05-01/1943-05-04"),
        ("4 May 1701 (N.S.)\n23 April 1701 (O.S.)\n24 April 1701 (Swedish calendar)", "1701-05-04"),
        ("23 April 1701 (O.S.)", "1701-04-23"),
        ("28 June [O.S. 17 June] 1709", "1709-06-28"),
        ("11 April 1644 (1 April O.S.)", "1644-04-11"),
        ("5/16 July 1711", "1711-07-16"),
        ("28 June/9 July 1709", "1709-07-09"),
        ("15/28 July 1915", "1915-07-28"),
        ("6 March 1921 (1921-03-06) –present (98 years, 1 month)", "1921-03-06/.."),
        ("6 March 1921 (6 March 1921)–present", "1921-03-06/.."),
        ("1911 (1911) –1934 (1934)", "1911/1934"),
        ("First phase: 4 May 1701 – 6 June 1701\nSecond phase:\n1 July 1701 – 2 August 1702", "1701-05-04/1702-08-02"),
        ("7–18 January 2012 (First phase) 4–11 February 2012 (Second phase)", "2012-01-07/2012-02-11"),
        ("5–22 October 1944 (main attack); 28 January 1945 (end of siege)", "1944-10-05/1945-01-28"),
        ("6 May 1701 – 17 July 1702\n(main phase 16–27 May 1701)", "1701-05-06/1702-07-17"),
        ("7 July 1937 – 2 September 1945\nMinor raids since 18 September 1931", "1937-07-07/1945-09-02"),
        ("4 May, 6 May and 9 May 1701", "1701-05-04/1701-05-09"),
        ("10–14 May 1940\n10–17 May 1940 (Varn)", "1940-05-10/1940-05-17"),
        ("20 February 1988 – present\nAmbushes: 1988–1991", "1988-02-20/.."),
        ("1991 – 31 December 1993\n22 December 1991", "1991-12-22/1993-12-31"),
        ("1701–1705\n4 May 1701 – 6 June 1705", "1701-05-04/1705-06-06"),
        ("1701 (first phase)\n4 May 1705 (second phase)", "1701/1705-05-04"),
        ("Unknown", None),
        ("May", None),
        ("", None),
    ],
)
def test_date_row_says_when(written: str, expected: str | None) -> None:
    assert when(read_row(written)[0]) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("4 May 1701", ("1701-05-04", "1701-05-04")),
        ("4–9 May 1701", ("1701-05-04", "1701-05-09")),
        ("June 1992 – 29 October 1992", ("1992-06", "1992-10-29")),
        ("Spring 1477", ("1477", "1477")),
        ("20 February 1988 – present", ("1988-02-20", None)),
        ("1790s", (None, None)),
    ],
)
def test_start_and_end_are_no_more_precise_than_the_words(written: str, expected: tuple[str | None, str | None]) -> None:
    assert bounds(read_row(written)[0]) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1250 or 1251", ("[1250,1251]", None, None)),
        ("either 1251, 1250 or 1252", ("[1250,1251,1252]", None, None)),
        ("May or June 322 BC", ("[-0321-05,-0321-06]", "-0321", "-0321")),
        ("301 or 300 BC", ("[-0300,-0299]", None, None)),
        ("1 BC or 1 AD", ("[0000,0001]", None, None)),
        ("15 July/August 717", ("[0717-07-15,0717-08-15]", "0717", "0717")),
        ("Spring/Summer 1477", ("[1477-21,1477-22]", "1477", "1477")),
        ("8 or 9 June 721", ("[0721-06-08,0721-06-09]", "0721-06", "0721-06")),
        ("June 8 or 9, 721", ("[0721-06-08,0721-06-09]", "0721-06", "0721-06")),
        ("Late July or early August 1030", ("[1030-07,1030-08]", "1030", "1030")),
        ("December or January 1477", ("[1477-01,1477-12]", "1477", "1477")),
        ("4 May 1701 or 4 May 1702", ("[1701-05-04,1702-05-04]", None, None)),
        ("2nd or 1st century BC", ("[-01XX,-0099..0000]", None, None)),
        ("8 or 9 June – 12 July 721", ("0721-06/0721-07-12", "0721-06", "0721-07-12")),
        ("1250 or 1251 – 1260", ("125X/1260", None, "1260")),
        ("between 1793 and 1796", ("[1793..1796]", None, None)),
        ("between 24 and 27 June 1030", ("[1030-06-24..1030-06-27]", "1030-06", "1030-06")),
        ("before 900", ("[..0900]", None, None)),
        ("no later than 4 May 1701", ("[..1701-05-04]", None, None)),
        ("after 1066", ("[1066..]", None, None)),
        ("4 May 1701 – after 6 June 1701", ("1701-05-04/", "1701-05-04", None)),
        ("12/13 July 1943", ("1943-07-12/1943-07-13", "1943-07-12", "1943-07-13")),
        ("1941/42", ("1941/1942", "1941", "1942")),
        ("4 May 1701 or so", ("1701-05-04", "1701-05-04", "1701-05-04")),
    ],
)
def test_what_the_words_leave_open_stays_open(written: str, expected: tuple[str | None, str | None, str | None]) -> None:
    found, _ = read_row(written)
    assert (when(found), *bounds(found)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1 May 1943 – ?", ("1943-05-01/", "1943-05-01", None)),
        ("May 1943 – ???", ("1943-05/", "1943-05", None)),
        ("1943 – unknown", ("1943/", "1943", None)),
        ("1 May 1943 until unclear", ("1943-05-01/", "1943-05-01", None)),
        ("? – 4 May 1701", ("/1701-05-04", None, "1701-05-04")),
        ("Unknown – 1701", ("/1701", None, "1701")),
        ("until 4 May 1701", ("/1701-05-04", None, "1701-05-04")),
        ("from 2011", ("2011/", "2011", None)),
        ("4 May 2011 onwards", ("2011-05-04/", "2011-05-04", None)),
        ("2011 to date", ("2011/..", "2011", None)),
        ("4 May 2011 (ongoing)", ("2011-05-04/..", "2011-05-04", None)),
        ("4 May 2011 – (ongoing)", ("2011-05-04/..", "2011-05-04", None)),
        ("1 May 1943 – ? June 1943", ("1943-05-01/1943-06", "1943-05-01", "1943-06")),
        ("from 1 May to 3 May 1941", ("1941-05-01/1941-05-03", "1941-05-01", "1941-05-03")),
        ("1943?", ("1943~", "1943", "1943")),
    ],
)
def test_open_ends(written: str, expected: tuple[str | None, str | None, str | None]) -> None:
    found, _ = read_row(written)
    assert (when(found), *bounds(found)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2 August 216 B.C.", "-0215-08-02"),
        ("2 August 216 b.c.", "-0215-08-02"),
        ("2 August 216 bce", "-0215-08-02"),
        ("2 August, 216 B. C.", "-0215-08-02"),
        ("216 before Christ", "-0215"),
        ("264 B.C. – 241 B.C.", "-0263/-0240"),
        ("264–241 b.c.e.", "-0263/-0240"),
        ("264/3 BC", "-0263/-0262"),
        ("264/63 BC", "-0263/-0262"),
        ("120–63 BC", "-0119/-0062"),
        ("9 A.D.", "0009"),
        ("a.d. 9", "0009"),
        ("9 ce", "0009"),
        ("ad 9", None),
        ("1st century BC", "-0099/0000"),
        ("2nd century BC – 1st century BC", "-01XX/0000"),
        ("2nd–1st centuries BC", "-01XX/0000"),
        ("3rd and 2nd century BC", "-02XX/-01XX"),
        ("16th–18th century", "15XX/17XX"),
        ("1st century", "00XX"),
        ("320s BC", "-0328/-0319"),
    ],
)
def test_eras(written: str, expected: str | None) -> None:
    assert when(read_row(written)[0]) == expected


@pytest.mark.parametrize(
    ("written", "expected", "elsewhere"),
    [
        ("24 December 1714 (ratified 16 February 1715)", "1714-12-24", ["16 February 1715"]),
        ("4 May 1701 – 3 June 1702\nTreaty of Esk signed: 5 July 1702", "1701-05-04/1702-06-03", ["5 July 1702"]),
        ("3 May 1650\nTreaty in force: 12 May 1652", "1650-05-03", ["12 May 1652"]),
        ("War declared: 3 May 1701\nTreaty signed: 5 July 1702", "1701-05-03/", ["5 July 1702"]),
        ("4 May 1701; the victim died 8 May 1701", "1701-05-04", ["8 May 1701"]),
        ("1 June 1943 (planned); 4 June 1943", "1943-06-04", ["1 June 1943"]),
        ("4 June 1943, originally planned for 1 June 1943", "1943-06-04", ["1 June 1943"]),
        ("March 1943 (planning); 4 June 1943", "1943-06-04", ["March 1943"]),
        ("June 1943 (planned)", None, ["June 1943"]),
        ("May 1701 (300th anniversary in 2001)", "1701-05", ["2001"]),
        ("1 May – 3 June 1701 (Treaty of Esk)", "1701-05-01/1701-06-03", []),
        ("4 May 1701 (battle)\n5 May 1701 (surrender)", "1701-05-04/1701-05-05", []),
        ("Treaty of Esk, 5 July 1702", "1702-07-05", []),
    ],
)
def test_dates_of_something_else_are_none_of_the_conflict(written: str, expected: str | None, elsewhere: list[str]) -> None:
    found, context = read_row(written)
    issues = [r for r in found if isinstance(r, Issue) and r.code == "date-elsewhere" and r.span]
    source = context.article.source.text
    assert (when(found), [source[r.span.start : r.span.end] for r in issues if r.span]) == (expected, elsewhere)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("May 24, 1719 (O.S.)\nJune 4, 1719", "1719-06-04"),
        ("24 May (4 June) 1719", "1719-06-04"),
        ("24 May 1719 (4 June 1719)", "1719-06-04"),
        ("24–26 May 1719 (4–6 June 1719)", "1719-06-04/1719-06-06"),
        ("4 June 1719 (24 May 1719)", "1719-06-04"),
        ("24 May (5 June) 1719", "1719-05-24"),
        ("1219 AH (1804)", "1804"),
        ("13 March 624 / 17 Ramadan 2 AH", "0624-03-13"),
        ("17 Ramadan 2 AH", None),
        ("3.5.2014 – 6.5.2014", "2014-05-03/2014-05-06"),
        ("13/5/2014", "2014-05-13"),
        ("5/13/2014", "2014-05-13"),
        ("3/5/2014", "2014"),
        ("2014/05/03", "2014-05-03"),
        ("4–5, 9 May 1701", "1701-05-04/1701-05-09"),
    ],
)
def test_calendars_and_dates_in_numbers(written: str, expected: str | None) -> None:
    assert when(read_row(written)[0]) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [("1701 Esk revolt", "1701-05-04"), ("Battle of Esk (322 BC)", "-0321-05-04"), ("Hill 203 of Esk", None), ("1701–02 revolt", None)],
)
def test_the_one_year_of_the_title(title: str, expected: str | None) -> None:
    assert when(read_row("4 May", title=title)[0]) == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31 February 1943", "date-impossible"),
        ("30 April – 31 April 1943", "date-impossible"),
        ("9 May 1943 – 4 May 1943", "end-before-start"),
        ("1943 – 1941", "end-before-start"),
        ("1–4 May 1943 (10 days)", "duration-disagrees"),
        ("20 January – 9 March 2017\n(2 months)", "duration-disagrees"),
        ("4 May – 9 June", "date-without-year"),
    ],
)
def test_contradictions_and_impossible_days_are_issues(written: str, code: str) -> None:
    issues = [r for r in read_row(written)[0] if isinstance(r, Issue)]
    assert [issue.code for issue in issues] == [code]
    assert issues[0].span is not None


@pytest.mark.parametrize(
    "written",
    [
        "20 January – 9 March 2017\n(1 month, 2 weeks and 3 days)",
        "1 August – 2 October 1944\n(63 days)",
        "1–4 May 1943 (3 days)",
        "4 May 1701; 209 years ago",
    ],
)
def test_durations_that_agree_are_no_issue(written: str) -> None:
    assert [r for r in read_row(written)[0] if isinstance(r, Issue)] == []


def test_a_year_from_title_or_lead_is_inferred() -> None:
    found, _ = read_row("14 March - present", title="2022 Esk clashes")
    assert [(r.relation, r.basis) for r in found if isinstance(r, Finding)] == [("start", "year-from-title"), ("when", "year-from-title")]
    found, _ = read_row("14–16 March", lead="The battle began on 14 March 1702 near Hollenfurt.")
    assert (when(found), {r.basis for r in found if isinstance(r, Finding)}) == ("1702-03-14/1702-03-16", {"year-from-lead"})


def test_evidence_is_the_words_of_the_date() -> None:
    found, context = read_row("20 January – 9 March 2017\n(1 month, 2 weeks and 3 days)")
    cited = {r.relation: quotes(context.article, r) for r in found if isinstance(r, Finding)}
    dates = "20 January – 9 March 2017"
    assert cited == {"start": (dates,), "end": (dates,), "when": (dates, "1 month, 2 weeks and 3 days")}


def test_what_is_left_of_a_computed_age_is_no_other_word() -> None:
    found, context = read_row("4 May 1701,  years ago")
    assert {r.relation: quotes(context.article, r) for r in found if isinstance(r, Finding)}["when"] == ("4 May 1701", "years ago")


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("5–22 May 1701 (main attack); 28 June 1702 (end of siege)", {"main attack", "end of siege"}),
        ("First phase: 4 May 1701\nSecond phase:\n1 July 1701", {"First phase", "Second phase"}),
        ("4 May 1701 (disputed)", set()),
        ("Traditional date: 4 May 1701", set()),
    ],
)
def test_names_of_phases_belong_to_their_dates(written: str, named: set[str]) -> None:
    found, context = read_row(written)
    cited = {r.relation: set(quotes(context.article, r)) for r in found if isinstance(r, Finding)}
    assert {words for words in cited["when"] if not re.search(r"\d", words)} == named


def test_read_period_is_what_the_row_states() -> None:
    _, context = read_row("20 February 1988 – present")
    assert read_period(context.article.boxes[0].rows[0], context) == Period(Date(1988, 2, 20), None, True)
    _, context = read_row("Unknown")
    assert read_period(context.article.boxes[0].rows[0], context) == Period(None, None)


def in_full(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_in_both_orders(day: date) -> None:
    expected = day.isoformat()
    for written in (in_full(day), f"{MONTHS[day.month - 1]} {day.day}, {day.year}"):
        assert bounds(read_row(written)[0]) == (expected, expected)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2090, 12, 31)), st.integers(min_value=1, max_value=3000))
def test_every_range_is_read_with_what_its_dates_share(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    left = in_full(start)
    if start.year == end.year:
        left = left.removesuffix(f" {start.year}")
        if start.month == end.month:
            left = str(start.day)
    assert bounds(read_row(f"{left} – {in_full(end)}")[0]) == (start.isoformat(), end.isoformat())


@given(st.text(alphabet=st.sampled_from("0123456789 –-/,.()[]MayJune BCcto\n"), max_size=60))
def test_no_words_break_the_row(shown: str) -> None:
    for result in read_row(shown)[0]:
        if isinstance(result, Finding) and isinstance(result.object, Date):
            assert re.fullmatch(r"-?\d{4}(-\d\d(-\d\d)?)?", result.object.value)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3.–5. Fero 1702", "1702-03-03/1702-03-05"),
        ("1702. fero 3.", "1702-03-03"),
        ("3. Fero 1702 dis nun", "1702-03-03/.."),
        ("3. Fero 1702, 10 ura", "1702-03-03"),
        ("May 3, 1702", "1702"),
    ],
)
def test_another_language_has_words_of_its_own(written: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(small_pack(tmp_path), monkeypatch)
    assert when(read_row(written)[0]) == expected


def test_durations_are_those_of_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(small_pack(tmp_path), monkeypatch)
    results = read_row("1.–4. Fero 1702 (10 tagen)")[0]
    assert [result.message for result in results if isinstance(result, Issue)] == ["10 tagen from 1702-03-01 is 1702-03-11, not 1702-03-04"]


def test_without_words_only_what_needs_none_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(empty_pack(tmp_path), monkeypatch)
    assert when(read_row("1702-03-03 – 1702-03-05")[0]) == "1702-03-03/1702-03-05"
    assert when(read_row("3 March")[0]) is None
