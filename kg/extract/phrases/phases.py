"""Headings of time: a line that says when holds for what stands below it ("1941–1943", "From 1941:", "Alliance prior to 1635")."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.dates.text import read_bounded
from kg.extract.phrases.remarks import Times, read_remark
from kg.model.article import Line
from kg.model.text import BOLD, FLAG, LINK, Text
from kg.patterns import lazy_pattern

_LONGEST = 80
_INLINE = lazy_pattern(r"(?P<head>[^:\n]{2,40}):\s+(?=\S)")
_BRACKET_AT_END = lazy_pattern(r"\((?P<inside>[^()]+)\)[\s:]*$")
_LETTER = lazy_pattern(r"[^\W\d_]")


class Phase(NamedTuple):
    """A heading of time: when, its text, and whether it has words beside the time."""

    times: Times
    text: Text
    worded: bool = False


def read_phase(line: Line, context: Context, *, opens: bool) -> Phase | None:
    """The phase that a line heads; None where it heads none.

    A line that says nothing but when is a heading where it is bold or ends in a colon; else it tells of the name before it, unless ``opens`` says
    that there is none or that such lines are headings here. With other words it must be bold, and say from when or until when.
    """
    text = line.text.strip()
    if not text or len(text.shown) > _LONGEST or text.marked(FLAG):
        return None
    headed = text.shown.endswith(":")
    inner = text.cut(0, len(text.shown) - headed).strip()
    bold = any(mark.start <= 0 and mark.end >= len(inner.shown) for mark in inner.marked(BOLD))
    if not (headed or bold or opens):
        return None
    if inner.shown.startswith("(") and inner.shown.endswith(")"):
        inner = inner.cut(1, len(inner.shown) - 1).strip()
    remark = read_remark(inner, context) if inner else None
    if remark is not None and remark.is_time:
        return Phase(remark.times, inner)
    if bold and not inner.marked(LINK) and _LETTER.search(inner.shown) and (times := read_bounded(inner, context)):
        return Phase(times, inner, worded=True)
    return None


def read_bracketed_times(text: Text, context: Context) -> Times:
    """When holds what a heading says that ends in a time in brackets ("First phase (1940–43):"); empty where it does not."""
    match = _BRACKET_AT_END.search(text.shown)
    remark = read_remark(text.of(match, "inside"), context) if match else None
    return remark.times if remark is not None and remark.is_time else ()


def take_inline_phase(text: Text, context: Context) -> tuple[Phase, Text] | None:
    """The time before a colon at the beginning of a line, which holds for the names behind it ("1941: Norland"), and these."""
    match = _INLINE.match(text.shown)
    if match is None or text.cut(0, match.end("head")).marked(FLAG):
        return None
    head = text.of(match, "head").strip()
    remark = read_remark(head, context)
    return (Phase(remark.times, head), text.cut(match.end()).strip()) if remark.is_time else None


def heads_phase(line: Line, context: Context, *, plain: bool = False) -> bool:
    """Whether a line among figures heads those below it by time: bare years, which may count something, must lie within the conflict.

    In ``plain`` text nothing is bold.
    """
    phase = read_phase(line, context, opens=plain)
    if phase is None or phase.worded:
        return False
    low, high = context.period.start, context.period.end
    years = [date.year for _, date in phase.times]
    bare = not _LETTER.search(phase.text.shown)
    return not bare or (low is not None and all(low.year <= year and (high is None or year <= high.year) for year in years))


def opens_with_phase(lines: Iterable[Line], context: Context) -> bool:
    """Whether the first line of a cell says nothing but when, so that such lines are headings in the cell."""
    first = next((line for line in lines if line.text), None)
    return first is not None and read_phase(first, context, opens=True) is not None


def join_times(phase: Times, own: Times, *, worded: bool = False) -> Times:
    """When a statement holds under a heading of time: its own times win, and a heading without other words adds a bound that does not cross them."""
    told, heading = dict(own), dict(phase)
    if not told or worded:
        return own or phase
    since, until = told.get("from"), told.get("until")
    if until is None and since is not None and "until" in heading and since.edtf < heading["until"].edtf and since.year > 0:
        told["until"] = heading["until"]
    if since is None and until is not None and "from" in heading and heading["from"].edtf < until.edtf and heading["from"].year > 0:
        told["from"] = heading["from"]
    return tuple(told.items())
