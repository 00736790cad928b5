"""The reconciliation service over real HTTP: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from link_graphs import run, write_inputs
from servers import Answer, Server, run_server

from kg.serve.reconcile.schema import load_schema
from kg.serve.reconcile.score import Value, compare_names, fit_values

pytest.importorskip("pyoxigraph", reason="the extra 'serve' is not installed")

GRAPH = Path(__file__).resolve().parents[1] / "data" / "serve" / "reconcile.ttl"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HOLLEN, LATER = "conflict/Battle_of_Hollen_(1645)", "conflict/Battle_of_Hollen_(1712)"
LOFT, OTHER_LOFT = "article/Battle_of_Hollen_(1645)/person/Peder_Loft", "article/Battle_of_Hollen_(1712)/person/Peder_Loft"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(GRAPH, "--workers", "1", folder=tmp_path_factory.mktemp("serve")) as running:
        yield running


def get(server: Server, path: str) -> Any:
    answer = server.ask("GET", path)
    assert (answer.status, answer.kind) == (200, "application/json"), answer.body
    return json.loads(answer.body)


def post(server: Server, **fields: Any) -> Answer:
    return server.ask("POST", "/reconcile", FORM, urlencode({name: json.dumps(value) for name, value in fields.items()}).encode())


def ask(server: Server, **query: Any) -> list[tuple[str, bool]]:
    """The ids of the candidates and whether each is a match."""
    answer = json.loads(post(server, queries={"q": query}).body)
    return [(candidate["id"], candidate["match"]) for candidate in answer["q"]["result"]]


# The shapes that the specification gives: a key with "?" may be missing, a list holds things of one shape, a tuple offers several.
REF = {"id": str, "name": str}
TYPE = {"id": str, "name": str, "?description": str, "?broader": [REF]}
SERVICE = {"service_url": re.compile(r"https?://.+"), "service_path": re.compile(r"/.+")}
URL_OF_ID = re.compile(r"https?://.*\{\{id\}\}.*")
SETTING = {"name": str, "label": str, "type": re.compile("number|text"), "?default": (str, int)}
SHAPES: dict[str, Any] = {
    "manifest": {
        "versions": [str], "name": str, "identifierSpace": re.compile(r"https?://.+"), "schemaSpace": re.compile(r"https?://.+"),
        "?serviceVersion": str,
        "?defaultTypes": [TYPE], "?view": {"url": URL_OF_ID}, "?preview": {"url": URL_OF_ID, "width": int, "height": int},
        "?suggest": {"?entity": SERVICE, "?type": SERVICE, "?property": SERVICE},
        "?extend": {"?propose_properties": SERVICE, "?property_settings": [SETTING]},
    },
    "result": {"result": [{
        "id": str, "name": str, "?description": str, "score": (int, float), "match": bool, "type": [REF],
        "?features": [{"id": str, "value": (int, float)}],
    }]},
    "entities": {"result": [{"id": str, "name": str, "?description": str, "?notable": [REF]}]},
    "types": {"result": [TYPE]},
    "properties": {"result": [{"id": str, "name": str, "?description": str}]},
    "proposals": {"type": str, "properties": [REF], "?limit": int},
    "meta": [{"id": str, "name": str, "?service": re.compile(r"https?://.+")}],
    "cell": [(REF, {"str": str}, {"int": int}, {"float": float}, {"date": re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\dZ")})],
}  # fmt: skip


def fits(shape: Any, value: Any) -> bool:
    if isinstance(shape, tuple):
        return any(fits(one, value) for one in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(shape[0], item) for item in value)
    if isinstance(shape, dict):
        known = {key.removeprefix("?") for key in shape}
        if not isinstance(value, dict) or not value.keys() <= known or any(key not in value for key in shape if not key.startswith("?")):
            return False
        return all(fits(one, value[key.removeprefix("?")]) for key, one in shape.items() if key.removeprefix("?") in value)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))


def test_the_manifest_says_what_is_offered(server: Server) -> None:
    manifest = get(server, "/reconcile")
    assert fits(SHAPES["manifest"], manifest)
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/conflict-kg/"
    assert [kind["id"] for kind in manifest["defaultTypes"]] == ["Conflict", "Unit", "Group", "Person", "Place"]
    assert manifest["extend"]["propose_properties"] == {"service_url": f"{server.url}/reconcile", "service_path": "/propose"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"query": "Norland", "type": "Group"}, [("group/Norland", True), ("group/Norland_%26_Esk", False)]),
        ({"query": "Nórland", "type": "Group", "limit": 1}, [("group/Norland", True)]),
        ({"query": "Norlund", "type": "Group", "limit": 1}, [("group/Norland", False)]),
        ({"query": "Norland", "type": ["Person", "Place"]}, []),
        ({"query": "Norland", "type": "Q5"}, []),
        ({"query": "Norland", "type": "Place", "type_strict": "should", "limit": 1}, [("group/Norland", False)]),
        ({"query": "Norland & Esk", "type": ["Group", "Unit"], "type_strict": "all"}, [("group/Norland_%26_Esk", True)]),
        ({"query": "Norland", "type": "https://w3id.org/conflict-kg/ontology#Group", "limit": 1}, [("group/Norland", True)]),
        ({"query": "Esk", "type": "Group", "limit": 1}, [("group/Kingdom_of_Esk", False)]),
        ({"query": "Battle of Hollen"}, [(HOLLEN, False), (LATER, False)]),
        ({"query": "Battle of Hollen (1712)"}, [(LATER, True), (HOLLEN, False)]),
        ({"query": "Battle of Hollen (1799)"}, [(HOLLEN, False), (LATER, False)]),
        ({"query": "Hollen fight", "limit": 1}, [(HOLLEN, True)]),
        ({"query": "Battle of Hollen", "properties": [{"pid": "year", "v": "1645"}]}, [(HOLLEN, True), (LATER, False)]),
        ({"query": "Battle of Hollen", "properties": [{"pid": "year", "v": 1712}]}, [(LATER, True), (HOLLEN, False)]),
        ({"query": "Battle of Hollen", "properties": [{"pid": "start", "v": "6 March 1645"}]}, [(HOLLEN, True), (LATER, False)]),
        ({"query": "Battle of Hollen", "properties": [{"pid": "start", "v": "1645-03-07"}]}, [(HOLLEN, False), (LATER, False)]),
        ({"query": "Battle of Hollen", "properties": [{"pid": "war", "v": "Varnish War"}]}, [(HOLLEN, True), (LATER, False)]),
        (
            {"query": "Battle of Hollen", "properties": [{"pid": "belligerent", "v": {"id": "group/Kingdom_of_Esk"}}]},
            [(HOLLEN, True), (LATER, False)],
        ),
        ({"query": "Battle of Hollen", "properties": [{"pid": "side", "v": ["Orm", "Nowhere"]}]}, [(HOLLEN, True), (LATER, False)]),
        ({"query": "Battle of Hollen", "properties": [{"pid": "no such", "v": "x"}]}, [(HOLLEN, False), (LATER, False)]),
        ({"query": "Battle of Hollen", "properties": [{"pid": "losses", "v": 180}]}, [(HOLLEN, True), (LATER, False)]),
        ({"query": "Peder Loft"}, [(LOFT, False), (OTHER_LOFT, False)]),
        ({"query": "Peder Loft", "properties": [{"pid": "side", "v": "Kingdom of Esk"}]}, [(LOFT, True), (OTHER_LOFT, False)]),
        ({"query": "Peder Loft", "properties": [{"pid": "year", "v": "1712"}]}, [(OTHER_LOFT, True), (LOFT, False)]),
        ({"query": "P. Loft"}, [(LOFT, False), (OTHER_LOFT, False)]),
        ({"properties": [{"pid": "belligerent", "v": "Kingdom of Esk"}]}, [(HOLLEN, True)]),
        ({"properties": [{"pid": "start", "v": "1712"}], "type": "Conflict"}, [(LATER, True)]),
        ({"properties": [{"pid": "commander", "v": {"id": "person/Nobody"}}]}, []),
        ({"query": "Zzyzx"}, []),
        ({"query": "…"}, []),
    ],
    ids=str,
)
def test_candidates_and_matches(server: Server, query: dict[str, Any], expected: list[tuple[str, bool]]) -> None:
    assert ask(server, **query) == expected


def test_a_slash_at_the_end_makes_no_difference(server: Server) -> None:
    batch = {"q": {"query": "Otto Rein"}}
    asked = "?" + urlencode({"queries": json.dumps(batch)})
    assert get(server, "/reconcile/") == get(server, "/reconcile")
    assert get(server, "/reconcile/" + asked) == get(server, "/reconcile" + asked)
    posted = server.ask("POST", "/reconcile/", FORM, urlencode({"queries": json.dumps(batch)}).encode())
    assert json.loads(posted.body) == json.loads(post(server, queries=batch).body)
    assert server.ask("OPTIONS", "/reconcile/").status == 204


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/"])
@pytest.mark.parametrize(
    ("limit", "status"),
    [
        ("1e308", 200),
        ("1e999", 200),
        ("1" + "0" * 30, 200),
        ("0.001", 200),
        ("1" + "0" * 5000, 400),
        ("NaN", 400),
        ("0", 400),
        ("-1", 400),
        ('"9"', 400),
    ],
    ids=lambda value: str(value)[:40],
)
def test_absurd_limits_of_a_query(path: str, limit: str, status: int, server: Server) -> None:
    body = urlencode({"queries": f'{{"q": {{"query": "Norland", "limit": {limit}}}}}'}).encode()
    answer = server.ask("POST", path, FORM, body)
    assert answer.status == status, answer.body
    if status == 200:
        assert 1 <= len(json.loads(answer.body)["q"]["result"]) <= load_schema().limits.most_candidates


@pytest.mark.parametrize("number", ["0", "9" * 4, "9" * 30, "9" * 5000, "-1", "1e9", "\u0663", "²", "x"], ids=lambda value: value[:10])
@pytest.mark.parametrize(
    "path", ["/reconcile/propose?type=Group&limit=", "/reconcile/suggest/entity?prefix=Norland&cursor=", "/reconcile/suggest/type?cursor="]
)
def test_absurd_limits_of_proposals_and_suggestions(path: str, number: str, server: Server) -> None:
    assert server.ask("GET", path + quote(number)).status == 200


@pytest.mark.parametrize(
    ("limit", "status"), [("9" * 9, 200), ("9" * 30, 400), ("9" * 4000, 400), (1e308, 400), (-1, 400), ([], 400)], ids=lambda v: str(v)[:12]
)
def test_absurd_limits_of_an_extension(limit: Any, status: int, server: Server) -> None:
    wanted = {"ids": [HOLLEN], "properties": [{"id": "start", "settings": {"limit": limit}}]}
    assert post(server, extend=wanted).status == status


def test_a_batch_by_get_and_post_gives_the_same(server: Server) -> None:
    batch = {"q0": {"query": "Otto Rein", "type": "Person"}, "another key": {"query": "Hollen", "type": "Place"}}
    posted = json.loads(post(server, queries=batch).body)
    assert get(server, "/reconcile?" + urlencode({"queries": json.dumps(batch)})) == posted
    assert list(posted) == ["q0", "another key"]
    assert all(fits(SHAPES["result"], result) for result in posted.values())
    assert posted["q0"]["result"] == [
        {
            "id": "person/Otto_Rein", "name": "Otto Rein", "description": "Battle of Hollen", "score": 100.0, "match": True,
            "type": [{"id": "Person", "name": "Person"}], "features": [{"id": "name", "value": 100.0}],
        }
    ]  # fmt: skip


def test_extension(server: Server) -> None:
    wanted = ["start", "outcome", "belligerent", "strength", "losses", "lossesAtLeast"]
    answer = json.loads(post(server, extend={"ids": [HOLLEN, LATER, "conflict/None"], "properties": [{"id": name} for name in wanted]}).body)
    assert fits(SHAPES["meta"], answer["meta"])
    assert [column["id"] for column in answer["meta"]] == wanted
    assert all(fits(SHAPES["cell"], cell) for row in answer["rows"].values() for cell in row.values())
    assert answer["rows"] == {
        HOLLEN: {
            "start": [{"date": "1645-03-06T00:00:00Z"}],
            "outcome": [{"str": "Hollen burnt"}, {"str": "Norish victory"}],
            "belligerent": [{"id": "group/Norland", "name": "Norland"}, {"id": "group/Kingdom_of_Esk", "name": "Kingdom of Esk"}],
            "strength": [{"str": "c. 12000–14500 men"}],
            "losses": [{"str": "at least 1000 casualties"}, {"str": "160–197 killed"}, {"str": "400 wounded"}],
            "lossesAtLeast": [{"int": 1000}, {"int": 160}, {"int": 400}],
        },
        LATER: {
            "start": [{"str": "1712-05"}], "outcome": [], "belligerent": [{"id": "group/Norland", "name": "Norland"}],
            "strength": [], "losses": [], "lossesAtLeast": [],
        },
        "conflict/None": {name: [] for name in wanted},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("thing", "wanted", "settings", "expected"),
    [
        (HOLLEN, "losses", {"side": "1", "category": "killed"}, [{"str": "160–197 killed"}]),
        (HOLLEN, "lossesAtMost", {"side": 1, "limit": 1}, [{"int": 197}]),
        (HOLLEN, "losses", {"side": "0"}, [{"str": "at least 1000 casualties"}]),
        (HOLLEN, "commander", {"side": "2"}, [{"id": LOFT, "name": "Peder Loft"}]),
        (HOLLEN, "war", {}, [{"id": "conflict/Varnish_War", "name": "Varnish War"}]),
        ("person/Otto_Rein", "rank", {}, [{"str": "Colonel"}]),
        ("person/Otto_Rein", "conflict", {}, [{"id": HOLLEN, "name": "Battle of Hollen"}]),
        ("place/Hollen", "coordinates", {}, [{"str": "POINT(10.5 59.25)"}]),
        ("group/Norland", "wikidata", {}, [{"str": "http://www.wikidata.org/entity/Q12"}]),
        ("group/Norland", "outcome", {}, []),
    ],
)
def test_settings_of_an_extension(server: Server, thing: str, wanted: str, settings: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    answer = json.loads(post(server, extend={"ids": [thing], "properties": [{"id": wanted, "settings": settings}]}).body)
    assert answer["rows"] == {thing: {wanted: expected}}


@pytest.mark.parametrize(
    ("path", "shape", "expected"),
    [
        ("suggest/entity?prefix=otto", "entities", ["person/Otto_Rein"]),
        ("suggest/entity?prefix=batt%20hol", "entities", [HOLLEN, LATER]),
        ("suggest/entity?prefix=batt%20hol&cursor=1", "entities", [LATER]),
        ("suggest/entity?prefix=hollen&type=Place", "entities", ["place/Hollen"]),
        ("suggest/entity?prefix=", "entities", []),
        ("suggest/type?prefix=con", "types", ["Conflict"]),
        ("suggest/property?prefix=loss", "properties", ["losses", "lossesAtLeast", "lossesAtMost"]),
        ("suggest/property?prefix=title", "properties", ["wikipediaTitle"]),
    ],
)
def test_suggestions(server: Server, path: str, shape: str, expected: list[str]) -> None:
    answer = get(server, f"/reconcile/{path}")
    assert fits(SHAPES[shape], answer)
    assert [found["id"] for found in answer["result"]] == expected


def test_properties_are_proposed_for_a_type(server: Server) -> None:
    answer = get(server, "/reconcile/propose?type=Place&limit=3")
    assert fits(SHAPES["proposals"], answer)
    assert answer == {"limit": 3, "type": "Place", "properties": [{"id": i, "name": i} for i in ("year", "war", "conflict")]}
    assert get(server, "/reconcile/propose?type=Q5")["properties"] == []


@pytest.mark.parametrize(
    "encode",
    [lambda given: given, lambda given: quote(given), lambda given: quote(given, safe=""), lambda given: quote(quote(given, safe=""), safe="")],
)
@pytest.mark.parametrize("given", [HOLLEN, "group/Norland_%26_Esk", LOFT, "https://w3id.org/conflict-kg/group/Norland"])
def test_an_id_may_be_encoded_or_not(server: Server, given: str, encode: Any) -> None:
    place = "/" + given.removeprefix("https://w3id.org/conflict-kg/")
    assert server.ask("GET", f"/reconcile/view?id={encode(given)}").headers["location"] == place
    assert server.ask("GET", f"/reconcile/preview?id={encode(given)}").status == 200


def test_the_preview_is_a_page_without_script_that_may_be_framed(server: Server) -> None:
    answer = server.ask("GET", "/reconcile/preview?id=" + quote("group/Norland_%26_Esk"))
    policy = answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Norland &amp; Esk &lt;b&gt;Guards&lt;/b&gt;" in answer.body.decode()
    assert "<script" not in answer.body.decode()
    assert "default-src 'none'" in policy
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    told = server.ask("GET", f"/reconcile/preview?id={quote(HOLLEN)}").body.decode()
    assert [word for word in ("1645-03-06", "Norish victory", "Kingdom of Esk", "160–197 killed") if word not in told] == []
    assert server.ask("GET", "/reconcile/preview?id=conflict/None").status == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"queries=%7B", 400),
        (b"queries=[]", 400),
        (b"queries=%7B%22q%22:1%7D", 400),
        (b"queries=" + quote(json.dumps({"q": {}})).encode(), 400),
        (b"queries=" + quote(json.dumps({"q": {"query": 1}})).encode(), 400),
        (b"queries=" + quote(json.dumps({"q": {"query": "a", "type": {}}})).encode(), 400),
        (b"queries=" + quote(json.dumps({"q": {"query": "a", "type": [1]}})).encode(), 400),
        (b"queries=" + quote(json.dumps({"q": {"query": "a", "limit": 0}})).encode(), 400),
        (b"queries=" + quote(json.dumps({"q": {"query": "a", "limit": float("nan")}})).encode(), 400),
        (b"queries=" + quote(json.dumps({"q": {"query": "a", "type_strict": "maybe"}})).encode(), 400),
        (b"queries=" + quote(json.dumps({"q": {"query": "a", "properties": [{"pid": "start"}]}})).encode(), 400),
        (b"queries=" + quote(json.dumps({"q": {"query": "a", "properties": [{"pid": "start", "v": {"name": "x"}}]}})).encode(), 400),
        (b"queries=" + quote(json.dumps({str(n): {"query": "a"} for n in range(101)})).encode(), 400),
        (b"queries=" + b"[" * 100_000, 400),
        (b"extend=%7B%7D", 400),
        (b"extend=" + quote(json.dumps({"ids": [], "properties": [{"id": "no such"}]})).encode(), 400),
        (b"extend=" + quote(json.dumps({"ids": [HOLLEN], "properties": [{"id": "start", "settings": {"limit": "x"}}]})).encode(), 400),
        (b"extend=" + quote(json.dumps({"ids": [1], "properties": []})).encode(), 400),
        (b"other=1", 400),
        (b"queries=%FF", 400),
        (b"queries=" + b"x" * (2 << 20), 413),
        (b"queries=" + quote(json.dumps({"q": {"query": "<>\"{}|^`\\ \x00", "properties": [{"pid": "outcome", "v": "\"'\\ } #"}]}})).encode(), 200),
        (b"queries=" + quote(json.dumps({"q": {"properties": [{"pid": "outcome", "v": "\"'\\ } # \n"}]}})).encode(), 200),
        (b"queries=" + quote(json.dumps({"q": {"query": "\ud800"}})).encode(), 400),
        (b"queries=%7B%22q%22:%7B%22query%22:%22a%22,%22limit%22:1e999%7D%7D", 200),
        (b"queries=" + quote(json.dumps({"q": {"properties": [{"pid": "place", "v": {"id": "https://x.example/> } #"}}]}})).encode(), 200),
        (b"queries=" + quote(json.dumps({"q": {"query": "ab " * 50_000}})).encode(), 200),
    ],
)  # fmt: skip
def test_requests_that_are_wrong_or_hostile(server: Server, body: bytes, status: int) -> None:
    assert server.ask("POST", "/reconcile", FORM, body).status == status


def test_other_clients_may_ask(server: Server) -> None:
    preflight = server.ask("OPTIONS", "/reconcile", {"Origin": "http://127.0.0.1:3333", "Access-Control-Request-Method": "POST"})
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (204, "*")
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert server.ask("GET", "/reconcile").headers["access-control-allow-origin"] == "*"
    assert server.ask("HEAD", "/reconcile").status == 200
    assert server.ask("POST", "/reconcile", {"Content-Type": "application/json"}, b"{}").status == 415
    assert server.ask("PUT", "/reconcile").status == 405
    assert server.ask("GET", "/reconcile/suggest/nothing").status == 404


def test_our_own_client_gets_an_answer_to_every_name(server: Server, tmp_path: Path) -> None:
    graph, _ = write_inputs(tmp_path)
    done = run("link", graph, "--service", f"{server.url}/reconcile", "--cache", str(tmp_path / "c.sqlite"), "-o", str(tmp_path / "out.nq"))
    assert (done.exit_code, "no answer" in done.output) == (0, False), done.output
    with sqlite3.connect(tmp_path / "c.sqlite") as cache:
        kept = [json.loads(body) for (body,) in cache.execute("SELECT body FROM answer")]
    cache.close()
    found = [(candidate["id"], candidate["match"]) for answer in kept if isinstance(answer, list) for candidate in answer]
    assert ("group/Norland", True) in found


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # of that client's own code
def test_a_client_of_another_make_works_unchanged(server: Server) -> None:
    reconciler = pytest.importorskip("reconciler", reason="the package reconciler is not installed")
    pandas = pytest.importorskip("pandas", reason="the extra 'frames' is not installed")
    table = pandas.DataFrame({"name": ["Battle of Hollen", "Varnish War"], "year": ["1645", "1641"]})
    found = reconciler.reconcile(
        table["name"], type_id="Conflict", property_mapping={"year": table["year"]}, reconciliation_endpoint=f"{server.url}/reconcile"
    )
    assert dict(zip(found["input_value"], found["id"], strict=True)) == {"Battle of Hollen": HOLLEN, "Varnish War": "conflict/Varnish_War"}
    assert found["match"].tolist() == [True, True]


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("Battle of Orm", "battle of  orm", 100, 100),
        ("Bātle of Orm", "Batle of Orm", 98, 98),
        ("2nd Esk Guards", "3rd Esk Guards", 0, 60),
        ("Siege of Orm 1645", "Siege of Orm 1646", 0, 60),
        ("Guards of Esk", "Esk Guards", 60, 90),
        ("O. Rein", "Otto Rein", 75, 75),
        ("Esk", "Kingdom of Esk", 60, 75),
        ("", "Esk", 0, 0),
    ],
)
def test_names_are_compared(one: str, other: str, low: float, high: float) -> None:
    assert low <= compare_names(one, other) <= high


@pytest.mark.parametrize(
    ("compare", "wanted", "values", "expected"),
    [
        ("date", "1645", ["1645-03-06"], 1.0),
        ("date", "1645-03", ["1645-03-06"], 1.0),
        ("date", "1645-03-07", ["1645-03-06"], 0.5),
        ("date", "1645-03-07", ["1645"], 1.0),
        ("date", "-0043-03-15", ["-0043"], 1.0),
        ("date", "March 1645", ["1646-03-06"], 0.0),
        ("date", "no date", ["1646"], 0.0),
        ("span", "1644", ["1641", "1648"], 1.0),
        ("span", "1640", ["1641", "1648"], 0.0),
        ("span", "1640–42", ["1641", "1648"], 1.0),
        ("number", "1,200", ["1200"], 1.0),
        ("figure", "180", ["160–197 killed"], 1.0),
        ("figure", "200", ["160–197 killed"], 0.0),
        ("text", "Norish victory", ["norish victory"], 1.0),
        ("text", "x", [], None),
    ],
)
def test_values_are_compared(compare: str, wanted: str, values: list[str], expected: float | None) -> None:
    assert fit_values(compare, [Value((wanted,))], [Value((value,)) for value in values]) == expected


def test_every_property_is_offered_once_with_known_types() -> None:
    schema = load_schema()
    assert {kind for found in schema.properties for kind in found.types} == {kind.id for kind in schema.types}
    assert schema.property("https://w3id.org/conflict-kg/ontology#start") == schema.property("start")
