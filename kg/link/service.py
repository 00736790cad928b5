"""A client of reconciliation services (W3C Entity Reconciliation Community Group, API 0.2 and the draft of 1.0), with manners.

Queries go in batches, at most three at once, with a User-Agent that says who asks; what the service asks for with 429 or 503 and Retry-After is
obeyed. Answers are kept on disk at once, so that a broken run goes on where it ended, and ``offline`` lives on them alone.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import field
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from kg.link.index.lookup import Candidate, Item, Lookup
from kg.link.index.records import qid_number
from kg.link.names import normal_title
from kg.link.vocabulary import Kinds, load_vocabulary
from kg.values import dataclass
from kg.version import __version__

USER_AGENT = f"conflict-kg/{__version__} (https://w3id.org/conflict-kg/; linking of names)"
AT_ONCE = 3
_BATCH = 10
_LIMIT = 10
# After so many batches without an answer the service is left in peace.
_FAILURES = 3
_GREATEST_ANSWER = 32 << 20
_Query = tuple[str, str]


class ServiceError(Exception):
    """A service that gave no usable answer; the message says why."""


class CacheError(Exception):
    """A cache of answers that is damaged or cannot be written; the message names its file."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an answer, how often to ask again, and the longest wait that a service may ask for, in seconds."""

    timeout: float = 30.0
    tries: int = 3
    pause: float = 1.0
    longest: float = 120.0


