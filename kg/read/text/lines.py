"""The lines of a plain text with their places, and which of them are the site's or the licence's."""

from __future__ import annotations

from typing import NamedTuple

from kg.language.language import Language
from kg.model.text import Span
from kg.patterns import lazy_pattern
from kg.read.text.words import load_frame

_LINE = lazy_pattern(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLANK = " \t\u00a0\u200b\u200e\u200f\u2002\u2003\u2009\u202f\u3000\ufeff\f\v"
# A stop with what may close a sentence behind it; a number after a blank is that of a footnote only where no short form ends there ("Oct. 17").
_SENTENCE = lazy_pattern(r"(?:[.!?][\"”’)\]]*|[^\W\d][.!?][\"”’)\]]*\d{1,3}|[^\W\d_]{5}[.!?][\"”’)\]]*[ \u00a0]\d{1,3})(?:\s*\[[^\[\]]{1,20}\])*\s*$")
# How a value begins, and a sentence hardly: with a bullet, a bracket or a short heading.
_LISTED = lazy_pattern(r"[(\[*•·◦▪‣–—-]|[^\W\d][^.:;]{0,40}:(?=\s|$)")
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


def begins_value(line: SourceLine, language: Language) -> bool:
    """Whether the line begins as a value of a row does, and a paragraph hardly: with a figure, a bullet, a bracket or a short heading."""
    frame = load_frame(language)
    return bool(frame.figure.match(line.text) or _LISTED.match(line.text)) or line.text[:40].casefold() in frame.without_figure


def is_banner(line: SourceLine, language: Language) -> bool:
    """Whether the line is the site's and not the article's."""
    frame, text = load_frame(language), line.text[:200].casefold()
    return text in frame.banner_lines or text.startswith(frame.banner_starts) or (len(line.text) < 200 and text.endswith(frame.banner_ends))


def is_tail(line: SourceLine, language: Language) -> bool:
    """Whether the line shows that lead and infobox are over."""
    frame, text = load_frame(language), line.text[:200].casefold().strip("=# ")
    return text in frame.tail_lines or text.startswith(frame.tail_starts)


def find_licence(lines: tuple[SourceLine, ...], language: Language) -> Span | None:
    """Return the place of the sentence that names the licence; the last one counts."""
    frame = load_frame(language)
    for line in reversed(lines):
        if len(line.text) >= 2000:
            continue
        text = line.text.casefold()
        if any(all(word in text for word in words) for words in frame.licence):
            return Span(line.start, line.end)
    return None
