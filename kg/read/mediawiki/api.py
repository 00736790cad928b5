"""Asks a MediaWiki for pages: one polite client (https://www.mediawiki.org/wiki/API:Etiquette).

It names itself, sends one request at a time, gives way to a lagging server (``maxlag``), and waits as long as the server asks (``Retry-After``).
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from kg.read.error import ReadError
from kg.read.mediawiki.web import Reach, open_checked, read_at_most
from kg.unpacking import UnpackError, unpack_gzip
from kg.values import dataclass
from kg.version import __version__

HOME = "https://w3id.org/conflict-kg/"
MAXLAG = 5
ATTEMPTS = 5
TIMEOUT = 60.0
LONGEST_WAIT = 120.0
LARGEST_ANSWER = 64_000_000
_BUSY_STATUS = frozenset({429, 500, 502, 503, 504})
BusyCode = Literal["maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryTimeoutError", "internal_api_error_DBConnectionError"]
_BUSY_CODES: frozenset[str] = frozenset(get_args(BusyCode))
_ROUNDS = 100
_MOST_WORDS = 200


def user_agent(contact: str | None = None) -> str:
    """Name this software, its home, and whom to ask about the requests (Wikimedia's user agent policy wants an address)."""
    return f"conflict-kg/{__version__} ({HOME}{'; ' + contact if contact else ''}) python-urllib"


@dataclass(frozen=True, slots=True)
class Client:
    """The API of one wiki: its address, the name to give, where it may lead, how to wait."""

    api: str
    agent: str
    reach: Reach
    pause: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time

    def query(self, parameters: Mapping[str, str], rounds: int = _ROUNDS) -> Iterator[dict[str, Any]]:
        """Yield the answers of action=query, one for each part that the server continues, ``rounds`` at most. Raises ReadError."""
        more: dict[str, str] = {}
        for _ in range(rounds):
            answer = self.fetch({**parameters, **more})
            yield answer
            further = answer.get("continue")
            if not further:
                return
            if not isinstance(further, dict):
                raise ReadError("the answer is not one of a MediaWiki API: continue is no object", self.api)
            more = {key: str(value) for key, value in further.items()}
        raise ReadError(f"the server continued its answer more than {rounds} times", self.api)

    def fetch(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """Return one answer; a busy server is asked again, ATTEMPTS times in all. Raises ReadError."""
        fixed = {"action": "query", "format": "json", "formatversion": "2", "maxlag": str(MAXLAG)}
        url = f"{self.api}?{urlencode({**fixed, **parameters})}"
        trouble, waits = "", None
        for attempt in range(ATTEMPTS):
            if attempt:
                self.pause(min(self._wait(waits, attempt), LONGEST_WAIT))
            answer, trouble, waits = self._ask(url)
            if answer is not None:
                return answer
        raise ReadError(f"the server does not answer after {ATTEMPTS} attempts: {trouble}", self.api)

    def _ask(self, url: str) -> tuple[dict[str, Any] | None, str, str | None]:
        """Return the answer, or what kept the server from giving one and how long it asks to wait."""
        request = urllib.request.Request(url, headers={"User-Agent": self.agent, "Accept-Encoding": "gzip"})
        try:
            with open_checked(request, self.reach, TIMEOUT) as response:
                answer, waits = self._decode(read_at_most(response, LARGEST_ANSWER), response.headers), response.headers["Retry-After"]
        except ReadError as error:
            raise ReadError(error.message, self.api) from error
        except urllib.error.HTTPError as error:
            with error:
                if error.code not in _BUSY_STATUS:
                    raise ReadError(f"HTTP {error.code} {error.reason}", self.api) from error
                return None, f"HTTP {error.code} {error.reason}", error.headers["Retry-After"]
        except (OSError, http.client.IncompleteRead) as error:
            return None, str(getattr(error, "reason", None) or error), None
        except (http.client.HTTPException, ValueError) as error:
            raise ReadError(f"the answer is not one of a web server ({str(error)[:_MOST_WORDS] or type(error).__name__})", self.api) from error
        fault = answer.get("error")
        if not fault:
            return answer, "", None
        if not isinstance(fault, dict):
            raise ReadError("the answer is not one of a MediaWiki API: error is no object", self.api)
        if str(fault.get("code")) in _BUSY_CODES:
            return None, f"{fault['code']}: {fault.get('info', '')}", waits
        raise ReadError(f"the API refuses: {fault.get('code')}: {fault.get('info', '')}", self.api)

    def _decode(self, data: bytes, headers: Message) -> dict[str, Any]:
        try:
            packed = headers["Content-Encoding"] == "gzip"
            answer = json.loads(unpack_gzip(data, LARGEST_ANSWER) if packed else data)
        except (ValueError, UnpackError) as error:
            raise ReadError(f"the answer is not JSON, so this is no MediaWiki API ({error})", self.api) from error
        except RecursionError as error:
            raise ReadError("the answer is nested too deeply to be one of a MediaWiki API", self.api) from error
        if not isinstance(answer, dict):
            raise ReadError("the answer is not one of a MediaWiki API", self.api)
        return answer

    def _wait(self, waits: str | None, attempt: int) -> float:
        """Seconds to wait: what the server asks for (a number or a date), else ever longer."""
        if waits and waits.strip().isdecimal():
            return float(waits)
        try:
            return max(parsedate_to_datetime(waits).timestamp() - self.now(), 1.0) if waits else float(MAXLAG * 2 ** (attempt - 1))
        except (ValueError, OverflowError):
            return float(MAXLAG * 2 ** (attempt - 1))
