"""Rendering of pages: from values to HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.graph.facts import spaced
from kg.graph.points import read_point
from kg.pages.leads import GENERAL
from kg.pages.links import Links
from kg.pages.parts.dates import show_date
from kg.pages.parts.maps import show_point
from kg.pages.parts.sentences import (
    anchor_of,
    claim_id,
    estimate,
    main_words,
    predicate_name,
    role_name,
    side_name,
    side_of,
    subject_name,
    value_name,
)
from kg.pages.parts.statements import alike, name_of, same_facts
from kg.pages.parts.tables import Table, sum_words
from kg.pages.parts.timeline import period_words
from kg.pages.war import losses_of, strength_of
from kg.plurals import counted, noun_for
from kg.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment


class Page(NamedTuple):
    """A page before it is text: its template, the values that it shows, its schema.org JSON-LD and its tables for CSV.

    A table is made when it is asked for, by its name: "" is what the page shows, "alike" (of a war) that and the battles of conflicts of like names.
    ``lead`` says in one line what it is about ("": what all pages are about).
    """

    template: str
    values: Mapping[str, Any]
    linked_data: Any = None
    tables: Mapping[str, Callable[[], Table]] = MappingProxyType({})
    lead: str = ""


@cache
def environment() -> Environment:
    """The templates, with autoescape; an undefined value is an error."""
    from jinja2 import PackageLoader, StrictUndefined

    from kg.pages.quick import QuickEnvironment

    made = QuickEnvironment(
        loader=PackageLoader("kg", "templates/pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"date": show_date, "spaced": spaced, "number": lambda value: f"{value:,}", "counted": counted, "noun_for": noun_for}
    made.globals |= {"version": __version__, "name_of": name_of, "period_words": period_words}
    made.globals |= {"read_point": read_point, "show_point": show_point, "empty": frozenset()}
    made.globals |= {function.__name__: function for function in (sum_words, strength_of, losses_of, same_facts)}
    sentences = (
        subject_name,
        predicate_name,
        role_name,
        value_name,
        estimate,
        main_words,
        claim_id,
        anchor_of,
        side_name,
        side_of,
        alike,
    )
    made.globals |= {function.__name__: function for function in sentences}
    return made


def render_page(page: Page, links: Links) -> str:
    """The HTML of a page."""
    return environment().get_template(page.template).render(
        href=links.href, page=links.page, forms=links.forms, asked=links.asked, citing=links.citing, period=links.period, area=links.area,
        own=links.own, static=links.static,
        land=links.land, card=links.card, table=links.table, linked_data=script_json(page.linked_data) if page.linked_data else "",
        lead=page.lead or GENERAL, **page.values,
    )  # fmt: skip


def script_json(value: Any) -> str:
    """JSON for a script element, without characters that could end it or start another."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
