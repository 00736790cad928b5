"""All checks in one table, and how they are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.publish.release import MANIFEST
from kg.publish.verify.check import ArticleCheck, Check, Findings, Result
from kg.publish.verify.checks import articles, catalogue, changes, data, dumps, files, layout, links, metadata, queries, quotes, site
from kg.publish.verify.checks.tables import database, listing, rows, together
from kg.publish.verify.failure import BrokenError, Failure, Gap
from kg.publish.verify.graphs import ArticleParts, Parted, is_article
from kg.publish.verify.opened import Opened, Options
from kg.publish.verify.opening import PreviousError, open_release
from kg.read.error import place_of_defect

READABLE = ArticleCheck("article-files-read", "Each article's files can be read, without blank nodes.", articles.check_readable)
MANIFEST_CHECK = "manifest"
CHECKS: tuple[Check | ArticleCheck, ...] = (
    Check(MANIFEST_CHECK, "The manifest is well formed.", files.check_manifest),
    Check("opening", "The release can be opened whole: its archive or server gives nothing unsafe, and leaves nothing out.", files.check_opening),
    Check("paths", "No path leads out of the release, by name or by link.", files.check_paths),
    Check("files", "Each file that is listed is there, with its size and sha256.", files.check_files),
    Check("unlisted", "There is no file that is not listed.", files.check_unlisted),
    Check("checksums", "SHA256SUMS agrees with the manifest.", files.check_checksums),
    Check("layout", "All parts of a release are there, and nothing else.", layout.check_layout),
    Check("dumps", "The N-Quads are canonical; their counts and RDFC-1.0 hashes are those of the manifest.", dumps.check_dumps),
    Check("graph-counts", "Other graph files have as many statements as the manifest says.", dumps.check_size),
    Check("row-counts", "Tables, answers and lists have as many rows as the manifest says.", data.check_rows),
    Check("counts", "The manifest counts articles, conflicts, claims, facts and triples as the data do.", data.check_counts),
    Check("ontology", "Ontology, shapes, context and frame are those of their version.", data.check_ontology),
    Check("licences", "Each layer and file is under the licence that its graphs state; nothing but links is under CC0.", data.check_licences),
    READABLE,
    ArticleCheck("article-files", "TriG, and each article's Turtle and JSON-LD, have the triples of the full layer.", articles.check_article_files),
    ArticleCheck("facts", "Each fact of the facts layer follows from the full one, and none is left out.", articles.check_facts),
    ArticleCheck("shapes", "Each article's graph conforms to the shapes.", articles.check_shapes),
    ArticleCheck("iris", "What articles tell of has IRIs under the base of the release.", articles.check_iris),
    ArticleCheck("attribution", "Each article has a licence and names whom to attribute.", articles.check_attribution),
    ArticleCheck("article-list", "The list of articles tells of each what its graph tells.", listing.check_article),
    ArticleCheck("quote-places", "Each quote is as long as its place, and stands in its passage.", quotes.check_places),
    ArticleCheck("quotes", "Each quote stands in its article at its place.", quotes.check_sources),
    Check("article-count", "The list of articles has no others.", listing.check_list),
    Check("tables", "Each table has the rows that the data give, as CSV and as Parquet.", rows.check_rows),
    Check("database", "The SQLite file is sound, its foreign keys hold, and it has the rows that the data give.", database.check_database),
    Check("points", "The map (GeoJSON) has what has a point in the data, where it is.", together.check_points),
    Check("tables-together", "The metadata of all tables and the script that loads them are as the program makes them.", together.check_together),
    Check("dictionaries", "Each data dictionary has the columns and the licence of its table.", rows.check_dictionaries),
    Check("queries", "Each query gives the answer that is in its file.", queries.check_queries),
    Check("query-list", "The list of queries has each with its text.", queries.check_list),
    Check("void", "VoID counts what is in the data, with its licences.", catalogue.check_void),
    Check("dcat", "DCAT lists the dumps and tables, with their sizes, checksums and licences.", catalogue.check_dcat),
    Check("addresses", "Each file of the release that descriptions in RDF name is there.", catalogue.check_addresses),
    Check("json", "Each JSON file can be read.", metadata.check_json),
    Check("json-ld", "What RO-Crate, Croissant and the landing page tell of files is so.", metadata.check_json_ld),
    Check("crate", "All parts of the RO-Crate are there, and it has the licence of the whole.", metadata.check_crate),
    Check("citation", "CITATION.cff, DataCite and Zenodo give title, version, date and licence of the manifest.", metadata.check_citation),
    Check("site", "Each link within the site leads somewhere, and no page loads anything from elsewhere.", site.check_site),
    Check("changes", "What is said to have changed is the difference from the release before.", changes.check_changes),
    Check("links", "Each link has its decision, and each decision its link.", links.check_links),
    Check("merges", "Each merge is recorded and can be taken back.", links.check_merges),
)  # fmt: skip


def verify(place: str, options: Options, names: Iterable[str] = ()) -> Iterator[Result]:
    """Check a release (folder, archive or address); results come as they are found. OpenError where none can be read there.

    ``names`` are the checks to run; all without any.
    """
    checks = [check for check in CHECKS if check.name in names] if names else list(CHECKS)
    try:
        with open_release(place, options) as opened:
            yield from verify_opened(opened, checks)
    except BrokenError as error:
        for check in checks:
            findings = Findings()
            findings.add(error.failure if check.name == MANIFEST_CHECK else Gap("the manifest cannot be read"))
            yield findings.result(check)


def verify_opened(opened: Opened, checks: Sequence[Check | ArticleCheck]) -> Iterator[Result]:
    """Run checks, one after the other."""
    of_articles: dict[str, Findings] | None = None
    for check in checks:
        if isinstance(check, ArticleCheck):
            of_articles = of_articles or _look_at_articles(opened, [each for each in checks if isinstance(each, ArticleCheck)])
            yield of_articles[check.name].result(check)
        else:
            yield _run(check, opened).result(check)


def _run(check: Check, opened: Opened) -> Findings:
    findings = Findings()
    try:
        for found in check.run(opened):
            findings.add(found)
    except BrokenError as error:
        findings.add(error.failure)
    except PreviousError:
        raise  # Whoever named it wants it checked: it is no gap of the release.
    except Exception as error:
        findings.add(_defect(error))
    return findings


def _defect(error: Exception) -> Failure:
    """What nobody foresaw in a release that is made to mislead is no reason to let it pass, or to leave the other checks out."""
    return Failure(MANIFEST, f"a defect of conflict-kg kept this from being checked: {place_of_defect(error)}")


def _look_at_articles(opened: Opened, checks: Sequence[ArticleCheck]) -> dict[str, Findings]:
    """What all checks of articles find, in one pass; where the data cannot be read, nothing more is checked."""
    findings = {check.name: Findings() for check in (READABLE, *checks)}
    try:
        with TemporaryDirectory(dir=opened.work) as folder:
            parted = Parted(opened, Path(folder))
            for failure in parted.unread:
                findings[READABLE.name].add(failure)
            for parts in parted.graphs():
                if is_article(parts.name):
                    _look_at(opened, parts, checks, findings)
    except BrokenError as error:
        findings[READABLE.name].add(error.failure)
        for check in checks:
            findings[check.name].add(Gap(str(error.failure)))
    return findings


def _look_at(opened: Opened, parts: ArticleParts, checks: Sequence[ArticleCheck], findings: dict[str, Findings]) -> None:
    for check in checks:
        try:
            for found in check.run(opened, parts):
                findings[check.name].add(found)
        except BrokenError as error:
            findings[check.name].add(error.failure)
        except Exception as error:
            findings[check.name].add(_defect(error))
