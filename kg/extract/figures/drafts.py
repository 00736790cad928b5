"""Estimates made of the counts of a line, with what its headings, brackets and the lines above say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.context import Context
from kg.extract.figures.headings import Caption, find_flag, join_captions, read_heading
from kg.extract.figures.items import Count, share_kinds
from kg.extract.figures.kinds import choose_kind, class_of_count, name_counted
from kg.extract.figures.vocabulary import PEOPLE, CountWords, load_count_words
from kg.extract.known import Groups
from kg.extract.phrases.segments import link_pieces, note_keys, one_line
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.article import Line
from kg.model.finding import Estimate, Mention, Phrase, Value
from kg.model.text import Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_WORD = lazy_pattern(r"\w+")
_NAMED_IN_BRACKET = lazy_pattern(r"\(([^()\d]+)\)")
# A line divides a count that stands no further above than this.
_REACH = 40


@dataclass(frozen=True, slots=True)
class Reader:
    """What stays the same while a cell is read; ``losses`` tells losses from strength, ``aircraft`` what its fighters are."""

    context: Context
    groups: Groups
    losses: bool
    aircraft: bool

    @property
    def language(self) -> Language:
        """The words of the article's language."""
        return self.context.language

    @property
    def words(self) -> CountWords:
        """The vocabulary of strength and losses."""
        return load_count_words(self.context.language)


