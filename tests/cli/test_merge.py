"""kg merge and kg build --redirects: the same graph; kg link makes one what is linked to one item, and gives it back."""

import json
from pathlib import Path

import pytest
from link_graphs import run
from merging import article as graph_of
from wiki_pages import export, page

from kg.link.index.build import build_index
from kg.link.index.sources import open_source
from kg.link.sssom import read_rows, write_rows
from kg.rdf.canonical import canonical_hash
from kg.rdf.formats import find_format
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import read_graph
from kg.rdf.terms import CK, DCT, IRI, OWL, SKOS

BASE = "https://w3id.org/conflict-kg/"
BOX = """{{{{Infobox military conflict
| conflict = {title}
| date = 4 May 1701
| partof = the [[{war}]]
| combatant1 = {varn}
| combatant2 = [[Esk]]
| commander1 = [[{officer}]]
| casualties1 = 12 killed
}}}}
'''{title}''' was a battle of the war.
"""


def text_of(title: str, war: str, officer: str, varn: str = "[[Varn]]") -> str:
    return BOX.format(title=title, war=war, officer=officer, varn=varn)


def redirect(title: str, target: str, more: str = "") -> str:
    return page(title, f"#REDIRECT [[{target}]] {more}", extra=f'<redirect title="{target}" />')


PAGES = {
    "Battle of Esk": text_of("Battle of Esk", "Second Varnish War", "Ada Lore Storm"),
    "Siege of Zell": text_of("Siege of Zell", "2nd Varnish War", "Ada Storm", "Union of Varn"),
    "Raid on Zell": text_of("Raid on Zell", "Fen War", "Otto Rein", "Union of Varn"),
}
TABLE = "from\tto\nSecond Varnish War\t2nd Varnish War\nAda Lore Storm\tAda Storm\nOtto Rein\tSiege of Zell\nFen War\tSecond Varnish War\n"
MOVED = {"conflict/Second_Varnish_War": "conflict/2nd_Varnish_War", "person/Ada_Lore_Storm": "person/Ada_Storm"}


def write_wiki(folder: Path) -> tuple[str, str, str]:
    """A folder of pages, and their redirects as a table and as a dump; their paths."""
    (folder / "wiki").mkdir()
    for title, text in PAGES.items():
        (folder / "wiki" / f"{title}.xml").write_bytes(export(page(title, text)))
    (folder / "redirects.tsv").write_text(TABLE, encoding="utf-8")
    rows = [line.split("\t") for line in TABLE.splitlines()[1:]]
    (folder / "dump.xml").write_bytes(export(page("Talk", namespace=1), *(redirect(*row) for row in rows)))
    return str(folder / "wiki"), str(folder / "redirects.tsv"), str(folder / "dump.xml")


def replaced(path: Path) -> dict[str, str]:
    found = (t for t in read_graph(path) if t.predicate == DCT.term("isReplacedBy"))
    return {t.subject.removeprefix(BASE): str(t.object).removeprefix(BASE) for t in found}


@pytest.mark.parametrize("more", [(), ("-j", "2"), ("--named-graphs",)])
def test_building_with_redirects_gives_what_merging_gives(tmp_path: Path, more: tuple[str, ...]) -> None:
    wiki, table, dump = write_wiki(tmp_path)
    build = [
        run("build", wiki, "-o", str(tmp_path / "built.nq"), "--redirects", table, *more),
        run("build", wiki, "-o", str(tmp_path / "plain.nq"), *more),
    ]
    assert [result.exit_code for result in build] == [0, 0], build[0].output
    for source in (table, dump):
        result = run("merge", str(tmp_path / "plain.nq"), "--redirects", source, "-o", str(tmp_path / "merged.nq"))
        assert result.exit_code == 0, result.output
        lines = [sorted({*(tmp_path / name).read_text(encoding="utf-8").splitlines()}) for name in ("built.nq", "merged.nq")]
        assert lines[0] == lines[1]
    assert canonical_hash(read_graph(tmp_path / "built.nq")) == canonical_hash(read_graph(tmp_path / "merged.nq"))
    assert replaced(tmp_path / "merged.nq") == MOVED
    assert "person/Otto_Rein keeps its IRI" in result.output
    assert "conflict/Fen_War keeps its IRI" in result.output
    assert "2 IRIs replaced by that of the same thing; 2 kept in doubt" in result.output


