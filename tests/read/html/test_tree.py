"""The tree of an HTML source: every part knows its place, and the parts are those of the standard."""

from __future__ import annotations

import time
from typing import Any

import pytest
from html_pages import MARKUP, lines_of
from hypothesis import given

from kg.read.html.tree import Characters, Element, parse_tree


def assert_nested(element: Element, low: int, high: int) -> None:
    assert low <= element.start <= element.end <= high
    at = element.start
    for child in element.children:
        assert at <= child.start <= child.end <= element.end
        at = child.end
        if isinstance(child, Element):
            assert_nested(child, element.start, element.end)


@given(MARKUP)
def test_any_text_gives_a_tree_whose_parts_stand_inside_each_other(source: str) -> None:
    tree = parse_tree(source)
    assert_nested(tree.root, 0, len(source))


def outline(source: str) -> str:
    """The tree as names and words, as far as the two parsers can be compared."""

    def visit(node: Element | Characters) -> str:
        if isinstance(node, Characters):
            return source[node.start : node.end]
        return f"<{node.name}>{''.join(map(visit, node.children))}</>"

    return "".join(map(visit, parse_tree(source).root.children))


@pytest.mark.parametrize(
    "source",
    [
        "<p>a<p>b<div>c</div>d",
        "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
        "<dl><dt>a<dd>b<dt>c</dl>",
        "<table><tbody><tr><td>a<td>b<tr><th>c</table>d",
        "<table><tbody><tr><td><table><tbody><tr><td>a</table>b</table>",
        "<p>a<br>b<img src=x>c",
        "<script>a<b</script>c<style>d</style>",
        "<a title='x>y' href=z>a</a><b class=\"&amp;\">c",
        "<div><p>a</div>b",
        "</td></b>a",
    ],
)
def test_the_tree_is_that_of_lexbor(source: str) -> None:
    lexbor = pytest.importorskip("selectolax.lexbor", reason="selectolax, the oracle, is not installed")

    def visit(node: Any) -> str:
        inner = "".join(visit(child) for child in node.iter(include_text=True))
        return node.text_content if node.tag == "-text" else f"<{node.tag}>{inner}</>"

    body = lexbor.LexborHTMLParser("<body>" + source).body
    assert outline(source) == "".join(visit(child) for child in body.iter(include_text=True))


@pytest.mark.parametrize(
    "piece", ["<a ", '<a b="', "<!--", "</", "<a/", "<a b=", "<div a", "<table><tr><td>", "<p>", "<li>", "&#", "<sup class=reference>"]
)
def test_hostile_input_takes_time_in_proportion(piece: str) -> None:
    start = time.process_time()
    parse_tree(piece * 20_000)
    assert time.process_time() - start < 5


def test_comments_end_as_the_standard_says() -> None:
    assert lines_of("a<!--b--!>c<!-->d<!--->e<!-- > -->f<!x>g<?y?>h</ z>i")[0].text.shown == "acdefghi"
