"""Estimates made of the counts of a line, with what its headings, brackets and the lines above say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.context import Context
from kg.extract.figures.drafted import Draft, Reader, Setting
from kg.extract.figures.headings import Caption, find_flag, join_captions, read_heading, same_party
from kg.extract.figures.items import Count, share_kinds
from kg.extract.figures.kinds import choose_kind, class_of_count, is_about_aircraft, kind_of_count, name_counted
from kg.extract.figures.labels import find_labels, leading_name
from kg.extract.figures.vocabulary import MATERIEL, CountWords, load_clause_words, load_count_words
from kg.extract.figures.wholes import (
    Around,
    captured_above,
    ends_in_part_word,
    fits_whole,
    kind_of_part,
    listed_before,
    says_part,
    tells_of_captives,
    things_before,
    whole_above,
)
from kg.extract.figures.words import CategoryWord, is_label, label_noun
from kg.extract.names.peoples import find_people
from kg.extract.phrases.groups import has_ordinal, is_formation
from kg.extract.phrases.segments import link_pieces, note_keys, one_line, whole_link
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.finding import Estimate, Mention, Phrase, Value
from kg.model.text import Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_SEPARATOR = lazy_pattern(r"[,;:.()]")
_NAMED_IN_BRACKET = lazy_pattern(r"\(([^()\da-z][^()\d]*)\)")
_NEXT_HEADING = lazy_pattern(r"(?:[.;]\s+|[(\[]\s*)(?P<head>[^\W\d_][^.;:()\d]{1,60}):\s*[~≈<>]?\s*$")
_CLAUSE_BEHIND = lazy_pattern(r"\s*(?P<words>[^,;:()\[\].\n]*[^,;:()\[\].\s])")
_SENTENCE_END = lazy_pattern(r"[^\W\d_]\.\s+$")


@dataclass(frozen=True, slots=True)
class _Said:
    """What holds for all counts of a line: headings, the line's own heading, and whether kinds stand before the numbers.

    ``bracketed`` are the parties that brackets name, each for the counts before its bracket, with where that begins and its words.
    """

    scope: Caption
    spans: tuple[Span, ...]
    labelled: bool
    labels: tuple[tuple[int, int], ...]
    bracketed: tuple[tuple[int, str, Mention], ...] = ()


def draft_line(setting: Setting, counts: tuple[Count, ...], above: Sequence[Draft], reader: Reader) -> list[Draft]:
    """The estimates of one line; numbers of people who were not lost ("500 escaped") are none."""
    said = _read_line(setting, counts, above, reader)
    counts = share_kinds(_take_labels(setting.line.text.shown, counts, said.labels, reader.language), reader.aircraft, reader.language)
    drafts: list[Draft] = []
    whole = said
    for index, count in enumerate(counts):
        if index and not said.labels:
            said = whole if _is_closed(setting, counts[index - 1], count) else said
            said = _head_again(said, setting, counts[index - 1], count, reader)
        said_here, count = _say_whose(said, count)
        within = drafts[count.parent] if count.parent is not None else None
        if within is None and tells_of_captives(setting.line.text.shown, count, reader):
            within = captured_above(setting, above)
        said_part = within is not None and count.parent is not None and says_part(setting, counts[count.parent], count, reader)
        around = Around(counts[index - 1] if index else None, listed_before(setting, drafts, above), within, above, said_part)
        drafts.append(_draft(setting, count, around, said_here, reader))
    return [draft for draft in drafts if not draft.kept]


def _take_labels(shown: str, counts: Sequence[Count], labels: Sequence[tuple[int, int]], language: Language) -> tuple[Count, ...]:
    """Counts with the nouns that stand in front of them, where all have one."""
    named = zip(counts, labels, strict=False)
    done = tuple(replace(count, noun=label_noun(shown[start:end], language), categories=(), end=count.amount.end) for count, (start, end) in named)
    return done or tuple(counts)


def _read_line(setting: Setting, counts: Sequence[Count], above: Sequence[Draft], reader: Reader) -> _Said:
    text = setting.line.text
    labels = find_labels(text.shown, counts, reader.language)
    inline = Caption() if labels else _inline_heading(text, counts[0], reader)
    bracketed = () if inline.of else _bracketed_parties(text, reader)
    own = find_flag(text, reader.context, reader.groups) or inline.of or _formation_before(text, counts, reader.language)
    scope = _caption_under(setting, inline, own)
    if own is None and (scope.of or scope.scope) and not inline.scope and _totals_more(setting, counts, above):
        scope = replace(scope, of=None, scope=None)
    return _Said(same_party(scope), _spans_over(setting, inline), _is_labelled(text.shown, counts), labels, bracketed)


def _caption_under(setting: Setting, inline: Caption, own: Mention | None) -> Caption:
    """What holds under the headings over a line and the line's own; its own party takes the place of what they say of parties and scopes."""
    scope = join_captions(setting.over, inline)
    return replace(scope, of=own, scope=inline.scope) if own else scope


