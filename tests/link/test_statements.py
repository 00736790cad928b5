"""kg give-back over an invented article: what is given with which source, what is withheld and why."""

import csv
import json
from pathlib import Path

import pytest
from link_graphs import TITLES as KNOWN
from link_graphs import run

from kg.link.giveback.properties import load_reasons
from kg.link.giveback.values import Place, Quantity, Time
from kg.link.giveback.writing import to_value
from kg.link.index.build import build_index
from kg.link.index.sources import open_source

ARTICLE = """{{Infobox military conflict
| conflict = Battle of Hollen
%s
}}
The '''Battle of Hollen''' was a battle.
== Sources ==
* {{cite book |last=Lund |first=Ida |title=A History of the Fens |publisher=Marsh Press |year=1950 |isbn=978-0-306-40615-7 |ref=harv}}
* {{cite book |last=Pell |first=Otto |title=Die Schlacht von Hollen |date=May 1960 |language=German |isbn=0-306-40615-2}}
"""
TITLES = f"{KNOWN}Otto Rein\tQ21\nSundland\tQ15\n"
PARTIES = "| combatant1 = [[Norland]]\n| combatant2 = [[Sundland]]<br>[[Varn]]\n"
LUND = ["S1476", 'en:"A History of the Fens"', "S2093", '"Ida Lund"', "S304", '"7"', "S212", '"978-0-306-40615-7"', "S577", "+1950-00-00T00:00:00Z/9"]
PELL = ["S1476", 'de:"Die Schlacht von Hollen"', "S2093", '"Otto Pell"', "S957", '"0-306-40615-2"', "S577", "+1960-05-00T00:00:00Z/10"]
SFN, PELL_SFN = "{{sfn|Lund|1950|p=7}}", "{{sfn|Pell|1960}}"


