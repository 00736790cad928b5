"""Codes of issues: those that the code gives are those that kg/data/issues.toml explains, and docs/issues.md is made of it."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

import kg
from kg.domain import issues
from kg.domain.issues import issues_page, load_issue_kinds

PACKAGE = Path(kg.__file__).parent
PAGE = PACKAGE.parent / "docs" / "issues.md"


def codes_in(path: Path) -> set[str]:
    """The codes of the issues that a module makes, which are all written out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Issue":
            code = node.args[0] if node.args else next(keyword.value for keyword in node.keywords if keyword.arg == "code")
            assert isinstance(code, ast.Constant), f"{path}:{node.lineno}: the code of an issue is written where it is made"
            found.add(str(code.value))
    return found


def test_every_code_is_explained_and_every_explained_code_is_given() -> None:
    assert set().union(*map(codes_in, PACKAGE.rglob("*.py"))) == set(load_issue_kinds())


def test_codes_stand_in_order() -> None:
    assert list(load_issue_kinds()) == sorted(load_issue_kinds())


def test_the_page_is_that_of_the_data() -> None:
    """To accept a change on purpose: KG_ACCEPT=1 pytest tests/domain/test_issues.py."""
    if os.environ.get("KG_ACCEPT"):
        PAGE.write_text(issues_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == issues_page()


@pytest.mark.parametrize("text", ["[Bad_code]\nmeaning = 'x'\nremedy = 'y'", "[code]\nmeaning = 'x'", "[code]\nmeaning = 'x'\nremedy = ''"])
def test_data_out_of_schema_is_refused(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "issues.toml").write_text(text)
    monkeypatch.setattr(issues, "PACKAGE", tmp_path)
    load_issue_kinds.cache_clear()
    with pytest.raises(ValueError, match=r"issues\.toml"):
        load_issue_kinds()
    load_issue_kinds.cache_clear()
