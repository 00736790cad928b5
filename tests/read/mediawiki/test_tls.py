"""Live wikis over TLS, through the connections whose addresses are checked."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from read.mediawiki.test_hostile import PUBLIC, TITLE, answer, page

from kg.model.article import Article
from kg.read.error import ReadError
from kg.read.mediawiki import web
from kg.read.mediawiki.live import read_live


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        data = json.dumps(answer(page())).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(certificate: Path, key: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    given = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = [openssl, "req", "-x509", *given, "-out", str(folder / "own.pem"), "-keyout", str(folder / "own.key")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "own.pem", folder / "own.key"


def read(port: int) -> Article | ReadError:
    [found] = read_live(f"https://localhost:{port}/wiki/Battle_of_Hollenfurt", pause=lambda seconds: None)
    return found


def test_a_wiki_with_a_certificate(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with serving(*certificate) as port:
        found = read(port)
    assert isinstance(found, Article)
    assert found.source.title == TITLE


@pytest.mark.filterwarnings("ignore")
def test_a_certificate_of_nobody_is_refused(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with serving(*certificate) as port:
        found = read(port)
    assert isinstance(found, ReadError)
    assert "CERTIFICATE_VERIFY_FAILED" in found.message


def test_tls_leads_to_no_private_address_either(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "is_private", lambda address: address != PUBLIC)
    reach = web.Reach("wiki.example")
    reach.choose("wiki.example", [(0, 0, 0, "", (PUBLIC, 443))])
    monkeypatch.setattr("kg.read.mediawiki.live.Reach", lambda host, **more: reach)
    with serving(*certificate) as port:
        found = read(port)
    assert isinstance(found, ReadError)
    assert "an address of this machine or of a private network" in found.message
