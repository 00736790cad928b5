"""Every kind of infobox on invented pages: whole lists of facts, single rows, and how a kind is added without code."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from kg.domain import fields, kinds
from kg.domain.fields import check_field, own_fields
from kg.domain.kinds import Kind, about_of_kind, load_kinds
from kg.domain.mapping import check_relations, load_mapping
from kg.extract.rows.own import READERS, check_rules
from kg.graph.facts import Fact, GraphIndex, read_facts
from kg.graph.iris import DEFAULT_BASE
from kg.graph.provenance import Provenance
from kg.language.language import english
from kg.model.finding import Date, Estimate, Finding, Mention, Period, Phrase, Topic, Value
from kg.pipeline.article import Built, build_article
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CK, RDF_TYPE
from kg.read.registry import ReadOptions, open_articles
from kg.read.wikitext.article import read_wikitext
from kg.validation.shapes import validate

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent
PAGES = sorted(path.name for path in (HERE / "data" / "articles").iterdir() if path.name != "siege-of-hollenfurt.txt")
ABOUT = {
    "lowland-league.html": ("group", "Group"), "lowland-league.txt": ("group", "Group"), "lowland-league.wiki": ("group", "Group"),
    "third-lowland-rifles.wiki": ("group", "Unit"), "otto-rein.wiki": ("person", "Person"), "operation-ferry.wiki": ("conflict", "Conflict"),
    "tollgate-rising.wiki": ("conflict", "Conflict"), "tollgate-rising.txt": ("conflict", "Conflict"),
    "zell-market-attack.wiki": ("conflict", "Conflict"), "zell-market-attack.txt": ("conflict", "Conflict"),
}  # fmt: skip
TOPICS = [name for name in PAGES if ABOUT[name][1] != "Conflict"]
QUALIFIERS = ("valid_from", "valid_until", "as_of", "rank", "role", "affiliation", "fate", "category", "basis")


@cache
def build_page(name: str) -> Built:
    article = next(open_articles([str(HERE / "data" / "articles" / name)], ReadOptions()))
    assert not isinstance(article, Exception), article
    return build_article(article, Provenance(DEFAULT_BASE, "0.0.0"))


def facts_of(built: Built) -> list[Fact]:
    return list(read_facts(GraphIndex(built.graph.triples), names=True))


def show_fact(fact: Fact) -> str:
    told = "; ".join(f"{name} {getattr(fact, name)}" for name in QUALIFIERS if getattr(fact, name) is not None)
    return "\t".join((fact.who or f"side {fact.side}", fact.what, fact.value, told, repr(fact.quote)))


@pytest.mark.parametrize("name", PAGES)
def test_the_facts_of_a_page(name: str) -> None:
    """To accept a change on purpose: KG_ACCEPT=1 pytest tests/domain/test_kinds.py, and read the difference."""
    built = build_page(name)
    shown = "".join(f"{line}\n" for line in [*map(show_fact, facts_of(built)), *(f"! {issue.code}\t{issue.message}" for issue in built.issues)])
    golden = HERE / "golden" / "kinds" / f"{name}.tsv"
    if os.environ.get("KG_ACCEPT"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_graph_of_a_page_conforms_and_its_quotes_stand_where_they_say(name: str) -> None:
    built = build_page(name)
    text = built.article.source.text
    assert validate(built.graph.triples).results == ()
    assert [fact for fact in facts_of(built) if text[fact.quote_start : fact.quote_end] != fact.quote] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_describes_what_it_is_about(name: str) -> None:
    triples = build_page(name).graph.triples
    [described] = [triple.subject for triple in triples if triple.predicate == CK.term("describedIn")]
    path, cls = ABOUT[name]
    assert described.startswith(f"{DEFAULT_BASE}{path}/")
    assert CK.term(cls) in {triple.object for triple in triples if triple.subject == described and triple.predicate == RDF_TYPE}


def test_a_link_from_another_page_leads_to_the_same_entity() -> None:
    rein, rifles = build_page("otto-rein.wiki"), build_page("third-lowland-rifles.wiki")
    assert (rifles.mapped.topic, CK.term("ledBy"), rein.mapped.topic) in {tuple(triple) for triple in rein.graph.triples}
    assert (rifles.mapped.topic, CK.term("ledBy"), rein.mapped.topic) in {tuple(triple) for triple in rifles.graph.triples}


def test_text_and_html_of_a_page_tell_the_same() -> None:
    told = [
        {
            (f.who, f.what, f.value, f.valid_from, f.valid_until, f.as_of, f.rank)
            for f in facts_of(build_page(f"lowland-league.{form}"))
            if f.what not in NAMES
        }
        for form in ("txt", "html")
    ]
    assert told[0] == told[1]


NAMES = {"label", "altLabel", "wikipediaTitle"}


@pytest.mark.parametrize("name", TOPICS)
def test_a_group_unit_or_person_is_no_answer_to_a_question_about_conflicts(name: str) -> None:
    """The queries of the contract that ask what is said of the conflict an article describes."""
    if not (SHARED / "contract" / "queries").is_dir():
        pytest.skip("../shared/contract is not there: the queries of the contract are not part of the repository")
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load("".join(to_lines(build_page(name).graph.triples)).encode(), RdfFormat.N_TRIPLES)
    answers = {path.stem: len(list(store.query(path.read_text(encoding="utf-8")))) for path in (SHARED / "contract" / "queries").glob("*.rq")}
    relations = {fact.what for fact in facts_of(build_page(name))} & {"memberOf", "alliedWith", "ledBy", "splitInto", "dissolved"}
    assert {query for query, count in answers.items() if count} == {"evidence"} | ({"relations"} if relations else set())


def findings_of(kind: str, rows: str) -> list[tuple[str, str, str]]:
    """Subject, relation and value with qualifiers of what a box of one kind tells, without the name."""
    article = read_wikitext(f"{{{{Infobox {kind}\n{rows}\n}}}}", title="X", sha256="0" * 64)
    built = build_article(article, Provenance(DEFAULT_BASE, "0.0.0"))
    return [(show(f.subject), f.relation, show(f.object, f)) for f in built.findings]


def show(value: Value, finding: Finding | None = None) -> str:
    match value:
        case Mention():
            words = f"{value.kind} {value.name}"
        case Topic():
            words = f"the {value.kind}"
        case Date():
            words = value.edtf
        case Period():
            words = value.edtf
        case Phrase():
            words = value.text
        case Estimate():
            words = f"{value.low}-{value.high} {value.category}" + (f" ({value.scope})" if value.scope else "")
        case _:
            words = "the conflict"
    return " ".join([words, *(f"({name} {show(told)})" for name, told in (finding.qualifiers if finding else ()))])


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        ("war faction", "active = since 1998", [("activeFrom", "1998"), ("activeDuring", "1998/")]),
        ("war faction", "active = until 1998", [("activeUntil", "1998"), ("activeDuring", "/1998")]),
        ("war faction", "active = 1998", [("activeFrom", "1998"), ("activeUntil", "1998"), ("activeDuring", "1998")]),
        ("war faction", "active = 4 May 1998 – June 2005", [
            ("activeFrom", "1998-05-04"), ("activeUntil", "2005-06"), ("activeDuring", "1998-05-04/2005-06")]),
        ("war faction", "active = May 4, 1998 – June 2, 2005", [
            ("activeFrom", "1998-05-04"), ("activeUntil", "2005-06-02"), ("activeDuring", "1998-05-04/2005-06-02")]),
        ("war faction", "active = 1990s", [("activeDuring", "199X")]),
        ("war faction", "active = Unknown", []),
        ("militant organization", "founded = 4 May 1998", [("activeFrom", "1998-05-04")]),
        ("militant organization", "defunct = 2005", [("dissolved", "2005")]),
        ("militant organization", "leader1_name = [[Mira Dost]]\n| leader1_title = Chief", [("ledBy", "person Mira Dost")]),
        ("militant organization", "leaders = [[Mira Dost]] (1998–2003)", [("ledBy", "person Mira Dost (from 1998) (until 2003)")]),
        ("war faction", "opponents = Unknown", []),
        ("war faction", "split = [[Hill Rangers]]", [("splitInto", "the group")]),
        ("war faction", "merged = [[Hill Rangers]]", [("mergedInto", "group Hill Rangers")]),
        ("war faction", "size = 300–400 (2014)", [("size", "300-400 None (asOf 2014)")]),
        ("war faction", "battles = [[Siege of Krell]] (1998)<br>[[Esk Uprising]]", [
            ("participatedIn", "conflict Siege of Krell (asOf 1998)"), ("participatedIn", "conflict Esk Uprising")]),
        ("war faction", "battles = World War I: Battle of Krell, Battle of Esk", [
            ("participatedIn", "conflict World War I"), ("participatedIn", "conflict Battle of Krell"),
            ("participatedIn", "conflict Battle of Esk")]),
        ("war faction", "battles = [[Battle of Krell|Krell]], [[Norland]]", [("participatedIn", "conflict Krell")]),
        ("war faction", "allies = '''State allies'''\n* {{flag|Norland}}\n'''Non-state allies'''\n* [[West Front]]", [
            ("alliedWith", "group Norland (note State allies)"), ("alliedWith", "group West Front (note Non-state allies)")]),
        ("war faction", "size = Peak: 3,000 (1998)<br>100–150 (2017 estimate)", [
            ("size", "3000-3000 None (Peak) (asOf 1998)"), ("size", "100-150 None (note 2017 estimate)")]),
        ("war faction", "battles = Skirmish of Lenk, Krell", [("participatedIn", "conflict Skirmish of Lenk")]),
        ("war faction", "battles = See below", []),
        ("war faction", "battles = Various", []),
        ("military unit", "nickname = \"The Old Third\" , \"Toll Keepers\"", [("altLabel", "The Old Third"), ("altLabel", "Toll Keepers")]),
        ("military unit", "commander2 = Gen. Otto Rein", [("ledBy", "person Otto Rein (rank Gen.)")]),
        ("military unit", "garrison = [[Orvel]], Varn", [("basedIn", "place Orvel"), ("basedIn", "place Varn")]),
        ("military unit", "command_structure = [[2nd Division]]<br>Part of the [[Varnish Army]]", [
            ("memberOf", "group 2nd Division"), ("memberOf", "group Varnish Army")]),
        ("military unit", "type = Infantry", []),
        ("military person", "rank = [[General]]<br>Marshal", [("militaryRank", "General"), ("militaryRank", "Marshal")]),
        ("military person", "unit = [[3rd Rifles]]", [("memberOf", "unit 3rd Rifles")]),
        ("military person", "birth_date = c. 1660", [("birthDate", "1660~ (note approximate)")]),
        ("military person", "serviceyears = 1678–1710", [("activeFrom", "1678"), ("activeUntil", "1710"), ("activeDuring", "1678/1710")]),
        ("civilian attack", "fatalities = 12", [("losses", "12-12 killed")]),
        ("civilian attack", "fatalities = 12 killed, 5 injured", [("losses", "12-12 killed"), ("losses", "5-5 wounded")]),
        ("civilian attack", "injuries = 5+", [("losses", "5-None wounded")]),
        ("civilian attack", "perps = [[Army of Esk]]", [("participant", "group Army of Esk (role perpetrator)")]),
        ("civilian attack", "perps = {{flag|Esk}}", [("participant", "group Esk (role perpetrator)")]),
        ("civilian attack", "perp = Col. Otto Rein", [("participant", "person Otto Rein (rank Col.) (role perpetrator)")]),
        ("civilian attack", "perp = Otto Rein (aged 24)", [("participant", "person Otto Rein (note aged 24) (role perpetrator)")]),
        ("civilian attack", "perp = Otto Rein", []),
        ("civilian attack", "perps = Two masked gunmen", []),
        ("civilian attack", "perps = Unknown", []),
        ("civil conflict", "arrests = 1,100", [("losses", "1100-1100 captured")]),
        ("civil conflict", "leadfigures1 = No central leadership", []),
        ("operational plan", "objective = Take the bridge", [("objective", "Take the bridge")]),
    ],
)  # fmt: skip
def test_a_row(kind: str, row: str, expected: list[tuple[str, str]]) -> None:
    assert [(relation, value) for _, relation, value in findings_of(kind, f"| {row}")] == expected


def test_who_leads_whom_is_said_of_what_is_led() -> None:
    assert findings_of("military person", "| commands = [[3rd Rifles]] (1700–1701)") == [
        ("unit 3rd Rifles", "ledBy", "the person (from 1700) (until 1701)")
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("perp = Otto Rein", "actor-unclear"),
        ("perps = Unknown", "stated-unknown"),
        ("weather = Rain", "unread"),
    ],
)
def test_what_is_not_told_is_an_issue(row: str, code: str) -> None:
    article = read_wikitext(f"{{{{Infobox civilian attack\n| {row}\n}}}}", title="X", sha256="0" * 64)
    assert [issue.code for issue in build_article(article, Provenance(DEFAULT_BASE, "0.0.0")).issues] == [code]


@given(st.lists(st.tuples(st.integers(1500, 2000), st.integers(1, 20)), min_size=1, max_size=4))
def test_as_many_periods_as_are_told(periods: list[tuple[int, int]]) -> None:
    told = [(start, start + years) for start, years in periods]
    row = ", ".join(f"{start}–{end}" for start, end in told)
    during = [value for _, relation, value in findings_of("war faction", f"| active = {row}") if relation == "activeDuring"]
    assert during == [f"{start}/{end}" for start, end in told]


def test_the_first_infobox_tells_what_a_page_is_about() -> None:
    text = "{{Infobox person\n| name = A\n}}\n{{Infobox war faction\n| name = A\n}}\n{{Infobox military conflict\n| conflict = B\n}}"
    article = read_wikitext(text, title="A", sha256="0" * 64)
    assert build_article(article, Provenance(DEFAULT_BASE, "0.0.0")).mapped.topic == f"{DEFAULT_BASE}group/A"


def test_every_field_of_every_kind_is_read_by_a_rule_and_told_by_a_relation() -> None:
    check_rules(english())
    for kind in load_kinds(english()).values():
        check_relations(own_fields(kind.name, english()).values(), kind.about, load_mapping())
    assert {field.rule for kind in load_kinds(english()) for field in own_fields(kind, english()).values()} <= READERS.keys() | {"ignore", "notes"}


@pytest.mark.parametrize(
    ("about", "entry", "message"),
    [
        ("group", {"relation": "flies"}, "has no relation 'flies' of a group"),
        ("group", {"relation": "outcome"}, "has no relation 'outcome' of a group"),
        ("conflict", {"relation": "ledBy"}, "has no relation 'ledBy' of a conflict"),
        ("person", {"relation": "militaryRank", "inverse": True}, "has no relation 'militaryRank' of a person"),
        ("group", {"relation": "size", "role": "member"}, "size takes no role"),
    ],
)
def test_relations_of_fields_are_checked_on_load(about: str, entry: dict[str, object], message: str) -> None:
    field = check_field("x.y", {"parameters": [], "labels": [], "rule": "text", **entry})
    with pytest.raises(ValueError, match=message):
        check_relations([field], about, load_mapping())


def test_a_rule_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("x", ("x",), "group", (), None, {})
    monkeypatch.setattr("kg.extract.rows.own.load_kinds", lambda language: {"x": kind})
    monkeypatch.setattr(
        "kg.extract.rows.own.own_fields", lambda name, language: {"x.y": check_field("x.y", {"parameters": [], "labels": [], "rule": "guess"})}
    )
    with pytest.raises(ValueError, match="there is no rule 'guess'"):
        check_rules.__wrapped__(english())


def test_the_recipe_for_a_new_kind_works_as_printed(tmp_path: Path) -> None:
    """The file that CONTRIBUTING shows, put into a copy of the package, is all that it takes."""
    recipe = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", recipe, re.DOTALL))
    for folder in ("kg", "ontology", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in blocks.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = next(name for name in blocks if name.endswith(".wiki"))
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", page, "-o", "-", "--format", "turtle", "-q"]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert blocks["expected.ttl"] in done.stdout


@pytest.fixture
def dragons(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The kind of docs/plugins.md, as an installed package brings it."""
    recipe = re.search(r"<!-- file: dragons\.py -->\n```python\n(.*?)^```", (ROOT / "docs" / "plugins.md").read_text(), re.DOTALL | re.MULTILINE)
    assert recipe
    (tmp_path / "dragons.py").write_text(recipe[1])
    monkeypatch.syspath_prepend(tmp_path)
    point = importlib.metadata.EntryPoint("dragon", "dragons:KIND", "kg.kinds")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [point] if group == "kg.kinds" else [])
    caches = (kinds.plugged_in_kinds, kinds._plugged_in_by_template, fields._tables, fields.field_of_parameter, own_fields)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("dragons")
def test_a_kind_of_another_package() -> None:
    article = read_wikitext("{{Infobox dragon|title=Marshal of Esk}}\n'''Zmey''' is a dragon.", title="Zmey", sha256="00")
    facts = [(fact.who, fact.what, fact.value) for fact in facts_of(build_article(article, Provenance(DEFAULT_BASE, "0.0.0")))]
    assert ("Zmey", "militaryRank", "Marshal of Esk") in facts


def test_kinds_of_other_packages_are_looked_for_only_when_ours_do_not_know_an_infobox() -> None:
    kinds.plugged_in_kinds.cache_clear()
    assert about_of_kind("military conflict", english()) == "conflict"
    assert kinds.plugged_in_kinds.cache_info().misses == 0