def _spans_over(setting: Setting, inline: Caption) -> tuple[Span, ...]:
    """The words of the headings over a line, and of the line's own."""
    return tuple(span for caption in (*setting.over, inline) for span in (*caption.spans, caption.span) if span is not None)


def _is_closed(setting: Setting, previous: Count, count: Count) -> bool:
    """Whether the bracket that a count stands in, with what its heading says, is closed before the next one."""
    between = setting.line.text.shown[previous.amount.end : count.amount.start]
    return between.count(")") > between.count("(")


def _head_again(said: _Said, setting: Setting, previous: Count, count: Count, reader: Reader) -> _Said:
    """What holds from a count on: a further heading in front of it ("Army: 24 killed. Navy: 80 killed"), or none where a sentence without begins."""
    text, start = setting.line.text, previous.amount.end
    between = text.shown[start : count.amount.start]
    match = _NEXT_HEADING.search(between)
    if match is None and not (_SENTENCE_END.search(between) and text.shown.rfind(":", 0, start) >= 0):
        return said
    inline = read_heading(text.cut(start + match.start("head"), start + match.end("head")), reader.context, reader.groups) if match else Caption()
    scope = _caption_under(setting, replace(inline, categories=()), inline.of)
    return replace(said, scope=same_party(scope), spans=_spans_over(setting, inline))


def _totals_more(setting: Setting, counts: Sequence[Count], above: Sequence[Draft]) -> bool:
    """Whether a line gives a total of more than the party over it: not the first of its figures, and above the sum of them."""
    total = next((count for count in counts if count.total), None)
    section = [draft for draft in above if draft.setting.section == setting.section and draft.estimate.within is None]
    if total is None or not section:
        return False
    return sum(draft.estimate.high or draft.estimate.low or 0 for draft in section) < (total.amount.high or total.amount.low or 0)


def _is_labelled(shown: str, counts: Sequence[Count]) -> bool:
    """Whether kinds of loss stand in front of their numbers ("killed 40, wounded 20"), and not behind them ("our loss: 40 killed, 20 wounded")."""
    if not counts[0].before or counts[-1].categories:
        return False
    behind = (
        shown[count.categories[-1].end :].lstrip()
        for count in counts
        if count.categories and not _SEPARATOR.search(shown, count.amount.end, count.categories[0].start)
    )
    return not any(rest[:1] in ("", ",", ";", ".", ")") for rest in behind)


def _inline_heading(text: Text, first: Count, reader: Reader) -> Caption:
    """The heading on the line itself: what stands before the last colon in front of the first number."""
    colon = text.shown.rfind(":", 0, first.amount.start)
    if colon < 0 or "(" in text.shown[colon : first.amount.start]:
        return _leading_caption(text, first, reader) if colon < 0 else Caption()
    start = text.shown.rfind(":", 0, colon) + 1
    unknown = reader.words.unknown.match(lower_letters(text.shown), start + 1) if start else None
    heading = text.cut(unknown.end() if unknown else 0, colon)
    return replace(read_heading(heading, reader.context, reader.groups), categories=())


def _leading_caption(text: Text, first: Count, reader: Reader) -> Caption:
    """What a name without a colon in front of the first number says: the party, formation or people that are counted."""
    front = text.shown[: first.start].strip(" \t\n–—=-")
    name = front if front and is_label(front, reader.language) else leading_name(text.shown, reader.language)
    at = text.shown.find(name) if name else -1
    if name is None or first.before or at + len(name) > first.start:
        return Caption()
    return replace(read_heading(text.cut(at, at + len(name)), reader.context, reader.groups), categories=(), total=False)


def _bracketed_parties(text: Text, reader: Reader) -> tuple[tuple[int, str, Mention], ...]:
    """The parties that brackets of a line name and nothing else ("216 killed (Varn), 40 killed (Eskish)")."""
    found = []
    for match in _NAMED_IN_BRACKET.finditer(text.shown):
        known = reader.groups.find(match[1]) or find_people(match[1], reader.groups, reader.language)
        if known:
            found.append((match.start(), match[1], Mention(known.name, known.kind, text.of(match, 1).span(), known.title)))
    return tuple(found)


