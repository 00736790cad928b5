"""The pages: what they say, that they are whole, and that hostile names stay names."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urljoin, urlsplit

import pytest
from page_graph import ARTICLES, BASE, Site, index, iri, run_site

pytest.importorskip("pyoxigraph", reason="kg serve needs the extra serve")
pytest.importorskip("starlette", reason="kg serve needs the extra serve")
pytest.importorskip("uvicorn", reason="kg serve needs the extra serve")


from starlette.requests import Request

from kg.pages.static import TYPEFACE
from kg.query.named import GROUPS
from kg.rdf.terms import IRI, RDF
from kg.serve.pages import query
from kg.serve.pages.links import ServerLinks
from kg.serve.settings import Settings

TARSK = iri("conflict/Tarsk_offensive")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with run_site(tmp_path_factory.mktemp("site"), "--sources", ARTICLES) as started:
        yield started


def article_of(conflict: IRI) -> tuple[str, str]:
    """The article version of a conflict, and its text."""
    article = index().one(conflict, IRI("https://w3id.org/conflict-kg/ontology#describedIn"))
    assert isinstance(article, IRI)
    return article, (ARTICLES / f"{conflict.rpartition('/')[2]}.wiki").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "href"),
    [
        (f"{BASE}group/A#b", "/kg/group/A.html#b"), ("https://example.org/x", "https://example.org/x"), ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        (" javascript:alert(1)", ""), ("//example.org", ""),
    ],
)  # fmt: skip
def test_only_addresses_that_are_safe_are_linked(address: str, href: str) -> None:
    assert ServerLinks(Settings(root="/kg")).page(address) == href


# Whole pages over HTTP


class Page(HTMLParser):
    """What a page holds: ids, links, and whatever the policy forbids."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.wrong: list[str] = []
        self.scripts: list[tuple[str, str]] = []
        self.words = ""
        self._script: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found[key] for key in ("href", "src", "action") if key in found]
        self.wrong += [f"{tag} {key}" for key in found if key.startswith("on") or key in ("style", "srcdoc", "formaction")]
        if tag == "script":
            self._script = found.get("type", "")
            self.wrong += [] if found.get("src") or self._script == "application/ld+json" else ["inline script"]
        if tag in ("style", "iframe", "object", "embed", "base") or (tag == "img" and found.get("src", "").startswith("x")):
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._script = None if tag == "script" else self._script

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts.append((self._script, data))
        else:
            self.words += data


def get(site: Site, path: str) -> Page:
    answer = site.server.ask("GET", path)
    assert (answer.status, answer.kind) == (200, "text/html"), path
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    return Page(answer.body.decode())


def test_every_page_is_whole_and_every_link_of_ours_leads_somewhere(site: Site) -> None:
    waiting, pages, others = ["/", "/query", "/about", "/search?q=marel", "/ontology.html"], dict[str, Page](), set[str]()
    wanted: list[tuple[str, str, str]] = []
    while waiting:
        path = waiting.pop()
        if path in pages or path in others:
            continue
        if site.server.ask("HEAD", path).kind != "text/html":
            others.add(path)
            continue
        pages[path] = page = get(site, path)
        assert page.wrong == [], path
        assert len(page.ids) == len(set(page.ids)), path
        assert all(not value or value.startswith(("/", "#", "https://", "http://")) for value in page.links), path
        for link in page.links:
            target = urlsplit(urljoin(site.server.url + path, link))
            if target.netloc == urlsplit(site.server.url).netloc:
                address = target.path + (f"?{target.query}" if target.query else "")
                wanted += [(path, address, target.fragment)] if target.fragment else []
                if not target.path.startswith(("/sparql", "/query")):
                    waiting.append(address)
    assert len(pages) > 60
    sides = {path for path in others if "/side/" in path}
    assert {site.server.ask("GET", path).status for path in others - sides - {"/sparql"}} == {200}
    assert {site.server.ask("GET", path).status for path in sides} == {303}
    lost = [(path, address, fragment) for path, address, fragment in wanted if address in pages and fragment not in pages[address].ids]
    assert lost == []


