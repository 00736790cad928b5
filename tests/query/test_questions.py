"""docs/questions.md: each question has commands that the program takes, and every named query about facts is one of the answers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from kg.query.named import KINDS, NamedQuery, find_query, named_queries

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
PARTS = re.split(r"^(?=\*\*)", PAGE, flags=re.MULTILINE)[1:]
# What describes the graph itself, and the plain lists of the contract, of which the answers above are made.
OTHERS = {
    "belligerents", "commanders", "conflict", "conflicts-by-place", "conflicts-by-year", "coordinates", "coverage", "estimates", "evidence",
    "evidence-of", "losses-by-side", "outcome", "part-of", "people-in-several", "places", "sources", "unbacked", "units",
}  # fmt: skip


def commands(part: str) -> list[list[str]]:
    return [shlex.split(line) for block in re.findall(r"```sh\n(.*?)```", part, re.DOTALL) for line in block.splitlines()]


CALLS = [call for part in PARTS for call in commands(part)]


def test_there_are_28_questions_and_each_has_a_command() -> None:
    assert len(PARTS) == 28
    assert [part.splitlines()[0] for part in PARTS if not commands(part)] == []


def asked(call: list[str]) -> Iterator[tuple[NamedQuery, dict[str, str]]]:
    if call[1] == "query":
        query = find_query(call[2])
        assert query is not None, call
        options = [word.removeprefix("--") for word in call[3:] if word.startswith("--") and word != "--format"]
        yield query, {name: call[call.index(f"--{name}") + 1] for name in options}


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_command_is_one_of_the_program(call: list[str]) -> None:
    assert call[:1] == ["kg"]
    assert call[1] in COMMANDS
    for query, values in asked(call):
        kinds = {name: query.parameter(name).kind for name in values}
        assert set(kinds.values()) <= set(KINDS)
        query.with_values({name: value for name, value in values.items() if kinds[name] != "entity"})


def test_every_named_query_answers_a_question_or_describes_the_graph() -> None:
    answering = {query.name for call in CALLS for query, _ in asked(call)}
    assert answering & OTHERS == set()
    assert answering | OTHERS == set(named_queries())
