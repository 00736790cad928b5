"""Dates, points and numbers that templates write out, and arithmetic that wikitext leaves to the wiki: ``{{#expr: 1200 + 300}}``."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from kg.model.issue import Issue
from kg.model.text import COORDINATES, Span
from kg.read.coordinates import read_coordinates
from kg.read.templates import Rule, load_templates
from kg.read.wikitext.scan import Argument, Call, drop_comments
from kg.read.wikitext.tags import load_tags
from kg.read.wikitext.writing import Writing

_NUMBER = re.compile(r"\d{1,4}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORTEST_MONTH = 3
_LONGEST, _LONGEST_FORMULA = 200, 80
_PLAIN = re.compile(r"[\d.\s()+*/−-]+")
_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@cache
def _rounded() -> re.Pattern[str]:
    """A term and the digits that it is rounded to."""
    return re.compile(rf"\s*(?P<value>.+?)\s+{re.escape(load_tags().round)}\s+(?P<digits>-?\d{{1,2}})\s*", re.IGNORECASE | re.DOTALL)


def compute(words: str) -> str | None:
    """Compute what numbers, the four operations, brackets and ``round`` give, written out; None for anything else."""
    rounded = _rounded().fullmatch(words)
    terms = rounded["value"] if rounded else words
    if len(terms) > _LONGEST or not _PLAIN.fullmatch(terms):
        return None
    try:
        value = _value(ast.parse(terms.replace("−", "-").strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError):
        return None
    if rounded:
        value = Fraction(round(value, int(rounded["digits"])))
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6f}".rstrip("0").rstrip(".")


def _value(node: ast.expr) -> Fraction:
    """The value of a term; ValueError for what is no arithmetic."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return Fraction(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _value(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp) and (compute_two := _OPERATORS.get(type(node.op))):
        return compute_two(_value(node.left), _value(node.right))
    raise ValueError("no arithmetic")


def words_of(writer: Writing, argument: Argument | None) -> str:
    """The words of an argument as they stand in the source, without comments."""
    return " ".join(drop_comments(writer.source[argument.start : argument.end]).split()) if argument else ""


def put_arguments(writer: Writing, arguments: list[Argument], between: str) -> None:
    """Show arguments side by side with a text between them."""
    for index, argument in enumerate(arguments):
        if index and between:
            writer.canvas.put(between, argument.at - 1, argument.at)
        writer.show(argument.start, argument.end)


def _date_parts(writer: Writing, arguments: tuple[Argument, ...]) -> str | None:
    """Write year, month and day out, None where they are no numbers."""
    return _write_date(writer, [words_of(writer, argument) for argument in arguments[:3]])


def _write_date(writer: Writing, words: list[str]) -> str | None:
    """Write year, month (a number or a name) and day out, None where they are not that."""
    while words and not words[-1]:
        words.pop()
    if not words or not all(_NUMBER.fullmatch(word) for word in (words[0], *words[2:])):
        return None
    parts = [str(int(words[0]))]
    if len(words) > 1:
        month = _month(words[1], load_templates(writer.language).months)
        if month is None:
            return None
        parts.insert(0, month)
    if len(words) > 2:
        parts.insert(0, str(int(words[2])))
    return " ".join(parts)


def _month(word: str, months: Sequence[str]) -> str | None:
    """The name of a month that is written as its number, its name or the beginning of that."""
    if _NUMBER.fullmatch(word):
        return months[int(word) - 1] if 1 <= int(word) <= len(months) else None
    begin = word.rstrip(".").casefold()
    return next((month for month in months if len(begin) >= _SHORTEST_MONTH and month.casefold().startswith(begin)), None)


def _slots(call: Call, first: int, last: int) -> tuple[Argument, ...]:
    """The positional arguments first to last, up to the first that is not there."""
    found = []
    for number in range(first, last + 1):
        argument = next((a for a in reversed(call.arguments) if a.name == str(number)), None)
        if argument is None or argument.end == argument.start:
            break
        found.append(argument)
    return tuple(found)


