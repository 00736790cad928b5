"""Archives of the web, as data (kg/data/archives.toml): whether an address is that of an archived copy."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.language.table import read_table
from kg.language.words import any_of


@cache
def _archived() -> re.Pattern[str]:
    hosts = read_table(Path(str(files("kg"))) / "data", "data", "archives").only("hosts").words("hosts")
    return re.compile(rf"https?://(?:{any_of(hosts)})/", re.IGNORECASE)


def is_archived(address: str) -> bool:
    """Whether an address is that of a copy in an archive of the web."""
    return _archived().match(address) is not None
