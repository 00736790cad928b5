"""A forger alters descriptions, queries, answers and pages and makes all hashes fit: the data and the files tell."""

from __future__ import annotations

import pytest
from damages import CC0, Damage, expect, less, lines, more, removed, sub, written
from forging import Forgery, Made

VOID, DCAT, CRATE, CROISSANT = "metadata/void.ttl", "metadata/dcat.ttl", "ro-crate-metadata.json", "croissant.json"
CITATION, ZENODO, DATACITE = "CITATION.cff", ".zenodo.json", "datacite.json"
COMMANDERS, ELSEWHERE = "answers/commanders.csv", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
ZELL_PAGE = "site/conflict/Siege_of_Zell.html"
NONE, LIST = "0" * 64, "queries/queries.ttl"
MOVED = r'(?s)tables/sides\.csv"(.*?)tables/sides\.csv"', r'tables/x.csv"\1tables/x.csv"'
DAMAGES = (
    sub("licence of DCAT swapped", "dcat", "licence", DCAT, "(dct:license) <[^>]*>", rf"\1 <{CC0}>"),
    sub("licence of VoID swapped", "void", "licence", VOID, "(dct:license) <[^>]*>", rf"\1 <{CC0}>"),
    sub("licence of the citation swapped", "citation", "licence", CITATION, "license: .*", 'license: "CC0-1.0"'),
    sub("licence of the deposit swapped", "citation", "licence", ZENODO, '"cc-by-sa-4.0"', '"cc-zero"'),
    sub("licence of DataCite removed", "citation", "licence", DATACITE, "rightsUri", "rightsURI"),
    sub("licence of RO-Crate removed", "crate", "licence", CRATE, '"license"', '"licence"'),
    sub("wrong count in VoID", "void", "triples", VOID, "void:triples [0-9]+", "void:triples 1"),
    sub("wrong class in VoID", "void", "classPartition", VOID, "void:class [a-z]+:[A-Za-z]+", "void:class ck:Spaceship"),
    sub("wrong property in VoID", "void", "propertyPartition", VOID, "void:property [a-z]+:[A-Za-z]+", "void:property ck:fears"),
    sub("dump of VoID that is not there", "void", "not there", VOID, r"(void:dataDump <[^>]*)/", r"\1/x-"),
    sub("wrong size in DCAT", "dcat", "bytes", DCAT, '(dcat:byteSize) "?[0-9]+', r'\1 "1'),
    sub("wrong checksum in DCAT", "dcat", "checksum", DCAT, '(checksumValue) "[0-9a-f]+', rf'\1 "{NONE}'),
    sub("download of DCAT that is not there", "dcat", "not there", DCAT, r"(dcat:downloadURL <[^>]*)/", r"\1/x-"),
    sub("wrong hash in RO-Crate", "json-ld", "sha256", CRATE, '"sha256": "[0-9a-f]+', f'"sha256": "{NONE}'),
    sub("part of RO-Crate that is not there", "crate", "not there", CRATE, r"tables/sides\.csv", "tables/more.csv"),
    sub("wrong size in Croissant", "json-ld", "size", CROISSANT, '"[0-9]+ B"', '"1 B"'),
    sub("file of Croissant that is not there", "json-ld", "not there", CROISSANT, *MOVED),
    sub("another version in the citation", "citation", "version", CITATION, '"2.0.0"', '"3.0.0"'),
    sub("another title at DataCite", "citation", "title", "datacite.json", r'("titles": \[\s*\{\s*"title": ")', r"\1Other "),
    sub("another date of the deposit", "citation", "publication_date", ZENODO, '"2026-11-29"', '"2025-11-29"'),
    sub("landing page that is not there", "addresses", "not there", DCAT, r"index\.html", "home.html"),
    lines("service description that is none", "addresses", "", "metadata/service.ttl", lambda given: [*given, "<"]),
    removed("page of the site left out", "site", "no such file", "site/group/Varn.html", named=ZELL_PAGE),
    sub("script of a page from elsewhere", "site", "elsewhere", ZELL_PAGE, "<script", '<script src="https://example.org/x.js"></script><script'),
    sub("link of the landing page altered", "site", "no such file", "index.html", 'href="site/', 'href="sight/'),
    sub("hash in the landing page altered", "json-ld", "sha256", "index.html", '"sha256": *"[0-9a-f]+', f'"sha256": "{NONE}'),
    sub("JSON that is none", "json", "no JSON", DATACITE, r"\}\s*\Z", ""),
    sub("answer altered", "queries", "gives", COMMANDERS, "Ada Storm", "Eda Storm"),
    lines("row of an answer left out", "queries", "gives", "answers/belligerents.csv", less),
    lines("row of an answer added", "queries", "gives", COMMANDERS, more),
    removed("answer left out", "queries", "not there", "answers/units.csv"),
    sub("query altered", "queries", "gives", "queries/commanders.rq", "ck:commander", "ck:supporter", named=COMMANDERS),
    removed("query left out", "queries", "no query", "queries/commanders.rq", named=COMMANDERS),
    written("query that is none", "queries", "no answer", "queries/units.rq", "SELECT"),
    written("query that asks elsewhere", "queries", "no answer", "queries/units.rq", ELSEWHERE),
    written("answer to nothing", "queries", "no query", "answers/more.csv", "a\n"),
    lines("query otherwise than in the list", "query-list", "otherwise", "queries/units.rq", lambda given: [*given, "\n"], named=LIST),
    removed("list of queries left out", "query-list", "not there", LIST),
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.name for damage in DAMAGES])
def test_a_damage_is_found_and_its_file_is_named(damage: Damage, forgery: Forgery, made: Made) -> None:
    expect(damage, forgery, made)
