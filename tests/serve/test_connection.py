"""Where a server listens: at the address of the name that it is given, of either protocol."""

from __future__ import annotations

import socket

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
