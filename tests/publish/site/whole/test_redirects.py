"""The rules for web servers, in real ones: Apache and nginx, where they are installed (Debian: apache2, nginx)."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urldefrag

import pytest
from page_graph import BASE
from static_site import CONFIG, graphs, make_site, read_pages

pytest.importorskip("pyoxigraph")

from kg.publish.site.whole.redirects import encode_path
from kg.rdf.terms import CK, RDF_TYPE

APACHE, NGINX = (shutil.which(name) or shutil.which(name, path="/usr/sbin") for name in ("apache2", "nginx"))
MODULES = Path("/usr/lib/apache2/modules")
AT = CONFIG.address
TURTLE, HTML, JSONLD = "text/turtle", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "application/ld+json"
MOUNT = "/conflict-kg/"

APACHE_CONF = """ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
ServerName localhost
User {user}
Group {group}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule headers_module {modules}/mod_headers.so
DocumentRoot {folder}/docs
<Directory {folder}/docs>
AllowOverride All
Require all granted
</Directory>
"""
NGINX_CONF = """pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
events {{}}
http {{
access_log off;
client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
include {rules}/nginx-names.conf;
server {{ listen 127.0.0.1:{port}; include {rules}/nginx.conf; }}
}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    make_site(place / "release", place / "scratch")
    return place / "release"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run(command: list[str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(20)
        assert process.stderr is not None
        process.stderr.close()


@pytest.fixture(scope="module", params=["apache", "nginx"])
def port(request: pytest.FixtureRequest, folder: Path) -> Iterator[int]:
    program = APACHE if request.param == "apache" else NGINX
    if not program or (request.param == "apache" and not MODULES.is_dir()):
        pytest.skip(f"{request.param} is not installed")
    number, rules = free_port(), folder / "site" / "w3id"
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        user, group = ("www-data", "www-data") if os.getuid() == 0 else (f"#{os.getuid()}", f"#{os.getgid()}")
        docs = Path(place, "docs", "conflict-kg")
        docs.mkdir(parents=True)
        shutil.copy(rules / ".htaccess", docs)
        text = APACHE_CONF if request.param == "apache" else NGINX_CONF
        conf = Path(place, "server.conf")
        conf.write_text(text.format(folder=place, port=number, user=user, group=group, modules=MODULES, rules=rules), encoding="utf-8")
        command = [program, "-f", str(conf), "-DFOREGROUND"] if request.param == "apache" else [program, "-p", place, "-c", str(conf)]
        with run(command, number):
            yield number


def ask(port: int, path: str, accept: str = HTML) -> tuple[int, str]:
    """The status, and where to."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Accept": accept, "Host": "w3id.org"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Location") or ""


def path_of(iri: str) -> str:
    """The path that a client asks for: as browsers encode it."""
    return MOUNT + quote(iri.removeprefix(BASE), safe="/:@!$&'()*+,;=~-._%")


def test_every_iri_leads_to_its_page(port: int, folder: Path) -> None:
    pages = read_pages(folder)
    kinds = {CK.term(kind) for kind in ("Conflict", "Group", "Person", "Place", "Article")}
    claims = [triples[0].subject for _, triples in graphs().values() for triples in [[t for t in triples if t.object == CK.term("Claim")]]]
    iris = {t.subject for _, triples in graphs().values() for t in triples if t.predicate == RDF_TYPE and t.object in kinds}
    lost = []
    for iri in sorted(iri for iri in {*iris, *claims} if iri.startswith(BASE)):
        status, where = ask(port, path_of(iri))
        place, fragment = urldefrag(where.removeprefix(AT))
        if status != 303 or place not in pages or (fragment and fragment not in pages[place].ids):
            lost.append((iri, status, where))
    assert lost == []


@pytest.mark.parametrize(
    ("path", "accept", "status", "where"),
    [
        ("", HTML, 303, "index.html"),
        ("ontology", HTML, 303, "site/ontology/index.html"), ("ontology", TURTLE, 303, "site/ontology/ontology.ttl"),
        ("ontology/0.9.1", JSONLD, 303, "site/ontology/0.9.1/ontology.jsonld"), ("ontology/0.9.1", HTML, 303, "site/ontology/0.9.1/index.html"),
        ("ontology/context", JSONLD, 303, "site/ontology/context.jsonld"), ("ontology/context", HTML, 303, "site/ontology/context.jsonld"),
        ("shapes", TURTLE, 303, "site/ontology/shapes.ttl"),
        ("conflict/Tarsk_offensive", TURTLE, 303, "data/articles/Tarsk_offensive.ttl"),
        ("conflict/Tarsk_offensive", "*/*", 303, "site/conflict/Tarsk_offensive.html"),
        ("conflict/Tarsk_offensive", f"{TURTLE};q=0.5,{HTML}", 303, "site/conflict/Tarsk_offensive.html"),
        ("conflict/Tarsk_offensive.jsonld", HTML, 303, "data/articles/Tarsk_offensive.jsonld"),
        ("conflict/Tarsk_offensive/side/1", HTML, 303, "site/conflict/Tarsk_offensive.html"),
        ("conflict/CON", TURTLE, 303, "data/articles/~43ON.ttl"),
        ("person/Osk_Marel", TURTLE, 406, ""), ("conflict/Tarsk_offensive", "application/rdf+xml", 406, ""),
        ("place/K%c3%bctahya", HTML, 303, "site/place/K~C3~BCtahya.html"),
        ("conflict/Battle_of_Lomna_%281815%29_%E2%80%93_a_sequel%E2%80%99s_sequel", HTML, 303,
         "site/conflict/Battle_of_Lomna_(1815)_~E2~80~93_a_sequel~E2~80~99s_sequel.html"),
        ("release/2.0.0/data/full.nq.gz", HTML, 303, "data/full.nq.gz"),
        ("link/0123456789abcdef", HTML, 303, "index.html#data"), ("software/conflict-kg/1", HTML, 303, "site/about.html"),
    ],
)  # fmt: skip
def test_what_is_asked_for_leads_to_pages_and_data(port: int, path: str, accept: str, status: int, where: str) -> None:
    assert ask(port, MOUNT + path, accept) == (status, AT + where if where else "")


@pytest.mark.parametrize("path", ["nothing/here", "conflict"])
def test_what_is_no_iri_of_ours_is_not_found(port: int, path: str) -> None:
    assert ask(port, MOUNT + path)[0] == 404


@pytest.mark.parametrize(
    ("path", "encoded"),
    [
        ("conflict/A_(b)", "conflict/A_(b)"),
        ("person/Kütahya", "person/K~C3~BCtahya"),
        ("group/a%22b", "group/a~22b"),
        ("group/~x:y", "group/~7Ex~3Ay"),
    ],
)
def test_paths_are_encoded_as_file_names(path: str, encoded: str) -> None:
    assert encode_path(path) == encoded
