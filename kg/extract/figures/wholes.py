"""Parts, wholes and lists: which figure a line divides, which it only stands below, and which one it goes on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extract.figures.drafted import Draft, Reader, Setting
from kg.extract.figures.items import Count
from kg.extract.figures.vocabulary import MATERIEL, OTHER, PEOPLE, THINGS, CountWords, load_clause_words, load_count_words
from kg.extract.figures.words import CategoryWord, find_categories
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.finding import Estimate

# A line divides a count that stands no further above than this.
_REACH = 40
_THINGS = frozenset({*THINGS, OTHER})
# So many captured may be vessels where a list counts vessels; more are people.
_FEW = 20
_OF_THINGS = frozenset({"destroyed", "damaged", "materielCaptured"})
# Kinds of loss of which nobody counts in two.
_SEPARATE = frozenset({"killed", "wounded", "missing", "captured"})


class Around(NamedTuple):
    """What stands about a count: the one before it, the estimate before it in its list, the whole that it is a part of, those above.

    ``said_part`` where a word such as "including" makes it a part of that whole.
    """

    previous: Count | None
    listed: Draft | None
    whole: Draft | None
    above: Sequence[Draft]
    said_part: bool = False


def says_part(setting: Setting, whole: Count, count: Count, reader: Reader) -> bool:
    """Whether a word such as "including" stands between a figure and one that divides it."""
    return reader.words.part.search(lower_letters(setting.line.text.shown), whole.amount.end, count.amount.start) is not None


def kind_of_part(kind: str | None, around: Around) -> str | None:
    """The kind of what is counted; that of the whole where it is said to be a part of things ("900 aircraft, including 274 transports")."""
    whole = around.whole.estimate.kind if around.whole and around.said_part else None
    return whole if kind in THINGS and whole in THINGS else kind


def listed_before(setting: Setting, drafts: Sequence[Draft], above: Sequence[Draft]) -> Draft | None:
    """The estimate before a count in a list, which may run over a line that ends in a comma ("14 ships sunk,\n15 captured")."""
    if drafts:
        return drafts[-1]
    last = above[-1] if above else None
    runs_on = last is not None and last.setting.number == setting.number - 1 and last.setting.line.text.shown.rstrip().endswith(",")
    return last if runs_on else None


def things_before(count: Count, words: Sequence[CategoryWord], around: Around, language: Language) -> str | None:
    """The kind of things that a count without a noun of its own goes on counting: "12 ships sunk, 4 damaged", "27 frigates and 6 others".

    Of captured ones only a few vessels; without any word for a loss only a number of another time or place ("600 tanks, 800 by May").
    """
    listed = around.listed
    if listed is None or listed.klass != MATERIEL:
        return None
    if count.noun:
        others = load_count_words(language).others
        return listed.estimate.kind if lower_letters(count.noun) in others and around.previous is not None else None
    if not words:
        return listed.estimate.kind if (count.dates or count.note) and around.previous is not None and around.whole is None else None
    kinds = {word.category for word in words}
    few = listed.estimate.kind == "vessels" and count.amount.high is not None and count.amount.high <= _FEW
    alike = kinds <= _OF_THINGS or (kinds <= {*_OF_THINGS, "captured"} and few)
    return listed.estimate.kind if alike and listed.estimate.within is None else None


def part_overfull(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Take lines of several kinds of loss out of a whole above them that is smaller than all together: they do not divide it."""
    parts: dict[int, list[Draft]] = {}
    lines = {id(draft.estimate): draft.setting.number for draft in drafts}
    for draft in drafts:
        whole = draft.estimate.within
        if whole is not None and lines.get(id(whole), draft.setting.number) != draft.setting.number and draft.estimate.category in _SEPARATE:
            parts.setdefault(id(whole), []).append(draft)
    loose = {id(draft) for listed in parts.values() if _are_more(listed) for draft in listed}
    return tuple(replace(draft, estimate=replace(draft.estimate, within=None)) if id(draft) in loose else draft for draft in drafts)


def _are_more(parts: Sequence[Draft]) -> bool:
    """Whether parts of different kinds add up to more than their whole."""
    whole, kinds = parts[0].estimate.within, [part.estimate.category for part in parts]
    largest = whole.high if whole else None
    return largest is not None and len(set(kinds)) == len(kinds) > 1 and sum(part.estimate.low or 0 for part in parts) > largest


def tells_of_captives(shown: str, count: Count, reader: Reader) -> bool:
    """Whether a count tells what became of some who had been captured ("20 prisoners died", "20 died in captivity")."""
    if not (reader.losses and shown.lstrip().startswith("(") and count.kinds - {"captured"}):
        return False
    captives = any(word.category == "captured" for word in find_categories(count.noun, reader.language)) if count.noun else False
    return captives or reader.words.captivity.search(lower_letters(shown), *count.zone) is not None


def captured_above(setting: Setting, above: Sequence[Draft]) -> Draft | None:
    """The last figure of those captured, in the section of a line."""
    near = (draft for draft in reversed(above[-_REACH:]) if draft.setting.section == setting.section and draft.estimate.within is None)
    return next((draft for draft in near if draft.estimate.category == "captured"), None)


def ends_in_part_word(shown: str, words: CountWords) -> bool:
    """Whether a line ends in "including" or the like, so that the next ones divide its last figure."""
    low = lower_letters(shown.rstrip(" :\n"))
    return any(match.end() == len(low) for match in words.part.finditer(low, max(0, len(low) - 20)))


def whole_above(setting: Setting, kind: str | None, klass: str | None, worded: bool, above: Sequence[Draft], words: CountWords) -> Draft | None:
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


def fits_whole(count: Count, klass: str | None, kind: str | None, parent: Draft, language: Language) -> bool:
    """Whether a count may be a part of another: of the same kind of things (bare numbers count people) and no larger."""
    largest, whole = count.amount.high if count.amount.high is not None else count.amount.low, parent.estimate.high
    alike = klass == (parent.klass or PEOPLE) or (klass is None and (count.noun is None or parent.klass in (None, PEOPLE)))
    return alike and not _are_other_things(kind, parent.estimate, language) and (whole is None or largest is None or largest <= whole)


def _are_other_things(kind: str | None, whole: Estimate, language: Language) -> bool:
    """Whether things of one kind stand below a figure of another ("20 guns" below "40 ships"), which is not one of several kinds."""
    several = whole.counts is not None and load_clause_words(language).joint.search(lower_letters(whole.counts)) is not None
    return kind in _THINGS and whole.kind in _THINGS and kind != whole.kind and not several
