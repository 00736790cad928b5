"""Connections to a live wiki. What a server answers leads to no address of this machine or of a private network, unless the user named one.

Names are resolved once for each connection, and what is connected to is the address that was checked, so that a name server cannot give two answers.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import string
import threading
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from http.client import HTTPResponse
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from kg.read.error import ReadError

MOST_REDIRECTS = 5
# However slowly an answer comes, it has come in this time.
LONGEST_ANSWER = 300.0
_PIECE = 1 << 16
_SCHEMES = ("http", "https")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Found = tuple[int, int, int, str, tuple[Any, ...]]


def is_private(address: str) -> bool:
    """Whether an IP address is no public one: of this machine, of a private network, of a link, for tests; also where IPv6 carries such an IPv4."""
    found: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None and is_private(str(inner)):
            return True
        if found.ipv4_mapped:
            return False
    return not found.is_global or found.is_multicast


class Reach:
    """Where requests for one wiki may lead: to public addresses, and to private ones where the first was private or all are allowed."""

    def __init__(self, host: str, *, allow_private: bool = False) -> None:
        self._host = host
        self._private: bool | None = True if allow_private else None

    def choose(self, host: str, found: Iterable[Found]) -> list[Found]:
        """Those of the addresses of a host that may be connected to. ReadError where there is none."""
        known = list(found)
        public = [each for each in known if not is_private(each[4][0])]
        if self._private is None:
            self._private = not public
        if self._private or public:
            return known if self._private else public
        raise ReadError(
            f"{self._host} leads to {host} ({known[0][4][0]}), an address of this machine or of a private network; "
            "if that is a wiki of your own, --allow-private lets it"
        )

    def check_name(self, host: str) -> None:
        """As ``choose`` for what a proxy is asked for, of which only a literal address is known to be private."""
        name = host.strip("[]").rstrip(".").lower()
        if name == "localhost" or name.endswith(".localhost"):
            name = "127.0.0.1"
        try:
            ipaddress.ip_address(name.partition("%")[0])
        except ValueError:
            if self._private is None:
                self._private = False
        else:
            self.choose(host, [(0, 0, 0, "", (name,))])


def open_checked(request: urllib.request.Request, reach: Reach, timeout: float) -> HTTPResponse:
    """Open an http or https address; redirects are followed. ReadError where one may not be, else what urllib raises."""
    for scheme, proxy in urllib.request.getproxies().items():
        if scheme in _SCHEMES and urlsplit(proxy).scheme not in ("", *_SCHEMES):
            raise ReadError(f"the proxy of the environment ({proxy}) is none of http")
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(reach),
        _Https(reach),
        _Redirects(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    response: HTTPResponse = opener.open(request, timeout=timeout)
    return response


class _Answer(HTTPResponse):
    """An answer that has come whole, with its headers, in LONGEST_ANSWER seconds, or not at all: then its connection is shut down."""

    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self._over = threading.Event()
        self._timer = threading.Timer(LONGEST_ANSWER, self._shut, (sock,))
        self._timer.daemon = True
        self._timer.start()

    def _shut(self, sock: socket.socket) -> None:
        self._over.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    def begin(self) -> None:
        """Read the headers; ReadError where they take too long."""
        try:
            super().begin()
        except (OSError, http.client.HTTPException) as error:
            self.check_time(error)
            raise

    def check_time(self, error: Exception | None = None) -> None:
        """ReadError where the time is over."""
        if self._over.is_set():
            raise ReadError(f"an answer that takes more than {LONGEST_ANSWER:.0f} seconds") from error

    def close(self) -> None:
        """Close it, and let its time be."""
        self._timer.cancel()
        super().close()


def read_at_most(response: HTTPResponse, size: int) -> bytes:
    """Read an answer of at most ``size`` bytes. ReadError for a longer one, and for one that takes longer than LONGEST_ANSWER seconds."""
    return b"".join(read_pieces(response, size))


def read_pieces(response: HTTPResponse, size: int) -> Iterator[bytes]:
    """Read an answer piece by piece; otherwise as read_at_most."""
    read = 0
    try:
        while part := response.read1(_PIECE):
            read += len(part)
            if read > size:
                raise ReadError(f"an answer of more than {size} bytes")
            yield part
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
    finally:
        if isinstance(response, _Answer):
            response.check_time()


def _connect(host: str, port: int, timeout: float | None, reach: Reach) -> socket.socket:
    """Connect to the first address of a host that may be, and can be."""
    problem: OSError = OSError(f"{host} has no address")
    for family, kind, protocol, _, address in reach.choose(host, socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(timeout)
            connection.connect(address)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            connection.close()
            problem = error
        else:
            return connection
    raise problem


class _Connection(http.client.HTTPConnection):
    """A connection whose address is checked."""

    reach: Reach
    response_class = _Answer

    def connect(self) -> None:
        self.sock = _connect(self.host, self.port, self.timeout, self.reach)


class _SecureConnection(http.client.HTTPSConnection, _Connection):
    """The same with TLS: HTTPSConnection wraps what _Connection has connected."""


def _make(kind: type[_Connection], reach: Reach, host: str, **options: Any) -> _Connection:
    connection = kind(host, **options)
    connection.reach = reach
    return connection


class _Http(urllib.request.HTTPHandler):
    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self._reach = reach

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        if _is_proxied(req, self._reach):
            return super().http_open(req)
        return self.do_open(partial(_make, _Connection, self._reach), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self._reach = reach

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        if _is_proxied(req, self._reach):
            return super().https_open(req)
        return self.do_open(partial(_make, _SecureConnection, self._reach), req)


def _is_proxied(request: urllib.request.Request, reach: Reach) -> bool:
    """Whether a proxy of the environment is asked; it is its affair what names stand for, but a literal address is checked."""
    proxied = request.has_proxy() or bool(getattr(request, "_tunnel_host", None))
    if proxied:
        reach.check_name(urlsplit(request.full_url).hostname or "")
    return proxied


class _Redirects(urllib.request.BaseHandler):
    """Follows redirects of one request, which are counted and stay on http and https; their own words are not read."""

    def __init__(self) -> None:
        self._count = 0

    def _follow(self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any) -> Any:
        fp.close()
        self._count += 1
        if self._count > MOST_REDIRECTS:
            raise ReadError(f"the server redirects more than {MOST_REDIRECTS} times")
        location = headers.get("Location")
        if not location:
            raise ReadError(f"HTTP {code} without an address to go to")
        try:
            target = urljoin(req.full_url, quote(location, encoding="iso-8859-1", safe=string.punctuation))
            parts = urlsplit(target)
            if parts.scheme not in _SCHEMES or not parts.hostname:
                raise ValueError("it is not http or https")
        except ValueError as error:
            raise ReadError(f"the server redirects to {location[:200]!r}: {error}") from error
        headers_of_ours = {name: value for name, value in req.headers.items() if name.lower() != "proxy-authorization"}
        return self.parent.open(urllib.request.Request(target, headers=headers_of_ours), timeout=req.timeout)

    http_error_301 = http_error_302 = http_error_303 = http_error_307 = http_error_308 = _follow