def test_licence_and_attribution_stand_on_every_page(site: Site) -> None:
    for path in ("/", "/query", "/about", "/search?q=x", "/conflict/Tarsk_offensive.html", "/person/Osk_Marel.html", "/place/Drava.html"):
        page = get(site, path)
        assert "Attribution-ShareAlike" in page.words
        assert "Wikipedia" in page.words
    assert "by Wikipedia contributors, CC BY-SA (version not stated)" in " ".join(get(site, "/conflict/Tarsk_offensive.html").words.split())


def test_the_evidence_view_shows_the_text_with_its_issues(site: Site) -> None:
    article, text = article_of(TARSK)
    page = get(site, f"/{article.removeprefix(BASE)}.html")
    assert text.split("\n")[7] in page.words
    assert "Strength: not understood: <odd>" in page.words


def test_without_sources_the_quotes_stand_in_reading_order(tmp_path: Path) -> None:
    with run_site(tmp_path) as bare:
        page = get(bare, f"/{article_of(TARSK)[0].removeprefix(BASE)}.html")
    assert page.words.index("Tarsk Governorate") < page.words.index("Government victory") < page.words.index("47 killed")
    assert page.wrong == []


def test_hostile_names_stay_names(site: Site) -> None:
    for path in (
        "/conflict/Hostile.html",
        "/article/Hostile/0123456789ab.html",
        "/claim/1.html",
        "/claim/2.html",
        "/person/Nobody.html",
        "/search?q=script",
    ):
        page = get(site, path)
        assert page.wrong == [], path
        assert not [link for link in page.links if link.casefold().lstrip().startswith(("javascript:", "data:"))], path
        assert all(kind == "application/ld+json" and json.loads(text) for kind, text in page.scripts), path
    page = get(site, "/conflict/Hostile.html")
    assert "</script><script>alert('label')</script>" in page.words
    assert "{{ 7 * 7 }} ${7*7}" in page.words
    (data,) = page.scripts
    assert json.loads(data[1])["name"] == "</script><script>alert('label')</script>"


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "'\"><svg onload=alert(1)>", "{{7*7}}", "\x00", "a" * 5000, "%", "\u202e"])
def test_hostile_words_in_a_request_stay_words(words: str, site: Site) -> None:
    for path in ("/search?q=", "/query?query=", "/?from=", "/?page="):
        page = get(site, path + quote(words))
        assert page.wrong == []
        assert "49" not in page.words or words != "{{7*7}}"


def test_a_query_is_answered_as_a_table_and_its_errors_stand_at_their_place(site: Site) -> None:
    wanted = "PREFIX ck: <https://w3id.org/conflict-kg/ontology#>\nSELECT ?s (COUNT(?o) AS ?n) { ?s ck:belligerent ?o } GROUP BY ?s"
    page = get(site, f"/query?query={quote(wanted)}")
    assert "6 rows" in page.words
    assert any(link.startswith("/sparql?query=") and link.endswith("format=csv") for link in page.links)
    page = get(site, f"/query?query={quote('SELECT *' + chr(10) + 'WHERE { ?s ?p }')}")
    assert "Line 2, column 16" in page.words
    assert "read-only" in get(site, f"/query?query={quote('DELETE WHERE { ?s ?p ?o }')}").words
    assert "SERVICE" in get(site, f"/query?query={quote('SELECT * { SERVICE <http://x/> { ?s ?p ?o } }')}").words
    assert "Yes" in get(site, f"/query?query={quote('ASK { ?s ?p ?o }')}").words
    assert "ck:Conflict" in get(site, f"/query?query={quote('DESCRIBE <' + TARSK + '>')}").words


def test_an_answer_without_rows_says_what_to_try(site: Site) -> None:
    named = 'PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?c { ?c rdfs:label "Tarsk offensive" }'
    page = get(site, f"/query?query={quote(named)}")
    assert "0 rows" in page.words
    assert 'Names have a language: write "Tarsk offensive"@en' in page.words
    unused = get(site, f"/query?query={quote('SELECT ?c { ?c ?p <https://w3id.org/conflict-kg/person/Nobody_at_all> }')}").words
    assert "Nothing in the data uses https://w3id.org/conflict-kg/person/Nobody_at_all." in unused
    assert "What to try" not in get(site, f"/query?query={quote('ASK { ?s a <urn:x> }')}").words