def test_every_syntax_tells_what_was_replaced(tmp_path: Path) -> None:
    wiki, table, _ = write_wiki(tmp_path)
    found = []
    for name in ("x.nq", "x.ttl", "x.jsonld", "x.rdf", "x.trig"):
        assert run("build", wiki, "-o", str(tmp_path / name), "--redirects", table).exit_code == 0
        found.append(canonical_hash(read_graph(tmp_path / name)))
    assert len(set(found)) == 1
    assert replaced(tmp_path / "x.jsonld") == MOVED


def test_what_cannot_be_read_is_still_told(tmp_path: Path) -> None:
    wiki, table, _ = write_wiki(tmp_path)
    (tmp_path / "wiki" / "damaged.xml").write_bytes(export(page("Battle of Zell"))[:-30] + b"<page><title>")
    result = run("build", wiki, "-o", str(tmp_path / "x.nq"), "--redirects", table)
    assert result.exit_code == 3
    assert "damaged.xml" in result.output
    assert replaced(tmp_path / "x.nq") == MOVED


def test_several_graphs_become_one_and_the_decisions_are_listed(tmp_path: Path) -> None:
    wiki, table, _ = write_wiki(tmp_path)
    run("build", wiki, "-o", f"{tmp_path}/out/")
    graphs = [str(path) for path in sorted((tmp_path / "out").glob("*.ttl"))]
    arguments = ("merge", *graphs, "--redirects", table, "-o", str(tmp_path / "merged.nq"), "--decisions", str(tmp_path / "x.tsv"), "-q")
    before = []
    for _ in range(2):
        assert run(*arguments).output == ""
        before.append([(tmp_path / name).read_bytes() for name in ("merged.nq", "x.tsv")])
    assert before[0] == before[1]
    assert before[0][0].splitlines() == sorted(before[0][0].splitlines())
    rows = [line.split("\t") for line in (tmp_path / "x.tsv").read_text(encoding="utf-8").splitlines()]
    assert [(row[0], row[1].removeprefix(BASE), row[2].removeprefix(BASE)) for row in rows] == [
        ("decision", "iri", "other"),
        ("merged", "conflict/Second_Varnish_War", "conflict/2nd_Varnish_War"),
        ("merged", "person/Ada_Lore_Storm", "person/Ada_Storm"),
        ("kept", "conflict/Fen_War", "Fen War"),
        ("kept", "person/Otto_Rein", "Otto Rein"),
    ]


def test_an_export_with_its_own_redirects_is_its_own_source(tmp_path: Path) -> None:
    pages = [page(title, text) for title, text in PAGES.items()]
    more = redirect("Esk", "Esk Union", "{{R from short name}}")
    (tmp_path / "x.xml").write_bytes(export(*pages, redirect("Second Varnish War", "2nd Varnish War"), more, redirect("Otto Rein", "Raid on Zell")))
    result = run("build", str(tmp_path / "x.xml"), "-o", str(tmp_path / "x.nq"))
    assert result.exit_code == 0, result.output
    found = {t.subject.removeprefix(BASE) for t in read_graph(tmp_path / "x.nq")}
    assert {"conflict/2nd_Varnish_War", "group/Esk_Union", "person/Otto_Rein"} < found
    assert not {"conflict/Second_Varnish_War", "group/Esk", "person/Raid_on_Zell"} & found


