"""docs/commands.md is what the commands say of themselves."""

from __future__ import annotations

import os
import re
from pathlib import Path

from kg.cli import COMMANDS
from kg.cli.reference import commands_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def test_the_page_is_that_of_the_commands() -> None:
    """To accept a change on purpose: KG_ACCEPT=1 pytest tests/cli/test_reference.py."""
    if os.environ.get("KG_ACCEPT"):
        PAGE.write_text(commands_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == commands_page()


def test_every_command_has_its_options_and_examples() -> None:
    sections = dict(re.findall(r"^## kg (\S+)\n(.*?)(?=^## |\Z)", commands_page(), re.MULTILINE | re.DOTALL))
    assert list(sections) == list(COMMANDS)
    assert [name for name, text in sections.items() if "\nExample" not in text or f"```\nkg {name}" not in text] == []
    assert "Needs the extra `serve`" in sections["serve"]
    assert "| `--format [table\\|csv\\|jsonl]` | Form of the output. Default: `table`. |" in sections["facts"]
