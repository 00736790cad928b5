"""Citations of an invented article, its facts and a dataset."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.citation.citation import Citation, cite_article, cite_dataset, cite_fact, permanent_address
from kg.citation.formats import WRITERS, name_licence
from kg.cli import main
from kg.graph.facts import GraphIndex
from kg.rdf.terms import CK
from kg.tables.claims import ClaimIndex

ARTICLE = Path(__file__).resolve().parents[1] / "data" / "tables" / "battle-of-marn.wiki"
ADDRESS = "https://en.wikipedia.org/wiki/Battle_of_Marn"
OLD = "https://en.wikipedia.org/w/index.php?title=Battle_of_Marn&oldid=4711"
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
TOLD = ("--title", "Battle of Marn", "--url", ADDRESS, "--revision", "4711", "--retrieved", "2026-11-01", "--licence", LICENCE)
WIKIPEDIA = "Wikipedia contributors"
WHOLE = Citation(
    "x:a", "article", (WIKIPEDIA,), "Battle of Marn & {more}", "Wikipedia", "2026-10-02", "2026-11-01", OLD, "4711", LICENCE, "en",
)  # fmt: skip
# Of an article whose source tells no address, as a page of the dataset cites a fact of it.
RECORD = Citation(
    "x:c", "fact", (WIKIPEDIA,), "Battle of Marn", issued="2026-10-02", revision="4711", statement="It ended with ruin", quote="ruin", start=3, end=7,
    record="https://w3id.org/conflict-kg/claim/c", consulted="2026-11-30",
)  # fmt: skip
DATASET = Citation("x:d", "dataset", ("Ada Vey", WIKIPEDIA), "Ferries", issued="2026", licence=LICENCE)


@pytest.fixture(scope="module")
def graph() -> ClaimIndex:
    options = kg.ReadOptions(title="Battle of Marn", url=ADDRESS, revision="4711", retrieved="2026-11-01T10:00:00Z")
    [outcome] = kg.build(ARTICLE, check=False, options=options)
    assert isinstance(outcome, kg.Outcome)
    return ClaimIndex(GraphIndex(outcome.built.graph.triples))


def article_iri(graph: ClaimIndex) -> str:
    return str(graph.source_of(graph.claims[0].iri))


def test_an_article_is_cited_with_its_revision(graph: ClaimIndex) -> None:
    iri = article_iri(graph)
    licence = "https://creativecommons.org/licenses/by-sa/"
    assert cite_article(graph, iri) == Citation(
        iri, "article", (WIKIPEDIA,), "Battle of Marn", "Wikipedia", None, "2026-11-01", OLD, "4711", licence, "en"
    )


def test_a_fact_is_cited_with_its_words(graph: ClaimIndex) -> None:
    [claim] = [one for one in graph.claims if one.predicate == CK.term("losses") and one.best and one.best.words == "25 civilians killed"]
    found = cite_fact(graph, claim)
    assert found is not None
    text = ARTICLE.read_text(encoding="utf-8")
    assert (found.key, found.kind, found.statement, found.quote) == (
        claim.iri, "fact", "Battle of Marn, losses: 25 civilians killed", "25 civilians killed",
    )  # fmt: skip
    assert text[found.start : found.end] == found.quote
    assert found.address == OLD


def test_a_dataset_names_those_who_wrote_the_articles(graph: ClaimIndex) -> None:
    article = cite_article(graph, article_iri(graph))
    found = cite_dataset("Ferries", ["Ada Vey"], "https://example.org/ferries", [article, article], "2026")
    assert (found.authors, found.key, found.licence) == (("Ada Vey", WIKIPEDIA), "https://example.org/ferries", article.licence)


@pytest.mark.parametrize(
    ("address", "revision", "found"),
    [
        (ADDRESS, "4711", OLD), (ADDRESS, None, ADDRESS), (None, "4711", None), ("https://example.org/page", "4711", "https://example.org/page"),
        (ADDRESS, "latest", ADDRESS),
    ],
)  # fmt: skip
def test_the_address_of_a_revision(address: str | None, revision: str | None, found: str | None) -> None:
    assert permanent_address(address, revision) == found


@pytest.mark.parametrize(
    ("licence", "name"),
    [
        (LICENCE, "CC BY-SA 4.0"),
        ("https://creativecommons.org/licenses/by-sa/", "CC BY-SA"),
        ("https://example.org/mine", "https://example.org/mine"),
    ],
)
def test_licences_have_short_names(licence: str, name: str) -> None:
    assert name_licence(licence) == name


@pytest.mark.parametrize(
    ("form", "citation", "written"),
    [
        (
            "text",
            WHOLE,
            f"Wikipedia contributors (2026). “Battle of Marn & {{more}}”, Wikipedia. Revision 4711, 2026-10-02. {OLD} (retrieved 2026-11-01). "
            "Licence: CC BY-SA 4.0.\n",
        ),
        ("text", DATASET, "Ada Vey, Wikipedia contributors (2026). “Ferries” [data set]. Licence: CC BY-SA 4.0.\n"),
        (
            "bibtex",
            WHOLE,
            "@misc{battle-of-marn-more-2026-4711,\n  author = {{Wikipedia contributors}},\n  title = {{Battle of Marn \\& \\{more\\}}},\n"
            f"  howpublished = {{Wikipedia}},\n  year = {{2026}},\n  month = {{10}},\n  url = {{{OLD}}},\n  urldate = {{2026-11-01}},\n"
            "  note = {Revision 4711. CC BY-SA 4.0},\n}\n",
        ),
        (
            "bibtex",
            DATASET,
            "@misc{ferries-2026,\n  author = {{Ada Vey} and {Wikipedia contributors}},\n  title = {{Ferries}},\n  howpublished = {Data set},\n"
            "  year = {2026},\n  note = {CC BY-SA 4.0},\n}\n",
        ),
        (
            "text",
            RECORD,
            "It ended with ruin. “ruin” (characters 3–7). Wikipedia contributors (2026). “Battle of Marn”. Revision 4711, 2026-10-02. "
            "Data: Conflict KG, https://w3id.org/conflict-kg/claim/c (accessed 2026-11-30).\n",
        ),
        (
            "bibtex",
            RECORD,
            "@misc{battle-of-marn-2026-xc,\n  author = {{Wikipedia contributors}},\n  title = {{Battle of Marn}},\n  year = {2026},\n"
            "  month = {10},\n"
            "  url = {https://w3id.org/conflict-kg/claim/c},\n  urldate = {2026-11-30},\n  note = {Revision 4711. It ended with ruin: “ruin”, "
            "characters 3–7. Data: Conflict KG, https://w3id.org/conflict-kg/claim/c (accessed 2026-11-30)},\n}\n",
        ),
    ],
)
def test_forms(form: str, citation: Citation, written: str) -> None:
    assert "".join(WRITERS[form]([citation])) == written


def test_csl_json() -> None:
    [item] = json.loads("".join(WRITERS["csl"]([WHOLE])))
    assert item == {
        "id": "x:a", "type": "entry-encyclopedia", "author": [{"literal": WIKIPEDIA}], "title": "Battle of Marn & {more}",
        "container-title": "Wikipedia", "issued": {"date-parts": [[2026, 10, 2]]}, "accessed": {"date-parts": [[2026, 11, 1]]}, "URL": OLD,
        "version": "4711", "language": "en", "note": "Licence: CC BY-SA 4.0",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "retrieved", "url", "visited"),
    [
        (None, None, RECORD.record, "2026-11-30"), (OLD, "2026-11-01", OLD, "2026-11-01"), (OLD, None, OLD, "2026-11-30"),
        (None, "2026-11-01", RECORD.record, "2026-11-30"),
    ],
)  # fmt: skip
def test_the_one_address_is_that_of_the_article_or_else_of_the_record(address: str | None, retrieved: str | None, url: str, visited: str) -> None:
    [item] = json.loads("".join(WRITERS["csl"]([replace(RECORD, address=address, accessed=retrieved)])))
    assert (item["URL"], item["accessed"]) == (url, {"date-parts": [[int(part) for part in visited.split("-")]]})
    assert item["note"] == "Data: Conflict KG, https://w3id.org/conflict-kg/claim/c (accessed 2026-11-30)"


def kg_cite(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["cite", *map(str, arguments)])


def test_every_fact_of_a_conflict_is_cited() -> None:
    lines = kg_cite(ARTICLE, *TOLD, "--conflict", "battle of marn").stdout.splitlines()
    assert len(lines) > 20
    assert all(f"“Battle of Marn”, Wikipedia. Revision 4711. {OLD} (retrieved 2026-11-01). Licence: CC BY-SA 4.0." in line for line in lines)
    assert any(line.startswith("Battle of Marn, part of: Ferry War. “Ferry War” (characters 73–82). ") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "nothing to cite"),
        ((ARTICLE, "--dataset", "x", "--conflict", "y"), 2, "exclude each other"),
        ((ARTICLE, "--dataset", "x", "--issued", "soon"), 2, "no date such as 2026"),
        ((ARTICLE, "--dataset", "\udcff"), 2, "not UTF-8"),
        ((ARTICLE, "--creator", "x"), 2, "--dataset gives its title"),
        ((ARTICLE, "--claim", "x:none"), 1, "there is no claim x:none"),
        ((ARTICLE, "--conflict", "War of Nowhere"), 1, "no claim is about a conflict named 'War of Nowhere'"),
        (("none.ttl",), 3, "none.ttl"),
    ],
)
def test_what_is_wrong_is_named(arguments: tuple[str | Path, ...], code: int, words: str) -> None:
    result = kg_cite(*arguments)
    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr
