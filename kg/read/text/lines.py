"""The lines of a plain text with their places, and the words by which its frame is known (kg/data/en/frame.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.model.text import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLANK = " \t\u00a0\u200b\u200e\u200f\u2002\u2003\u2009\u202f\u3000\ufeff\f\v"
_SENTENCE = re.compile(r"[.!?][\"”’)\]\d\s]*$")
_PROSE_LENGTH = 60


class SourceLine(NamedTuple):
    """A line without the white space around it and its line end: source[start:end] is ``text``."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing is shown in it."""
        return not self.text

    @property
    def prose(self) -> bool:
        """Whether it reads as a paragraph of sentences, and not as a value, a caption or a heading."""
        return len(self.text) >= _PROSE_LENGTH and bool(_SENTENCE.search(self.text[-40:])) and " " in self.text


def split_lines(source: str) -> tuple[SourceLine, ...]:
    """Return the lines of a text; LF, CRLF and CR end one."""
    lines = []
    for match in _LINE.finditer(source):
        if match.end() == match.start():
            continue
        whole = match.group().rstrip("\r\n")
        text = whole.strip(_BLANK)
        start = match.start() + len(whole) - len(whole.lstrip(_BLANK)) if text else match.start()
        lines.append(SourceLine(start, start + len(text), text))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Frame:
    """What kg/data/en/frame.toml says, checked; all words in lower case."""

    banner_starts: tuple[str, ...]
    banner_lines: frozenset[str]
    banner_ends: tuple[str, ...]
    tail_starts: tuple[str, ...]
    tail_lines: frozenset[str]
    licence: tuple[tuple[str, ...], ...]
    extensions: tuple[str, ...]
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    outcome: tuple[str, ...]


def _words(entry: object) -> tuple[str, ...]:
    if not isinstance(entry, list) or not all(isinstance(word, str) and word and word == word.casefold() for word in entry):
        raise ValueError(f"frame.toml: expected a list of words in lower case, found {entry!r}")
    return tuple(entry)


@cache
def load_frame() -> Frame:
    """Return the words of the frame; ValueError where the file breaks its schema."""
    data = tomllib.loads(files("kg").joinpath("data/en/frame.toml").read_text(encoding="utf-8"))
    banners, tails, shapes = data["banners"], data["tails"], data["files"]
    return Frame(
        banner_starts=_words(banners["starts"]),
        banner_lines=frozenset(_words(banners["lines"])),
        banner_ends=_words(banners["ends"]),
        tail_starts=_words(tails["starts"]),
        tail_lines=frozenset(_words(tails["lines"])),
        licence=tuple(_words(entry) for entry in data["licence"]["words"]),
        extensions=_words(shapes["extensions"]),
        openings=_words(shapes["openings"]),
        closings=_words(shapes["closings"]),
        outcome=_words(data["outcome"]["words"]),
    )


def is_banner(line: SourceLine) -> bool:
    """Whether the line is the site's and not the article's."""
    frame, text = load_frame(), line.text[:200].casefold()
    return text in frame.banner_lines or text.startswith(frame.banner_starts) or (len(line.text) < 200 and text.endswith(frame.banner_ends))


def is_tail(line: SourceLine) -> bool:
    """Whether the line shows that lead and infobox are over."""
    frame, text = load_frame(), line.text[:200].casefold().strip("=# ")
    return text in frame.tail_lines or text.startswith(frame.tail_starts)


def find_licence(lines: tuple[SourceLine, ...]) -> Span | None:
    """Return the place of the sentence that names the licence; the last one counts."""
    for line in reversed(lines):
        if len(line.text) < 2000 and any(all(word in line.text.casefold() for word in words) for words in load_frame().licence):
            return Span(line.start, line.end)
    return None
