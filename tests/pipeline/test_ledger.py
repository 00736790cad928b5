"""The ledger accounts for every word of the infobox."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_pack import small_pack

from kg.language.language import Language, english
from kg.model.article import Article, Box, Cell, Line, Row, Source
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.issue import Issue
from kg.model.text import Span, Text
from kg.pipeline.ledger import Ledger, account, add_ledgers, ignored_words

#         0         1         2         3         4
#         0123456789012345678901234567890123456789012345
SOURCE = "Varnish victory of the Duchy 12 mules map.png"


def make_article() -> Article:
    def row(field: str, *ranges: tuple[int, int]) -> Row:
        lines = tuple(Line(Text.verbatim(SOURCE, *limits)) for limits in ranges)
        return Row(field, field, (Cell(lines),), Span(ranges[0][0], ranges[-1][1]))

    rows = (row("outcome", (0, 28)), row("", (29, 37)), row("ignored", (38, 45)))
    return Article(Source("X", SOURCE, "00", "text"), Text("X", ()), (), (Box("military conflict", rows, Span(0, 45)),))


VICTORY = Finding(CONFLICT, "outcome", Phrase("Varnish victory"), (Span(0, 15),), "outcome")


def test_used_ignored_and_unread_words_are_told_apart() -> None:
    ledger = account(make_article(), [VICTORY], [])
    unread = (
        Issue("unread", "outcome: not understood: Duchy", Span(23, 28)),
        Issue("unread", "row: not understood: 12 mules", Span(29, 37)),
    )
    assert ledger == Ledger(14, 5 + 6, 5 + 7, 1, 1, 1, issues=unread)
    assert round(ledger.share, 3) == round(25 / 37, 3)


def test_words_that_an_issue_names_are_not_named_twice() -> None:
    ledger = account(make_article(), [VICTORY], [Issue("odd", "Duchy?", Span(23, 28)), Issue("odd", "mules?", Span(29, 37))])
    assert ledger == Ledger(14, 11, 12, 1, 1, 1)


def test_ledgers_add_up() -> None:
    ledger = account(make_article(), [VICTORY], [])
    assert add_ledgers([ledger, ledger]) == Ledger(28, 22, 24, 2, 2, 2)
    assert add_ledgers([]).share == 1.0


def test_sentences_of_the_lead_are_counted() -> None:
    article = make_article()
    lead = Text.verbatim("Varnish troops took the town. It rained. Krell was renamed Varn in 1701.", 0, 72)
    ledger = account(replace(article, lead=(lead,)), [Finding(CONFLICT, "outcome", Phrase("x"), (Span(0, 15),), "lead")], [])
    assert (ledger.sentences_used, ledger.sentences_ignored, ledger.sentences_unread) == (1, 1, 1)
    assert [issue.code for issue in ledger.issues] == ["unread", "unread", "lead-unread"]


def test_words_that_say_nothing_are_those_of_the_language(tmp_path: Path) -> None:
    assert {"and", "see"} <= ignored_words(english())
    assert ignored_words(small_pack(tmp_path)) == {"e"}
    assert ignored_words(Language("yy", tmp_path)) == frozenset()


def test_a_list_that_nobody_asks_for_is_named(tmp_path: Path) -> None:
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "ignored_words.toml").write_text("filling = ['so']", encoding="utf-8")
    with pytest.raises(ValueError, match=r"zz/ignored_words.toml: 'filling' is not known"):
        ignored_words(Language("zz", tmp_path))


@pytest.mark.parametrize(("label", "limits", "codes"), [("1", (16, 23), []), ("1", (24, 32), ["unread"]), ("notes", (16, 23), ["unread"])])
def test_a_value_without_a_name_that_repeats_the_one_before_says_nothing(label: str, limits: tuple[int, int], codes: list[str]) -> None:
    """What a stray bar in a damaged link cuts off becomes a value of its own."""
    source = "Varnish victory victory 12 mules"
    first = Row("outcome", "outcome", (Cell((Line(Text.verbatim(source, 0, 15)),)),), Span(0, 15))
    second = Row("", label, (Cell((Line(Text.verbatim(source, *limits)),)),), Span(*limits))
    article = Article(Source("X", source, "00", "text"), Text("X", ()), (), (Box("military conflict", (first, second), Span(0, 32)),))
    ledger = account(article, [Finding(CONFLICT, "outcome", Phrase("x"), (Span(0, 15),), "outcome")], [])
    assert [issue.code for issue in ledger.issues] == codes


@pytest.mark.parametrize(("words", "unread"), [("(See the treaty of Loft)", 0), ("The treaty of Loft", 1)])
def test_lines_that_only_point_elsewhere_are_no_issue(words: str, unread: int) -> None:
    row = Row("outcome", "outcome", (Cell((Line(Text.verbatim(words, 0, len(words))),)),), Span(0, len(words)))
    made = Article(Source("X", words, "00", "text"), Text("X", ()), (), (Box("military conflict", (row,), Span(0, len(words))),))
    assert len(account(made, [], []).issues) == unread