def test_a_dump_is_read_for_its_redirects_before_it_is_read_for_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.mediawiki.dump._WHOLE", 1000)
    pages = [page(title, text) for title, text in PAGES.items()]
    dump = str(tmp_path / "x.xml")
    Path(dump).write_bytes(export(*pages, redirect("Second Varnish War", "2nd Varnish War"), redirect("Ada Lore Storm", "Ada Storm")))
    for more, expected in (((), {}), (("--redirects", dump), MOVED)):
        assert run("build", dump, "-o", str(tmp_path / "x.nq"), *more).exit_code == 0
        assert replaced(tmp_path / "x.nq") == expected


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("{plain}", "-o", "x.nq"), 2, "give --redirects or --undo"),
        (("{plain}", "-o", "x.nq", "--undo", "--redirects", "{table}"), 2, "give --redirects or --undo"),
        (("{plain}", "-o", "x.nq", "--undo", "--decisions", "x.tsv"), 2, "--undo decides nothing"),
        (("{plain}", "-o", "x.ttl", "--redirects", "{table}"), 2, "the output is N-Quads"),
        (("{plain}", "-o", "x.nq", "--redirects", "{missing}"), 3, "missing.tsv: cannot be read"),
        (("{missing}", "-o", "x.nq", "--redirects", "{table}"), 3, "missing.tsv"),
        (("{plain}", "-o", "x.nq", "--redirects", "{plain}"), 3, "neither a dump of pages, an SQL dump nor a table"),
    ],
)
def test_bad_arguments_and_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    wiki, table, _ = write_wiki(tmp_path)
    run("build", wiki, "-o", "plain.nq")
    result = run("merge", *(one.format(plain="plain.nq", table=table, missing="missing.tsv") for one in arguments))
    assert (result.exit_code, message in result.output) == (code, True), result.output
    assert not Path("x.nq").exists()


def test_a_bad_source_of_redirects_stops_a_build(tmp_path: Path) -> None:
    wiki, _, _ = write_wiki(tmp_path)
    result = run("build", wiki, "-o", str(tmp_path / "x.nq"), "--redirects", str(tmp_path / "missing.tsv"))
    assert result.exit_code == 3
    assert "missing.tsv: cannot be read" in result.output
    assert not (tmp_path / "x.nq").exists()


def test_what_does_not_conform_is_not_written(tmp_path: Path) -> None:
    _, table, _ = write_wiki(tmp_path)
    graph = graph_of("Battle of Esk", partof="the [[Second Varnish War]]")
    broken = [t for t in graph if t.predicate != CK.term("sha256")]
    with (tmp_path / "broken.nq").open("w", encoding="utf-8") as out:
        find_format("nquads").write([ArticleGraph.of(IRI(f"{BASE}x"), broken)], out, False)
    result = run("merge", str(tmp_path / "broken.nq"), "--redirects", table, "-o", str(tmp_path / "x.nq"), "--base", "https://example.org/")
    assert result.exit_code == 1
    assert "does not conform once things are made one" in result.output
    assert not (tmp_path / "x.nq").exists()


ITEMS = "title\tqid\n2nd Varnish War\tQ1\nSecond Varnish War\tQ1\nVarn\tQ2\nAda Storm\tQ3\nOtto Rein\tQ4\n"
LABELS = "label\tqid\tkind\nUnion of Varn\tQ2\tgroup\nSecond Varnish War\tQ1\tconflict\n"
UNION = "article/Siege_of_Zell/group/Union_of_Varn"


def link(folder: Path, graph: str, out: str, *more: str) -> None:
    if not (folder / "x.idx").exists():
        for name, text in (("titles.tsv", ITEMS), ("labels.tsv", LABELS)):
            (folder / name).write_text(text, encoding="utf-8")
        build_index(str(folder / "x.idx"), (r for name in ("titles.tsv", "labels.tsv") for r in open_source(str(folder / name))))
    result = run("link", graph, "--index", str(folder / "x.idx"), "-o", str(folder / out), "--decisions", str(folder / "d.tsv"), *more)
    assert result.exit_code == 0, result.output


