"""How far words speak for a border between two cells: right before a line, and at a place within one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.columns.known import LONGEST_RUN, Known
from kg.columns.weights import BorderWeights
from kg.columns.words import ColumnWords, fold_phrase
from kg.model.article import Line
from kg.model.text import FLAG
from kg.patterns import lazy_pattern
from kg.values import dataclass

NAMES = ("belligerents", "commanders", "units")
HEADING = lazy_pattern(r"(?P<heading>[^:()]{1,60}):(?=\s|$)")
NUMBER = lazy_pattern(r"[~≈<>±]?\d")
_INITIAL = lazy_pattern(r"(?:^|[ \u00a0.])[A-Z]\.?$")
_BRACKETS = lazy_pattern(r"\([^()]*\)")
_OPEN_BRACKETS = lazy_pattern(r"\([^()]*\)?")
_NAME_END = lazy_pattern(r"[(,]")
_AROUND = range(1, 7)
_SHORT_LINE = 4
_MUCH_LONGER = 1.5


@dataclass(frozen=True, slots=True)
class Scoring:
    """What the borders of a row are scored by: the row's field, what is known of names, words and weights.

    ``source`` is the article's text (for blanks that are not shown), ``usual`` how many words most lines of the row have, 0 where that is not told.
    """

    field: str
    known: Known
    words: ColumnWords
    weights: BorderWeights
    source: str
    usual: int = 0

    def fold(self, phrase: str) -> str:
        """The phrase as it is compared."""
        return fold_phrase(phrase, self.words)


def score_line(line: Line, before: Line | None, scoring: Scoring, mixed: bool = False) -> float:
    """How the words of a line, and the line before it, speak for a border right before it; ``mixed``: a flag stands on both sides of it."""
    listing = _score_listing(line, before, scoring.weights) if before else 0.0
    listing += scoring.weights.line_goes_on if before and before.text.shown.endswith(",") else 0.0
    return _score_beginning(line, scoring) + listing + (_score_change(before, line, scoring, mixed) if before else 0.0)


def _score_listing(line: Line, before: Line, weights: BorderWeights) -> float:
    """How the beginning or end of a list speaks for a border: a list belongs to the line above it."""
    if line.depth > before.depth and line.gap:
        return weights.list_begins
    return weights.list_ends if line.depth < before.depth else 0.0


def _score_beginning(line: Line, scoring: Scoring) -> float:
    shown, weights = line.text.shown, scoring.weights
    if shown.startswith(("(", ")", ",", ";")):
        return weights.line_opens_bracket
    if shown[:1].islower() and not scoring.words.patterns.lower_line.match(shown):
        return weights.line_in_lower_case
    if line.depth and line.gap == 0:
        return weights.line_nested
    return weights.line_subordinate if scoring.words.patterns.subordinate.match(shown) else 0.0


def _score_change(before: Line, line: Line, scoring: Scoring, mixed: bool) -> float:
    """How a change between two lines speaks for a border: of flags (commanders), from states to risings (parties), of wording."""
    now, past, weights = line.text.shown, before.text.shown, scoring.weights
    if scoring.field == "commanders":
        flags, earlier = (flags_of(part, scoring) for part in (line, before))
        return (weights.same_flags if flags == earlier else weights.other_flags * (not mixed)) if earlier else 0.0
    if scoring.field == "belligerents":
        return weights.kind_changes_at_line if _are_unlike(now, past, scoring) else 0.0
    words, others = scoring.fold(now).split(), scoring.fold(past).split()
    if len(words) > 2 and words[:2] == others[:2]:
        return weights.same_first_words
    return weights.same_last_word if words[-1:] == others[-1:] and words and words[-1] not in scoring.words.kinds else 0.0


def flags_of(line: Line, scoring: Scoring) -> frozenset[str]:
    """The flags of a line: marks, or the name of a party that the line begins with and goes on after ("Varn Otto Rein")."""
    marked = frozenset(mark.value for mark in line.text.marked(FLAG))
    words = scoring.fold(line.text.shown).split()
    sizes = [size for size in _AROUND if size < len(words)]
    name = next(
        (name for size in reversed(sizes) if (name := " ".join(words[:size])) in scoring.words.countries or name in scoring.known.parties), ""
    )
    return marked or (frozenset({name}) if name else frozenset())


def party_kind(shown: str, words: ColumnWords) -> str:
    """Return "state" or "rising" for a party whose name tells, else ""."""
    outside = _BRACKETS.sub(" ", shown)
    folded = fold_phrase(outside, words)
    parts = frozenset(folded.split()) | frozenset(outside.casefold().split())
    if parts & words.rising:
        return "rising"
    return "state" if folded in words.states or parts & words.state else ""


def _are_unlike(one: str, other: str, scoring: Scoring) -> bool:
    kinds = party_kind(one, scoring.words), party_kind(other, scoring.words)
    return all(kinds) and kinds[0] != kinds[1]


def score_place(line: Line, at: int, scoring: Scoring) -> float:
    """How the words around a place within a line speak for a border there."""
    shown, weights, whole = line.text.shown, scoring.weights, scoring.words.whole
    left, right = shown[:at].rstrip(), shown[at:]
    score = min(weights.name_most, score_name(left, right, scoring)) if scoring.field in NAMES else _score_figure(left, right, scoring)
    if scoring.field == "belligerents" and _are_unlike(" ".join(left.split()[-3:]), " ".join(right.split()[:3]), scoring):
        score += weights.kind_changes
    if at and begins_with_flag(line, at):
        score += weights.flag_before_name if scoring.field in ("belligerents", "commanders") else weights.flag_before
    if _is_wide(line, at, scoring.source):
        score += weights.wide_gap
    if right.startswith("*"):
        score += weights.bullet
    if _first_word(right) in whole and len(right.split()) == 1 and not _is_lone_noun(left, whole):
        score += weights.whole_after
    if left.casefold() in whole:
        score += weights.whole_before
    return score


def begins_with_flag(line: Line, at: int) -> bool:
    """Whether a flag stands right there."""
    return any(mark.kind == FLAG and mark.start == at for mark in line.text.marks)


def _is_wide(line: Line, at: int, source: str) -> bool:
    start, end = line.text.span(at - 1, at)
    around = source[max(0, start - 1) : end + 1]
    return ("\u00a0" in around and " " in around) or "  " in around


def _is_lone_noun(left: str, whole: frozenset[str]) -> bool:
    """Whether a line begins with one word in lower case, of which "unknown" may be said ("wounded unknown")."""
    return left.isalpha() and left.islower() and left not in whole


def _first_word(right: str) -> str:
    return right.split(None, 1)[0].casefold().strip(",.;")


def _score_figure(left: str, right: str, scoring: Scoring) -> float:
    weights, words = scoring.weights, scoring.words
    if NUMBER.match(right) and not words.patterns.ordinal.match(right):
        return weights.figure_after_words if left[-1:].isalpha() or left[-1:] in ")+*" else weights.figure_after_figure
    if _first_word(right) in words.before_number or _first_word(right) in words.whole:
        return weights.figure_hedged
    return weights.figure_heading if HEADING.match(right) else weights.figure_other_words


def score_name(left: str, right: str, scoring: Scoring) -> float:
    """How the words on both sides speak for a border between two names."""
    lefts, rights = scoring.fold(left).split(), scoring.fold(right).split()
    weights, words = scoring.weights, scoring.words
    if not lefts or not rights:
        return weights.name_nothing
    if scoring.field != "commanders" and doubled_words(left, right, scoring):
        return weights.name_doubled
    if _wants_name(lefts, words):
        return weights.known_name_within
    score = weights.name_base + _score_runs(lefts, rights, scoring)
    if scoring.field == "commanders":
        return score + _score_person(left, right, scoring)
    previous = left.rsplit(None, 1)[-1].casefold().strip(",.;)")
    following = right.split(None, 1)[0].casefold().strip(",.;\"“'‘")
    noun_of, one = words.patterns.noun_of.match(right) is not None, len(lefts) == 1
    starts, ordinal = previous in words.starts, words.patterns.ordinal.match(right) is not None
    ended, begun = previous in words.ends, following in words.starts
    score += weights.end_noun * ended + weights.start_word * begun + weights.end_then_start * (ended and begun) + weights.ordinal * ordinal
    score += weights.series * _is_series(left, right, words) + weights.one_word_before * (one and lefts[0] not in words.countries)
    score += weights.noun_of * (noun_of and not starts) + weights.bracket_before * left.endswith(")")
    score += weights.end_noun_after * (following in words.ends and not noun_of) + weights.start_word_alone * (starts and one)
    return score + _score_known_names(lefts, rights, scoring)


def ends_formation(left: str, right: str, scoring: Scoring) -> bool:
    """Whether a formation's name ends in its kind, which is no country's name, and the next begins as such names do ("Army Armed Forces")."""
    previous, following = left.rsplit(None, 1)[-1].casefold().strip(",.;)") if left else "", _first_word(right)
    return previous in scoring.words.ends and following in scoring.words.starts and scoring.fold(left) not in scoring.words.countries


def _wants_name(lefts: Sequence[str], words: ColumnWords) -> bool:
    """Whether words end in the kind of a formation whose name follows it, and no name of one stands before that ("Army Group")."""
    kind = next((size for size in (2, 1) if " ".join(lefts[-size:]) in words.named_behind), 0)
    return kind > 0 and (len(lefts) == kind or lefts[-kind - 1] in words.ends)


def doubled_words(left: str, right: str, scoring: Scoring) -> int:
    """How many words a country's name has that stands twice ("Iraq Iraq"), once as the word of a flag; 0 where none does."""
    lefts, rights = scoring.fold(left).split(), scoring.fold(right).split()
    sizes = [
        size for size in _AROUND[: min(len(lefts), len(rights))] if lefts[-size:] == rights[:size] and left.split()[-size:] == right.split()[:size]
    ]
    return max((size for size in sizes if " ".join(rights[:size]) in scoring.words.countries), default=0)


