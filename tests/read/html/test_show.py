"""What the cells of an infobox show: lines, marks, columns, footnotes."""

from __future__ import annotations

import pytest
from html_pages import MARKUP, Marked, assert_exact, lines_of, marked, page, plain
from hypothesis import given

from kg.read.error import ReadError
from kg.read.html.article import read_html


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("one<br>two<br/>three", [(0, 0, False, "one"), (0, 0, False, "two"), (0, 0, False, "three")]),
        ("one<br><br>two", [(0, 0, False, "one"), (0, 1, False, "two")]),
        ("<p>one\n</p><p>two</p>three", [(0, 0, False, "one"), (0, 1, False, "two"), (0, 1, False, "three")]),
        ("<p>one\n</p>\n<ul><li>two</li>\n<li>three<ul><li>four</li></ul></li></ul>\n<p>five</p>",
         [(0, 0, False, "one"), (1, 0, False, "two"), (1, 0, False, "three"), (2, 0, False, "four"), (0, 0, False, "five")]),
        ("one<hr />two", [(0, 0, False, "one"), (0, 0, True, "two")]),
        ("<p>one</p><hr><p>two</p>", [(0, 0, False, "one"), (0, 0, True, "two")]),
        ('<div class="plainlist"><ul><li>one</li><li>two</li></ul></div>', [(1, 0, False, "one"), (1, 0, False, "two")]),
        ("  a \n  b&nbsp;c&#160;d ", [(0, 0, False, "a b c d")]),
        ("Smith &amp; Sons &lt;2&gt; &eacute;t&#233; &unknown; R&D", [(0, 0, False, "Smith & Sons <2> été &unknown; R&D")]),
        ('a<span style="display: none">hidden</span>b<style>x</style><!-- c -->c', [(0, 0, False, "abc")]),
        ('<p>one\n<span style="border: 3px solid blue; color:blue;font-weight: bold">17</span></p>two', [(0, 0, False, "one"), (0, 1, False, "two")]),
        ('1<sup>st</sup> Army<sup class="noprint Inline-Template">[when?]</sup>', [(0, 0, False, "1st Army")]),
        ("<table><tr><td>one</td><td>two</td></tr></table>", [(0, 0, False, "one"), (0, 0, False, "two")]),
        ('<div class="NavHead">one <a class="NavToggle">[show]</a></div><ul class="NavContent" style="display:none"><li>two</li></ul>',
         [(0, 0, False, "one"), (1, 0, False, "two")]),
        ("<dl><dt>one</dt><dd>two</dd></dl>", [(1, 0, False, "one"), (1, 0, False, "two")]),
        ("an unclosed <b>bold <i>text", [(0, 0, False, "an unclosed bold text")]),
        ("<b>one<p>two</b></p>three", [(0, 0, False, "one"), (0, 0, False, "two"), (0, 1, False, "three")]),
        ("1 < 2 and 3 > 2 <", [(0, 0, False, "1 < 2 and 3 > 2 <")]),
    ],
)  # fmt: skip
def test_lines(value: str, lines: list[tuple[int, int, bool, str]]) -> None:
    assert [(line.depth, line.gap, line.rule, line.text.shown) for line in lines_of(value)] == lines


ICON = '<span class="flagicon">{}</span>&nbsp;'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('<a href="/wiki/Otto_Rein#Life">Otto Rein</a>', plain("Otto Rein", ("link", "Otto Rein"))),
        ('<a href="/wiki/List_of_militias#Red_Pines">Red Pines</a>', plain("Red Pines", ("link", "Red Pines"))),
        ('<a href="https://en.m.wikipedia.org/wiki/Otto_Rein">Rein</a>', plain("Rein", ("link", "Otto Rein"))),
        ('<a href="https://de.wikipedia.org/wiki/Otto_Rein" class="extiw">Rein</a>', plain("Rein")),
        ('<a href="../A/Otto_Rein.html">Rein</a>', plain("Rein", ("link", "Otto Rein"))),
        ('<a href="./S%C3%B8rfold%3F">S</a>', plain("S", ("link", "Sørfold?"))),
        ('<a href="/wiki/Help:IPA">ipa</a>', plain("ipa")),
        ('<a href="mailto:x@example.org">x</a> <a href="http://[bad">y</a> <a>z</a>', plain("x y z")),
        (ICON.format('<img alt="" src="/x/23px-Flag_of_the_United_Fens_%281690%29.svg.png">') + "Fens", plain("Fens", ("flag", "United Fens"))),
        (ICON.format('<img alt="Varn" src="/x/Some_banner.png">') + "A", plain("A", ("flag", "Varn"))),
        (ICON.format('<a href="/wiki/Duchy_of_Varn"><img alt="Varn" src="/x.png"></a>') + "A", plain("A", ("flag", "Duchy of Varn"))),
        (ICON.format('<img alt="Pennants of Varn.svg" src="/x/Pennants_of_Varn.svg">') + "A", plain("A", ("flag", "Pennants of Varn.svg"))),
        (ICON.format('<img alt="" src="/x/thumb/23px-Arms%20of_Varn.svg.png" width="23">') + "A", plain("A", ("flag", "Arms of Varn.svg"))),
        ('<img alt="Flag of Varn.svg" src="/x/23px-Flag_of_Varn.svg.png" width="23"> A', plain("A", ("flag", "Varn"))),
        ('<img alt="A bridge.jpg" src="/x/A_bridge.jpg" width="230"> A', plain("A")),
        ('<img alt="" src="/x/15px-Arms_of_Varn.svg.png" width="15"> A', plain("A", ("flag", "Arms of Varn.svg"))),
        ('Rein (<abbr title="Wounded in action">WIA</abbr>)', plain("Rein (WIA)", ("fate", "wounded"))),
        ('Rein <img alt="Executed" src="/x/Skull.svg.png" width="12">', plain("Rein (executed)", ("fate", "executed"))),
        ('Rein <a href="/wiki/Surrender_(military)"><img alt="White flag" src="/x.png"></a>', plain("Rein (white flag)", ("fate", "surrendered"))),
        ("Rein <b>†</b>", plain("Rein †", ("fate", "killed"))),
        ('A <span title="Killed in action in the long siege">was there when it all began</span>', plain("A was there when it all began")),
        ('Slaget <span lang="da">ved Esk</span>', plain("Slaget ved Esk", ("lang", "da"))),
        ('<span style="font-size:85%">(x)</span>', plain("(x)", ("small", "(x)"))),
        ('5 <sup class="reference"><a href="#cite_note-a%22b-3">[3]</a></sup>', plain("5", ("note", 'a"b-3'))),
        ('<span class="geo">46.5; -31.25</span>', plain("46.5; -31.25", ("coordinates", "46.5 -31.25"))),
        ('<span id="coordinates"><a href="/wiki/Geographic_coordinate_system">Coordinates</a>: <span class="geo-default"><span class="geo-dec">'
         '46.5°S 31.25°W</span></span><span class="geo-nondefault"><span class="geo">-46.5; -31.25</span></span></span>',
         plain("46.5°S 31.25°W", ("coordinates", "-46.5 -31.25"))),
        ('<span class="geo">unknown</span> A', plain("A")),
    ],
)  # fmt: skip
def test_marks(value: str, expected: Marked) -> None:
    assert [marked(line.text) for line in lines_of(value)] == [expected]


@given(MARKUP)
def test_any_cell_is_read_with_exact_positions_or_refused(value: str) -> None:
    try:
        article = read_html(page(value))
    except ReadError:
        return
    assert_exact(article)
