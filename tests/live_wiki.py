"""A small wiki on a local server that answers as MediaWiki's API does: pages that are edited, moved and deleted, and its changes."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

NOW = "2026-11-22T12:00:00Z"
_REDIRECT = re.compile(r"#REDIRECT \[\[([^\]|#]*)")
_TEMPLATE = re.compile(r"\{\{\s*([^|}\n]+)")
_LIMIT = 2


class LiveWiki:
    """The wiki: ``pages`` are revisions with texts by title, ``asked`` the questions that came; ``failing`` are statuses to answer with first."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str]] = {}
        self.changes: list[dict[str, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.agents = set[str]()
        self.failing: list[int] = []
        self.address = ""
        self._revision = 100_000

    def edit(self, title: str, text: str, day: int = 20, revision: int = 0) -> None:
        """A page with a new text, in a later revision or a given one."""
        self._revision += 1
        self.pages[title] = (revision or self._revision, text)
        self._note("edit", title, day)

    def delete(self, title: str, day: int = 20) -> None:
        """A page less."""
        del self.pages[title]
        self._note("log", title, day, logtype="delete", logparams={})

    def move(self, old: str, new: str, day: int = 20, *, leave_redirect: bool = True) -> None:
        """A page under another title, in a later revision."""
        self._revision += 1
        self.pages[new] = (self._revision, self.pages.pop(old)[1])
        self._note("log", old, day, logtype="move", logparams={"target_ns": 0, "target_title": new})
        if leave_redirect:
            self.edit(old, f"#REDIRECT [[{new}]] {{{{R from move}}}}", day)

    def _note(self, kind: str, title: str, day: int, **more: Any) -> None:
        self.changes.append({"type": kind, "ns": 0, "title": title, "timestamp": f"2026-11-{day:02}T08:00:00Z", **more})

    def answer(self, query: dict[str, str]) -> dict[str, Any]:
        """What the API answers."""
        if query.get("meta") == "siteinfo":
            return {"query": {"general": {"lang": "en", "base": f"{self.address}/wiki/Main_Page"}}}
        if query.get("list") == "recentchanges":
            return self._list(query)
        if query.get("generator") == "recentchanges":
            changes, more = self._changes(query, "grc")
            titles = dict.fromkeys(change["title"] for change in changes)
            return {**more, "query": {"pages": [self._page(title, query) for title in titles]}}
        found: dict[str, Any] = {"normalized": [], "redirects": []}
        titles = dict.fromkeys(self._follow(title, query, found) for title in query["titles"].split("|"))
        return {"curtimestamp": NOW, "query": {**found, "pages": [self._page(title, query) for title in titles]}}

    def _follow(self, title: str, query: dict[str, str], found: dict[str, Any]) -> str:
        while query.get("redirects") and (match := _REDIRECT.match(self.pages.get(title, (0, ""))[1])):
            found["redirects"].append({"from": title, "to": match[1]})
            title = match[1]
        return title

    def _page(self, title: str, query: dict[str, str]) -> dict[str, Any]:
        if title not in self.pages:
            return {"ns": 0, "title": title, "missing": True}
        revision, text = self.pages[title]
        page: dict[str, Any] = {"pageid": 1, "ns": 1 if title.startswith("Talk:") else 0, "title": title}
        props = query.get("prop", "").split("|")
        if "info" in props:
            page |= {"lastrevid": revision, "pagelanguage": "en", "canonicalurl": f"https://en.wikipedia.org/wiki/{title.replace(' ', '_')}"}
        if "revisions" in props:
            slot = {"main": {"contentmodel": "wikitext", "content": text}}
            page["revisions"] = [{"revid": revision, "timestamp": "2026-11-20T08:00:00Z", "slots": slot}]
        if "templates" in props:
            wanted = query["tltemplates"].split("|")
            names = {f"Template:{name.strip()[:1].upper()}{name.strip()[1:]}" for name in _TEMPLATE.findall(text)}
            if has := sorted(names & set(wanted)):
                page["templates"] = [{"ns": 10, "title": name} for name in has]
        return page

    def _changes(self, query: dict[str, str], prefix: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        kinds = query.get(f"{prefix}type", "edit|new|log").split("|")
        start, end = query.get(f"{prefix}start", ""), query.get(f"{prefix}end", "9")
        assert query[f"{prefix}dir"] == "newer"
        changes = [one for one in sorted(self.changes, key=lambda one: one["timestamp"]) if one["type"] in kinds and start <= one["timestamp"] <= end]
        at, limit = int(query.get(f"{prefix}continue", "0")), int(query[f"{prefix}limit"].replace("max", str(_LIMIT)))
        more = {"continue": {f"{prefix}continue": str(at + limit), "continue": "-||"}} if at + limit < len(changes) else {}
        return changes[at : at + limit], more

    def _list(self, query: dict[str, str]) -> dict[str, Any]:
        changes, more = self._changes(query, "rc")
        return {**more, "curtimestamp": NOW, "query": {"recentchanges": changes}}


@contextmanager
def serving(wiki: LiveWiki) -> Iterator[str]:
    """Serve the wiki on this machine while a block runs; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            wiki.asked.append(query)
            wiki.agents.add(self.headers["User-Agent"])
            status = wiki.failing.pop(0) if wiki.failing else 200
            data = json.dumps(wiki.answer(query)).encode() if status == 200 else b""
            self.send_response(status)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    wiki.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield wiki.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