def _is_series(left: str, right: str, words: ColumnWords) -> bool:
    """Whether two formations differ by their numbers only ("1st Division 2nd Division")."""
    match = words.patterns.ordinal.match(right)
    if not match:
        return False
    following = right[match.end() :].split()[:2]
    return bool(following) and " ".join(following) in words.patterns.ordinal.sub("", left)


def _score_known_names(lefts: Sequence[str], rights: Sequence[str], scoring: Scoring) -> float:
    """How names that are known in themselves speak: against a border within one, for one at their ends."""
    countries, weights = scoring.words.countries, scoring.weights
    ends = [" ".join(lefts[-size:]) for size in _AROUND[: len(lefts)]]
    beginnings = [" ".join(rights[:size]) for size in _AROUND[: len(rights)]]
    if any(f"{end} {beginning}" in countries for end in ends for beginning in beginnings):
        return weights.known_name_within
    ended = any(end in countries for end in ends)
    begun = any(beginning in countries for beginning in beginnings)
    return weights.known_name_ends * ended + weights.known_name_begins * begun


def _score_person(left: str, right: str, scoring: Scoring) -> float:
    words, known, weights = scoring.words, scoring.known, scoring.weights
    lefts, rights = _bare_words(left.rpartition(")")[2], scoring), _bare_words(_NAME_END.split(right, maxsplit=1)[0], scoring)
    if left.endswith(")") and rights:
        return weights.person_after_bracket + weights.person_begins_after_bracket * (rights[0] in words.titles or rights[0] in words.given)
    if not lefts or not rights:
        return 0.0
    if _INITIAL.search(left) or lefts[-1] in words.titles:
        return weights.person_goes_on
    if rights[-1] in words.whole and len(rights) == 1:
        return weights.person_whole
    size = len(lefts) + len(rights)
    given_ends, one = len(lefts) > 1 and lefts[-1] in words.given, len(lefts) == 1 or len(rights) == 1
    score = weights.person_short if size < _SHORT_LINE else 0.0
    score += weights.person_one_word * one + weights.person_ends_with_given * given_ends
    score += weights.person_begins_with_given * (rights[0] in words.given)
    score += weights.person_known_first * (rights[0] in known.firsts) + weights.person_known_last * (lefts[-1] in known.lasts)
    return score + weights.person_title * (rights[0] in words.titles) + weights.person_long_line * (size > _MUCH_LONGER * scoring.usual > 0)


def _bare_words(shown: str, scoring: Scoring) -> list[str]:
    """The words outside brackets, folded each for itself."""
    return [scoring.fold(word) for word in _OPEN_BRACKETS.sub(" ", shown).split()]


def _score_runs(lefts: Sequence[str], rights: Sequence[str], scoring: Scoring) -> float:
    """How words that stand together elsewhere in the article speak: against a border within them, for one at their ends."""
    runs, weights = scoring.known.runs, scoring.weights
    score = weights.run_within if (lefts[-1], rights[0]) in runs else 0.0
    score += weights.run_ends * any(tuple(lefts[-size:]) in runs for size in range(2, min(LONGEST_RUN, len(lefts)) + 1))
    score += weights.run_begins * any(tuple(rights[:size]) in runs for size in range(2, min(LONGEST_RUN, len(rights)) + 1))
    return score
