"""What stands over counts: "Killed:", "Per X:", a party, a phase, a date; and how long it holds."""

from __future__ import annotations

from kg.extract.context import Context
from kg.extract.dates.text import QualifierDates, read_qualifier_dates
from kg.extract.figures.vocabulary import load_count_words
from kg.extract.figures.words import CategoryWord, find_categories, read_claim
from kg.extract.known import Groups
from kg.extract.names.flags import read_flag
from kg.extract.phrases.groups import is_formation
from kg.extract.phrases.segments import one_line, whole_link
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.finding import Mention
from kg.model.text import BOLD, FLAG, Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

NO_DATES = QualifierDates()
_WORDS = lazy_pattern(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a heading says of the counts under it, and its words."""

    of: Mention | None = None
    claim: str | None = None
    categories: tuple[CategoryWord, ...] = ()
    dates: QualifierDates = NO_DATES
    note: str | None = None
    noun: str | None = None
    span: Span | None = None


def is_heading(text: Text, groups: Groups) -> bool:
    """Whether a line without counts heads the lines below it: a colon, bold throughout, or just a party's name."""
    shown = text.shown.strip()
    if shown.endswith(":"):
        return True
    if not shown or len(shown) > 80:
        return False
    bold = any(mark.start <= text.shown.index(shown) and mark.end >= len(text.shown.rstrip()) for mark in text.marked(BOLD))
    return bold or groups.find(shown.rstrip(":")) is not None


def read_heading(text: Text, context: Context, groups: Groups) -> Caption:
    """Read what a heading says; words that are neither party, source, kind nor date are kept as a note."""
    text = text.strip(" \t\n:;•*·–—-")
    text = text.strip("()") if text.shown.startswith("(") else text
    if not text:
        return Caption(of=find_flag(text, context, groups))
    words = load_count_words(context.language)
    name = one_line(text)
    of = _party(text, groups, context.language) or find_flag(text, context, groups)
    claim = read_claim(name, context.language)
    categories = find_categories(name, context.language) if not of and not claim else ()
    dates = read_qualifier_dates(text, context)
    low = lower_letters(name)
    civilians = words.civilians.search(low)
    rest = words.category.sub(" ", words.civilians.sub(" ", low))
    plain = set(_WORDS.findall(rest)) - words.total - words.beside - words.generic
    note = name if plain and not (of or claim or dates) else None
    return Caption(of, claim, categories, dates, note, civilians.group() if civilians else None, text.span())


def _party(text: Text, groups: Groups, language: Language) -> Mention | None:
    """The party that a heading names, by its words or the page it links to."""
    name = one_line(text)
    linked = link.value if (link := whole_link(text, 1)) else None
    known = groups.find(name) or (groups.find(linked) if linked else None)
    if known:
        return Mention(known.name, known.kind, text.span(), known.title)
    named = linked is not None or sum(word[0].isupper() or word[0].isdigit() for word in name.split()) > 1
    return Mention(name, "unit", text.span(), linked) if named and is_formation(name, language) else None


def find_flag(text: Text, context: Context, groups: Groups) -> Mention | None:
    """The party whose flag stands in front of the words of a line."""
    first = next((at for at, c in enumerate(text.shown) if not c.isspace()), 0)
    for mark in text.marked(FLAG):
        if mark.start <= first:
            return read_flag(mark, groups, context)
    return None


def join_captions(over: tuple[Caption, ...], inline: Caption) -> Caption:
    """All that holds for a line: its own heading first, then the inner ones before the outer."""
    captions = (inline, *reversed(over))
    return Caption(
        of=next((caption.of for caption in captions if caption.of), None),
        claim=next((caption.claim for caption in captions if caption.claim), None),
        categories=next((caption.categories for caption in captions if caption.categories), ()),
        dates=next((caption.dates for caption in captions if caption.dates), NO_DATES),
        note=next((caption.note for caption in captions if caption.note), None),
        noun=next((caption.noun for caption in captions if caption.noun), None),
    )
