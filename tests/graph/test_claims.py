"""Findings become claims: one IRI for each entity, one claim for each statement, with all of its evidence."""

import tomllib
from dataclasses import replace

import pytest

from kg.domain.mapping import make_mapping
from kg.extract.article import Extraction
from kg.graph.claims import map_findings
from kg.graph.iris import Minter
from kg.graph.references import reference_iri
from kg.model.article import Article, Note, Reference, Source
from kg.model.claim import Claim
from kg.model.finding import CONFLICT, Date, Estimate, Finding, Mention, Period, Phrase, Point, Side, Term
from kg.model.text import LINK, Mark, Span, Text
from kg.rdf.terms import CK, EDTF, GEO, IRI, LANG_STRING, RDF_TYPE, RDFS, SKOS, XSD, Literal

BASE = "https://example.org/"
WORDS = "Siege of Krell Duchy of Varn DoV Esk"
HERE = Span(15, 28)
ARTICLE = "https://example.org/article/Siege_of_Krell"
CONFLICT_IRI = IRI("https://example.org/conflict/Siege_of_Krell")
REFERENCE = Reference(title="A History", url="https://example.org/book")


def mention(name: str, start: int, kind: str = "group", title: str | None = None) -> Mention:
    return Mention(name, kind, Span(start, start + len(name)), title)  # type: ignore[arg-type]


def claims_of(*findings: Finding, aliases: tuple[tuple[str, str], ...] = (), notes: tuple[Note, ...] = ()) -> dict[tuple[str, str], list[Claim]]:
    source = Source("Siege of Krell", WORDS, "ab" * 32, "text")
    article = Article(source, Text.verbatim(WORDS, 0, 14), (), (), notes)
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in map_findings(Extraction(article, findings, (), aliases), BASE).claims:
        found.setdefault((str(claim.subject).removeprefix(BASE), str(claim.predicate)), []).append(claim)
    return found


def finding(relation: str, value: object, *, subject: object = CONFLICT, span: Span = HERE, **more: object) -> Finding:
    return Finding(subject, relation, value, (span,), "test", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("relation", "value", "node"),
    [
        ("start", Date(1701, 5, 4), Literal("1701-05-04", XSD.term("date"))),
        ("end", Date(1701, 5), Literal("1701-05", XSD.term("gYearMonth"))),
        ("end", Date(-330), Literal("-0330", XSD.term("gYear"))),
        ("when", Period(Date(1701, approximate=True), None, True), Literal("1701~/..", EDTF.term("EDTF"))),
        ("outcome", Phrase("Stalemate"), Literal("Stalemate", LANG_STRING, "en")),
        ("statedUnknown", Term("losses"), CK.term("losses")),
        ("side", Side(2), IRI(CONFLICT_IRI + "/side/2")),
        ("partOf", mention("War", 0, "conflict"), IRI(ARTICLE + "/conflict/War")),
        ("partOf", mention("War", 0, "conflict", "Great War"), IRI("https://example.org/conflict/Great_War")),
    ],
)
def test_values_become_terms(relation: str, value: object, node: IRI | Literal) -> None:
    predicate = CK.term({"side": "hasSide"}.get(relation, relation))
    assert [claim.object for claim in claims_of(finding(relation, value))["conflict/Siege_of_Krell", predicate]] == [node]


def test_coordinates_are_a_geometry_with_longitude_first() -> None:
    source = Source("Siege of Krell", WORDS, "ab" * 32, "text")
    article = Article(source, Text.verbatim(WORDS, 0, 14), (), ())
    mapped = map_findings(Extraction(article, (finding("coordinates", Point(54.5, -3.25)),), (), ()), BASE)
    wkt = [d.object for d in mapped.descriptions if d.predicate == GEO.term("asWKT")]
    assert wkt == [Literal("POINT(-3.25 54.5)", GEO.term("wktLiteral"))]


def test_names_that_mean_the_same_are_one_entity() -> None:
    varn, short = mention("Duchy of Varn", 15), mention("DoV", 29)
    found = claims_of(
        finding("belligerent", varn, subject=Side(1)),
        finding("memberOf", mention("Esk", 33), subject=short, span=Span(29, 36)),
        aliases=(("dov", "Duchy of Varn"),),
    )
    entity = "article/Siege_of_Krell/group/Duchy_of_Varn"
    assert [c.object for c in found[entity, CK.term("memberOf")]] == [IRI(ARTICLE + "/group/Esk")]
    assert [(c.object, c.evidence) for c in found[entity, RDFS.term("label")]] == [(Literal("Duchy of Varn", LANG_STRING, "en"), (Span(15, 28),))]
    assert [(c.object, c.evidence) for c in found[entity, SKOS.term("altLabel")]] == [(Literal("DoV", LANG_STRING, "en"), (Span(29, 32),))]


def test_a_bare_name_is_the_page_that_the_same_name_links_to() -> None:
    found = claims_of(
        finding("belligerent", mention("Esk", 33, title="Kingdom of Esk"), subject=Side(1)),
        finding("commander", mention("Otto", 0, "person"), subject=Side(1), qualifiers=(("affiliation", mention("Esk", 33)),)),
    )
    [commander] = found["conflict/Siege_of_Krell/side/1", CK.term("commander")]
    assert commander.qualifiers == ((CK.term("affiliation"), IRI("https://example.org/group/Kingdom_of_Esk")),)
    assert [c.object for c in found["group/Kingdom_of_Esk", CK.term("wikipediaTitle")]] == [Literal("Kingdom of Esk")]


