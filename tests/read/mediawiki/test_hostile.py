"""Live wikis that answer what no wiki should: each is an error of its own address, and the others are read."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.model.article import Article
from kg.read.error import DefectError, ReadError
from kg.read.mediawiki import api, web
from kg.read.mediawiki.live import read_live
from kg.read.mediawiki.web import Reach, is_private

NOW = "2026-11-22T12:00:00Z"
TEXT = "{{Infobox military conflict\n| conflict = Battle of Hollenfurt\n| date = 4 May 1701\n}}\n'''The Battle of Hollenfurt''' was a battle.\n"
TITLE = "Battle of Hollenfurt"


def page(**changes: Any) -> dict[str, Any]:
    return {"title": TITLE, "pagelanguage": "en", "revisions": [revision()], **changes}


def revision(**changes: Any) -> dict[str, Any]:
    return {"revid": 12, "timestamp": NOW, "slots": {"main": {"contentmodel": "wikitext", "content": TEXT}}, **changes}


def slot(**changes: Any) -> dict[str, Any]:
    return page(revisions=[revision(slots={"main": {"contentmodel": "wikitext", "content": TEXT, **changes}})])


def answer(*pages: Any, **changes: Any) -> dict[str, Any]:
    return {"batchcomplete": True, "curtimestamp": NOW, "query": {"pages": list(pages)}, **changes}


def http(body: Any, *headers: str, status: str = "200 OK") -> bytes:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return "\r\n".join((f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Connection: close", *headers, "", "")).encode() + data


GOOD = http(answer(page()))


@contextmanager
def serving(*answers: bytes | Callable[[], bytes], host: str = "127.0.0.1") -> Iterator[tuple[str, list[str]]]:
    """A server that sends bytes as they are, one after another and the last for ever; its address, and the requests that came."""
    asked: list[str] = []
    try:
        listening = socket.create_server((host, 0))
    except OSError:
        pytest.skip(f"this system has no address {host}")
    waiting = list(answers)

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                asked.append(connection.recv(1 << 16).decode())
                given = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                try:
                    connection.sendall(given() if callable(given) else given)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{listening.getsockname()[1]}", asked
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def read(*addresses: str, **options: Any) -> list[str]:
    found = list(read_live([f"{address}/wiki/Battle_of_Hollenfurt" for address in addresses], pause=lambda seconds: None, **options))
    assert not any(isinstance(each, DefectError) for each in found)
    return [each.message if isinstance(each, ReadError) else each.source.title for each in found]


SHAPE = "the answer is not one of a MediaWiki API: "
BAD: dict[str, tuple[bytes, str]] = {
    "no status line": (b"hello\r\n\r\n", "the answer is not one of a web server (hello"),
    "a status that is none": (b"HTTP/1.1 abc OK\r\n\r\n", "the answer is not one of a web server ("),
    "a line without end": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "the answer is not one of a web server ("),
    "many headers": (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000 + b"\r\n", "the answer is not one of a web server ("),
    "nothing": (b"", f"the server does not answer after {api.ATTEMPTS} attempts: "),
    "half of it": (GOOD[:-40], f"the server does not answer after {api.ATTEMPTS} attempts: IncompleteRead"),
    "a chunk that is none": (
        http(b"zz\r\n", "Transfer-Encoding: chunked"),
        f"the server does not answer after {api.ATTEMPTS} attempts: IncompleteRead",
    ),
    "brackets": (http(b"[" * 100_000), "the answer is nested too deeply to be one of a MediaWiki API"),
    "objects": (http(b'{"a":' * 100_000), "the answer is nested too deeply to be one of a MediaWiki API"),
    "a long number": (http(b'{"query":' + b"9" * 5_000 + b"}"), "the answer is not JSON"),
    "no UTF-8": (http(b'{"query": "\xff"}'), "the answer is not JSON"),
    "no gzip": (http(b"{}", "Content-Encoding: gzip"), "the answer is not JSON"),
    "damaged gzip": (http(gzip.compress(GOOD)[:-60] + b"x" * 60, "Content-Encoding: gzip"), "the answer is not JSON"),
    "a text": (http("pages"), "the answer is not one of a MediaWiki API"),
    "query: a list": (http({"query": ["pages"]}), SHAPE + "query is not an object"),
    "pages: an object": (http({"query": {"pages": {"12": page()}}}), SHAPE + "pages is not a list"),
    "pages: numbers": (http({"query": {"pages": [5]}}), SHAPE + "pages is not a list of objects"),
    "title: a list": (http(answer(page(title=[TITLE]))), SHAPE + "title is not text"),
    "revisions: a number": (http(answer(page(revisions=5))), SHAPE + "revisions is not a list"),
    "revisions: texts": (http(answer(page(revisions=["x"]))), SHAPE + "revisions is not a list of objects"),
    "revid: a text": (http(answer(page(revisions=[revision(revid="12")]))), SHAPE + "revid is not a number"),
    "revid: none": (http(answer(page(revisions=[revision(revid=None)]))), SHAPE + "revid is missing"),
    "slots: a list": (http(answer(page(revisions=[revision(slots=["main"])]))), SHAPE + "slots is not an object"),
    "main: a text": (http(answer(page(revisions=[revision(slots={"main": TEXT})]))), SHAPE + "main is not an object"),
    "content: 5": (http(answer(slot(content=5))), SHAPE + "content is not text"),
    "content: an object": (http(answer(slot(content={}))), SHAPE + "content is not text"),
    "content: half of a character": (http(answer(slot(content="\ud800" + TEXT))), SHAPE + "content is not what it should be"),
    "content: binary": (http(answer(slot(content="\0" + TEXT))), SHAPE + "content is not what it should be"),
    "contentmodel: a list": (http(answer(slot(contentmodel=["wikitext"]))), SHAPE + "contentmodel is not text"),
    "pagelanguage: words": (http(answer(page(pagelanguage="plain English"))), SHAPE + "pagelanguage is not what it should be"),
    "canonicalurl: a script": (http(answer(page(canonicalurl="javascript:alert(1)"))), SHAPE + "canonicalurl is not what it should be"),
    "content: null": (http(answer(slot(content=None))), "the text of this revision was deleted or is hidden"),
    "canonicalurl: no IRI": (http(answer(page(canonicalurl="https://en.exa{{/wiki/X"))), SHAPE + "canonicalurl is not what it should be"),
    "canonicalurl: no host": (http(answer(page(canonicalurl="http://["))), SHAPE + "canonicalurl is not what it should be"),
    "timestamp: words": (http(answer(page(revisions=[revision(timestamp="now")]))), SHAPE + "timestamp is not what it should be"),
    "curtimestamp: a number": (http(answer(page(), curtimestamp=5)), SHAPE + "curtimestamp is not text"),
    "pageprops: a list": (http(answer(page(pageprops=["Q1"]))), SHAPE + "pageprops is not an object"),
    "wikibase_item: no item": (http(answer(page(pageprops={"wikibase_item": "Q1> <x:y"}))), SHAPE + "wikibase_item is not what it should be"),
    "redirects: a text": (http({"query": {"redirects": "x"}}), SHAPE + "redirects is not a list"),
    "a redirect to nowhere": (http({"query": {"redirects": [{"from": TITLE}]}}), SHAPE + "to is missing"),
    "error: a text": (http({"error": "maxlag"}), SHAPE[:-2] + ": error is no object"),
    "error: a code that is none": (http({"error": {"code": ["maxlag"]}}), "the API refuses: "),
    "continue: a text": (http(answer(page(), **{"continue": "x"})), SHAPE + "continue is no object"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_an_error_of_its_address_alone(name: str) -> None:
    data, message = BAD[name]
    with serving(data) as (bad, _), serving(GOOD) as (good, _):
        found = read(good, bad, good)
    assert (found[0], found[2]) == (TITLE, TITLE)
    assert found[1].startswith(message)


def test_what_is_told_as_an_address_is_an_iri() -> None:
    with serving(http(answer(page(canonicalurl="https://en.example.org/wiki/A {b}[c]%")))) as (address, _):
        [found] = read_live(f"{address}/wiki/Battle_of_Hollenfurt")
    assert isinstance(found, Article)
    assert found.source.url == "https://en.example.org/wiki/A%20%7Bb%7D%5Bc%5D%25"


@pytest.mark.parametrize("waits", ["Mon, 01 Jan 9999999 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00", "9" * 400, "²"])
def test_absurd_times_to_wait_are_not_waited(waits: str) -> None:
    waited: list[float] = []
    with serving(http(b"", f"Retry-After: {waits}", status="503 Busy"), GOOD) as (address, _):
        [found] = read_live(f"{address}/wiki/Battle_of_Hollenfurt", pause=waited.append)
    assert isinstance(found, Article)
    assert len(waited) == 1
    assert 0 <= waited[0] <= api.LONGEST_WAIT


def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LONGEST_ANSWER", -1.0)
    with serving(GOOD) as (address, _):
        assert read(address) == ["an answer that takes more than -1 seconds"]


def test_an_answer_that_is_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "LARGEST_ANSWER", 100)
    with serving(GOOD) as (address, _):
        assert read(address) == ["an answer of more than 100 bytes"]


def redirect(target: str, status: str = "302 Found") -> bytes:
    return http(b"", f"Location: {target}", status=status)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed(status: str) -> None:
    with serving(GOOD) as (good, asked), serving(redirect(f"{good}/api?x=ü ö", status)) as (address, _):
        assert read(address) == [TITLE]
    assert asked[0].startswith("GET /api?x=")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("ftp://127.0.0.1/x", "the server redirects to 'ftp://127.0.0.1/x': it is not http or https"),
        ("file:///etc/passwd", "the server redirects to 'file:///etc/passwd': it is not http or https"),
        ("data:,x", "the server redirects to 'data:,x': it is not http or https"),
        ("//[", "the server redirects to '//[': "),
        ("http://a:b@c:d/", "the answer is not one of a web server ("),
        ("", "HTTP 302 without an address to go to"),
        ("/round", f"the server redirects more than {web.MOST_REDIRECTS} times"),
    ],
)
def test_redirects_that_are_not_followed(target: str, message: str) -> None:
    with serving(redirect(target)) as (address, asked), serving(GOOD) as (good, _):
        found = read(address, good)
    assert found[0].startswith(message)
    assert found[1] == TITLE
    assert len(asked) <= web.MOST_REDIRECTS + 1


PUBLIC = "127.0.0.2"  # What these tests take for a public address.


@pytest.fixture
def as_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one loopback address stand for a public one."""
    monkeypatch.setattr(web, "is_private", lambda address: address != PUBLIC)


