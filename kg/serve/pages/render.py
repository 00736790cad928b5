"""Rendering of pages: from templates to responses."""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from kg.graph.facts import spaced
from kg.graph.points import read_point
from kg.serve.answer import accepts_gzip, answer
from kg.serve.pages.parts.dates import show_date
from kg.serve.pages.parts.maps import show_point
from kg.serve.pages.parts.sentences import (
    anchor_of,
    claim_id,
    estimate,
    main_words,
    predicate_name,
    role_name,
    short_claims,
    side_of,
    subject_name,
    value_name,
)
from kg.serve.pages.parts.statements import alike, name_of
from kg.serve.pages.parts.timeline import period_words
from kg.serve.settings import Settings
from kg.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

_STATIC = ("site.css", "site.js", "query.js", "land.svg", "logo.svg")


@cache
def environment() -> Environment:
    """The templates, with autoescape; an undefined value is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("kg", "templates/pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"date": show_date, "spaced": spaced, "number": lambda value: f"{value:,}"}
    made.globals |= {"version": __version__, "static": static_name, "name_of": name_of, "period_words": period_words}
    made.globals |= {"read_point": read_point, "show_point": show_point}
    sentences = (subject_name, predicate_name, role_name, value_name, estimate, main_words, claim_id, anchor_of, short_claims, side_of, alike)
    made.globals |= {function.__name__: function for function in sentences}
    return made


def render(request: Request, template: str, *, status: int = 200, linked_data: Any = None, **values: Any) -> Response:
    """A page. ``linked_data`` becomes its schema.org JSON-LD."""
    settings: Settings = request.app.state.settings
    text = environment().get_template(template).render(
        root=settings.root, href=settings.href, page=Pages(settings).href, linked_data=script_json(linked_data) if linked_data else "", **values
    )  # fmt: skip
    data, headers = text.encode(), {}
    if accepts_gzip(request):
        data, headers = gzip.compress(data, 5, mtime=0), {"Content-Encoding": "gzip"}
    return answer(request, data, "text/html; charset=utf-8", status=status, headers=headers)


def script_json(value: Any) -> str:
    """JSON for a script element, without characters that could end it or start another."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


class Pages:
    """URLs of pages, which avoid the redirect from a thing to the page about it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def href(self, iri: str) -> str:
        """The page about an IRI under the base, with its fragment; any other IRI itself, or "" if no browser should follow it."""
        if not iri.startswith(self.settings.base):
            return self.settings.href(iri)
        thing, mark, fragment = iri.partition("#")
        return f"{self.settings.href(thing)}.html{mark}{fragment}"


@cache
def static_file(name: str) -> bytes:
    """A static file. KeyError for an unknown name."""
    if name not in _STATIC:
        raise KeyError(name)
    return files("kg").joinpath("serve/static", name).read_bytes()


@cache
def static_name(name: str) -> str:
    """The name of a static file with a hash of its content, so that browsers may cache it for ever."""
    return f"{name}?v={hashlib.blake2b(static_file(name), digest_size=4).hexdigest()}"