@dataclass(frozen=True, slots=True)
class Setting:
    """A line with its number in the cell, the section it stands in and what the headings over it say."""

    line: Line
    number: int
    section: int
    over: tuple[Caption, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An estimate with its evidence and qualifiers; ``opens`` where its words end in "including", so that the next lines divide it."""

    estimate: Estimate
    setting: Setting
    klass: str | None
    opens: bool
    kept: bool
    spans: tuple[Span, ...]
    qualifiers: tuple[tuple[str, Value], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What holds for all counts of a line: headings, the line's own heading, and whether kinds stand before the numbers."""

    scope: Caption
    spans: tuple[Span, ...]
    labelled: bool


def claim_draft(draft: Draft, claim: str, span: Span) -> Draft:
    """Say whose figure an estimate is, unless its own words did."""
    if draft.estimate.according_to:
        return draft
    return replace(draft, estimate=replace(draft.estimate, according_to=claim), spans=(*draft.spans, span))


def draft_line(setting: Setting, counts: tuple[Count, ...], above: Sequence[Draft], reader: Reader) -> list[Draft]:
    """The estimates of one line; numbers of people who were not lost ("500 escaped") are none."""
    said = _read_line(setting, counts, reader)
    counts = share_kinds(counts, reader.aircraft, reader.language)
    drafts: list[Draft] = []
    for index, count in enumerate(counts):
        within = drafts[count.parent] if count.parent is not None else None
        drafts.append(_draft(setting, count, counts[index - 1] if index else None, said, (within, above), reader))
    return [draft for draft in drafts if not draft.kept]


def _read_line(setting: Setting, counts: Sequence[Count], reader: Reader) -> _Said:
    text = setting.line.text
    inline = _inline_heading(text, counts[0], reader)
    scope = join_captions(setting.over, inline)
    own = find_flag(text, reader.context, reader.groups) or inline.of or _bracketed_party(text, counts, reader)
    total = scope.of is not None and not reader.words.total.isdisjoint(_WORD.findall(lower_letters(text.shown)))
    if own or total:
        scope = replace(scope, of=own, note=inline.note if own else scope.note)
    spans = tuple(caption.span for caption in setting.over if caption.span) + ((inline.span,) if inline.span else ())
    return _Said(scope, spans, bool(counts[0].before) and not counts[-1].categories)


def _inline_heading(text: Text, first: Count, reader: Reader) -> Caption:
    """The heading on the line itself: what stands before the last colon in front of the first number."""
    colon = text.shown.rfind(":", 0, first.amount.start)
    if colon < 0 or "(" in text.shown[colon : first.amount.start]:
        return Caption()
    start = text.shown.rfind(":", 0, colon) + 1
    unknown = reader.words.unknown.match(lower_letters(text.shown), start + 1) if start else None
    heading = text.cut(unknown.end() if unknown else 0, colon)
    return replace(read_heading(heading, reader.context, reader.groups), categories=())


def _bracketed_party(text: Text, counts: Sequence[Count], reader: Reader) -> Mention | None:
    """The party in a bracket behind a count ("216 killed (Varn)"), or the one linked formation in front of "(500 men)"."""
    for match in _NAMED_IN_BRACKET.finditer(text.shown):
        known = reader.groups.find(match[1])
        if known:
            return Mention(known.name, known.kind, text.of(match, 1).span(), known.title)
    front = text.cut(0, counts[0].start)
    links = list(link_pieces(front))
    if front.shown.rstrip().endswith("(") and len(links) == 1:
        linked, title = links[0]
        return Mention(one_line(linked), "unit", linked.span(), title)
    return None


def _draft(
    setting: Setting, count: Count, previous: Count | None, said: _Said, wholes: tuple[Draft | None, Sequence[Draft]], reader: Reader
) -> Draft:
    text, amount, scope = setting.line.text, count.amount, said.scope
    words = (count.before or (previous.before if previous else ())) if said.labelled else count.categories
    klass = class_of_count(count, words, scope, reader.aircraft, reader.language)
    kind = choose_kind(words, klass, scope, None) if reader.losses else None
    parent = wholes[0] or _whole_above(setting, kind, klass, bool(words), wholes[1], reader.words)
    if reader.losses:
        kind = choose_kind(words, klass, scope, parent.estimate.category if parent else None)
    own = text.span(count.start, count.end)
    estimate = Estimate(
        amount.low, amount.high, own, kind, name_counted(text.shown, count, words, previous, scope, reader.losses, reader.language),
        amount.approximate, scope.of, parent.estimate if parent and _fits(count, klass, parent) else None, count.claim or scope.claim,
    )  # fmt: skip
    elsewhere = (text.span(word.start, word.end) for word in words if not count.start <= word.start < count.end)
    more = (text.span(start, end) for start, end in count.more if end > start)
    spans = {own, *elsewhere, *more, *said.spans, *((scope.of.span,) if scope.of else ())}
    notes = note_keys(text.cut(count.start, max(count.zone[1], count.end)))
    opens = count.zone[1] == len(text.shown) and _ends_in_part_word(text.shown, reader.words)
    kept = reader.losses and not words and reader.words.kept.search(lower_letters(text.shown), *count.zone) is not None
    return Draft(estimate, setting, klass, opens, kept, tuple(sorted(spans)), _qualifiers(count, scope), notes)


def _ends_in_part_word(shown: str, words: CountWords) -> bool:
    low = lower_letters(shown.rstrip(" :\n"))
    return any(match.end() == len(low) for match in words.part.finditer(low, max(0, len(low) - 20)))


def _whole_above(setting: Setting, kind: str | None, klass: str | None, worded: bool, above: Sequence[Draft], words: CountWords) -> Draft | None:
    """The count of a line above that this line divides.

    It is the one that ends in "including", or this line is in brackets or begins with "including", or stands deeper.
    """
    near = [draft for draft in above[-_REACH:] if draft.setting.section == setting.section and draft.estimate.within is None]
    if not near:
        return None
    if near[-1].opens:
        return near[-1]
    line = setting.line
    if line.text.shown.lstrip().startswith("(") or words.part.match(lower_letters(line.text.shown.lstrip(" (&,"))):
        alike = [draft for draft in near if not worded or (draft.estimate.category == kind and draft.klass == klass)]
        return alike[-1] if alike else near[-1] if near[-1].estimate.category == "casualties" else None
    last = near[-1].setting
    alone = sum(draft.setting.number == last.number for draft in near) == 1
    return near[-1] if last.line.depth < line.depth and alone else None


def _fits(count: Count, klass: str | None, parent: Draft) -> bool:
    """Whether a count may be a part of another: of the same kind of things (bare numbers count people) and no larger."""
    largest, whole = count.amount.high if count.amount.high is not None else count.amount.low, parent.estimate.high
    alike = klass == (parent.klass or PEOPLE) or (klass is None and (count.noun is None or parent.klass in (None, PEOPLE)))
    return alike and (whole is None or largest is None or largest <= whole)


def _qualifiers(count: Count, scope: Caption) -> tuple[tuple[str, Value], ...]:
    dates = count.dates or scope.dates
    note = "; ".join(note for note in (scope.note, count.note) if note and not (scope.of and note == scope.of.name))
    named: Iterable[tuple[str, Value | None]] = (
        ("from", dates.start), ("until", dates.until), ("asOf", dates.as_of), ("note", Phrase(note) if note else None),
    )  # fmt: skip
    return tuple((name, value) for name, value in named if value is not None)
