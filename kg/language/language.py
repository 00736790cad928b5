"""Language packs: all words that the rules know, by language, and what the Wikipedia in that language calls its rows and templates.

A pack is two folders of data files: ``kg/data/CODE`` (words and patterns of the language) and ``kg/data/wiki/CODE`` (parameters, labels,
templates and kinds of infobox of the wiki). Other packages add packs by an entry point of the group ``kg.languages`` that names a folder with
the same layout (docs/languages.md). No module of read, columns or extract holds a word of a language itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.language.table import Table, read_table
from kg.patterns import lazy_pattern
from kg.resources import PACKAGE
from kg.values import dataclass

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "kg.languages"
ENGLISH = "en"
_TAG = lazy_pattern(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
UNDETERMINED = "und"
_CODE = lazy_pattern(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language by its code (BCP 47, the primary subtag) and the folder that holds its pack; there is one value for each pack.

    Each package that needs words checks its tables once for each language (``@cache`` on a function of the language).
    """

    code: str
    folder: Path

    def table(self, name: str) -> Table:
        """Words and patterns of the language: kg/data/CODE/NAME.toml. ValueError where the file breaks its schema."""
        return read_table(self.folder / self.code, self.code, name)

    def wiki(self, name: str) -> Table:
        """What the wiki in this language calls things: kg/data/wiki/CODE/NAME.toml. ValueError where the file breaks its schema."""
        return read_table(self.folder / "wiki" / self.code, f"wiki/{self.code}", name)

    def wiki_tables(self, folder: str) -> tuple[tuple[str, Table], ...]:
        """All tables of a folder of the wiki (its kinds of infobox) by name, sorted."""
        place = self.folder / "wiki" / self.code / folder
        names = sorted(path.name.removesuffix(".toml") for path in place.iterdir() if path.name.endswith(".toml")) if place.is_dir() else []
        return tuple((name, read_table(place, f"wiki/{self.code}/{folder}", name)) for name in names)


def language_tag(words: str | None) -> str | None:
    """The tag of a language as a page writes it, None for what is no tag (BCP 47, as far as graphs may have them)."""
    return words if words and _TAG.fullmatch(words) else None


def find_language(tag: str) -> Language | None:
    """The pack for a language tag ("en", "en-GB", "de"), None where there is none. Simple English is English."""
    code = tag.partition("-")[0].partition("_")[0].casefold()
    code = {"simple": ENGLISH}.get(code, code)
    return _shipped().get(code) or _added().get(code)


def pack_of(tag: str) -> Language:
    """The pack for a language tag; an empty one ("und", in which no word, label or template is known) for a language that has none."""
    return find_language(tag) or _empty()


def english() -> Language:
    """The pack for English, which ships with the package."""
    return _shipped()[ENGLISH]


@cache
def _empty() -> Language:
    return Language(UNDETERMINED, _data_folder())


def _data_folder() -> Path:
    return PACKAGE / "data"


@cache
def _shipped() -> dict[str, Language]:
    return _packs_in(_data_folder())


@cache
def _added() -> dict[str, Language]:
    """The packs of entry points; looking for them takes time, so that they are only asked for a language that we do not have."""
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    return {code: pack for point in reversed(points) for code, pack in _packs_in(_folder_of(point)).items()}


def _packs_in(folder: Path) -> dict[str, Language]:
    codes = sorted(part.name for part in folder.iterdir() if part.is_dir() and _CODE.fullmatch(part.name))
    return {code: Language(code, folder) for code in codes}


def _folder_of(point: EntryPoint) -> Path:
    return Path(str(point.load()))