def show_date(writer: Writing, call: Call, rule: Rule) -> None:
    """Year, month and day in an argument each, or a date in the first one, as words or in numbers (1701-05-04)."""
    del rule
    slots = _slots(call, 1, 3)
    date = _date_parts(writer, slots)
    if date:
        writer.canvas.put(date, call.start, call.end)
    elif slots:
        written = _ISO.fullmatch(words_of(writer, slots[0]))
        date = _write_date(writer, list(written.groups())) if written else None
        if date:
            writer.canvas.put(date, slots[0].start, slots[0].end)
        elif _NUMBER.fullmatch(words_of(writer, slots[0])):
            put_arguments(writer, list(call.positional), " ")
        else:
            writer.show(slots[0].start, slots[0].end)


def show_as_of(writer: Writing, call: Call, rule: Rule) -> None:
    """The words "as of" and a date."""
    date = _date_parts(writer, _slots(call, 1, 3))
    if date:
        writer.canvas.put(rule.text + date, call.start, call.end)
        return
    writer.canvas.put(rule.text, call.start, call.end)
    put_arguments(writer, list(call.positional), " ")


def show_expression(writer: Writing, call: Call, rule: Rule) -> None:
    """The number that arithmetic gives; what is no plain arithmetic is told."""
    number = compute(words_of(writer, call.get("1")))
    if number is None:
        show_formula(writer, call, rule)
    else:
        writer.canvas.put(number, call.start, call.end)


def show_choice(writer: Writing, call: Call, rule: Rule) -> None:
    """The first of two values where the condition has words, else the second; a condition that is computed itself is told."""
    condition = words_of(writer, call.get("1"))
    if "{{" in condition:
        show_formula(writer, call, rule)
    elif chosen := call.get("2" if condition else "3"):
        writer.show(chosen.start, chosen.end)


def show_formula(writer: Writing, call: Call, rule: Rule) -> None:
    """What the wiki computes when it shows the page is not known here."""
    del rule
    words = " ".join(writer.source[call.start : call.end].split())
    shortened = words if len(words) <= _LONGEST_FORMULA else f"{words[:_LONGEST_FORMULA]}…"
    writer.issues.append(Issue("formula", f"computed by the wiki when it shows the page: {shortened}", Span(call.start, call.end)))


def show_dates(writer: Writing, call: Call, rule: Rule) -> None:
    """A first and a last day, each as year, month and day."""
    start, end = _date_parts(writer, _slots(call, 1, 3)), _date_parts(writer, _slots(call, 4, 6))
    if start:
        writer.canvas.put(f"{start} – {end}" if end else start, call.start, call.end)
    else:
        put_arguments(writer, list(call.positional), "")


def show_old_style(writer: Writing, call: Call, rule: Rule) -> None:
    """Day and month, the same day in the Julian calendar in brackets, the year."""
    first, year, old = call.get("1"), call.get("2"), call.get("3")
    if first is None:
        return
    writer.show(first.start, first.end)
    if old:
        writer.canvas.put(f" [{rule.text} ", old.at - 1, old.at)
        writer.show(old.start, old.end)
        writer.canvas.put("]", old.end, old.end)
    if year:
        writer.canvas.put(" ", year.at - 1, year.at)
        writer.show(year.start, year.end)


def show_coordinates(writer: Writing, call: Call, rule: Rule) -> None:
    """A point as its author wrote it."""
    del rule
    found = read_coordinates([words_of(writer, argument) for argument in call.arguments if argument.name.isdecimal()])
    if found is None:
        return
    shown, point = found
    if not writer.canvas.is_blank:
        writer.canvas.put(" ", call.start, call.end)
    with writer.canvas.marked(COORDINATES, f"{point.latitude} {point.longitude}", call.start, call.end):
        writer.canvas.put(shown, call.start, call.end)


def show_circa(writer: Writing, call: Call, rule: Rule) -> None:
    """A text before each of up to two values, with a dash between them."""
    for index, argument in enumerate(call.positional[:2]):
        writer.canvas.put(f" – {rule.text}" if index else rule.text, call.start if not index else argument.at - 1, argument.start)
        writer.show(argument.start, argument.end)
    if not call.positional:
        writer.canvas.put(rule.text, call.start, call.end)


def show_convert(writer: Writing, call: Call, rule: Rule) -> None:
    """The value and unit as given, without the converted ones."""
    del rule
    for index, argument in enumerate(call.positional):
        words = words_of(writer, argument)
        if index:
            writer.canvas.put(" ", argument.at - 1, argument.at)
        writer.show(argument.start, argument.end)
        if index and not words[:1].isdigit() and words not in load_templates(writer.language).range_words:
            return
