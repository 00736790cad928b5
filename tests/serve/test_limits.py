"""What strangers send is bounded: the work of the event loop, what is kept, how long connections stay; and headers are read whole."""

from __future__ import annotations

import contextlib
import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from servers import SMALL, Server, memory, processor_seconds, run_server, wait_until

pytest.importorskip("pyoxigraph", reason="kg serve needs the extra serve")
pytest.importorskip("uvicorn", reason="kg serve needs the extra serve")

from kg.serve.connection import REST, SILENCE
from kg.serve.settings import Limits

pytestmark = pytest.mark.slow
QUERY, FORM = {"Content-Type": "application/sparql-query"}, {"Content-Type": "application/x-www-form-urlencoded"}
MIB = 1 << 20
ABOUT = b"GET /about HTTP/1.1\r\nHost: localhost\r\n\r\n"
HALF_BODY = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK"
PATTERNS = ("service:a ", "{} ", ". ", "1+", "?a ", "<a", "'a\n", "\\u0041 ", '"""', "#\n")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(SMALL, "--seconds", "5", folder=tmp_path_factory.mktemp("limits")) as started:
        yield started


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(SMALL, "--seconds", "5", folder=tmp_path_factory.mktemp("hurried"), hurried=True) as started:
        yield started


def connect(server: Server, timeout: float = 60) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=timeout)