def test_examples_stand_in_the_groups_of_the_named_queries(site: Site) -> None:
    words = get(site, "/query").words
    places = [words.index(f"\n{group.capitalize()}\n") for group in GROUPS]
    assert places == sorted(places)
    assert words.index("Battles of a war") < words.index("\nWhere and when\n") < words.index("Conflicts near a point")


def test_all_rows_can_be_downloaded_also_as_parquet(site: Site) -> None:
    wanted = quote("SELECT ?s ?n { ?s ?p ?o . ?claim a <https://w3id.org/conflict-kg/ontology#Claim> BIND(1 AS ?n) } LIMIT 1500")
    page = get(site, f"/query?query={wanted}")
    csv = site.server.ask("GET", next(link for link in page.links if link.endswith("format=csv"))).body
    assert csv.count(b"\r\n") == 1501
    assert "The first 1,000 rows; the downloads have all 1,500." in page.words
    assert "Download all 1,500 rows: CSV, " in page.words
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet needs the extra parquet")
    answer = site.server.ask("GET", next(link for link in page.links if link.startswith("/query.parquet")))
    assert (answer.status, answer.kind) == (200, "application/vnd.apache.parquet")
    table = parquet.read_table(io.BytesIO(answer.body))
    assert (table.num_rows, table.column_names, str(table.schema.field("n").type)) == (1500, ["s", "n"], "int64")
    refused = {"ASK { ?s ?p ?o }": 400, "DESCRIBE <urn:x>": 406, "DELETE WHERE { ?s ?p ?o }": 403, "SELECT": 400, "": 400}
    assert {query: site.server.ask("GET", f"/query.parquet?query={quote(query)}").status for query in refused} == refused


def test_no_parquet_is_offered_where_nothing_can_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    request = Request({"type": "http", "app": SimpleNamespace(state=SimpleNamespace(settings=Settings()))})
    for has, names in ((True, ["csv", "parquet", "json", "xml", "tsv"]), (False, ["csv", "json", "xml", "tsv"])):
        monkeypatch.setattr(query, "HAS_PARQUET", has)
        assert [name for name, _ in query._downloads(request, "ASK {}", "application/sparql-results+json")] == names


def test_pages_describe_themselves_for_search_engines(site: Site) -> None:
    text = site.server.ask("GET", "/conflict/Tarsk_offensive.html").body.decode()
    told = dict(re.findall(r'<meta (?:name|property)="([a-z:]+)" content="([^"]*)">', text))
    assert told["og:title"] == "Tarsk offensive"
    assert told["description"] == told["og:description"]
    assert told["description"].startswith("Tarsk offensive: Drava")


def test_shared_addresses_have_a_picture_at_the_host_that_was_asked(site: Site) -> None:
    for host in (site.server.url.removeprefix("http://"), "localhost"):
        text = site.server.ask("GET", "/person/Osk_Marel.html", {"Host": host}).body.decode()
        told = dict(re.findall(r'<meta (?:name|property)="([a-z:]+)" content="([^"]*)">', text))
        origin, _, path = told["og:image"].partition("/static/")
        assert (origin, told["twitter:card"]) == (f"http://{host}", "summary_large_image")
        answer = site.server.ask("GET", f"/static/{path}", {"Accept-Encoding": "gzip"})
        assert (answer.status, answer.kind, "immutable" in answer.headers["cache-control"]) == (200, "image/png", True)
        assert answer.body[:8] == b"\x89PNG\r\n\x1a\n"
        size = tuple(int.from_bytes(answer.body[at : at + 4]) for at in (16, 20))
        assert size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)
        assert len(answer.body) < 40_000


def test_search_engines_find_the_pages_and_keep_out_of_the_rest(site: Site) -> None:
    robots = site.server.ask("GET", "/robots.txt").body.decode()
    assert "Disallow: /sparql\n" in robots
    address = re.search(r"Sitemap: (\S+)", robots)
    assert address
    assert address[1] == f"{site.server.url}/sitemap.xml"
    answer = site.server.ask("GET", "/sitemap.xml")
    assert answer.kind == "application/xml"
    pages = re.findall(r"<loc>([^<]+)</loc>", answer.body.decode())
    assert f"{site.server.url}/conflict/Tarsk_offensive.html" in pages
    assert f"{site.server.url}/person/Osk_Marel.html" in pages
    assert {site.server.ask("HEAD", page.removeprefix(site.server.url)).status for page in pages} == {200}
    assert site.server.ask("GET", "/sitemap-1.xml").status == 404