def test_linking_makes_one_and_gives_back(tmp_path: Path) -> None:
    wiki, _, _ = write_wiki(tmp_path)
    plain = str(tmp_path / "plain.nq")
    run("build", wiki, "-o", plain)
    link(tmp_path, plain, "linked.nq")
    merged = replaced(tmp_path / "linked.nq")
    assert merged == {
        "conflict/Second_Varnish_War": "conflict/2nd_Varnish_War",
        UNION: "group/Varn",
        UNION.replace("Siege_of", "Raid_on"): "group/Varn",
    }
    link(tmp_path, plain, "apart.nq", "--no-merge")
    assert replaced(tmp_path / "apart.nq") == {}
    assert run("merge", str(tmp_path / "linked.nq"), "--undo", "-o", str(tmp_path / "undone.nq")).exit_code == 0
    assert (tmp_path / "undone.nq").read_bytes() == (tmp_path / "apart.nq").read_bytes()
    graphs = (f"<{BASE}graph/links> .", f"<{BASE}graph/wikidata> .")
    own = [line for line in (tmp_path / "undone.nq").read_text(encoding="utf-8").splitlines() if not line.endswith(graphs)]
    assert own == sorted(set((tmp_path / "plain.nq").read_text(encoding="utf-8").splitlines()))
    link(tmp_path, str(tmp_path / "linked.nq"), "again.nq")
    assert (tmp_path / "again.nq").read_bytes() == (tmp_path / "linked.nq").read_bytes()
    assert run("validate", str(tmp_path / "linked.nq")).exit_code == 0


def test_redirects_are_followed_before_linking(tmp_path: Path) -> None:
    wiki, table, _ = write_wiki(tmp_path)
    run("build", wiki, "-o", str(tmp_path / "plain.nq"))
    link(tmp_path, str(tmp_path / "plain.nq"), "linked.nq")
    result = run("merge", str(tmp_path / "linked.nq"), "--redirects", table, "-o", str(tmp_path / "x.nq"))
    assert result.exit_code == 3
    assert "follow redirects first, then link" in result.output
    run("merge", str(tmp_path / "plain.nq"), "--redirects", table, "-o", str(tmp_path / "merged.nq"), "-q")
    link(tmp_path, str(tmp_path / "merged.nq"), "both.nq")
    assert replaced(tmp_path / "both.nq") == MOVED | {UNION: "group/Varn", UNION.replace("Siege_of", "Raid_on"): "group/Varn"}


def test_a_review_keeps_or_takes_back_what_was_made_one(tmp_path: Path) -> None:
    wiki, _, _ = write_wiki(tmp_path)
    plain = str(tmp_path / "plain.nq")
    run("build", wiki, "-o", plain)
    link(tmp_path, plain, "linked.nq")
    rows = read_rows((tmp_path / "d.tsv").read_text(encoding="utf-8"))
    verdicts = {f"ck_data:{UNION}": {"reviewer_label": "Ada", "predicate_modifier": "Not"}, "ck_data:group/Varn": {"reviewer_label": "Ada"}}
    rows = tuple(row.replace(**verdicts.get(row["subject_id"], {})) if row["object_id"] == "wikidata:Q2" else row for row in rows)
    (tmp_path / "d.tsv").write_text(write_rows(rows, BASE), encoding="utf-8")
    link(tmp_path, str(tmp_path / "linked.nq"), "linked.nq")
    assert UNION not in replaced(tmp_path / "linked.nq")
    triples = read_graph(tmp_path / "linked.nq")
    assert {t.subject.removeprefix(BASE) for t in triples if t.predicate == OWL.term("sameAs")} == {"group/Varn"}
    assert {t.subject.removeprefix(BASE) for t in triples if t.predicate == SKOS.term("exactMatch")} == {
        "group/Varn", "conflict/2nd_Varnish_War", "person/Ada_Storm", "person/Otto_Rein",
    }  # fmt: skip


def test_explain_tells_how_the_article_writes_a_name(tmp_path: Path) -> None:
    wiki, table, _ = write_wiki(tmp_path)
    run("build", wiki, "-o", str(tmp_path / "x.nq"), "--redirects", table)
    lines = run("explain", str(tmp_path / "x.nq"), f"{BASE}conflict/2nd_Varnish_War").output.splitlines()
    assert "  stated, read by part-of; written as Second Varnish War" in lines
    assert "  inferred by redirect, read by link; written as Second Varnish War" in lines


def test_facts_are_told_once_under_one_name(tmp_path: Path) -> None:
    wiki, table, _ = write_wiki(tmp_path)
    run("build", wiki, "-o", str(tmp_path / "x.nq"), "--redirects", table)
    rows = [json.loads(line) for line in run("facts", str(tmp_path / "x.nq"), "--format", "jsonl").output.splitlines()]
    assert {row["value"] for row in rows if row["property"] == "partOf"} == {"2nd Varnish War", "Fen War"}