@dataclass(slots=True)
class _Gate:
    """When the next request may go out: what one answer asks for holds for all."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    not_before: float = 0.0

    def wait(self) -> None:
        with self.lock:
            pause = self.not_before - time.monotonic()
        if pause > 0:
            time.sleep(pause)

    def close_for(self, seconds: float) -> None:
        with self.lock:
            self.not_before = max(self.not_before, time.monotonic() + seconds)


class AnswerCache:
    """Answers on disk by service and query; safe to break off at any time."""

    def __init__(self, path: str) -> None:
        self._path = path
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path)
        with self._guarded():
            self._db.execute("CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, body TEXT NOT NULL)")

    def get(self, *key: str) -> Any | None:
        """The answer, None where there is none yet. CacheError for a damaged file."""
        with self._guarded():
            row = self._db.execute("SELECT body FROM answer WHERE key = ?", (_digest(key),)).fetchone()
            return json.loads(row[0]) if row else None

    def put(self, answer: Any, *key: str) -> None:
        """Keep an answer. CacheError where it cannot be written."""
        with self._guarded(), self._db:
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (_digest(key), json.dumps(answer, sort_keys=True)))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
            raise CacheError(f"{self._path}: the cache cannot be used; remove it to begin anew: {error}") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _digest(key: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()


class Service:
    """A reconciliation service at an address; ``missing`` counts what it gave no answer to, ``problems`` says why."""

    def __init__(self, url: str, cache: AnswerCache, *, offline: bool = False, patience: Patience | None = None) -> None:
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise ServiceError(f"not the address of a service: {url}")
        self.url, self.cache, self.offline = url, cache, offline
        self.patience = patience or Patience()
        self.complete = False
        self.problems: list[str] = []
        self.missing: set[_Query] = set()
        self._answers: dict[_Query, list[dict[str, Any]]] = {}
        self._gate = _Gate()
        self._stop = threading.Event()

    def fetch(self, queries: Iterable[_Query]) -> None:
        """Get the answers to (name, kind) pairs, from the cache or the service; errors are noted, not raised."""
        wanted = []
        for query in dict.fromkeys(queries):
            known = self.cache.get(self.url, *query)
            if known is None:
                wanted.append(query)
            elif _is_answer(known):
                self._answers[query] = known
            else:
                raise CacheError(f"the cache has no answer of a service for {query[0]!r}; remove it to begin anew")
        if wanted and self.offline:
            self._note("offline: not asked", wanted)
        elif wanted:
            self._ask_all(wanted)

    def by_title(self, title: str) -> tuple[Item, ...]:
        """None: a service is asked for names only."""
        return ()

    def by_name(self, name: str, kind: str) -> tuple[Candidate, ...]:
        """As kg.link.index.lookup.Lookup, from the answers fetched before; the service's own certain match counts as the main bearer of the name."""
        found = []
        for answer in self._answers.get((name, kind), ()):
            qid = _qid(str(answer.get("id", "")))
            label = answer.get("name")
            if qid and isinstance(label, str) and label:
                title = normal_title(label) if answer.get("match") is True else ""
                found.append(Candidate(Item(qid, label, _kinds(answer), title), label))
        return tuple(found)

    def _ask_all(self, wanted: list[_Query]) -> None:
        try:
            draft = self._is_draft()
        except ServiceError as error:
            self._note(str(error), wanted)
            return
        batches = [wanted[at : at + _BATCH] for at in range(0, len(wanted), _BATCH)]
        failures = 0
        with ThreadPoolExecutor(AT_ONCE) as pool:
            asked = {pool.submit(self._ask, batch, draft): batch for batch in batches}
            for done in as_completed(asked):
                try:
                    answers = done.result()
                except ServiceError as error:
                    self._note(str(error), asked[done])
                    failures += 1
                    if failures == _FAILURES:
                        self._stop.set()
                    continue
                for query, answer in zip(asked[done], answers, strict=True):
                    self.cache.put(answer, self.url, *query)
                    self._answers[query] = answer

    def _note(self, problem: str, queries: Iterable[_Query]) -> None:
        self.missing.update(queries)
        if problem not in self.problems:
            self.problems.append(problem)

    def _is_draft(self) -> bool:
        """Whether the service speaks only the draft of 1.0, by its manifest."""
        manifest = self.cache.get(self.url, "manifest")
        if manifest is None:
            manifest = self._send(urllib.request.Request(self.url))
            if not isinstance(manifest, dict):
                raise ServiceError("its manifest is no object")
            self.cache.put(manifest, self.url, "manifest")
        versions = manifest.get("versions", ["0.1"]) if isinstance(manifest, dict) else None
        if not isinstance(versions, list):
            raise ServiceError("its manifest is not what the API says")
        versions = [str(version) for version in versions]
        return all(version.startswith("1") for version in versions)

    def _ask(self, batch: list[_Query], draft: bool) -> list[list[dict[str, Any]]]:
        if self._stop.is_set():
            raise ServiceError("not asked any more after several errors")
        answer = self._send(_draft_request(self.url, batch) if draft else _request(self.url, batch))
        try:
            lists = [part["candidates"] for part in answer["results"]] if draft else [answer[f"q{at}"]["result"] for at in range(len(batch))]
        except (KeyError, TypeError, IndexError) as error:
            raise ServiceError("its answer is not what the API says") from error
        if len(lists) != len(batch) or not all(map(_is_answer, lists)):
            raise ServiceError("its answer is not what the API says")
        return [[{key: c.get(key) for key in ("id", "name", "match", "type", "score")} for c in part] for part in lists]

    def _send(self, request: urllib.request.Request) -> Any:
        """Send a request, again after a while where that may help; ServiceError when patience ends."""
        request.add_header("User-Agent", USER_AGENT)
        request.add_header("Accept", "application/json")
        problem = ""
        for attempt in range(self.patience.tries):
            self._gate.wait()
            try:
                return self._receive(request)
            except urllib.error.HTTPError as error:
                problem = f"it answered {error.code}"
                wait = _retry_after(error.headers.get("Retry-After"))
                error.close()
                if error.code not in (408, 429, 500, 502, 503, 504):
                    break
                if wait is not None and wait > self.patience.longest:
                    problem += f" and asks for {wait:.0f} seconds of patience"
                    break
            except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
                problem, wait = _explain(error), None
            if attempt + 1 < self.patience.tries:
                self._gate.close_for(wait if wait is not None else self.patience.pause * 2**attempt)
        raise ServiceError(problem)

    def _receive(self, request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(request, timeout=self.patience.timeout) as response:
            body = response.read(_GREATEST_ANSWER)
            length = response.headers.get("Content-Length")
            if length and length.isdecimal() and int(length) > len(body):
                raise ValueError("half of its answer is missing")
        return json.loads(body)


def _explain(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        return "its answer is no JSON"
    if isinstance(error, http.client.IncompleteRead):
        return "half of its answer is missing"
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return "it took too long to answer"
    return f"it cannot be reached: {getattr(error, 'reason', error)}" if isinstance(error, OSError) else str(error)


def _request(url: str, batch: list[_Query]) -> urllib.request.Request:
    queries = {f"q{at}": {"query": name, "limit": _LIMIT, **_type(kind)} for at, (name, kind) in enumerate(batch)}
    return urllib.request.Request(url, urllib.parse.urlencode({"queries": json.dumps(queries, ensure_ascii=False)}).encode())


def _draft_request(url: str, batch: list[_Query]) -> urllib.request.Request:
    queries = [{"conditions": [{"matchType": "name", "propertyValue": name}], "limit": _LIMIT, **_type(kind)} for name, kind in batch]
    body = json.dumps({"queries": queries}, ensure_ascii=False).encode()
    return urllib.request.Request(url.rstrip("/") + "/match", body, {"Content-Type": "application/json"})


def _type(kind: str) -> dict[str, str]:
    """People are asked for as such; other kinds have too many classes to name one."""
    return {"type": "Q5"} if kind == "person" else {}


def _is_answer(candidates: object) -> bool:
    """Whether it is a list of objects: the candidates for a name."""
    return isinstance(candidates, list) and all(isinstance(each, dict) for each in candidates)


def _qid(text: str) -> int | None:
    try:
        return qid_number(text.rpartition("/")[2].rpartition(":")[2])
    except ValueError:
        return None


def _kinds(answer: dict[str, Any]) -> Kinds:
    classes, kinds = load_vocabulary().classes, Kinds.NONE
    types = answer.get("type")
    for told in types if isinstance(types, list) else ():
        name = told.get("id") if isinstance(told, dict) else told
        kinds |= classes.get(str(name), Kinds.NONE)
    return kinds


def _retry_after(text: str | None) -> float | None:
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Both:
    """Titles from an index, names from a service and the index."""

    index: Lookup
    service: Lookup

    @property
    def complete(self) -> bool:
        """Whether the index knows all kinds; what only the service has is of unknown kind then, so never."""
        return False

    def by_title(self, title: str) -> tuple[Item, ...]:
        """The index's answer."""
        return self.index.by_title(title)

    def by_name(self, name: str, kind: str) -> tuple[Candidate, ...]:
        """The index's answers, then those of the service about other items."""
        found = self.index.by_name(name, kind)
        known = {candidate.item.qid for candidate in found}
        return (*found, *(candidate for candidate in self.service.by_name(name, kind) if candidate.item.qid not in known))