def test_a_linked_entity_is_called_as_its_page_and_stands_on_its_link() -> None:
    source = Source("Siege of Krell", WORDS, "ab" * 32, "wikitext")
    words = Text.verbatim(WORDS, 15, 28)
    link = Mark(LINK, "Varn (duchy)", 0, 13, Span(13, 30))
    article = Article(source, Text("", ()), (replace(words, marks=(link,)),), ())
    varn = mention("Duchy of Varn", 15, title="Varn (duchy)")
    claims = map_findings(Extraction(article, (finding("belligerent", varn, subject=Side(1)),), (), ()), BASE).claims
    told = {(c.predicate, c.object, c.evidence) for c in claims if c.subject == "https://example.org/group/Varn_(duchy)"}
    assert told == {
        (RDFS.term("label"), Literal("Varn", LANG_STRING, "en"), (Span(13, 30),)),
        (SKOS.term("altLabel"), Literal("Duchy of Varn", LANG_STRING, "en"), (Span(15, 28),)),
        (CK.term("wikipediaTitle"), Literal("Varn (duchy)"), (Span(13, 30),)),
    }


def test_units_of_one_name_on_two_sides_are_two() -> None:
    found = claims_of(*(finding("unit", mention("1st Division", 0, "unit"), subject=Side(n), span=Span(n, n + 1)) for n in (1, 2)))
    units = [found[f"conflict/Siege_of_Krell/side/{n}", CK.term("unit")][0].object for n in (1, 2)]
    assert units == [IRI(f"{ARTICLE}/side/{n}/group/1st_Division") for n in (1, 2)]


def test_equal_statements_are_one_claim_with_all_evidence_and_the_stated_one_wins() -> None:
    start = Date(1701, 5, 4)
    found = claims_of(finding("start", start, span=Span(9, 14), basis="guess"), finding("start", start, span=Span(0, 5)))
    [claim] = found["conflict/Siege_of_Krell", CK.term("start")]
    assert (claim.evidence, claim.basis) == ((Span(0, 5), Span(9, 14)), None)


def test_a_part_is_within_its_whole() -> None:
    whole = Estimate(250, 250, Span(0, 3), category="captured", counts="captured")
    part = Estimate(160, 197, Span(5, 9), category="executed", counts="executed", within=whole)
    source = Source("Siege of Krell", WORDS, "ab" * 32, "text")
    article = Article(source, Text.verbatim(WORDS, 0, 14), (), ())
    findings = (finding("losses", whole, subject=Side(1)), finding("losses", part, subject=Side(1)))
    mapped = map_findings(Extraction(article, findings, (), ()), BASE)
    described = {(d.predicate, d.object): d.subject for d in mapped.descriptions}
    whole_iri, part_iri = described[CK.term("category"), CK.term("captured")], described[CK.term("category"), CK.term("executed")]
    assert {(d.predicate, d.object) for d in mapped.descriptions if d.subject == part_iri} == {
        (RDF_TYPE, CK.term("Losses")),
        (CK.term("atLeast"), Literal("160", XSD.term("integer"))),
        (CK.term("atMost"), Literal("197", XSD.term("integer"))),
        (CK.term("counts"), Literal("executed", LANG_STRING, "en")),
        (CK.term("category"), CK.term("executed")),
        (CK.term("within"), whole_iri),
    }


def test_references_stand_on_the_claim_that_cites_them() -> None:
    notes = (Note("n1", reference=REFERENCE), Note("n2", text=Text.verbatim(WORDS, 0, 5)))
    found = claims_of(finding("start", Date(1701), notes=("n1", "n2")), notes=notes)
    [claim] = found["conflict/Siege_of_Krell", CK.term("start")]
    assert [str(iri) for iri in claim.references] == [reference_iri(REFERENCE, Minter(BASE, "", ""))]


def test_sides_without_a_finding_of_their_own_are_claimed() -> None:
    found = claims_of(finding("strength", Estimate(5, 5, Span(0, 1)), subject=Side(2), basis="counting-cells"))
    [claim] = found["conflict/Siege_of_Krell", CK.term("hasSide")]
    assert (claim.object, claim.basis) == (IRI(CONFLICT_IRI + "/side/2"), "counting-cells")


def test_what_the_mapping_does_not_take_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="does not take"):
        claims_of(finding("start", Date(1701), qualifiers=(("rank", Phrase("General")),)))


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ('[kind]\n[relation.x]\npredicate = "noSuchTerm"\nsubject = ["side"]\nobject = "date"', "does not define 'noSuchTerm'"),
        ('[kind]\n[relation.x]\npredicate = "zz:start"\nsubject = ["side"]\nobject = "date"', "unknown prefix"),
        ('[kind]\n[relation.x]\npredicate = "start"\nsubject = ["king"]\nobject = "date"', "subject is of"),
        ('[kind]\n[relation.x]\npredicate = "start"\nsubject = ["side"]\nobject = "date"\ncolour = 1', "has predicate, subject"),
        ('[relation]\n[kind.x]\nclass = "Dragon"\npath = "x"', "does not define 'Dragon'"),
    ],
)
def test_mapping_rules_are_checked_on_load(rules: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_mapping(tomllib.loads(rules))


def test_people_told_apart_by_brackets_are_two() -> None:
    people = [mention(f"Kam Aga ({clan})", 0, "person") for clan in ("Yus", "Hay")]
    found = claims_of(*(finding("commander", person, subject=Side(1)) for person in people))
    assert {c.object for c in found["conflict/Siege_of_Krell/side/1", CK.term("commander")]} == {
        IRI(f"{ARTICLE}/person/Kam_Aga_({clan})") for clan in ("Yus", "Hay")
    }