def give(folder: Path, rows: str, *more: str, parties: str = PARTIES, known: str = "{}") -> tuple[list[list[str]], list[dict[str, str]]]:
    """What is given and what is withheld of an article with these rows; Wikidata has nothing of its items but what is ``known`` of the battle."""
    (folder / "titles.tsv").write_text(TITLES, encoding="utf-8")
    build_index(str(folder / "x.idx"), open_source(str(folder / "titles.tsv")))
    (folder / "a.wiki").write_text(ARTICLE % (parties + rows), encoding="utf-8")
    run("build", str(folder / "a.wiki"), "--title", "Battle of Hollen", "-o", str(folder / "g.nq"), "-q")
    run("link", str(folder / "g.nq"), "--index", str(folder / "x.idx"), "-o", str(folder / "l.nq"), "-q")
    items = {**dict.fromkeys((12, 13, 14, 15, 21), "{}"), 11: known}
    lines = (f'{{"type": "item", "id": "Q{number}", "claims": {claims}}}\n' for number, claims in items.items())
    (folder / "items.json").write_text("".join(lines), encoding="utf-8")
    result = run("give-back", str(folder / "l.nq"), "--wikidata", str(folder / "items.json"), "--withheld", str(folder / "w.tsv"), "-q", *more)
    assert result.exit_code == 0, result.output
    withheld = list(csv.DictReader((folder / "w.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    return [line.split("\t") for line in result.stdout.splitlines()], withheld


GIVEN = [
    (f"| casualties1 = 275 killed{SFN}", [["P1120", "275", "P518", "Q12", *LUND]]),
    (f"| casualties1 = 1,000–1,501 wounded{SFN}", [["P1339", "1250.5~250.5", "P518", "Q12", *LUND]]),
    (f"| casualties1 = c. 40 missing{SFN}", [["P1446", "40", "P518", "Q12", "P1480", "Q5727902", *LUND]]),
    (f"| casualties1 = 700 killed or wounded{PELL_SFN}", [["P1590", "700", "P518", "Q12", *PELL]]),
    (f"| strength1 = 15,000 men{SFN}", [["P1132", "15000", "P518", "Q12", *LUND]]),
    (f"| strength1 = 15,000{SFN}", [["P1132", "15000", "P518", "Q12", *LUND]]),
    (f"| casualties1 = 60 killed<br>'''Total:''' 90 killed{SFN}", [["P1120", "90", "P518", "Q12", *LUND]]),
    (f"| casualties1 = 5 killed{SFN}{PELL_SFN}", [["P1120", "5", "P518", "Q12", *PELL], ["P1120", "5", "P518", "Q12", *LUND]]),
    (f"| commander1 = [[Otto Rein]]{SFN}", [["P4791", "Q21", "P518", "Q12", *LUND]]),
    (f"| date = 4 May 1801 – 6 June 1801{SFN}", [["P580", "+1801-05-04T00:00:00Z/11", *LUND], ["P582", "+1801-06-06T00:00:00Z/11", *LUND]]),
    (f"| date = 4 May 1301{SFN}", [["P585", "+1301-05-04T00:00:00Z/11/J", *LUND]]),
    (f"| date = 1301{SFN}", [["P585", "+1301-00-00T00:00:00Z/9/J", *LUND]]),
    (f"| result = Norland victory{SFN}", [["P1346", "Q12", *LUND]]),
    (f"| partof = [[Varnish War]]{SFN}", [["P361", "Q14", *LUND]]),
    ("| casualties1 = 5 killed<ref>[http://a.example/x Fens]</ref>", [["P1120", "5", "P518", "Q12", "S854", '"http://a.example/x"']]),
    (
        "| casualties1 = 5 killed<ref>{{cite web|title=Война в Заболотье|website=Fens|date=3 May 2001|url=http://a.example/x}}</ref>",
        [["P1120", "5", "P518", "Q12", "S1476", 'und:"Война в Заболотье"', "S577", "+2001-05-03T00:00:00Z/11", "S854", '"http://a.example/x"']],
    ),
]


def dated(name: str, day: str) -> str:
    """A statement of Wikidata with a day, as the JSON of claims."""
    value = {"time": f"+{day}T00:00:00Z", "precision": 11, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    return json.dumps({name: [{"mainsnak": {"datavalue": {"value": value, "type": "time"}}, "rank": "normal", "type": "statement"}]})


@pytest.mark.parametrize(
    ("known", "given", "reasons"),
    [
        ("{}", [["P585", "+1801-05-04T00:00:00Z/11"]], []),
        (dated("P580", "1801-05-01"), [], ["other-value", "other-value"]),
        (dated("P582", "1801-05-01"), [], ["other-value", "other-value"]),
        (dated("P582", "1801-05-04"), [["P580", "+1801-05-04T00:00:00Z/11"]], []),
        (dated("P585", "1801-05-04"), [], []),
    ],
)
def test_a_single_day_is_judged_as_a_whole(tmp_path: Path, known: str, given: list[list[str]], reasons: list[str]) -> None:
    lines, withheld = give(tmp_path, f"| date = 4 May 1801{SFN}", known=known)
    assert [line[1:3] for line in lines if line[1] != "P710"] == given
    assert [row["reason"] for row in withheld if row["property"] in ("start", "end")] == reasons


@pytest.mark.parametrize("row", ["date = 4 May 1801", "place = [[Hollen]]", "partof = [[Varnish War]]"])
def test_what_a_footnote_doubts_in_words_is_withheld(tmp_path: Path, row: str) -> None:
    given, withheld = give(tmp_path, f"| {row}{SFN}{{{{efn|Other historians deny this, and give another.}}}}")
    assert [line for line in given if line[1] != "P710"] == []
    assert "noted" in {one["reason"] for one in withheld}


@pytest.mark.parametrize(("rows", "lines"), GIVEN)
def test_what_the_article_cites_is_given(tmp_path: Path, rows: str, lines: list[list[str]]) -> None:
    given, _ = give(tmp_path, rows)
    assert [line[1:] for line in given if line[1] != "P710"] == lines
    assert {line[0] for line in given} == {"Q11"}


WITHHELD = [
    ("| casualties1 = 275 killed", "losses", "no-source"),
    ("| casualties1 = 275 killed{{sfn|Nobody|1999|p=3}}", "losses", "source-incomplete"),
    ("| casualties1 = 275 killed<ref>Official figures</ref>", "losses", "source-incomplete"),
    (f"| casualties1 = 275 killed<ref>{'The flag was white. ' * 13}[http://a.example/x Flags]</ref>", "losses", "source-incomplete"),
    (f"| casualties2 = 275 killed{SFN}", "losses", "several-parties"),
    (f"| casualties1 = at least 275 killed{SFN}", "losses", "open-bound"),
    (f"| casualties1 = 275 killed, wounded or missing{SFN}", "losses", "other-meaning"),
    (f"| casualties1 = 275 captured{SFN}", "losses", "no-property"),
    (f"| casualties1 = 12 tanks destroyed{SFN}", "losses", "no-property"),
    (f"| casualties1 = 275 civilians killed{SFN}", "losses", "no-property"),
    (f"| casualties1 = 275 infantry killed{SFN}", "losses", "part"),
    (f"| casualties1 = '''First phase:'''<br>275 killed{SFN}", "losses", "part"),
    (f"| casualties1 = 275 killed{SFN}<br>300 killed{PELL_SFN}", "losses", "one-of-several"),
    (f"| casualties1 = 275–300 killed{SFN}{PELL_SFN}", "losses", "mixed-sources"),
    (f"| casualties1 = 275 killed{SFN}{{{{efn|Only those of the first day.}}}}", "losses", "noted"),
    (f"| date = c. 1301{SFN}", "start", "approximate"),
    (f"| date = 4 May 1701{SFN}", "start", "calendar"),
    (f"| date = 4 May (O.S. 22 April) 1801{SFN}", "start", "calendar"),
    ("| date = 4 May 1801", "start", "no-source"),
    (f"| commander1 = [[Ann Só]]{SFN}", "commander", "no-item"),
    (f"| commander2 = [[Otto Rein]]{SFN}", "commander", "several-parties"),
]


@pytest.mark.parametrize(("rows", "name", "reason"), WITHHELD)
def test_what_is_withheld_has_its_reason(tmp_path: Path, rows: str, name: str, reason: str) -> None:
    given, withheld = give(tmp_path, rows)
    assert {row["reason"] for row in withheld if row["property"] == name} == {reason}
    assert [row for row in withheld if row["explanation"] not in load_reasons().values()] == []
    assert [line for line in given if line[1] != "P710"] == []


def test_a_cited_figure_shows_that_its_party_took_part(tmp_path: Path) -> None:
    given, _ = give(tmp_path, f"| casualties1 = 12 tanks destroyed{SFN}\n| casualties2 = 3 killed{PELL_SFN}")
    assert given == [["Q11", "P710", "Q12", *LUND]]


@pytest.mark.parametrize(
    "figure", ["casualties1 = 3 civilians killed", "casualties1 = 0 killed", "commander1 = [[Ada Storm]]", "units1 = 3rd Fen Rifles"]
)
def test_what_does_not_show_that_its_party_took_part(tmp_path: Path, figure: str) -> None:
    """What is cited beside a commander is often a biography, beside a unit a page on that."""
    given, withheld = give(tmp_path, f"| {figure}{SFN}")
    assert [line for line in given if line[1] == "P710"] == []
    assert {row["reason"] for row in withheld if (row["property"], row["value"]) == ("belligerent", "Norland")} == {"no-source"}


def test_one_value_of_two_parties_is_given_as_json_only(tmp_path: Path) -> None:
    rows, parties = f"| casualties1 = 5 killed{SFN}\n| casualties2 = 5 killed{SFN}", "| combatant1 = [[Norland]]\n| combatant2 = [[Sundland]]\n"
    given, withheld = give(tmp_path, rows, parties=parties)
    assert [line for line in given if line[1] != "P710"] == []
    assert [row["value"] for row in withheld if row["reason"] == "same-value"] == ["5 killed", "5 killed"]
    result = run("give-back", str(tmp_path / "l.nq"), "--wikidata", str(tmp_path / "items.json"), "--format", "json", "-q")
    (item,) = json.loads(result.stdout)
    killed = [claim for claim in item["claims"] if claim["mainsnak"]["property"] == "P1120"]
    assert [claim["qualifiers"]["P518"][0]["datavalue"]["value"]["id"] for claim in killed] == ["Q12", "Q15"]
    assert [claim["qualifiers-order"] for claim in killed] == [["P518"], ["P518"]]
    assert [claim["mainsnak"]["datavalue"] for claim in killed] == [{"type": "quantity", "value": {"amount": "+5", "unit": "1"}}] * 2
    assert killed[0]["references"][0]["snaks-order"] == ["P1476", "P2093", "P304", "P212", "P577"]


def test_the_second_run_withholds_what_was_given(tmp_path: Path) -> None:
    give(tmp_path, f"| casualties1 = 275 killed{SFN}")
    given, withheld = give(tmp_path, f"| casualties1 = 275 killed{SFN}")
    assert (given, sorted(row["property"] for row in withheld if row["reason"] == "given")) == ([], ["belligerent", "losses"])


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ({"amount": "+275", "unit": "1"}, "agrees"),
        ({"amount": "+300", "lowerBound": "+250", "upperBound": "+350", "unit": "1"}, "agrees"),
        ({"amount": "+300", "unit": "1"}, "contradicts"),
        (None, "missing"),
    ],
)
def test_figures_are_compared_with_those_of_the_same_party(tmp_path: Path, statement: dict[str, str] | None, verdict: str) -> None:
    give(tmp_path, f"| casualties1 = 275 killed{SFN}")
    party = {"P518": [{"snaktype": "value", "datavalue": {"value": {"id": "Q12"}}}]}
    whole = {"mainsnak": {"datavalue": {"value": {"amount": "+9000", "unit": "1"}}}, "rank": "normal"}
    own = {"mainsnak": {"datavalue": {"value": statement}}, "rank": "normal", "qualifiers": party}
    items = {"type": "item", "id": "Q11", "claims": {"P1120": [whole, *([own] if statement else [])]}}
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    result = run("compare", str(tmp_path / "l.nq"), "--wikidata", str(tmp_path / "items.json"), "-q")
    rows = list(csv.DictReader(result.stdout.splitlines(), delimiter="\t"))
    assert [row["verdict"] for row in rows if row["property"] == "losses"] == [verdict]


@pytest.mark.parametrize(
    ("life", "reasons"),
    [
        ({"P576": "+1700-00-00T00:00:00Z"}, {"other-time"}),
        ({"P571": "+1802-00-00T00:00:00Z"}, {"other-time"}),
        ({"P571": "+1700-00-00T00:00:00Z", "P576": "+1801-00-00T00:00:00Z"}, {"given"}),
    ],
)
def test_what_was_not_there_at_the_time_is_withheld(tmp_path: Path, life: dict[str, str], reasons: set[str]) -> None:
    give(tmp_path, f"| date = 4 May 1801\n| casualties1 = 275 killed{SFN}")
    told = {name: [{"mainsnak": {"datavalue": {"value": {"time": time, "precision": 9}}}}] for name, time in life.items()}
    (tmp_path / "items.json").write_text('{"id": "Q11"}\n' + json.dumps({"id": "Q12", "claims": told}), encoding="utf-8")
    run("give-back", str(tmp_path / "l.nq"), "--wikidata", str(tmp_path / "items.json"), "--withheld", str(tmp_path / "w.tsv"), "-q")
    withheld = csv.DictReader((tmp_path / "w.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t")
    assert {row["reason"] for row in withheld if row["property"] == "losses" or row["value"] == "Norland"} == reasons


@pytest.mark.parametrize(
    ("value", "quick", "json_value"),
    [
        (Quantity(275, 275), "275", {"amount": "+275", "unit": "1"}),
        (Quantity(10, 13), "11.5~1.5", {"amount": "+11.5", "unit": "1", "lowerBound": "+10", "upperBound": "+13"}),
        (Place(0.00001, -36.5), "@0.00001/-36.5", None),
        (Time(-330, 0, 0, 9, julian=True), "-0331-00-00T00:00:00Z/9/J", None),
        (12, "Q12", None),
        ("a\tb", '"a b"', None),
    ],
)
def test_values_as_they_are_written(value: Quantity | Place | Time | int | str, quick: str, json_value: dict[str, str] | None) -> None:
    written, wikibase = to_value(value)
    assert written == quick
    assert json_value is None or wikibase["value"] == json_value


def test_the_reasons_are_documented() -> None:
    words = (Path(__file__).resolve().parents[2] / "docs" / "linking.md").read_text(encoding="utf-8")
    assert [line for reason, why in load_reasons().items() if (line := f"| `{reason}` | {why} |") not in words] == []