def refusal(host: str, address: str, first: str) -> str:
    return f"{first.removeprefix('http://')} leads to {host} ({address}), an address of this machine or of a private network"


@pytest.mark.usefixtures("as_public")
def test_a_public_wiki_leads_to_no_private_address() -> None:
    with serving(GOOD) as (private, asked), serving(redirect(private), host=PUBLIC) as (public, _), serving(GOOD, host=PUBLIC) as (other, _):
        found = read(public, other)
        assert found[0].startswith(refusal("127.0.0.1", "127.0.0.1", public))
        assert found[1] == TITLE
        assert asked == []
        assert read(public, allow_private=True) == [TITLE]
        assert read(private) == [TITLE]


@pytest.mark.usefixtures("as_public")
def test_the_option_of_commands(tmp_path: Path) -> None:
    with serving(GOOD) as (private, asked), serving(redirect(private), host=PUBLIC) as (public, _):
        arguments = ["build", f"{public}/wiki/Battle_of_Hollenfurt", "-o", str(tmp_path / "x.nt")]
        refused = CliRunner().invoke(main, arguments)
        assert (refused.exit_code, "--allow-private lets it" in refused.stderr, asked) == (3, True, [])
        assert CliRunner().invoke(main, [*arguments, "--allow-private"]).exit_code == 0


