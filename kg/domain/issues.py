"""What the codes of issues mean (kg/data/issues.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kg.patterns import lazy_pattern
from kg.resources import PACKAGE, read_toml

_CODE = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class IssueKind(NamedTuple):
    """What issues of one code say (``meaning``), and what a reader of one can do (``remedy``)."""

    meaning: str
    remedy: str


@cache
def load_issue_kinds() -> Mapping[str, IssueKind]:
    """Read issues.toml, in its order; ValueError where an entry is not of its schema."""
    data = read_toml(PACKAGE / "data" / "issues.toml")
    for code, entry in data.items():
        if not _CODE.fullmatch(code) or entry.keys() != set(IssueKind._fields) or not all(isinstance(text, str) and text for text in entry.values()):
            raise ValueError(f"issues.toml: {code!r} must be words joined by hyphens and have {' and '.join(IssueKind._fields)}")
    return {code: IssueKind(**entry) for code, entry in data.items()}


def issues_page() -> str:
    """The page that documents the codes, in Markdown: each is a heading, so that its name is an anchor."""
    head = "# Issues\n\n"
    head += "What was not understood, or what an article contradicts itself about: the codes that `kg build` prints and `--issues` writes.\n"
    return head + "".join(f"\n## {code}\n\n{kind.meaning} {kind.remedy}\n" for code, kind in load_issue_kinds().items())
