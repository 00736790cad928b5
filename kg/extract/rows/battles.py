"""Rows that list the conflicts somebody took part in."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.context import Context
from kg.extract.names.items import LONGEST_LINE, Item, only_bracketed, read_entries
from kg.extract.names.parts import merge_spans, span_words
from kg.extract.phrases.groups import tell_nobody
from kg.extract.phrases.remarks import is_time, qualify_remarks
from kg.extract.phrases.segments import note_keys
from kg.extract.rows.part_of import is_conflict_name, name_conflicts
from kg.language.language import Language
from kg.model.article import Line, Row
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.issue import Issue
from kg.patterns import lazy_pattern

_RULE = "participated-in"
_HEADED = lazy_pattern(r"\s*:\s+(?=\S)")


def read_conflicts(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``participatedIn``: every one that its name or its page calls a conflict ("Siege of Krell"), with the time in brackets behind it."""
    for cell in row.cells:
        for entry in read_entries(cell, context, lambda line, item: _is_remark(line, item, context)):
            for item in entry.items:
                if item.words and len(item.shown) <= LONGEST_LINE and not tell_nobody(item.shown, context.language):
                    yield from _read_item(item, context)


def _is_remark(line: Line, item: Item, context: Context) -> bool:
    return only_bracketed(line, item) or (bool(item.words) and not item.flags and is_time(item.words, context))


def _read_item(item: Item, context: Context) -> Iterator[Finding]:
    found = [pair for part in item.words.split(_HEADED) for pair in name_conflicts(part, context.language) if _is_named(pair[0], context.language)]
    others = {key for _, piece in found[:-1] for key in note_keys(piece)}
    for index, (mention, piece) in enumerate(found):
        last = index == len(found) - 1
        told = [remark for remark in item.remarks if remark.is_time] if last else []
        times, _ = qualify_remarks(told)
        evidence = merge_spans((mention.span, *(span for remark in told for span in span_words(remark.text))))
        notes = tuple(key for key in item.notes if key not in others) if last else note_keys(piece)
        yield Finding(CONFLICT, "participatedIn", mention, evidence, _RULE, tuple(sorted(times.items())), notes=notes)


def _is_named(mention: Mention, language: Language) -> bool:
    return is_conflict_name(mention.name, language) or (mention.title is not None and is_conflict_name(mention.title, language))