def test_the_typeface_is_ours_with_its_licence(site: Site) -> None:
    style = site.server.ask("GET", "/static/site.css").body.decode()
    assert set(re.findall(r'url\("([^"]+)"\)', style)) == set(TYPEFACE)
    for name in TYPEFACE:
        answer = site.server.ask("GET", f"/static/{name}", {"Accept-Encoding": "gzip"})
        assert (answer.status, answer.kind, answer.body[:4]) == (200, "font/woff2", b"wOF2")
        assert "immutable" in answer.headers["cache-control"]
    assert b"SIL OPEN FONT LICENSE" in site.server.ask("GET", "/static/OFL.txt").body


def test_suggestions_are_few_and_lead_to_pages(site: Site) -> None:
    answer = site.server.ask("GET", "/suggest?q=osk")
    assert json.loads(answer.body) == [
        {
            "label": "Osk Marel",
            "name": "Osk Marel",
            "kind": "person",
            "href": "/person/Osk_Marel.html",
            "note": "in Tarsk offensive (26 June – 21 July 2014), Battle of Lomna (3–9 March 2015)",
        }
    ]


def test_static_files_may_be_kept_and_others_are_not_there(site: Site) -> None:
    (name,) = {link for link in get(site, "/").links if "site.css" in link}
    answer = site.server.ask("GET", name, {"Accept-Encoding": "gzip"})
    assert (answer.status, answer.kind, answer.headers["content-encoding"]) == (200, "text/css", "gzip")
    assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(answer.body) == site.server.ask("GET", "/static/site.css").body
    for path in ("/static/../render.py", "/static/%2e%2e%2frender.py", "/static/editor", "/static/THIRD-PARTY.txt", "/static/"):
        assert site.server.ask("GET", path).status == 404


def test_tables_are_served_as_csv_and_what_has_none_has_no_such_address(site: Site) -> None:
    answer = site.server.ask("GET", "/conflict/Drava_Civil_War.csv")
    assert (answer.status, answer.kind) == (200, "text/csv")
    rows = answer.body.decode().splitlines()
    assert rows[0].startswith("conflict,iri,start,end,when,part_of,how,result,victor,side,side_name,named_victor,strength_low,strength_high")
    assert [row.split(",")[0] for row in rows[1:]] == ["Tarsk offensive"] * 2 + ["Battle of Lomna"] * 2
    assert any(link == "/conflict/Drava_Civil_War.csv" for link in get(site, "/conflict/Drava_Civil_War.html").links)
    for path in ("/conflict/Tarsk_offensive.csv", "/claim/1.csv", "/person/Nobody_at_all.csv", "/conflict/Tarsk_offensive/side/1.csv"):
        assert site.server.ask("GET", path).status == 404, path


