"""The query editor: asks the engine, and shows its answer or what is wrong with the query."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from anyio import from_thread
from starlette.requests import Request
from starlette.responses import Response

from kg.pages.answer import Answer, read_answer
from kg.pages.query import Trouble, query_page, trouble_of
from kg.query.errors import QueryError
from kg.query.formats import GRAPHS, TABLES
from kg.query.run import Question
from kg.serve.engine.engine import BusyError, Whole
from kg.serve.engine.plan import RefusedError, Wanted
from kg.serve.pages.links import ServerLinks
from kg.serve.pages.respond import respond
from kg.store.store import Store, StoreError

_JSON, _TURTLE = "application/sparql-results+json", "text/turtle"
_WANTED = Wanted(f"{_JSON}, {_TURTLE}")
_MOST_BYTES = 16 << 20
_LONGEST = 60_000


def show_query(request: Request, store: Store) -> Response:
    """The page; the query in ``?query=`` is run."""
    asked = request.query_params.get("query", "")
    answer, trouble = _run(request, asked) if asked.strip() else (None, None)
    return respond(request, query_page(asked, answer, trouble, _downloads(request, asked, answer) if answer else ()))


def _run(request: Request, text: str) -> tuple[Answer | None, Trouble | None]:
    """The answer, or the reason why there is none."""
    most = min(_LONGEST, request.app.state.settings.limits.query)
    if len(text.encode()) > most:
        return None, Trouble(f"The query has more than {most:,} bytes, too many for this page.")
    try:
        whole: Whole = from_thread.run(request.app.state.engine.ask, Question(text), _WANTED)
    except QueryError as error:
        return None, trouble_of(text, error)
    except RefusedError as error:
        return None, Trouble(error.words)
    except (BusyError, StoreError) as error:
        words = str(error)
        return None, Trouble(f"{words[:1].upper()}{words[1:]}.")
    if whole.file is not None:
        with whole.file as file:
            data = file.read(_MOST_BYTES + 1)
    else:
        data = whole.data
    if len(data) > _MOST_BYTES:
        return None, Trouble(f"The answer has {whole.size:,} bytes, too much for a page: download it, or add a LIMIT.")
    links = ServerLinks(request.app.state.settings)
    return (Answer(graph=data.decode()) if whole.media_type == _TURTLE else read_answer(json.loads(data), links)), None


def _downloads(request: Request, text: str, answer: Answer) -> tuple[tuple[str, str], ...]:
    """Formats for download, with their URLs."""
    root = request.app.state.settings.root
    formats = TABLES if answer.columns or answer.verdict is not None else GRAPHS
    return tuple((name, f"{root}/sparql?{urlencode({'query': text, 'format': name})}") for name in formats)
