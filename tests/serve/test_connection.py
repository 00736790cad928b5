"""Where a server listens: at the address of the name that it is given, of either protocol."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

pytest.importorskip("uvicorn", reason="kg serve needs the extra serve")

from kg.serve.connection import listen


def test_a_name_that_has_an_address_of_ipv6_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    if not socket.has_ipv6:
        pytest.skip("this system has no IPv6")
    found = [(socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("::1", 0, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **options: found)
    try:
        listening = listen("six.example", 0)
    except OSError:
        pytest.skip("this system has no address ::1")
    with listening:
        assert (listening.family, listening.getsockname()[0]) == (socket.AF_INET6, "::1")


def test_of_two_addresses_that_of_ipv4_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    six = (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("::1", 0, 0, 0))
    four = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 0))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **options: [six, four])
    with listen("both.example", 0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_name_that_nobody_has_is_an_error() -> None:
    with pytest.raises(socket.gaierror):
        listen("nobody.invalid", 0)


_LEFT = """
import asyncio, gc, socket, struct
from uvicorn import Config
from uvicorn.server import ServerState
from kg.serve.connection import ImpatientProtocol

async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})

async def talk(port, sent, wait):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    if wait:
        await reader.readuntil(b"\\r\\n\\r\\n")
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # It is reset, not closed.
    writer.transport.abort()

async def run():
    config = Config(app, lifespan="off", log_level="critical")
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(lambda: ImpatientProtocol(config, state, {}), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    gc.disable()
    whole = b"GET / HTTP/1.1\\r\\nHost: here\\r\\n\\r\\n"
    for sent in (whole, whole + b"GET / HT", b"GET / HT", b"POST / HTTP/1.1\\r\\nHost: here\\r\\nContent-Length: 9\\r\\n\\r\\nASK"):
        for wait in (True, False) if sent.startswith(whole) else (False,):
            await talk(port, sent, wait)
    for _ in range(100):
        await asyncio.sleep(0.05)
        if not state.connections and not state.tasks:
            break
    await asyncio.sleep(0.1)
    print(state.total_requests > 0, sum(isinstance(found, ImpatientProtocol) for found in gc.get_objects()))

asyncio.run(run())
"""


def test_a_connection_that_has_ended_is_gone_without_the_collector() -> None:
    run = subprocess.run([sys.executable, "-c", _LEFT], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.split() == ["True", "0"]
