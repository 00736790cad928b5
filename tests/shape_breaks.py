"""Changes to the good graph (tests/data/good.ttl), each of which breaks one constraint of the shapes."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.rdf.formats import find_format
from kg.rdf.reading import parse_graph, read_graph
from kg.rdf.terms import CK, OA, Literal, Triple

BASE = "https://w3id.org/conflict-kg/"
DATA = Path(__file__).parent / "data"
GOOD = frozenset(read_graph(DATA / "good.ttl"))
HEAD = "".join(line for line in (DATA / "good.ttl").read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("@"))
TEXT = (DATA / "good-en.txt").read_text(encoding="utf-8")

COMPONENTS = {
    "class": "Class", "datatype": "Datatype", "disjoint": "Disjoint", "not": "Not",
    "hasValue": "HasValue", "in": "In", "lessThan": "LessThan", "lessThanOrEquals": "LessThanOrEquals",
    "maxCount": "MaxCount", "minCount": "MinCount", "minInclusive": "MinInclusive", "minLength": "MinLength", "node": "Node", "nodeKind": "NodeKind",
    "or": "Or", "pattern": "Pattern", "qualifiedMaxCount": "QualifiedMaxCount", "qualifiedMinCount": "QualifiedMinCount", "sparql": "SPARQL",
}  # fmt: skip

BATTLE, SECOND_BATTLE, WAR = "<conflict/Battle_of_Orvel_Bridge>", "<conflict/Schlacht_an_der_Orvelbrücke>", "<conflict/Two_Valleys_War>"
SIDE, OTHER_SIDE = "<conflict/Battle_of_Orvel_Bridge/side/1>", "<conflict/Battle_of_Orvel_Bridge/side/2>"
ARTICLE = f"<article/Battle_of_Orvel_Bridge/{sha256(TEXT.encode()).hexdigest()[:12]}>"
GERMAN_SHA256 = sha256((DATA / "good-de.txt").read_bytes()).hexdigest()
GERMAN = f"<article/Schlacht_an_der_Orvelbrücke/{GERMAN_SHA256[:12]}>"
LOWLANDS, KRELL, ORVEL, GEOMETRY = "<group/Lowlands>", "<person/Anton_Krell>", "<place/Orvel>", "<place/Orvel/geometry/1>"
WARDENS = "<group/Hill_Wardens>"
LEAGUE, RANGERS = "<article/Battle_of_Orvel_Bridge/group/Upland_League>", "<article/Battle_of_Orvel_Bridge/group/Hill_Rangers>"
MEN, GUNS = "<conflict/Battle_of_Orvel_Bridge/side/1/strength/1>", "<conflict/Battle_of_Orvel_Bridge/side/2/strength/1>"
FALLEN, PRISONERS, EXECUTED = (f"<conflict/Battle_of_Orvel_Bridge/side/1/losses/{number}>" for number in (1, 2, 3))
CIVILIANS = "<conflict/Battle_of_Orvel_Bridge/losses/1>"
RIFLES = "<article/Battle_of_Orvel_Bridge/group/3rd_Lowland_Rifles>"
CITED = f"{ARTICLE[:-1]}#reference-1>"
RUN, GERMAN_RUN, GRAPH = f"{ARTICLE[:-1]}#extraction>", f"{GERMAN[:-1]}#extraction>", f"{ARTICLE[:-1]}#graph>"
BY_SA = "<https://creativecommons.org/licenses/by-sa/4.0/>"
WORDS = "3rd Lowland Rifles"
START, END = TEXT.index(WORDS), TEXT.index(WORDS) + len(WORDS)
EVIDENCE, QUOTE = (f"{ARTICLE[:-1]}#{part}-{START}-{END}>" for part in ("char", "quote"))
TITLE_QUOTE = f"{ARTICLE[:-1]}#quote-0-22>"
(PASSAGE,) = (f"<{t.object[len(BASE) :]}>" for t in GOOD if t.predicate == CK.term("passage") and t.subject == BASE + EVIDENCE[1:-1])
(PASSAGE_TEXT,) = (
    t.object.value for t in GOOD if t.subject == BASE + PASSAGE[1:-1] and t.predicate == OA.term("exact") and isinstance(t.object, Literal)
)
GERMAN_PASSAGE = f"{GERMAN[:-1]}#{PASSAGE.partition('#')[2]}"
PASSAGE_SAYS = "oa:start {} ; oa:end {} ; oa:exact {}".format(*PASSAGE[:-1].split("-")[-2:], json.dumps(PASSAGE_TEXT, ensure_ascii=False))


def literal(text: str) -> str:
    """Text as a literal of Turtle."""
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True)
class Break:
    """A change that breaks one constraint: triples taken away and added (Turtle), a term put in place of another, nodes dropped.

    ``also`` names further constraints that cannot but break with it.
    """

    shape: str
    parameter: str
    minus: str = ""
    plus: str = ""
    swap: tuple[str, str] | None = None
    drop: str = ""
    also: tuple[tuple[str, str], ...] = ()

    def graph(self) -> frozenset[Triple]:
        triples = set(GOOD)
        minus = parse(self.minus)
        assert minus <= triples, f"not in the good graph: {sorted(minus - triples)}"
        triples = (triples - minus) | parse(self.plus)
        if self.swap:
            old, new = (next(iter(parse(f"<s> <p> {term}"))).object for term in self.swap)
            assert any(triple.object == old for triple in triples), f"not in the good graph: {old}"
            triples = {triple._replace(object=new) if triple.object == old else triple for triple in triples}
        if self.drop:
            dropped = next(iter(parse(f"{self.drop} <p> <o>"))).subject
            assert any(triple.subject == dropped for triple in triples), f"not in the good graph: {dropped}"
            triples = {triple for triple in triples if triple.subject != dropped}
        return frozenset(triples)

    @property
    def broken(self) -> set[tuple[str, str]]:
        return {(shape, COMPONENTS[parameter] + "ConstraintComponent") for shape, parameter in ((self.shape, self.parameter), *self.also)}


def ids_of(change: Break) -> str:
    """What a test of a change is called."""
    return f"{change.shape}-{change.parameter}"


def parse(turtle: str) -> frozenset[Triple]:
    text = f"{HEAD}{turtle} ." if turtle else HEAD
    return frozenset(parse_graph(text.encode(), find_format("turtle")))


def claim(subject: str = "", predicate: str = "", value: str = "") -> str:
    """A claim for which everything is in order but the parts that are left out."""
    parts = {"rdf:subject": subject, "rdf:predicate": predicate, "rdf:object": value}
    said = "".join(f" ; {name} {part}" for name, part in parts.items() if part)
    return f'<claim/new> a ck:Claim ; ck:evidence {EVIDENCE} ; ck:certainty ck:Stated ; ck:rule "sample"{said}'


def fact(subject: str, predicate: str, value: str) -> str:
    """A fact with its claim."""
    return f"{subject} {predicate} {value} . {claim(subject, predicate, value)}"


RULE, CERTAINTY = '<claim/en-unit> ck:rule "sample"', "<claim/en-unit> ck:certainty ck:Stated"
CHANGES = '"Changed: statements were extracted and expressed as RDF."@en'
NAME = "Contributors of an invented encyclopedia"
NO_FACT = ("ClaimHasFact", "sparql")
LENGTH = ("EvidenceLength", "sparql")
IRIS, TIMES, LANGUAGES, LICENCES, PASSAGES = (
    (name, "sparql") for name in ("IrisAgree", "TimesAgree", "LanguagesAgree", "LicencesAgree", "PassageHasWords")
)

BREAKS = (
    # names and links
    Break(
        "Named-label", "minCount",
        minus=f'{LOWLANDS} rdfs:label "Lowlands"@en', drop="<claim/en-label-Lowlands>", also=(("Named-claim", "qualifiedMinCount"),),
    ),
    Break("Named-label", "datatype", swap=('"River Clan"@en', '"River Clan"')),
    Break("Named-label", "pattern", swap=('"River Clan"@en', '""@en')),
    Break("Named-claim", "qualifiedMinCount", drop="<claim/en-label-River_Clan>"),
    Break("AlternativeName", "datatype", swap=('"Orvel affair"@en', '"Orvel-affair"')),
    Break("AlternativeName", "pattern", swap=('"Orvel affair"@en', '""@en')),
    Break("WikipediaTitle", "datatype", swap=('"Anton Krell (general)"', '"Anton Krell (general)"@en')),
    Break("WikipediaTitle", "pattern", swap=('"Anton Krell (general)"', '""')),
    Break("WikidataItem-exact", "nodeKind", plus=f'{LOWLANDS} skos:exactMatch "http://www.wikidata.org/entity/Q1"'),
    Break("WikidataItem-exact", "pattern", plus=f"{LOWLANDS} skos:exactMatch wd:P1"),
    Break("WikidataItem-close", "nodeKind", plus=f'{KRELL} skos:closeMatch "http://www.wikidata.org/entity/Q1"'),
    Break("WikidataItem-close", "pattern", plus=f"{KRELL} skos:closeMatch <https://www.wikidata.org/wiki/Q1>"),
    Break("WikidataItem-same", "nodeKind", plus=f'{ORVEL} owl:sameAs "http://www.wikidata.org/entity/Q1"'),
    Break("WikidataItem-same", "pattern", plus=f"{ORVEL} owl:sameAs wd:Q0"),
    # the conflict
    Break("Conflict", "class", minus=f"{SECOND_BATTLE} a ck:Conflict"),
    Break("Conflict-partOf", "class", plus=fact(BATTLE, "ck:partOf", LOWLANDS)),
    Break("Conflict-start", "or", swap=('"1911-05-03"^^xsd:date', '"1911-02-31"^^xsd:date'), also=(TIMES,)),
    Break("Conflict-end", "or", swap=('"1911-05"^^xsd:gYearMonth', '"1911-05"^^xsd:string')),
    Break("Conflict-dated", "minCount", minus=f'{BATTLE} ck:when "1911-05-03/1911-05"^^edtf:EDTF', drop="<claim/en-when>"),
    Break("Conflict-when", "datatype", swap=('"1911-05-03/1911-05"^^edtf:EDTF', '"1911-05-03/1911-05"')),
    Break("Conflict-when", "pattern", swap=('"1911-05-03/1911-05"^^edtf:EDTF', '"3 to late May 1911"^^edtf:EDTF'), also=(TIMES,)),
    Break("Conflict-when", "minLength", swap=('"1911-05-03/1911-05"^^edtf:EDTF', '"/.."^^edtf:EDTF'), also=(TIMES,)),
    Break("Conflict-place", "class", plus=fact(BATTLE, "ck:place", LOWLANDS)),
    Break("Conflict-outcome", "datatype", swap=('"Lowland victory"@en', '"Victory"')),
    Break("Conflict-outcome", "minLength", swap=('"Lowland victory"@en', '""@en')),
    Break("Conflict-territorialChange", "datatype", swap=('"Orvel passes to the Lowlands"@en', '"Orvel"')),
    Break("Conflict-remark", "datatype", swap=('"A toll was taken"@en', '"Toll"')),
    Break("Conflict-remark", "minLength", swap=('"A toll was taken"@en', '""@en')),
    Break("Conflict-territorialChange", "minLength", swap=('"Orvel passes to the Lowlands"@en', '""@en')),
    Break("Conflict-cause", "datatype", swap=('"Toll on the bridge"@en', '"Toll"')),
    Break("Conflict-cause", "minLength", swap=('"Toll on the bridge"@en', '""@en')),
    Break("Conflict-hasSide", "class", plus=fact(BATTLE, "ck:hasSide", ORVEL)),
    Break("Conflict-resultKind", "in", plus=fact(BATTLE, "ck:resultKind", "ck:killed")),
    Break("Conflict-victor", "class", plus=fact(BATTLE, "ck:victor", LOWLANDS)),
    Break("VictorIsSide", "sparql", plus=fact(WAR, "ck:victor", SIDE)),
    Break("Conflict-participant", "or", plus=fact(BATTLE, "ck:participant", ORVEL)),
    Break("DescribedIn", "class", plus=f"{BATTLE} ck:describedIn {KRELL}"),
    Break("Coordinates", "minCount", minus=f'{GEOMETRY} geo:asWKT "POINT(13.25 46.5)"^^geo:wktLiteral'),
    Break("Coordinates", "maxCount", plus=f'{GEOMETRY} geo:asWKT "POINT(13.5 46.5)"^^geo:wktLiteral'),
    Break("Coordinates", "datatype", swap=('"POINT(13.25 46.5)"^^geo:wktLiteral', '"POINT(13.25 46.5)"')),
    Break("Coordinates", "pattern", swap=('"POINT(13.25 46.5)"^^geo:wktLiteral', '"POINT(46.5 113.25)"^^geo:wktLiteral')),
    Break("GeometryOwner", "or", plus=fact(LOWLANDS, "geo:hasGeometry", GEOMETRY)),
    # sides
    Break("Side-number", "minCount", minus=f"{OTHER_SIDE} ck:number 2"),
    Break("Side-number", "maxCount", plus=f"{OTHER_SIDE} ck:number 3", also=(IRIS,)),
    Break("Side-number", "datatype", minus=f"{OTHER_SIDE} ck:number 2", plus=f"{OTHER_SIDE} ck:number 2.0"),
    Break("Side-number", "minInclusive", minus=f"{OTHER_SIDE} ck:number 2", plus=f"{OTHER_SIDE} ck:number 0", also=(IRIS,)),
    Break("Side-conflict", "minCount", plus="<side> a ck:Side ; ck:number 3"),
    Break("Side-conflict", "maxCount", plus=fact(SECOND_BATTLE, "ck:hasSide", SIDE), also=(IRIS,)),
    Break("OnlySides", "class", plus=fact(BATTLE, "ck:belligerent", LOWLANDS)),
    Break("Side-belligerent", "or", plus=fact(SIDE, "ck:belligerent", ORVEL)),
    Break("Side-supporter", "or", plus=fact(SIDE, "ck:supporter", KRELL)),
    Break("Side-commander", "class", plus=fact(SIDE, "ck:commander", LOWLANDS)),
    Break("Side-unit", "class", plus=fact(SIDE, "ck:unit", LOWLANDS)),
    # strength and losses
    Break("Estimate", "or", minus=f"{CIVILIANS} ck:atMost 40"),
    Break("Estimate-atLeast", "maxCount", plus=f"{GUNS} ck:atLeast 5"),
    Break("Estimate-atLeast", "datatype", minus=f"{GUNS} ck:atLeast 4", plus=f"{GUNS} ck:atLeast 4.0"),
    Break("Estimate-atLeast", "minInclusive", minus=f"{GUNS} ck:atLeast 4", plus=f"{GUNS} ck:atLeast -4"),
    Break("Estimate-atLeast", "lessThanOrEquals", minus=f"{FALLEN} ck:atMost 3000", plus=f"{FALLEN} ck:atMost 2000"),
    Break("Estimate-atMost", "maxCount", plus=f"{CIVILIANS} ck:atMost 41"),
    Break("Estimate-atMost", "datatype", minus=f"{CIVILIANS} ck:atMost 40", plus=f"{CIVILIANS} ck:atMost 40.0"),
    Break("Estimate-atMost", "minInclusive", minus=f"{CIVILIANS} ck:atMost 40", plus=f"{CIVILIANS} ck:atMost -40"),
    Break("Estimate-subject", "minCount", plus="<estimate> a ck:Strength ; ck:atLeast 1"),
    Break("Estimate-subject", "maxCount", plus=fact(OTHER_SIDE, "ck:strength", MEN)),
    Break(
        "Estimate-subject", "or", plus=f"<estimate> a ck:Size ; ck:atLeast 1 . {fact(ORVEL, 'ck:size', '<estimate>')}",
        also=(("TopicSubject", "or"),),
    ),
    Break("Estimated", "or", plus=f"<estimate> a ck:Strength ; ck:atLeast 1 . {fact(LOWLANDS, 'ck:strength', '<estimate>')}"),
    Break("SizeValue", "class", plus=f"<estimate> a ck:Strength ; ck:atLeast 1 . {fact(LOWLANDS, 'ck:size', '<estimate>')}"),
    Break("OnlyEstimates", "or", plus=f'{LOWLANDS} ck:counts "men"@en'),
    Break("StrengthValue", "class", plus=fact(SIDE, "ck:strength", FALLEN)),
    Break("LossesValue", "class", plus=fact(SIDE, "ck:losses", MEN)),
    Break("Strength-category", "maxCount", plus=f"{GUNS} ck:category ck:killed"),
    Break("Losses-category", "minCount", minus=f"{CIVILIANS} ck:category ck:displaced"),
    Break("Losses-category", "maxCount", plus=f"{CIVILIANS} ck:category ck:sick"),
    Break("Losses-category", "in", minus=f"{CIVILIANS} ck:category ck:displaced", plus=f"{CIVILIANS} ck:category ck:resigned"),
    Break("Estimate-approximate", "maxCount", plus=f"{MEN} ck:approximate false"),
    Break("Estimate-approximate", "datatype", minus=f"{MEN} ck:approximate true", plus=f'{MEN} ck:approximate "true"'),
    Break("Estimate-counts", "maxCount", plus=f'{GUNS} ck:counts "cannon"@en'),
    Break("Estimate-counts", "datatype", swap=('"guns"@en', '"guns"')),
    Break("Estimate-counts", "minLength", swap=('"guns"@en', '""@en')),
    Break("Estimate-countedKind", "maxCount", plus=f"{MEN} ck:countedKind ck:civilians"),
    Break("Estimate-countedKind", "in", minus=f"{MEN} ck:countedKind ck:personnel", plus=f"{MEN} ck:countedKind ck:killed"),
    Break("Estimate-scope", "maxCount", plus=f'{MEN} ck:scope "Second crossing"@en'),
    Break("Estimate-scope", "datatype", swap=('"First crossing"@en', '"First crossing"')),
    Break("Estimate-scope", "minLength", swap=('"First crossing"@en', '""@en')),
    Break("Estimate-total", "maxCount", plus=f"{MEN} ck:total false"),
    Break("Estimate-total", "datatype", minus=f"{MEN} ck:total true", plus=f'{MEN} ck:total "true"'),
    Break("Estimate-addsUp", "hasValue", minus=f"{CIVILIANS} ck:addsUp true", plus=f"{CIVILIANS} ck:addsUp false"),
    Break("Estimate-addsUp", "maxCount", plus=f"{CIVILIANS} ck:addsUp false"),
    Break("AddsUp-within", "maxCount", plus=f"{EXECUTED} ck:addsUp true"),
    Break("AddsUp-of", "maxCount", plus=f"{CIVILIANS} ck:of {LOWLANDS}"),
    Break("AddsUp-scope", "maxCount", plus=f"{MEN} ck:addsUp true"),
    Break("Estimate-accordingTo", "datatype", swap=('"Zell Gazette"@en', '"The Gazette"')),
    Break("Estimate-accordingTo", "minLength", swap=('"Zell Gazette"@en', '""@en')),
    Break("Estimate-of", "maxCount", plus=f"{PRISONERS} ck:of {LEAGUE}"),
    Break("Estimate-of", "or", minus=f"{PRISONERS} ck:of {LOWLANDS}", plus=f"{PRISONERS} ck:of {ORVEL}"),
    Break("Estimate-within", "maxCount", plus=f"{EXECUTED} ck:within {FALLEN}"),
    Break("Estimate-within", "or", minus=f"{EXECUTED} ck:within {PRISONERS}", plus=f"{EXECUTED} ck:within {ORVEL}"),
    Break(
        "PartNotAboveWhole", "lessThanOrEquals",
        minus=f"{EXECUTED} ck:atLeast 160 ; ck:atMost 197", plus=f"{EXECUTED} ck:atLeast 260 ; ck:atMost 297",
    ),
    Break("StatedUnknown", "in", plus=fact(OTHER_SIDE, "ck:statedUnknown", "ck:outcome")),
    Break("Uncounted", "datatype", swap=('"Strength unknown"@en', '"Unknown"')),
    Break("Uncounted", "minLength", swap=('"Strength unknown"@en', '""@en')),
    Break("Uncounted-subject", "or", plus=fact(LOWLANDS, "ck:lossesRemark", '"Heavy"@en')),
    Break("StatedUnknown-subject", "or", plus=fact(LOWLANDS, "ck:statedUnknown", "ck:losses")),
    # relations
    Break("RelationSubject", "or", plus=fact(ORVEL, "ck:memberOf", LEAGUE)),
    Break("RelationObject", "or", plus=fact(RANGERS, "ck:memberOf", ORVEL)),
    Break("Dissolved", "or", swap=('"1912"^^xsd:gYear', '"1912"^^xsd:integer')),
    # groups, units and people that an article is about
    Break("Conflict-words", "datatype", swap=('"Free tolls"@en', '"Free tolls"')),
    Break("Conflict-words", "minLength", swap=('"Rifles and rafts"@en', '""@en')),
    Break("TopicSubject", "or", plus=fact(ORVEL, "ck:opposes", LEAGUE)),
    Break("Topic-dates", "or", swap=('"1905"^^xsd:gYear', '"1905"^^xsd:integer')),
    Break("Topic-activeDuring", "datatype", swap=('"1905/1912-06"^^edtf:EDTF', '"1905/1912-06"')),
    Break("Topic-activeDuring", "minLength", swap=('"1905/1912-06"^^edtf:EDTF', '".."^^edtf:EDTF')),
    Break("Topic-groups", "or", plus=fact(WARDENS, "ck:allegiance", ORVEL)),
    Break("Topic-foundedBy", "class", plus=fact(WARDENS, "ck:foundedBy", LOWLANDS)),
    Break("Topic-participatedIn", "class", plus=fact(WARDENS, "ck:participatedIn", ORVEL)),
    Break("Topic-places", "class", plus=fact(WARDENS, "ck:basedIn", LOWLANDS)),
    Break("MilitaryRank", "datatype", swap=('"Colonel"@en', '"Colonel"')),
    Break("MilitaryRank", "minLength", swap=('"Colonel"@en', '""@en')),
    Break("MilitaryRank-subject", "class", plus=fact(WARDENS, "ck:militaryRank", '"Colonel"@en')),
    Break("Life", "or", swap=('"1915"^^xsd:gYear', '"1915"')),
    # claims
    Break("Claim-subject", "minCount", plus=claim("", "ck:unit", LOWLANDS)),
    Break("Claim-subject", "maxCount", plus=f"<claim/en-partOf> rdf:subject {SECOND_BATTLE}"),
    Break("Claim-subject", "nodeKind", plus=claim('"Lowlands"', "ck:memberOf", LEAGUE), also=(NO_FACT,)),
    Break("Claim-predicate", "minCount", plus=claim(SIDE, "", LOWLANDS)),
    Break("Claim-predicate", "maxCount", plus=f'{BATTLE} ck:cause "Lowland victory"@en . <claim/en-outcome> rdf:predicate ck:cause'),
    Break("Claim-predicate", "nodeKind", plus=claim(LOWLANDS, '"memberOf"', LEAGUE), also=(NO_FACT,)),
    Break("Claim-object", "minCount", plus=claim(SIDE, "ck:unit", "")),
    Break("Claim-object", "maxCount", plus=f"<claim/en-hasSide> rdf:object {OTHER_SIDE}"),
    Break("Claim-evidence", "minCount", minus=f"<claim/en-unit> ck:evidence {EVIDENCE}"),
    Break("Claim-evidence", "class", minus=f"{EVIDENCE} a oa:SpecificResource"),
    Break("Claim-certainty", "minCount", minus=CERTAINTY),
    Break("Claim-certainty", "maxCount", plus="<claim/en-commander-2> ck:certainty ck:Stated"),
    Break("Claim-certainty", "in", minus=CERTAINTY, plus="<claim/en-unit> ck:certainty ck:killed"),
    Break("Claim-rule", "minCount", minus=RULE),
    Break("Claim-rule", "maxCount", plus='<claim/en-unit> ck:rule "other"'),
    Break("Claim-rule", "datatype", minus=RULE, plus='<claim/en-unit> ck:rule "sample"@en'),
    Break("Claim-rule", "minLength", minus=RULE, plus='<claim/en-unit> ck:rule ""'),
    Break("Inferred", "hasValue", plus='<claim/en-unit> ck:basis "column-order"'),
    Break("Inferred-claims", "node", minus='<claim/en-commander-2> ck:basis "column-order"'),
    Break("Claim-basis", "maxCount", plus='<claim/en-commander-2> ck:basis "other"'),
    Break("Claim-basis", "datatype", swap=('"column-order"', '"column-order"@en')),
    Break("Claim-basis", "minLength", swap=('"column-order"', '""')),
    Break("OnlyClaims", "class", plus=f'{LOWLANDS} ck:note "disputed"@en'),
    Break("Claim-from", "maxCount", plus='<claim/en-belligerent> ck:from "1909"^^xsd:gYear'),
    Break("Claim-from", "or", swap=('"1910"^^xsd:gYear', '"1910"')),
    Break("Claim-until", "maxCount", plus='<claim/en-belligerent> ck:until "1912"^^xsd:gYear'),
    Break("Claim-until", "or", swap=('"1911-05-20"^^xsd:date', '"20 May 1911"')),
    Break("Claim-asOf", "maxCount", plus='<claim/en-renamedTo> ck:asOf "1911"^^xsd:gYear'),
    Break("Claim-asOf", "or", swap=('"1911-05-09"^^xsd:date', '"1911-05-09T00:00:00"^^xsd:dateTime')),
    Break("Claim-rank", "datatype", swap=('"Gen."@en', '"Gen."')),
    Break("Claim-rank", "minLength", swap=('"Gen."@en', '""@en')),
    Break("Claim-role", "datatype", swap=('"chief of staff"@en', '"chief of staff"')),
    Break("Claim-role", "minLength", swap=('"chief of staff"@en', '""@en')),
    Break("Claim-affiliation", "or", plus=f"<claim/en-commander> ck:affiliation {ORVEL}"),
    Break("Claim-degree", "datatype", swap=('"clear"@en', '"clear"')),
    Break("Claim-degree", "minLength", swap=('"clear"@en', '""@en')),
    Break("Claim-fate", "in", plus="<claim/en-commander> ck:fate ck:destroyed"),
    Break("Claim-note", "datatype", swap=('"disputed"@en', '"disputed"')),
    Break("Claim-note", "minLength", swap=('"disputed"@en', '""@en')),
    Break("Claim-writtenAs", "datatype", swap=('"Third Rifles"@en', '"Third Rifles"')),
    Break("Claim-writtenAs", "minLength", swap=('"Third Rifles"@en', '""@en')),
    Break("Replaced", "maxCount", plus=f'<group/Third_Rifles> a ck:Group ; rdfs:label "Third Rifles"@en ; dct:isReplacedBy {LOWLANDS} . '
          + claim("<group/Third_Rifles>", "rdfs:label", '"Third Rifles"@en')),
    Break("Merge-replaced", "minCount", minus="<merge/1> ck:replaced <article/Battle_of_Orvel_Bridge/group/Third_Rifles>"),
    Break("Merge-replaced", "maxCount", plus="<merge/1> ck:replaced <group/Rifles>"),
    Break("Merge-replaced", "nodeKind", swap=("<article/Battle_of_Orvel_Bridge/group/Third_Rifles>", '"Third Rifles"')),
    Break("Merge-replacement", "minCount", minus=f"<merge/1> ck:replacement {RIFLES}"),
    Break("Merge-replacement", "maxCount", plus="<merge/1> ck:replacement <group/Rifles>"),
    Break("Merge-replacement", "nodeKind", minus=f"<merge/1> ck:replacement {RIFLES}", plus='<merge/1> ck:replacement "Rifles"'),
    Break("Merge-removed", "minCount", minus='<merge/1> ck:removed ""'),
    Break("Merge-removed", "maxCount", plus='<merge/1> ck:removed "x"'),
    Break("Merge-removed", "datatype", minus='<merge/1> ck:removed ""', plus='<merge/1> ck:removed "x"@en'),
    Break("Merge-added", "minCount", minus='<merge/1> ck:added ""'),
    Break("Merge-added", "maxCount", plus='<merge/1> ck:added "x"'),
    Break("Merge-added", "datatype", minus='<merge/1> ck:added ""', plus='<merge/1> ck:added "x"@en'),
    Break("Claim-reference", "class", minus=f"{CITED} a ck:Reference"),
    # evidence
    Break("Evidence-source", "minCount", minus=f"{EVIDENCE} oa:hasSource {ARTICLE}"),
    Break("Evidence-source", "maxCount", plus=f"{EVIDENCE} oa:hasSource {GERMAN}", also=(IRIS,)),
    Break("Evidence-source", "class", minus=f"{EVIDENCE} oa:hasSource {ARTICLE}", plus=f"{EVIDENCE} oa:hasSource {ORVEL}", also=(IRIS,)),
    Break("Evidence-position", "qualifiedMinCount", minus=f"{QUOTE} a oa:TextPositionSelector"),
    Break(
        "Evidence-position", "qualifiedMaxCount",
        plus=f"{EVIDENCE} oa:hasSelector <position> . <position> a oa:TextPositionSelector ; oa:start 0 ; oa:end {len(WORDS)}",
        also=(IRIS, PASSAGES),
    ),
    Break("Evidence-quote", "qualifiedMinCount", minus=f"{QUOTE} a oa:TextQuoteSelector"),
    Break(
        "Evidence-quote", "qualifiedMaxCount",
        plus=f'{EVIDENCE} oa:hasSelector <quote> . <quote> a oa:TextQuoteSelector ; oa:exact "{WORDS.upper()}"',
        also=(PASSAGES,),
    ),
    Break("Evidence-passage", "minCount", minus=f"{EVIDENCE} ck:passage {PASSAGE}"),
    Break(
        "Evidence-passage", "maxCount",
        plus=f'{EVIDENCE} ck:passage <passage> . <passage> a ck:Passage ; oa:start {START} ; oa:end {END} ; oa:exact "{WORDS}"',
    ),
    Break("Evidence-passage", "class", minus=f"{PASSAGE} a ck:Passage"),
    Break("Position-start", "minCount", minus=f"{QUOTE} oa:start {START}"),
    Break("Position-start", "maxCount", plus=f"{QUOTE} oa:start {START - 1}", also=(IRIS, LENGTH, PASSAGES,)),
    Break("Position-start", "datatype", minus=f"{QUOTE} oa:start {START}", plus=f"{QUOTE} oa:start {START}.0"),
    Break(
        "Position-start", "minInclusive",
        minus=f"{TITLE_QUOTE} oa:start 0 ; oa:end 22",
        plus=f"{TITLE_QUOTE} oa:start -1 ; oa:end 21",
        also=(IRIS, PASSAGES),
    ),
    Break("Position-start", "lessThan", minus=f"{QUOTE} oa:end {END}", plus=f"{QUOTE} oa:end {START}", also=(IRIS, LENGTH,)),
    Break("Position-end", "minCount", minus=f"{QUOTE} oa:end {END}"),
    Break("Position-end", "maxCount", plus=f"{QUOTE} oa:end {END + 1}", also=(IRIS, LENGTH,)),
    Break("Position-end", "datatype", minus=f"{QUOTE} oa:end {END}", plus=f"{QUOTE} oa:end {END}.0"),
    Break("Quote-exact", "minCount", minus=f'{QUOTE} oa:exact "{WORDS}"'),
    Break("Quote-exact", "maxCount", plus=f'{QUOTE} oa:exact "{WORDS.upper()}"', also=(PASSAGES,)),
    Break("Quote-exact", "datatype", minus=f'{QUOTE} oa:exact "{WORDS}"', plus=f'{QUOTE} oa:exact "{WORDS}"@en'),
    Break("Quote-exact", "minLength", minus=f'{QUOTE} oa:exact "{WORDS}"', plus=f'{QUOTE} oa:exact ""', also=(LENGTH,)),
    # article versions, references, runs
    Break("Article-title", "minCount", minus=f'{ARTICLE} dct:title "Battle of Orvel Bridge"@en'),
    Break("Article-title", "maxCount", plus=f'{ARTICLE} dct:title "Orvel Bridge"@en'),
    Break("Article-title", "or", minus=f'{ARTICLE} dct:title "Battle of Orvel Bridge"@en', plus=f"{ARTICLE} dct:title {BATTLE}"),
    Break("Article-title", "minLength", minus=f'{ARTICLE} dct:title "Battle of Orvel Bridge"@en', plus=f'{ARTICLE} dct:title ""@en'),
    Break("Article-language", "minCount", minus=f'{ARTICLE} dct:language "en"'),
    Break("Article-language", "maxCount", plus=f'{ARTICLE} dct:language "fr"', also=(LANGUAGES,)),
    Break("Article-language", "datatype", minus=f'{ARTICLE} dct:language "en"', plus=f'{ARTICLE} dct:language "en"@en'),
    Break("Article-language", "pattern", minus=f'{ARTICLE} dct:language "en"', plus=f'{ARTICLE} dct:language "English"', also=(LANGUAGES,)),
    Break("Article-license", "minCount", minus=f"{ARTICLE} dct:license <https://creativecommons.org/licenses/by-sa/4.0/>"),
    Break(
        "Article-license", "nodeKind",
        plus=f'{ARTICLE} dct:license "CC BY-SA"',
        also=(("Article-license", "maxCount"), ("Article-license", "pattern"), ("LicencesAgree", "sparql"),),
    ),
    Break("Article-attributionName", "minCount", minus=f'{ARTICLE} cc:attributionName "{NAME}"'),
    Break("Article-attributionName", "nodeKind", plus=f"{ARTICLE} cc:attributionName <contributors>"),
    Break("Article-attributionName", "minLength", plus=f'{ARTICLE} cc:attributionName ""'),
    Break("Article-attributionURL", "maxCount", plus=f"{ARTICLE} cc:attributionURL <https://other.example.org/>"),
    Break("Article-attributionURL", "nodeKind", plus=f'{GERMAN} cc:attributionURL "https://de.example.org/"'),
    Break("Article-changes", "minCount", minus=f"{ARTICLE} ck:changes {CHANGES}"),
    Break("Article-changes", "datatype", plus=f'{ARTICLE} ck:changes "Changed."'),
    Break("Article-changes", "minLength", plus=f'{ARTICLE} ck:changes ""@en'),
    Break("Article-sha256", "minCount", minus=f'{GERMAN} ck:sha256 "{GERMAN_SHA256}"'),
    Break("Article-sha256", "maxCount", plus=f'{ARTICLE} ck:sha256 "{GERMAN_SHA256}"', also=(IRIS,)),
    Break("Article-sha256", "datatype", swap=(f'"{GERMAN_SHA256}"', f'"{GERMAN_SHA256}"@de')),
    Break("Article-sha256", "pattern", swap=(f'"{GERMAN_SHA256}"', f'"{GERMAN_SHA256.upper()}"'), also=(IRIS,)),
    Break("Article-revision", "maxCount", plus=f'{ARTICLE} ck:revision "7654321"'),
    Break("Article-revision", "datatype", minus=f'{ARTICLE} ck:revision "1234567"', plus=f"{ARTICLE} ck:revision 1234567"),
    Break("Article-revision", "pattern", minus=f'{ARTICLE} ck:revision "1234567"', plus=f'{ARTICLE} ck:revision "unknown"'),
    Break("Article-url", "maxCount", plus=f"{ARTICLE} schema:url <https://other.example.org/>"),
    Break("Article-url", "nodeKind", plus=f'{GERMAN} schema:url "https://de.example.org/"'),
    Break("Article-about", "maxCount", plus=f"{ARTICLE} schema:about <http://www.wikidata.org/entity/Q1>, <http://www.wikidata.org/entity/Q2>"),
    Break("Article-about", "nodeKind", plus=f'{ARTICLE} schema:about "http://www.wikidata.org/entity/Q1"'),
    Break("Article-about", "pattern", plus=f"{ARTICLE} schema:about <https://other.example.org/>"),
    Break("Article-described", "minCount", minus=f"{BATTLE} ck:describedIn {ARTICLE}"),
    Break("Article-activity", "minCount", minus=f"{RUN} prov:used {ARTICLE}"),
    Break("Article-activity", "class", minus=f"{RUN} a prov:Activity", also=(("Graph-run", "class"),)),
    Break("Activity-software", "minCount", minus=f"{RUN} prov:wasAssociatedWith <software/conflict-kg>"),
    Break("Activity-software", "class", minus="<software/conflict-kg> a prov:SoftwareAgent"),
    Break("Software-label", "minCount", minus='<software/conflict-kg> rdfs:label "conflict-kg 0.1.0"'),
    Break("Reference", "or", minus=f'{CITED} dct:title "Krell is taken"'),
    # what only SPARQL can say
    Break("FactHasClaim", "sparql", plus=f'{BATTLE} ck:outcome "Draw"@en'),
    Break("FactHasClaim", "sparql", plus=f'{LOWLANDS} skos:altLabel "The Lowlands"@en'),
    Break("ClaimHasFact", "sparql", minus=f'{BATTLE} ck:outcome "Lowland victory"@en'),
    Break("EndNotBeforeStart", "sparql", swap=('"1911-05"^^xsd:gYearMonth', '"1911-04"^^xsd:gYearMonth'), also=(TIMES,)),
    Break("EndNotBeforeStart", "sparql", swap=('"1911-05-20"^^xsd:date', '"1909"^^xsd:gYear')),
    Break("EvidenceLength", "sparql", minus=f'{QUOTE} oa:exact "{WORDS}"', plus=f'{QUOTE} oa:exact "{WORDS}!"', also=(PASSAGES,)),
    Break("EvidenceLength", "sparql", minus=f'{PASSAGE} oa:exact {literal(PASSAGE_TEXT)}', plus=f'{PASSAGE} oa:exact {literal(PASSAGE_TEXT + "!")}'),
    Break("PassageHasWords", "sparql", minus=f'{PASSAGE} oa:exact {literal(PASSAGE_TEXT)}', plus=f'{PASSAGE} oa:exact {literal(PASSAGE_TEXT[::-1])}'),
    Break("NoLoops", "sparql", plus=fact(WAR, "ck:partOf", WAR)),
    Break("NoLoops", "sparql", plus=fact(ORVEL, "schema:containedInPlace", ORVEL)),
    Break("ContainedInPlace", "class", plus=fact(ORVEL, "schema:containedInPlace", LEAGUE)),
    Break("ContainedInPlace-subject", "class", plus=fact(LEAGUE, "schema:containedInPlace", ORVEL)),
    Break("FactHasClaim", "sparql", plus=f"{ORVEL} schema:containedInPlace <article/Hill_Wardens/place/Upper_Valley>"),
    Break("NoLoops", "sparql", plus=f"{FALLEN} ck:within {PRISONERS} . {PRISONERS} ck:within {FALLEN}", minus=f"{FALLEN} ck:atLeast 2500"),
    Break("SideNumbers", "sparql", minus=f"{OTHER_SIDE} ck:number 2", plus=f"{OTHER_SIDE} ck:number 1", also=(IRIS,)),
    Break("EarlyDays", "sparql", swap=('"-0329-05-12"^^xsd:date', '"-0329-05-12"^^xsd:gYear')),
    # what a name, a link and an address may be
    Break("Named-label", "pattern", swap=('"Orvel"@en', '" Orvel"@en')),
    Break(
        "WikipediaTitle", "pattern",
        minus=f'{ORVEL} ck:wikipediaTitle "Orvel"',
        plus=f'{ORVEL} ck:wikipediaTitle "Orvel#History"',
        also=(NO_FACT, ("FactHasClaim", "sparql")),
    ),
    Break("WikidataItem-exact", "maxCount", plus=f"{BATTLE} skos:exactMatch wd:Q1000002"),
    Break("WikidataItem-same", "maxCount", plus=f"{KRELL} owl:sameAs wd:Q1000002"),
    Break("WikidataItem-close", "disjoint", plus=f"{BATTLE} skos:closeMatch wd:Q1000001"),
    Break("Article-license", "maxCount", plus=f"{GERMAN} dct:license <https://creativecommons.org/licenses/by-sa/3.0/>"),
    Break("Article-license", "pattern", minus=f"{GERMAN} dct:license {BY_SA}", plus=f"{GERMAN} dct:license <urn:by-sa>"),
    Break("Article-attributionURL", "pattern", plus=f"{GERMAN} cc:attributionURL <javascript:alert(1)>"),
    Break("Article-url", "pattern", plus=f"{GERMAN} schema:url <javascript:alert(1)>"),
    Break("Article-form", "minCount", minus=f'{GERMAN} ck:form "text"'),
    Break("Article-form", "maxCount", plus=f'{GERMAN} ck:form "html"'),
    Break("Article-form", "datatype", minus=f'{GERMAN} ck:form "text"', plus=f'{GERMAN} ck:form "text"@en'),
    Break("Article-form", "minLength", minus=f'{GERMAN} ck:form "text"', plus=f'{GERMAN} ck:form ""'),
    Break("Article-retrieved", "maxCount", plus=f'{ARTICLE} ck:retrieved "2026-11-23"^^xsd:date'),
    Break("Article-retrieved", "or", plus=f'{GERMAN} ck:retrieved "yesterday"'),
    Break("Article-modified", "maxCount", plus=f'{ARTICLE} dct:modified "2026-11-23"^^xsd:date, "2026-11-24"^^xsd:date'),
    Break("Article-modified", "or", plus=f'{GERMAN} dct:modified "2026"^^xsd:gYear'),
    Break("Reference-url", "maxCount", plus=f"{CITED} schema:url <https://a.example.org/>, <https://b.example.org/>"),
    Break("Reference-url", "nodeKind", plus=f'{CITED} schema:url "https://a.example.org/"'),
    Break("Reference-url", "pattern", plus=f"{CITED} schema:url <javascript:alert(1)>"),
    Break("Reference-archive", "maxCount", plus=f"{CITED} schema:archivedAt <https://a.example.org/>, <https://b.example.org/>"),
    Break("Reference-archive", "nodeKind", plus=f'{CITED} schema:archivedAt "https://a.example.org/"'),
    Break("Reference-archive", "pattern", plus=f"{CITED} schema:archivedAt <data:text/html,x>"),
    Break("Reference-isbn", "maxCount", plus=f'{CITED} schema:isbn "0306406152", "0-306-40615-2"'),
    Break("Reference-isbn", "datatype", plus=f"{CITED} schema:isbn 1306406152"),
    Break("Reference-isbn", "pattern", plus=f'{CITED} schema:isbn "none"'),
    Break("Reference-pages", "maxCount", plus=f'{CITED} schema:pagination "1", "2"'),
    Break("Reference-pages", "datatype", plus=f"{CITED} schema:pagination 1"),
    Break("Reference-pages", "minLength", plus=f'{CITED} schema:pagination ""'),
    Break("Reference-author", "datatype", plus=f"{CITED} schema:author 1"),
    Break("Reference-author", "minLength", plus=f'{CITED} schema:author ""'),
    Break("Reference-item", "maxCount", plus=f"{CITED} schema:sameAs wd:Q1, wd:Q2"),
    Break("Reference-item", "nodeKind", plus=f'{CITED} schema:sameAs "http://www.wikidata.org/entity/Q1"'),
    Break("Reference-item", "pattern", plus=f"{CITED} schema:sameAs <https://a.example.org/>"),
    Break("Article-page", "maxCount", plus=f"{ARTICLE} dct:isVersionOf <article/Other>"),
    Break("Article-page", "nodeKind", plus=f'{GERMAN} dct:isVersionOf "Schlacht"'),
    Break("Activity-used", "maxCount", plus=f"{RUN} prov:used {GERMAN}"),
    Break(
        "Activity-used", "class",
        minus=f"{GERMAN_RUN} prov:used {GERMAN}",
        plus=f"{GERMAN_RUN} prov:used {ORVEL}",
        also=(("Article-activity", "minCount"),),
    ),
    Break("Activity-ended", "maxCount", plus=f'{RUN} prov:endedAtTime "2026-11-22T14:00:00Z"^^xsd:dateTime'),
    Break("Activity-ended", "datatype", minus=f'{RUN} prov:endedAtTime "2026-11-22T13:00:00Z"^^xsd:dateTime', plus=f'{RUN} prov:endedAtTime "noon"'),
    Break("Graph-source", "minCount", minus=f"{GRAPH} dct:source {ARTICLE}"),
    Break("Graph-source", "class", plus=f"{GRAPH} dct:source {ORVEL}"),
    Break("Graph-license", "minCount", minus=f"{GRAPH} dct:license {BY_SA}"),
    Break("Graph-license", "maxCount", plus=f"{GRAPH} dct:license <https://creativecommons.org/licenses/by-sa/3.0/>"),
    Break(
        "Graph-license", "nodeKind",
        minus=f"{GRAPH} dct:license {BY_SA}",
        plus=f'{GRAPH} dct:license "https://creativecommons.org/licenses/by-sa/4.0/"',
    ),
    Break("Graph-license", "pattern", minus=f"{GRAPH} dct:license {BY_SA}", plus=f"{GRAPH} dct:license <urn:by-sa>", also=(LICENCES,)),
    Break("Graph-run", "maxCount", plus=f"{GRAPH} prov:wasGeneratedBy {GERMAN_RUN}"),
    Break("Graph-run", "class", plus=f"<graph> prov:wasGeneratedBy {ORVEL} ; dct:source {ARTICLE} ; dct:license {BY_SA}"),
    Break(
        "Topic-activeDuring", "pattern",
        plus=f'{WARDENS} ck:activeDuring "since long"^^edtf:EDTF . ' + claim(WARDENS, "ck:activeDuring", '"since long"^^edtf:EDTF'),
    ),
    Break("Conflict-when", "pattern", swap=('"-0330/-0329-05-12"^^edtf:EDTF', '"-0330/-0329-15-12"^^edtf:EDTF'), also=(TIMES,)),
    Break("Conflict-when", "pattern", swap=('"-0330/-0329-05-12"^^edtf:EDTF', '"-0330/-0329-05-42"^^edtf:EDTF'), also=(TIMES,)),
    Break("Side-label", "maxCount", plus=f'{SIDE} rdfs:label "Hills"@en'),
    Break("Side-label", "datatype", plus=f'{OTHER_SIDE} rdfs:label "Hills"'),
    Break("Side-label", "minLength", plus=f'{OTHER_SIDE} rdfs:label ""@en'),
    # what is of one kind is of no other
    Break("OnlyConflict", "not", plus=f"{BATTLE} a ck:Reference ; dct:title \"x\"", also=(("OnlyReference", "not"),)),
    Break("OnlyGroup", "not", plus=f"{LOWLANDS} a ck:Person", also=(("OnlyPerson", "not"),)),
    Break("OnlyPerson", "not", plus=f"{KRELL} a ck:Place", also=(("OnlyPlace", "not"),)),
    Break("OnlyPlace", "not", plus=f"{ORVEL} a ck:Group", also=(("OnlyGroup", "not"),)),
    Break(
        "OnlySide", "not",
        plus=f"{SIDE} a ck:Group ; rdfs:label \"Lowlands\"@en . " + claim(SIDE, "rdfs:label", '"Lowlands"@en'),
        also=(("OnlyGroup", "not"),),
    ),
    Break("OnlyClaim", "not", plus="<claim/en-unit> a ck:Reference ; dct:title \"x\"", also=(("OnlyReference", "not"),)),
    Break("OnlyArticle", "not", plus=f"{ARTICLE} a ck:Reference", also=(("OnlyReference", "not"),)),
    Break(
        "OnlyReference", "not",
        plus=f"{CITED} a ck:Place ; rdfs:label \"Zell\"@en . " + claim(CITED, "rdfs:label", '"Zell"@en'),
        also=(("OnlyPlace", "not"),),
    ),
    Break("OnlyStrength", "not", plus=f"{MEN} a ck:Size", also=(("OnlySize", "not"),)),
    Break("OnlyLosses", "not", plus=f"{FALLEN} a ck:Strength", also=(("OnlyStrength", "not"), ("Strength-category", "maxCount"))),
    Break(
        "OnlySize", "not",
        plus="<group/Hill_Wardens/size/1> a ck:Losses ; ck:category ck:killed",
        also=(("OnlyLosses", "not"), ("Strength-category", "maxCount")),
    ),
    # what figures count
    Break("LossOfThings", "not", plus=f"{EXECUTED} ck:countedKind ck:vehicles"),
    Break(
        "LossOfPeople", "not",
        minus=f"{CIVILIANS} ck:category ck:displaced",
        plus=f"{CIVILIANS} ck:category ck:destroyed ; ck:countedKind ck:civilians",
    ),
    # qualifiers stand on claims that may have them
    Break("Qualified-person", "in", plus="<claim/en-losses> ck:fate ck:killed"),
    Break("Qualified-person", "in", plus='<claim/en-place> ck:rank "General"@en'),
    Break("Qualified-member", "in", plus=f"<claim/en-start> ck:affiliation {LOWLANDS}"),
    Break("Qualified-victory", "in", plus='<claim/en-unit> ck:degree "decisive"@en'),
    Break("Qualified-stretch", "in", plus='<claim/en-place> ck:from "1911"^^xsd:gYear'),
    Break("Qualified-time", "in", plus='<claim/en-partOf> ck:asOf "1911"^^xsd:gYear'),
    # what only SPARQL can say, of two things that must fit each other
    Break("KnownTerms", "sparql", plus=f"{SIDE} ck:beligerent {LOWLANDS}", also=(("FactHasClaim", "sparql"),)),
    Break("KnownTerms", "sparql", plus="<conflict/New> a ck:Conflit"),
    Break("KnownTerms", "sparql", plus=claim(SIDE, "ck:comander", KRELL), also=(NO_FACT,)),
    Break("IntervalForwards", "sparql", swap=('"1911-05-03/1911-05"^^edtf:EDTF', '"1911-05-03/1911-04"^^edtf:EDTF')),
    Break("IntervalForwards", "sparql", swap=('"-0330/-0329-05-12"^^edtf:EDTF', '"-0330/-0331"^^edtf:EDTF'), also=(TIMES,)),
    Break("TimesAgree", "sparql", swap=('"1911-05-03/1911-05"^^edtf:EDTF', '"1911-05-04/1911-05"^^edtf:EDTF')),
    Break(
        "PartsOfOwnWhole", "sparql",
        minus=f"{SIDE} ck:losses {EXECUTED}",
        plus=f"{OTHER_SIDE} ck:losses {EXECUTED} . " + claim(OTHER_SIDE, "ck:losses", EXECUTED),
        also=(NO_FACT,),
    ),
    Break(
        "OneAddsUp", "sparql",
        plus=f"{FALLEN} ck:addsUp true . <losses> a ck:Losses ; ck:atMost 9 ; ck:category ck:casualties ; ck:addsUp true . "
        + fact(SIDE, "ck:losses", "<losses>"),
    ),
    Break("NotToItself", "sparql", plus=fact(LEAGUE, "ck:memberOf", LEAGUE)),
    Break("NotToItself", "sparql", plus=fact(LEAGUE, "ck:alliedWith", LEAGUE)),
    Break("NotToItself", "sparql", plus=fact(KRELL, "ck:ledBy", KRELL)),
    Break("NoLoops", "sparql", plus=fact(WAR, "ck:partOf", BATTLE)),
    Break("IrisAgree", "sparql", swap=(f'"{GERMAN_SHA256}"', f'"{GERMAN_SHA256[::-1]}"')),
    Break(
        "IrisAgree", "sparql",
        minus=f"{QUOTE} oa:start {START} . {QUOTE} oa:end {END}",
        plus=f"{QUOTE} oa:start {START + 1} ; oa:end {END + 1}",
        also=(PASSAGES,),
    ),
    Break("IrisAgree", "sparql", swap=(PASSAGE, GERMAN_PASSAGE), plus=f"{GERMAN_PASSAGE} a ck:Passage ; {PASSAGE_SAYS}"),
    Break("IrisAgree", "sparql", minus=f"{OTHER_SIDE} ck:number 2", plus=f"{OTHER_SIDE} ck:number 3"),
    Break(
        "LicencesAgree", "sparql",
        minus=f"{ARTICLE} dct:license {BY_SA}",
        plus=f"{ARTICLE} dct:license <https://creativecommons.org/publicdomain/zero/1.0/>",
    ),
    Break(
        "LanguagesAgree", "sparql",
        minus=f'{ARTICLE} dct:title "Battle of Orvel Bridge"@en',
        plus=f'{ARTICLE} dct:title "Battle of Orvel Bridge"@de',
    ),
    Break("EndNotBeforeStart", "sparql", swap=('"1905"^^xsd:gYear', '"1913"^^xsd:gYear')),
    Break("EndNotBeforeStart", "sparql", swap=('"1915"^^xsd:gYear', '"1860-03-01"^^xsd:date')),
    Break("VersionsAgree", "sparql", plus=f"{GERMAN} dct:isVersionOf <article/Battle_of_Orvel_Bridge>"),
)  # fmt: skip