def _formation_before(text: Text, counts: Sequence[Count], language: Language) -> Mention | None:
    """The formation in front of "(500 men)": the page of its link where that is all of it, else its words ("1st Battalion, [[9th Regiment]]")."""
    front = text.cut(0, counts[0].start)
    if not front.shown.rstrip().endswith("("):
        return None
    front = front.strip(" \t\n(,")
    links = list(link_pieces(front))
    if len(links) == 1 and whole_link(front, 1):
        linked, title = links[0]
        return Mention(one_line(linked), "unit", linked.span(), title)
    name = one_line(front)
    return Mention(name, "unit", front.span()) if has_ordinal(name, language) and is_formation(name, language) and name[:1].isdigit() else None


def _say_whose(said: _Said, count: Count) -> tuple[_Said, Count]:
    """What holds for a count by the bracket behind it; a single party in a bracket is that of the whole line."""
    if not said.bracketed:
        return said, count
    behind = next((one for one in said.bracketed if one[0] >= count.amount.end), None) or (said.bracketed[0] if len(said.bracketed) == 1 else None)
    if behind is None:
        return said, count
    own = replace(said.scope, of=said.scope.of if said.scope.of and said.scope.of.name == behind[2].name else behind[2])
    return replace(said, scope=own), replace(count, note=None) if count.note == behind[1] else count


def _draft(setting: Setting, count: Count, around: Around, said: _Said, reader: Reader) -> Draft:
    text, amount, scope, previous = setting.line.text, count.amount, said.scope, around.previous
    inherited = previous.before if previous and not count.total else ()
    words = (count.before or inherited) if said.labelled else count.categories
    aircraft = reader.aircraft or is_about_aircraft(count, _year_of(reader.context), reader.language)
    if words and _names_persons(text.shown, count, words, around.whole, reader.words):
        count, words = replace(count, noun=text.shown[words[0].start : words[-1].end]), ()
    scope = _fit_label(count, words, scope, reader.language)
    things = things_before(count, words, around, reader.language)
    klass = MATERIEL if things else class_of_count(count, words, scope, aircraft, reader.language)
    kind = choose_kind(words, klass, scope, None) if reader.losses else None
    parent = around.whole or whole_above(setting, kind, klass, bool(words), around.above, reader.words)
    if reader.losses:
        kind = choose_kind(words, klass, scope, parent.estimate.category if parent else None)
    own = text.span(count.start, count.end)
    of, relating = _related_party(count, text, reader) if scope.of is None else (None, None)
    if of is None and scope.of is None:
        of, relating = _counted_people(count, text, reader)
    name = name_counted(text.shown, count, words, previous, scope, kind, reader.language)
    name = None if things and kind == "materielCaptured" else name
    counted = things or kind_of_part(kind_of_count(count, scope, aircraft, reader.language), around)
    within = parent if parent and fits_whole(count, klass, counted, parent, reader.language) else None
    if within and within.estimate.of and of is None and scope.of is None:
        scope = replace(scope, of=within.estimate.of)
    estimate = Estimate(
        amount.low, amount.high, own, kind, name,
        amount.approximate or amount.beyond or scope.approximate, scope.of or of, within.estimate if within else None, count.claim or scope.claim,
        counted, scope.scope, (count.total or scope.total) and within is None,
        tuple(date for date in count.dates or scope.dates if date),
    )  # fmt: skip
    elsewhere = (text.span(word.start, word.end) for word in words if not count.start <= word.start < count.end)
    more = (text.span(start, end) for start, end in (*count.more, *((relating,) if relating else ()), *said.labels) if end > start)
    spans = {own, *elsewhere, *more, *said.spans, *((scope.of.span,) if scope.of else ())}
    notes = note_keys(text.cut(count.start, max(count.zone[1], count.end)))
    opens = count.zone[1] == len(text.shown) and ends_in_part_word(text.shown, reader.words)
    if relating and count.note and count.note in one_line(text.cut(*relating)):
        count = replace(count, note=None)
    if klass == MATERIEL and count.note is None and len({word.category for word in words}) > 1:
        count = replace(count, note=one_line(text.cut(words[0].start, words[-1].end)))
    kept = reader.losses and _is_no_loss(text.shown, count, words, reader.words)
    return Draft(estimate, setting, klass, opens, kept, tuple(sorted(spans)), _qualifiers(text.shown, count, scope), notes)


