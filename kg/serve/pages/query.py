"""The query editor: asks the engine, and shows its answer or what is wrong with the query."""

from __future__ import annotations

import io
import json
from importlib.util import find_spec
from urllib.parse import urlencode

from anyio import from_thread
from starlette.requests import Request
from starlette.responses import Response

from kg.pages.answer import Answer, read_answer
from kg.pages.query import Asked, Trouble, query_page, trouble_of
from kg.query.errors import QueryError
from kg.query.formats import GRAPHS, TABLES
from kg.query.hints import hints
from kg.query.run import Question
from kg.query.scan import scan_query
from kg.rdf.ntriples import to_text
from kg.rdf.terms import IRI, RDFS, Literal
from kg.serve.answer import HTTPError, answer
from kg.serve.engine.engine import BusyError, Whole
from kg.serve.engine.plan import RefusedError, Wanted
from kg.serve.pages.links import ServerLinks
from kg.serve.pages.respond import respond
from kg.serve.protocol import failure_of
from kg.store.store import Store, StoreError

_JSON, _TURTLE = "application/sparql-results+json", "text/turtle"
_WANTED = Wanted(f"{_JSON}, {_TURTLE}")
_MOST_BYTES = 16 << 20
_LONGEST = 60_000
_TSV = "tsv"
_MOST_FOR_PARQUET = 64 << 20
_LABEL = RDFS.term("label")
HAS_PARQUET = find_spec("pyarrow") is not None


def show_query(request: Request, store: Store) -> Response:
    """The page; the query in ``?query=`` is run."""
    text = request.query_params.get("query", "")
    return respond(request, query_page(text, _run(request, text, store) if text.strip() else Asked()))


def send_parquet(request: Request, store: Store) -> Response:
    """The whole answer to the query in ``?query=`` as a Parquet file."""
    from kg.query.parquet import write_parquet

    if not HAS_PARQUET:
        raise HTTPError(404, "This server makes no Parquet files.")
    text = request.query_params.get("query", "")
    try:
        whole = _ask(request, text, _TSV)
    except (QueryError, RefusedError, BusyError) as error:
        raise failure_of(error) from error
    if scan_query(text).form != "SELECT":
        raise HTTPError(400, "Only the answer to a SELECT is a table.")
    if whole.size > _MOST_FOR_PARQUET:
        raise HTTPError(413, f"The answer has {whole.size:,} bytes, too many for a Parquet file made here: take it as CSV.")
    made = io.BytesIO()
    write_parquet(_read(whole, whole.size), made)
    headers = {"Content-Disposition": 'attachment; filename="results.parquet"'}
    return answer(request, made.getvalue(), "application/vnd.apache.parquet", headers=headers)


def _ask(request: Request, text: str, form: str = "") -> Whole:
    """The answer in a format of tables, or in those that the page shows."""
    most = min(_LONGEST, request.app.state.settings.limits.query)
    if len(text.encode()) > most:
        raise RefusedError(413, f"The query has more than {most:,} bytes, too many for this page.")
    whole: Whole = from_thread.run(request.app.state.engine.ask, Question(text), Wanted(None, form) if form else _WANTED)
    return whole


def _run(request: Request, text: str, store: Store) -> Asked:
    """The answer, or the reason why there is none."""
    try:
        whole = _ask(request, text)
    except QueryError as error:
        return Asked(trouble=trouble_of(text, error))
    except RefusedError as error:
        return Asked(trouble=Trouble(error.words))
    except (BusyError, StoreError) as error:
        words = str(error)
        return Asked(trouble=Trouble(f"{words[:1].upper()}{words[1:]}."))
    downloads = _downloads(request, text, whole.media_type)
    data = _read(whole, _MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        return Asked(trouble=Trouble(f"The answer has {whole.size:,} bytes, too much for a page: download it, or add a LIMIT."), downloads=downloads)
    if whole.media_type == _TURTLE:
        return Asked(Answer(graph=data.decode()), downloads=downloads)
    found = read_answer(json.loads(data), ServerLinks(request.app.state.settings), lambda iri: _find_name(store, iri))
    return Asked(found, downloads=downloads, hints=hints(text, lambda iri: _is_used(store, iri)) if found.columns and not found.total else ())


def _read(whole: Whole, most: int) -> bytes:
    """An answer up to a size."""
    if whole.file is None:
        return whole.data
    with whole.file as file:
        return file.read(most)


def _find_name(store: Store, iri: str) -> str:
    """The name of a thing, as its page has it; "" where the store tells none."""
    names = (t.object for t in store.about([IRI(iri)]) if t.predicate == _LABEL)
    return min((name.value for name in names if isinstance(name, Literal)), default="")


def _is_used(store: Store, iri: str) -> bool:
    try:
        term = to_text(IRI(iri))
    except ValueError:
        return False
    asked = f"SELECT ?a {{ {{ ?a {term} ?b }} UNION {{ ?a ?b {term} }} UNION {{ {term} ?a ?b }} }} LIMIT 1"
    return bool(store.select(asked).rows)


def _downloads(request: Request, text: str, media_type: str) -> tuple[tuple[str, str], ...]:
    """Formats for download, with their URLs: first CSV and Parquet for what is a table."""
    root = request.app.state.settings.root
    formats = GRAPHS if media_type == _TURTLE else TABLES
    found = {name: f"{root}/sparql?{urlencode({'query': text, 'format': name})}" for name in formats}
    if formats is TABLES:
        found = {"csv": found["csv"]} | ({"parquet": f"{root}/query.parquet?{urlencode({'query': text})}"} if HAS_PARQUET else {}) | found
    return tuple(found.items())
