"""File names made from titles: valid on every file system, and inside their folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import field

from kg.patterns import lazy_pattern
from kg.values import dataclass

_LONGEST = 120
_REFUSED = lazy_pattern(r'[<>:"/\\|?*]')
_RESERVED = lazy_pattern(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def safe_stem(title: str) -> str:
    """A title as a file name without extension. A changed title ends in "~" and a hash of the original, which keeps it distinct.

    NFC, blanks as "_", at most 120 bytes of UTF-8 before the hash; no separators, control or invisible characters, no leading dot or
    hyphen, no name that Windows reserves.
    """
    wanted = re.sub(r"\s+", "_", unicodedata.normalize("NFC", title).strip())
    stem = "".join("_" if _REFUSED.match(c) or unicodedata.category(c)[0] == "C" else c for c in wanted)
    stem = stem.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip(".")
    stem = "_" + stem[1:] if stem.startswith(("-", "~")) else stem
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return stem if stem == wanted else f"{stem}~{_hash(title)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class FileNames:
    """Chooses file names within one folder that are distinct even without case and Unicode normalisation."""

    _taken: dict[str, str] = field(default_factory=dict)

    def choose(self, title: str, owner: str) -> str:
        """The name for a title. The same owner gets the same name again; another owner with an equivalent title gets one with a hash."""
        stem = safe_stem(title)
        for name in (stem, f"{stem}~{_hash(title)}", f"{stem}~{_hash(owner)}"):
            key = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
            if self._taken.setdefault(key, owner) == owner:
                return name
        raise ValueError(f"no file name is left for {title!r}")