@pytest.mark.usefixtures("as_public")
def test_each_hop_is_checked() -> None:
    with (
        serving(GOOD) as (private, asked),
        serving(redirect(private), host=PUBLIC) as (second, _),
        serving(redirect(second), host=PUBLIC) as (first, _),
    ):
        assert read(first)[0].startswith(refusal("127.0.0.1", "127.0.0.1", first))
        assert asked == []


@pytest.mark.usefixtures("as_public")
def test_a_private_wiki_may_lead_to_another() -> None:
    with serving(GOOD) as (second, _), serving(redirect(second)) as (first, _):
        assert read(first) == [TITLE]


@pytest.mark.usefixtures("as_public")
def test_a_name_that_is_first_public_and_then_private_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    names = iter([PUBLIC, "127.0.0.1", "127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real(next(names) if host == "wiki.example" else host, *rest, **more))
    with serving(http(answer(page(), **{"continue": {"rvcontinue": "1"}})), host=PUBLIC) as (public, asked):
        port = public.rpartition(":")[2]
        assert read(f"http://wiki.example:{port}")[0].startswith(refusal("wiki.example", "127.0.0.1", f"http://wiki.example:{port}"))
        assert len(asked) == 1


@pytest.mark.usefixtures("as_public")
def test_a_name_with_public_and_private_addresses_is_reached_at_the_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, *rest: Any, **more: Any) -> list[Any]:
        hosts = ["127.0.0.1", PUBLIC] if host == "wiki.example" else [host]
        return [found for each in hosts for found in real(each, *rest, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with serving(GOOD, host=PUBLIC) as (public, asked):
        assert read(f"http://wiki.example:{public.rpartition(':')[2]}") == [TITLE]
        assert len(asked) == 1


def test_through_a_proxy_a_literal_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(redirect("http://169.254.169.254/latest"), GOOD) as (proxy, asked):
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        assert read("http://wiki.example")[0].startswith(refusal("169.254.169.254", "169.254.169.254", "http://wiki.example"))
        assert len(asked) == 1
        assert asked[0].startswith("GET http://wiki.example/w/api.php?")
        assert read("http://wiki.example") == [TITLE]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
     "2001:0:c000:201:0:0:80ff:fffe"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert not is_private(address)


@pytest.mark.parametrize("name", ["localhost", "a.localhost.", "127.0.0.1", "[::1]", "10.1.2.3"])
def test_names_that_a_proxy_is_not_asked_for(name: str) -> None:
    reach = Reach("wiki.example")
    reach.check_name("wiki.example")
    with pytest.raises(ReadError, match="--allow-private"):
        reach.check_name(name)
    Reach("wiki.example", allow_private=True).check_name(name)