@pytest.mark.parametrize("path", ["/conflict/Nothing_here.html", "/nothing", "/article/Tarsk_offensive/000000000000.html"])
def test_errors_are_pages_for_people_and_plain_text_for_programs(path: str, site: Site) -> None:
    plain = site.server.ask("GET", path)
    shown = site.server.ask("GET", path, {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (plain.kind, shown.kind, shown.status) == ("text/plain", "text/html", plain.status)
    page = Page(shown.body.decode())
    assert page.wrong == []
    assert plain.body.decode().splitlines()[0] in page.words
    assert "What to do next" in page.words
    assert {"/", "/query", "/about"} <= set(page.links)
    assert ("/article/" in str(page.links)) == (plain.status == 410)


def test_errors_of_the_endpoint_stay_plain(site: Site) -> None:
    assert site.server.ask("GET", "/sparql?query=nonsense", {"Accept": "text/html"}).kind == "text/plain"


def test_a_figure_and_an_article_say_how_to_cite_them(site: Site) -> None:
    article, _ = article_of(TARSK)
    words = get(site, f"/{article.removeprefix(BASE)}.html").words
    assert "Cite this" in words
    assert "“Tarsk offensive”" in words
    claim = next(claim for claim in index().claims() if "/strength/" in str(index().one(claim, RDF.term("object"))))
    page = get(site, f"/{claim.removeprefix(BASE)}.html").words
    assert "not counted" not in page
    assert "@misc{" in page
    day = datetime.now(UTC).date()
    accessed = [f"Data: Conflict KG, {claim} (accessed {some.isoformat()})." for some in (day, day - timedelta(days=1))]
    assert any(words in page for words in accessed)


def test_each_figure_has_a_link_to_how_it_is_cited(site: Site) -> None:
    page = get(site, "/conflict/Tarsk_offensive.html")
    figures = {str(index().one(claim, RDF.term("object"))): claim for claim in index().claims()}
    wanted = {
        f"/{claim.removeprefix(BASE)}.html#cite" for figure, claim in figures.items() if figure.startswith(f"{TARSK}/side/") and "/losses/" in figure
    }
    assert wanted
    assert wanted <= set(page.links)


def test_an_empty_search_leads_on_and_years_are_found(site: Site) -> None:
    empty = get(site, "/search?q=")
    assert "Or begin with a list" in empty.words
    assert {"/people", "/groups", "/places", "/wars", "/#list"} <= set(empty.links)
    then = get(site, "/search?q=2014")
    assert "/conflict/Tarsk_offensive.html" in then.links
    assert "/?from=2014&to=2014&sort=date#list" in then.links
    labels = [found["label"] for found in json.loads(site.server.ask("GET", "/suggest?q=tarsk+2013-14").body)]
    assert "Tarsk offensive" in labels
    assert json.loads(site.server.ask("GET", "/suggest?q=tarsk+1914").body) == []


def test_pages_are_light(site: Site) -> None:
    for path in ("/", "/conflict/Tarsk_offensive.html", "/person/Osk_Marel.html", "/query"):
        packed = site.server.ask("GET", path, {"Accept-Encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert len(packed.body) < 20_000
        assert gzip.decompress(packed.body) == site.server.ask("GET", path).body
    names = ("site.css", "site.js", "query.js", "land.svg", "logo.svg", *TYPEFACE)
    files = {name: len(site.server.ask("GET", f"/static/{name}", {"Accept-Encoding": "gzip"}).body) for name in names}
    assert files["query.js"] < 130_000
    assert files["site.css"] + files["site.js"] < 10_000
    assert files["land.svg"] < 20_000
    assert sum(files[name] for name in TYPEFACE) < 100_000
    page = len(site.server.ask("GET", "/conflict/Tarsk_offensive.html", {"Accept-Encoding": "gzip"}).body)
    assert page + sum(files[name] for name in ("site.css", "site.js", "logo.svg", TYPEFACE[0])) < 80_000


def test_a_proxy_path_stands_before_every_link(tmp_path: Path) -> None:
    with run_site(tmp_path, "--root", "/kg") as behind:
        answer = behind.server.ask("GET", "/kg/conflict/Tarsk_offensive.html")
        page = Page(answer.body.decode())
    assert answer.status == 200
    assert not [link for link in page.links if link.startswith("/") and not link.startswith("/kg/")]


def test_no_page_names_another_host_for_what_it_loads(site: Site) -> None:
    for path in ("/", "/query", "/conflict/Tarsk_offensive.html"):
        text = site.server.ask("GET", path).body.decode()
        assert not re.findall(r"<(?:script|link|img|use)[^>]*(?:src|href)=\"https?://[^\"]*\.(?:js|css|svg|png|woff2?)", text)


def test_the_table_beside_those_who_fell_has_them_alone(site: Site) -> None:
    fallen, every, page, whole = (
        site.server.ask("GET", address).body.decode() for address in ("/people.csv?fell=yes", "/people.csv", "/people?fell=yes&sort=fate", "/people")
    )
    assert 1 < len(fallen.splitlines()) < len(every.splitlines())
    assert set(fallen.splitlines()) < set(every.splitlines())
    assert ('href="/people.csv?fell=yes"' in page, 'href="/people.csv"' in whole) == (True, True)
