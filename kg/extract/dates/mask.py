"""What looks like a date in the date row and is none, blanked so that offsets stay."""

from __future__ import annotations

import re

from kg.extract.dates.grammar import scan_dates
from kg.extract.dates.words import load_date_words, load_row_words, load_time_words
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.patterns import lazy_pattern

BRACKETS = lazy_pattern(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
TWIN = lazy_pattern(r"\(\s*(-?\d{4})(?:-\d\d){0,2}\s*\)")
_COMMA_BEFORE_DASH = lazy_pattern(r"(?<=\d),(?=\s*[–—-])")
_COMMA_BETWEEN_DAYS = lazy_pattern(r"(?<!\d)(\d{1,2}),(?=\s*\d{1,2}\s+[^\W\d_])")
_NOTE_MARK = lazy_pattern(r"\[\w{1,3}\]")
_YEAR_BEHIND = lazy_pattern(r"\s*,?\s*\d{3,4}(?!\d)")


def mask_row(shown: str, language: Language) -> str:
    """Blank clock times, durations, weekdays, years of other calendars, the ISO twin of a date, the Old Style in brackets."""
    words, times = load_date_words(language), load_time_words(language)
    for pattern in (times.clock, times.duration, words.weekdays, load_row_words(language).other_year):
        for match in pattern.finditer(lower_letters(shown)):
            shown = _blank(shown, match)
    for match in BRACKETS.finditer(shown):
        inside = match.group()
        twin = TWIN.fullmatch(inside)
        old_style = words.old_calendar.search(lower_letters(inside)) and any(character.isdigit() for character in inside)
        again = (twin and twin[1] in shown[: match.start()]) or shown[: match.start()].rstrip().endswith(inside[1:-1].strip())
        if again or old_style or _NOTE_MARK.fullmatch(inside):
            shown = _blank(shown, match)
        elif _YEAR_BEHIND.match(shown, match.end()):
            shown = _join_calendars(shown, match, language)
    return _COMMA_BETWEEN_DAYS.sub(r"\1&", _COMMA_BEFORE_DASH.sub(" ", shown))


def _blank(shown: str, match: re.Match[str]) -> str:
    """A text with blanks in the place of a match."""
    start, end = match.span()
    return shown[:start] + " " * (end - start) + shown[end:]


def _join_calendars(shown: str, match: re.Match[str], language: Language) -> str:
    """A day in brackets before the year that it shares as the second calendar behind a slash: "24 May (4 June) 1719"; else the text as it is."""
    start, end = match.span()
    joined = f"{shown[:start]}/{shown[start + 1 : end - 1]} {shown[end:]}"
    dual = any(found.start < start < found.end and found.first == found.last and found.first.day for found in scan_dates(joined, language))
    return joined if dual else shown