def read_answer(connection: socket.socket) -> bytes:
    """The answer to one request, of known length."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(1 << 16) or b"\r\n\r\n"
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(1 << 16)
    return data


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_query_of_a_mebibyte_costs_the_event_loop_nothing(pattern: str, server: Server) -> None:
    before = processor_seconds(server.pid)
    answer = server.ask("POST", "/sparql", QUERY, ("ASK{} " + pattern * (MIB // len(pattern) - 8)).encode())
    assert (answer.status, b"65,536" in answer.body) == (413, True)
    assert processor_seconds(server.pid) - before < 0.5


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_event_loop_does_not_scan_queries(pattern: str, server: Server) -> None:
    before = processor_seconds(server.pid)
    for number in range(10):
        server.ask("POST", "/sparql", QUERY, (f"ASK{{}} # {number}\n" + pattern * (60_000 // len(pattern))).encode())
    assert processor_seconds(server.pid) - before < 0.6


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (QUERY, b"ASK{}" + b" " * (65536 - 5), 200),
        (QUERY, b"ASK{}" + b" " * (65536 - 4), 413),
        (FORM, urlencode({"query": "ASK{}#" + "\u00e9" * 32000}).encode(), 200),
        (FORM, urlencode({"query": "ASK{}#" + "\u00e9" * 33000}).encode(), 413),
        (FORM, b"query=" + b"%20" * (65536 - 5) + b"ASK{}", 200),
        (FORM, b"query=ASK{}&other=" + b"a" * MIB, 413),
    ],
    ids=["64 KiB", "a byte more", "form", "a form with more", "a form, percent-encoded", "another field"],
)
def test_size_of_a_query(headers: dict[str, str], body: bytes, status: int, server: Server) -> None:
    assert server.ask("POST", "/sparql", headers, body).status == status


def test_the_size_of_a_query_can_be_set(tmp_path: Path) -> None:
    with run_server(SMALL, "--query-size", "1", folder=tmp_path) as small:
        assert small.ask("POST", "/sparql", QUERY, b"ASK{}" + b" " * 1019).status == 200
        assert small.ask("POST", "/sparql", QUERY, b"ASK{}" + b" " * 1020).status == 413
        assert small.ask("GET", "/sparql?query=ASK%7B%7D" + "+" * 1020).status == 413
        assert b"1,024 bytes" in small.ask("GET", "/query?query=ASK%7B%7D" + "+" * 1020).body


def test_different_requests_leave_the_memory_where_it_was(server: Server) -> None:
    def ask(number: int) -> None:
        server.ask("POST", "/sparql", QUERY, f"ASK{{}} # {number} ".encode() + b"a" * 50_000)
        server.ask("GET", f"/about?{number}" + "b" * 20_000, {"Accept": f"text/html, a/{'c' * 20_000}"})
        server.ask("GET", f"/search?q={number}")

    for number in range(100):
        ask(number)
    before = memory(server.pid)
    for number in range(1000, 3000):
        ask(number)
    assert memory(server.pid) - before < 35


def test_what_is_kept_is_answered_as_before(server: Server) -> None:
    asked = [server.ask("GET", "/", {"Accept": "text/html"}) for _ in range(2)]
    assert asked[0] == asked[1]._replace(headers={**asked[1].headers, "date": asked[0].headers["date"]})
    assert server.ask("GET", "/", {"Accept": "text/html", "If-None-Match": asked[0].headers["etag"]}).status == 304


LEFT_OPEN = {
    "silence": (b"", b""),
    "half a request": (b"", b"GET / HTTP/1.1\r\nHost: lo"),
    "silence after a request": (ABOUT, b""),
    "half a second request": (ABOUT, b"GET / HTTP/1.1\r\nHost: lo"),
    "half a third request": (ABOUT * 2, b"GET / HT"),
    "a body that nobody reads": (ABOUT.replace(b"\r\n\r\n", b"\r\nContent-Length: 100\r\n\r\n"), b"a"),
    "half a body": (b"", HALF_BODY),
}


def test_how_long_clients_are_waited_for() -> None:
    """As docs/serving.md tells; servers in a hurry wait a fifth of that."""
    assert (SILENCE, REST, Limits().patience) == (15, 10, 30)


def test_every_read_has_its_time(hurried: Server) -> None:
    with contextlib.ExitStack() as open_ones:
        connections: dict[str, socket.socket] = {}
        for name, (whole, half) in LEFT_OPEN.items():
            connection = connections[name] = open_ones.enter_context(connect(hurried))
            connection.sendall(whole)
            if whole:
                assert read_answer(connection).startswith(b"HTTP/1.1 200")
            connection.sendall(half)
        end = time.monotonic() + 75
        assert [name for name, connection in connections.items() if not is_closed_before(connection, end)] == []


def is_closed_before(connection: socket.socket, end: float) -> bool:
    """Whether the server closes a connection, whatever it sends before that."""
    connection.settimeout(max(end - time.monotonic(), 0.1))
    try:
        while connection.recv(1 << 16):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


def test_bytes_that_drip_do_not_stop_the_clock(hurried: Server) -> None:
    with connect(hurried) as connection:
        connection.sendall(ABOUT)
        read_answer(connection)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\na: ")

        def is_closed() -> bool:
            try:
                connection.sendall(b"a")
            except OSError:
                return True
            return False

        assert wait_until(is_closed, 75)


@pytest.fixture
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 4096:
        pytest.skip("this system allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
@pytest.mark.parametrize(
    ("whole", "half"),
    [(b"", b"GET / HTTP/1.1\r\nHost: lo"), (ABOUT, b"GET / HTTP/1.1\r\nHost: lo"), (b"", HALF_BODY)],
    ids=["requests", "second requests", "bodies"],
)
def test_a_thousand_half_requests_keep_nobody_out(whole: bytes, half: bytes, tmp_path: Path) -> None:
    with run_server(SMALL, folder=tmp_path) as crowded, contextlib.ExitStack() as open_ones:
        for _ in range(1100):
            connection = open_ones.enter_context(connect(crowded))
            with contextlib.suppress(OSError):
                if whole:
                    connection.sendall(whole)
                    read_answer(connection)
                connection.sendall(half)
        assert wait_until(lambda: crowded.ask("GET", "/about").status == 200, 8)
        assert [crowded.ask("GET", "/about").status for _ in range(20)] == [200] * 20


def test_clients_that_do_not_read_are_left(hurried: Server) -> None:
    body = b"SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } LIMIT 12000"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", hurried.port))
        connection.sendall(HALF_BODY.replace(b"100\r\n\r\nASK", b"%d\r\n\r\n%s" % (len(body), body)))
        assert connection.recv(12) == b"HTTP/1.1 200"
        own = connection.getsockname()[1]
        assert is_connected(own)
        time.sleep(2)
        assert is_connected(own)  # A slow client has its time for each piece.
        assert wait_until(lambda: not is_connected(own), 120)


def is_connected(port: int) -> bool:
    """Whether the server's end of a connection from a port of ours is open."""
    ends = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return any(end[2].endswith(f":{port:04X}") and end[3] == "01" for end in ends)


