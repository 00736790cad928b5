"""The quicker Jinja says what Jinja says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from kg.pages.quick import QuickEnvironment, quick_escape
from kg.rdf.terms import IRI

TEMPLATES = {
    "parts": "{% macro link(name, href='') %}<a href=\"{{ href }}\">{{ name }}</a>{% endmacro %}"
    "{% macro box(words) %}<p>{{ words }}{{ caller() }}</p>{% endmacro %}{% macro all() %}{{ varargs | join('-') }}{% endmacro %}",
    "base": "{% import 'parts' as parts with context %}<title>{% block title %}{% endblock %}</title>{% block main %}{% endblock %}",
    "page": "{% extends 'base' %}{% block title %}{{ title }}{% endblock %}{% block main %}{% for name in names %}"
    "{{ parts.link(name, href=shout(name)) }}"
    "{{ loop.index }}{% endfor %}{% call parts.box(title) %}<i>{{ title }}</i>{% endcall %}{{ parts.all(1, title) }}{{ parts.link(title) }}"
    "{{ (title ~ '<') | upper }}{{ none_given | default('–') }}{% endblock %}",
}


def render(kind: type[Environment], title: Any, names: list[str]) -> str:
    environment = kind(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals["shout"] = lambda name: f"{name}!"
    return environment.get_template("page").render(title=title, names=names)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_pages_are_the_same(title: str, names: list[str]) -> None:
    assert render(QuickEnvironment, title, names) == render(Environment, title, names)


@given(st.text() | st.integers() | st.none() | st.text().map(Markup) | st.just(IRI("urn:a&b")))
def test_text_is_escaped_the_same(value: Any) -> None:
    assert quick_escape(value) == escape(value)


def test_markup_is_kept() -> None:
    assert render(QuickEnvironment, Markup("<b>x</b>"), []) == render(Environment, Markup("<b>x</b>"), [])


@pytest.mark.parametrize("call", ["parts.link('a', 'b', 'c')", "parts.link('a', colour='red')"])
def test_arguments_that_a_macro_does_not_have_are_refused(call: str) -> None:
    environment = QuickEnvironment(loader=DictLoader(TEMPLATES | {"wrong": f"{{% import 'parts' as parts %}}{{{{ {call} }}}}"}), autoescape=True)
    with pytest.raises(TypeError, match="'link' takes the arguments name, href"):
        environment.get_template("wrong").render()
