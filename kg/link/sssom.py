"""Decisions as an SSSOM table (https://w3id.org/sssom/) and back: one row for each link, candidate and abstention. Pure.

A human reviews by filling in ``reviewer_label`` (or ``reviewer_id``): the row is then accepted, or, with ``Not`` in ``predicate_modifier``,
rejected. Reviewed rows are kept for ever, word for word.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from kg.link.decide import Decision, Match
from kg.link.versions import Versions
from kg.patterns import lazy_pattern
from kg.rdf.terms import IRI, Literal, Namespace
from kg.values import dataclass

NO_TERM = "sssom:NoTermFound"
MANUAL = "semapv:ManualMappingCuration"
_JUSTIFICATIONS = {
    "title": "semapv:BackgroundKnowledgeBasedMatching",
    "page": "semapv:BackgroundKnowledgeBasedMatching",
    "name": "semapv:LexicalMatching",
    "renamed": "semapv:LogicalReasoning",
}
_WHY = {
    "title": "the article links to the page {name}, which is about this item",
    "page": "the article's own page names this item",
    "name": "called {name}; {features}",
    "renamed": "renamed to or from {name}, which is linked",
}
COLUMNS = (
    "subject_id", "subject_label", "subject_category", "predicate_id", "predicate_modifier", "object_id", "object_label", "mapping_justification",
    "author_label", "reviewer_id", "reviewer_label", "confidence", "subject_source_version", "object_source_version", "mapping_tool",
    "mapping_tool_version", "mapping_date", "match_string", "comment", "other",
)  # fmt: skip
_PREFIXES = (
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("semapv", "https://w3id.org/semapv/vocab/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("sssom", "https://w3id.org/sssom/"),
    ("wikidata", "http://www.wikidata.org/entity/"),
)
_SAFE = "!$&'()*+,;=:@/?#%-._~"
_SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
# Up to 18 digits, which is what an index holds as a number.
_ITEM = lazy_pattern(r"(?:\A|[:/])Q([0-9]{1,18})\Z")
_SHOWN = 60
UNKNOWN = Versions()
_DECIMAL = lazy_pattern(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


class SssomError(ValueError):
    """A table of decisions that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table by its columns; cells that are not told are empty."""

    cells: tuple[tuple[str, str], ...]

    def __getitem__(self, column: str) -> str:
        return dict(self.cells).get(column, "")

    @property
    def reviewed(self) -> bool:
        """Whether a human has decided."""
        return bool(self["reviewer_label"] or self["reviewer_id"])

    @property
    def rejected(self) -> bool:
        """Whether the row says that the two are not the same."""
        return self["predicate_modifier"].strip().casefold() == "not"

    @property
    def qid(self) -> int | None:
        """The item; None for an abstention."""
        found = _ITEM.search(self["object_id"])
        return int(found[1]) if found else None

    def replace(self, **cells: str) -> Row:
        """The row with some cells changed."""
        return Row(tuple({**dict(self.cells), **cells}.items()))


def to_uri(iri: str) -> str:
    """An IRI as a URI (RFC 3987, section 3.1), which is what SSSOM takes."""
    return quote(iri, safe=_SAFE)


def make_rows(decisions: Iterable[Decision], base: str, version: str, sources: Versions = UNKNOWN) -> Iterator[Row]:
    """The rows of decisions that no human has made."""
    for decision in decisions:
        common = {
            "subject_id": shorten(decision.entity.iri, base),
            "subject_label": " ".join(decision.entity.names[0].split()),
            "subject_category": decision.entity.kind,
            "predicate_id": "skos:exactMatch",
            "author_label": "conflict-kg",
            "mapping_tool": "conflict-kg",
            "mapping_tool_version": version,
            "subject_source_version": sources.subject_source,
            "object_source_version": sources.object_source,
            "mapping_date": sources.date,
        }
        for match in decision.matches:
            yield Row(tuple({**common, **_match_cells(match), "other": "" if match.accepted else f"candidate: {decision.reason}"}.items()))
        if not decision.matches:
            nothing = {"object_id": NO_TERM, "mapping_justification": _JUSTIFICATIONS["name"], "comment": f"no link: {decision.reason}"}
            yield Row(tuple({**common, **nothing}.items()))


def _match_cells(match: Match) -> dict[str, str]:
    features = ", ".join(f"{name} {value:g}" for name, value in match.features)
    return {
        "predicate_id": "skos:exactMatch" if match.accepted else "skos:closeMatch",
        "object_id": f"wikidata:Q{match.item.qid}",
        "object_label": " ".join((match.item.label or match.item.title).split()),
        "mapping_justification": _JUSTIFICATIONS[match.method],
        "confidence": f"{match.score:g}",
        "match_string": " ".join(match.name.split()),
        "comment": _WHY[match.method].format(name=" ".join(match.name.split()), features=features),
    }


def shorten(iri: str, base: str) -> str:
    """The CURIE of one of our IRIs, the URI where it stands under another base."""
    uri, start = to_uri(iri), to_uri(base)
    return f"ck_data:{uri[len(start) :]}" if uri.startswith(start) and len(uri) > len(start) else uri


def merge_reviews(rows: Iterable[Row], reviewed: Iterable[Row]) -> tuple[Row, ...]:
    """Put what humans decided in the place of what was computed, sorted.

    An accepted row stands for all others of its entity; a rejected one for that pair, and an entity left with nothing abstains.
    """
    reviews = {(row["subject_id"], row["object_id"]): row for row in reviewed if row.reviewed}
    settled = {subject for (subject, _), row in reviews.items() if not row.rejected}
    kept = [row for row in rows if row["subject_id"] not in settled and (row["subject_id"], row["object_id"]) not in reviews]
    return tuple(sorted((*kept, *reviews.values()), key=lambda row: (row["subject_id"], -_number(row["confidence"]), row["object_id"])))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def write_rows(rows: Iterable[Row], base: str) -> str:
    """The table as text: its metadata in comments, then a line for each row; the same rows give the same text."""
    rows = tuple(rows)
    used = [*COLUMNS, *sorted({column for row in rows for column, _ in row.cells} - set(COLUMNS))]
    buffer = io.StringIO()
    buffer.write("#curie_map:\n")
    for prefix, namespace in sorted((("ck_data", to_uri(base)), *_PREFIXES)):
        buffer.write(f"#  {prefix}: {namespace}\n")
    buffer.write("#license: https://creativecommons.org/publicdomain/zero/1.0/\n")
    buffer.write(f"#mapping_set_id: {to_uri(base)}graph/links\n")
    buffer.write("#mapping_set_title: Links to Wikidata\n")
    buffer.write("#object_source: wikidata:Q2013\n")
    buffer.write(f"#subject_source: {to_uri(base)}\n")
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(used)
    for row in rows:
        cells = dict(row.cells)
        writer.writerow([cells.get(column, "") for column in used])
    return buffer.getvalue()


def read_rows(text: str, name: str = "-") -> tuple[Row, ...]:
    """The rows of a table, as our writer or a table editor wrote it; SssomError with its line where a column is missing or a cell cannot be read."""
    lines = [(n, f"{line}\n") for n, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1) if not line.startswith(("#", '"#'))]
    reader = csv.DictReader((line for _, line in lines), delimiter="\t")
    rows = []
    try:
        missing = {"subject_id", "object_id"} - set(reader.fieldnames or ())
        if missing:
            raise SssomError(f"{name}: no column {', '.join(sorted(missing))}; a table of decisions is separated by tabs")
        for cells in reader:
            row = Row(tuple((column, cell or "") for column, cell in cells.items() if column is not None and isinstance(cell, str | None)))
            _check_row(row)
            rows.append(row)
    except SssomError:
        raise
    except (csv.Error, ValueError) as error:
        raise SssomError(f"{name}: line {lines[max(reader.reader.line_num, 1) - 1][0]}: {error}") from error
    return tuple(rows)


def _check_row(row: Row) -> None:
    """ValueError for what cannot be written into a graph."""
    if row["confidence"] and not _DECIMAL.fullmatch(row["confidence"]):
        raise ValueError(f"confidence is a decimal number such as 0.9, not {row['confidence'][:_SHOWN]!r}")
    _SEMAPV.term(row["mapping_justification"].removeprefix("semapv:"))
    for _, cell in row.cells:
        Literal(cell)


def linked_items(rows: Iterable[Row], iris: Mapping[str, IRI], base: str) -> Iterator[tuple[IRI, int, Row]]:
    """The entities and items that rows link; ``iris`` are our entities by URI. Candidates, rejections and abstentions link nothing."""
    for row in rows:
        subject = row["subject_id"]
        uri = to_uri(base) + subject.removeprefix("ck_data:") if subject.startswith("ck_data:") else subject
        accepted = row.reviewed or row["predicate_id"] == "skos:exactMatch"
        if uri in iris and row.qid is not None and accepted and not row.rejected:
            yield iris[uri], row.qid, row