def test_requests_with_thousands_of_headers_are_refused(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(b"GET /about HTTP/1.1\r\nHost: localhost\r\n" + b"a:\r\n" * 4000 + b"\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 431")
    with connect(server) as connection:
        connection.sendall(b"GET /about HTTP/1.1\r\nHost: localhost\r\n" + b"a:\r\n" * 100 + b"\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")


def test_lines_of_a_body_that_nobody_reads_are_no_headers(server: Server) -> None:
    body = b"a line\n" * 5000
    with connect(server) as connection:
        connection.sendall(b"POST /about HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body))
        assert read_answer(connection).startswith(b"HTTP/1.1 405")
        connection.sendall(body + ABOUT)
        assert read_answer(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("piece", "pieces", "status"),
    [(b" ", 60_000, 400), (b" " * 16, 3000, 400), (b" " * 3000, 20, 200), (b" ", 60, 200)],
    ids=["single bytes", "small", "large", "a few"],
)
def test_bodies_in_very_many_small_chunks_are_refused(piece: bytes, pieces: int, status: int, server: Server) -> None:
    head = HALF_BODY.partition(b"Content-Length")[0] + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK{}\r\n"
    before = processor_seconds(server.pid)
    with connect(server) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(head + b"%x\r\n%s\r\n" % (len(piece), piece) * pieces + b"0\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 %d" % status
    assert processor_seconds(server.pid) - before < 0.1


def test_answers_on_kept_connections_do_not_wait_for_acknowledgements(server: Server) -> None:
    """With Nagle's algorithm nearly all take 40 ms more than those on new connections: so long does Linux put off an acknowledgement."""
    kept, new = [], []
    with connect(server) as connection:
        for _ in range(60):
            kept.append(time_of(connection))
            with connect(server) as other:
                new.append(time_of(other))
    assert sorted(kept[20:])[10] < 0.030 + sorted(new)[30]


def time_of(connection: socket.socket) -> float:
    """Seconds for a request."""
    began = time.perf_counter()
    connection.sendall(ABOUT)
    read_answer(connection)
    return time.perf_counter() - began


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LocalHost:8000", 200),
        ("127.0.0.1", 200),
        ("127.0.0.1:", 200),
        ("[::1]:8000", 200),
        ("localhost:evil.example", 421),
        ("localhost:80:80", 421),
        ("localhost:80@evil.example", 421),
        ("localhost:+80", 421),
        ("localhost.evil.example", 421),
        ("evil.example", 421),
        ("evil.example:localhost", 421),
        ("user@localhost", 421),
        ("[::1]evil.example", 421),
        ("[::1]:evil", 421),
        ("::1", 421),
        ("localhost/", 421),
        ("localhost, evil.example", 421),
        ("", 421),
    ],
)
def test_the_host_header_is_compared_whole(host: str, status: int, server: Server) -> None:
    assert server.ask("GET", "/reconcile", {"Host": host}).status == status


@pytest.mark.parametrize(("host", "status"), [("any.example:80", 200), ("[2001:db8::1]", 200), ("a.example/b", 421), ('a"b', 421), ("a b", 421)])
def test_any_host_still_is_a_host(host: str, status: int, tmp_path: Path) -> None:
    with run_server(SMALL, "--host-name", "*", folder=tmp_path) as anywhere:
        assert anywhere.ask("GET", "/reconcile", {"Host": host}).status == status


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/search?q=orm"),
        ("GET", "/suggest?q=orm"),
        ("GET", "/sparql"),
        ("GET", "/sparql?query=ASK%7B%7D"),
        ("OPTIONS", "/sparql"),
        ("PUT", "/sparql"),
        ("GET", "/reconcile"),
        ("OPTIONS", "/reconcile"),
        ("GET", "/reconcile/view?id=group/Orm"),
        ("GET", "/reconcile/preview?id=group/Orm"),
        ("GET", "/conflict/Siege_of_Orm"),
        ("GET", "/conflict/Siege_of_Orm.ttl"),
        ("GET", "/nothing"),
        ("DELETE", "/"),
    ],
)
def test_every_answer_says_what_it_varies_with(method: str, path: str, server: Server) -> None:
    varies = server.ask(method, path).headers.get("vary", "")
    assert {"Accept", "Accept-Encoding"} <= {name.strip() for name in varies.split(",")}


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip", "gzip"), ("br, gzip;q=0.5", "gzip"), ("*", "gzip"), ("gzip;q=0", None), ("gzip; q=0.0, *", None), ("", None)]
)
@pytest.mark.parametrize("path", ["/about", "/static/site.css"])
def test_gzip_only_where_it_is_wanted(path: str, accepted: str, coding: str | None, server: Server) -> None:
    answer = server.ask("GET", path, {"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == coding
    assert "Accept-Encoding" in answer.headers["vary"]