def _year_of(context: Context) -> int | None:
    period = context.period
    return period.start.year if period.start else period.end.year if period.end else None


def _is_no_loss(shown: str, count: Count, words: Sequence[CategoryWord], vocabulary: CountWords) -> bool:
    """Whether words tell of people who were not lost ("500 escaped"), or of a loss that is not told as a fact ("2 possibly sunk")."""
    low = lower_letters(shown)
    if not words and vocabulary.kept.search(low, *count.zone):
        return True
    doubt = vocabulary.doubt.search(low, count.amount.end, max(count.zone[1], count.end))
    if doubt is None or count.claim:
        return False
    within = doubt.start() < max((word.end for word in count.categories), default=count.end)
    behind = not shown[count.end : doubt.start()].strip(" \t\n([") and shown[doubt.end() :].strip()[:1] in ("", ")", "]", ",", ";", ".")
    return within or behind


def _names_persons(shown: str, count: Count, words: Sequence[CategoryWord], whole: Draft | None, vocabulary: CountWords) -> bool:
    """Whether words for a loss only name the people of a part of another loss ("300 killed, including 20 prisoners")."""
    if whole is None or whole.estimate.category not in ("killed", "executed", "wounded", "displaced"):
        return False
    return all(lower_letters(shown[word.start : word.end]) in vocabulary.persons for word in words)


def _fit_label(count: Count, words: Sequence[CategoryWord], scope: Caption, language: Language) -> Caption:
    """A label names what is counted where a count has no noun of its own; else it is a scope ("Close escort: 6 destroyers").

    One that tells no more than that there were people or things ("Personnel: 40 killed") says nothing beside words for a loss.
    """
    if scope.label is None or scope.noun is None:
        return scope
    if not count.noun:
        idle = words and frozenset(lower_letters(scope.noun).split()) <= load_count_words(language).generic
        return replace(scope, noun=None, label=None) if idle else scope
    if lower_letters(scope.noun) in lower_letters(count.noun):
        return replace(scope, noun=None, label=None)
    return replace(scope, noun=None, label=None, scope=f"{scope.scope}: {scope.label}" if scope.scope else scope.label)


def _related_party(count: Count, text: Text, reader: Reader) -> tuple[Mention | None, tuple[int, int] | None]:
    """The known party that "from" or "of" names behind a count ("4,500 soldiers from the Duchy of Esk"), with the offsets of the words."""
    match = load_clause_words(reader.language).relating.match(lower_letters(text.shown), count.end, max(count.zone[1], count.end))
    named = text.cut(match.start("named"), match.end("named")) if match else None
    known = reader.groups.find(one_line(named)) if named else None
    if match is None or named is None or known is None:
        return None, None
    return Mention(known.name, known.kind, named.span(), known.title), match.span("words")


def _counted_people(count: Count, text: Text, reader: Reader) -> tuple[Mention | None, tuple[int, int] | None]:
    """The party of a side whose people are counted, with its words: "79,000 French", "200 Sons of Marn".

    None where a list goes on ("10 Varnish and 8 Eskish scouts").
    """
    if reader.groups is reader.context.groups or "displaced" in count.kinds or not count.noun:
        return None, None
    clause = _CLAUSE_BEHIND.match(text.shown, count.amount.end, max(count.zone[1], count.end))
    if clause and clause["words"][:1].isupper() and (party := reader.groups.find(clause["words"])):
        return Mention(party.name, party.kind, text.of(clause, "words").span(), party.title), clause.span("words")
    goes_on = text.shown[count.end : count.zone[1]].strip()[:1].isalpha()
    people = None if goes_on else find_people(count.noun, reader.groups, reader.language)
    return (Mention(people.name, people.kind, text.span(count.start, count.end), people.title) if people else None), None


def _qualifiers(shown: str, count: Count, scope: Caption) -> tuple[tuple[str, Value], ...]:
    dates, amount = count.dates or scope.dates, count.amount
    range_words = shown[amount.start : amount.end].strip() if amount.beyond else None
    note = "; ".join(note for note in (range_words, count.note) if note and not (scope.of and note == scope.of.name))
    named: Iterable[tuple[str, Value | None]] = (
        ("from", dates.start), ("until", dates.until), ("asOf", dates.as_of), ("note", Phrase(note) if note else None),
    )  # fmt: skip
    return tuple((name, value) for name, value in named if value is not None)
