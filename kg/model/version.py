"""What names a version of a page, as wikis write it: the number of a revision, a time, an item of Wikidata. What is written otherwise is none.

Inputs are damaged, or made by others than wikis; what a graph says of its source is to be true and of the form that the shapes ask for.
"""

from __future__ import annotations

import re
from datetime import datetime

_REVISION = re.compile(r"[1-9][0-9]{0,18}")
_ITEM = re.compile(r"Q[1-9][0-9]{0,17}")
# As XML Schema has them: https://www.w3.org/TR/xmlschema-2/#dateTime
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?")


def to_revision(text: str | None) -> str | None:
    """The number of a revision, without blanks around it; None for what is none."""
    text = (text or "").strip()
    return text if _REVISION.fullmatch(text) else None


def to_item(text: str | None) -> str | None:
    """The id of an item of Wikidata, without blanks around it; None for what is none."""
    text = (text or "").strip()
    return text if _ITEM.fullmatch(text) else None


def to_time(text: str | None) -> str | None:
    """A day or a time of the calendar in ISO 8601, without blanks around it; None for what is none."""
    text = (text or "").strip()
    try:
        return text if _TIME.fullmatch(text) and datetime.fromisoformat(text) else None
    except ValueError:
        return None
