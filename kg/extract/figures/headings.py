"""What stands over counts: "Killed:", "Per X:", "Tanks:", a party, a phase, a date; and how long it holds."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.context import Context
from kg.extract.dates.dotted import find_dotted, read_dates
from kg.extract.dates.text import QualifierDates, find_dates
from kg.extract.figures.vocabulary import load_clause_words, load_count_words
from kg.extract.figures.words import CategoryWord, find_categories, is_label, label_noun, read_claim
from kg.extract.known import Groups
from kg.extract.names.flags import read_flag
from kg.extract.names.peoples import find_people, is_people
from kg.extract.phrases.groups import has_ordinal, is_formation, is_service
from kg.extract.phrases.headings import Scope
from kg.extract.phrases.segments import one_line, whole_link
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.article import Line
from kg.model.finding import Mention
from kg.model.text import BOLD, FLAG, Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

NO_DATES = QualifierDates()
_WORDS = lazy_pattern(r"[^\W\d_][\w'’-]*")
_REMARK = lazy_pattern(r"\s*\([^()]*\)$")
_SIGNS = " \t\n:;•*·–—-"


@dataclass(frozen=True, slots=True)
class Caption:
    """What a heading says of the counts under it, and its words.

    ``scope`` are those that are neither party, source, kind nor date, ``label`` those that name what is counted (``noun``); ``approximate`` where
    it calls the counts estimates. ``spans`` are the words of headings above that it has taken in.
    """

    of: Mention | None = None
    claim: str | None = None
    categories: tuple[CategoryWord, ...] = ()
    dates: QualifierDates = NO_DATES
    scope: str | None = None
    noun: str | None = None
    label: str | None = None
    total: bool = False
    approximate: bool = False
    span: Span | None = None
    spans: tuple[Span, ...] = ()

    @property
    def only_categories(self) -> bool:
        """Whether it tells a kind of loss and nothing else, so that the heading above it goes on holding."""
        return bool(self.categories) and not (self.of or self.claim or self.dates or self.scope or self.noun or self.total or self.approximate)

    def is_idle(self, language: Language) -> bool:
        """Whether it only tells people from things ("Personnel:", "Aircraft:")."""
        words = set(_WORDS.findall(lower_letters(self.noun))) if self.noun else set()
        plain = words <= load_count_words(language).generic and self.categories == ()
        return plain and not (self.of or self.claim or self.dates or self.scope or self.total or self.approximate)


def is_heading(text: Text, groups: Groups, language: Language) -> bool:
    """Whether a line without counts heads the lines below it: a colon, bold throughout but for a remark in brackets, or just a party or people."""
    shown = text.shown.strip()
    if shown.endswith(":"):
        return True
    if not shown or len(shown) > 80:
        return False
    begin = text.shown.index(shown)
    end = begin + len(_REMARK.sub("", shown).rstrip() or shown)
    bold = end > begin and any(mark.start <= begin and mark.end >= end for mark in text.marked(BOLD))
    name = shown.strip(_SIGNS)
    people = "(" not in name and (is_people(name, language) or find_people(name, groups, language) is not None)
    return bold or people or groups.find(name) is not None or load_count_words(language).total_mark.fullmatch(lower_letters(name)) is not None


def names_formation(text: Text, language: Language) -> bool:
    """Whether a line is the name of a formation or service and nothing else: a link throughout, or words that end in the kind of one."""
    text = text.strip(_SIGNS)
    named = whole_link(text, 1) is not None or is_service(one_line(text), language)
    return bool(text) and named and is_formation(one_line(text), language)


def open_heading(scope: Scope[Caption], caption: Caption, line: Line, context: Context, *, bare: bool = False) -> Scope[Caption]:
    """The headings that hold below a line that is one.

    "Killed:", "Personnel:" and the like leave what the heading above says of whom, when and where; so does any heading right below another
    (``bare``), which would else head nothing.
    """
    above = scope.inner
    if above is None or scope.headings[-1].depth != line.depth:
        return scope.open(caption, line, until_blank=bool(line.gap) and not line.rule)
    if not above.total and (caption.only_categories or caption.is_idle(context.language)):
        kept = replace(above, categories=()) if caption.only_categories else replace(above, categories=(), noun=None, label=None)
        joined = join_captions((kept,), replace(caption, span=None))
        return scope.restate(replace(joined, span=above.span, spans=(caption.span,) if caption.span else ()))
    if bare and above.span:
        joined = join_captions((above,), caption)
        spans = above.spans or (above.span,)
        return scope.open(
            replace(joined, total=caption.total or (above.total and not caption.of), span=caption.span, spans=spans), line, until_blank=bool(line.gap)
        )
    return scope.open(caption, line, until_blank=bool(line.gap) and not line.rule)


def read_heading(text: Text, context: Context, groups: Groups) -> Caption:
    """Read what a heading says."""
    text = text.strip(_SIGNS)
    text = text.strip("()") if text.shown.startswith("(") else text
    if not text:
        return Caption(of=find_flag(text, context, groups))
    name, language = one_line(text), context.language
    flag, dates = None if _is_circumstance(name, language) else find_flag(text, context, groups), read_dates(text, context)
    claim = read_claim(name, language)
    of = None if claim else _party(_without_dates(text, context) if dates else text, groups, language)
    categories = find_categories(name, language) if not claim and (not of or groups.find(name) is None) else ()
    plain = _telling_words(name, language)
    label = name if not of and not whole_link(text, 1) and is_label(name, language) else None
    words = load_count_words(language)
    civilians = words.civilians.search(lower_letters(name))
    told = of or claim or dates or label or (flag and len(plain) < 2)
    scope = _scope_of_claim(name, language) if claim and not dates else name if plain and not told else None
    total = words.total_mark.search(lower_letters(name)) is not None
    about = not words.estimated.isdisjoint(_WORDS.findall(lower_letters(name)))
    noun, label = (civilians.group(), name) if civilians else (label_noun(label, language) if label else None, label)
    return Caption(of or flag, claim, categories, dates, scope, noun, label if noun else None, total, about, text.span())


def _scope_of_claim(name: str, language: Language) -> str | None:
    """What a bracket behind a source says of the counts below it: "Loft only" of "Per Varn (Loft only)"."""
    match = _REMARK.search(name.rstrip(_SIGNS))
    inside = match.group().strip("() ") if match else ""
    return inside if inside and _telling_words(inside, language) and not read_claim(inside, language) else None


def _telling_words(name: str, language: Language) -> set[str]:
    """The words of a heading that say more than what is counted, how, and that it is."""
    words = load_count_words(language)
    rest = words.category.sub(" ", words.civilians.sub(" ", lower_letters(name)))
    return set(_WORDS.findall(rest)) - words.total - words.beside - words.generic - words.estimated


def _without_dates(text: Text, context: Context) -> Text:
    """A heading without the date or dates at its end."""
    dotted = ((date.start, date.end) for date in find_dotted(text.shown, context))
    places = (*dotted, *((date.start, date.end) for date in find_dates(text, context)))
    found = [start for start, end in places if end >= len(text.shown.rstrip(")"))]
    return text.cut(0, found[0]).strip(_SIGNS + "(,") if found else text


def _party(text: Text, groups: Groups, language: Language) -> Mention | None:
    """The party that a heading names, by its words, the page it links to, or the last part of its name ("Esk" for the Duchy of Esk)."""
    name = one_line(text)
    linked = link.value if (link := whole_link(text, 1)) else None
    known = (
        groups.find(name)
        or (groups.find(linked) if linked else None)
        or groups.find_numbered(name, language)
        or groups.find_short(name, language)
        or find_people(name, groups, language)
    )
    if known:
        return Mention(known.name, known.kind, text.span(), known.title)
    words, low = load_count_words(language), lower_letters(name)
    if _is_circumstance(name, language) or words.category.search(low) or words.total_mark.search(low):
        return None
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in name.split())
    named = linked is not None or capitals > 1 or name[:1].isdigit() or has_ordinal(name, language)
    return Mention(name, "unit", text.span(), linked) if named and is_formation(name, language) else None


def _is_circumstance(name: str, language: Language) -> bool:
    """Whether a heading tells where or when its counts hold ("In Norland")."""
    first = _WORDS.match(lower_letters(name))
    return first is not None and first.group() in load_clause_words(language).circumstances


def find_flag(text: Text, context: Context, groups: Groups) -> Mention | None:
    """The party whose flag stands in front of the words of a line; None where the flags of several do."""
    first = next((at for at, c in enumerate(text.shown) if not c.isspace()), 0)
    found = [read_flag(mark, groups, context) for mark in text.marked(FLAG) if mark.start <= first]
    return found[0] if len({fold_name(party.name) if party else None for party in found}) == 1 else None


def join_captions(over: tuple[Caption, ...], inline: Caption) -> Caption:
    """All that holds for a line: its own heading first, then the inner ones before the outer; scopes are told from the outermost on."""
    captions = (inline, *reversed(over))
    scopes = dict.fromkeys(caption.scope for caption in (*over, inline) if caption.scope)
    return Caption(
        of=next((caption.of for caption in captions if caption.of), None),
        claim=next((caption.claim for caption in captions if caption.claim), None),
        categories=next((caption.categories for caption in captions if caption.categories), ()),
        dates=next((caption.dates for caption in captions if caption.dates), NO_DATES),
        scope=": ".join(scopes) or None,
        noun=next((caption.noun for caption in captions if caption.noun), None),
        label=next((caption.label for caption in captions if caption.label), None),
        total=next((caption.total for caption in captions if caption != Caption()), False),
        approximate=any(caption.approximate for caption in captions),
    )


def same_party(caption: Caption) -> Caption:
    """A caption without a scope that only names its party again."""
    if caption.of and caption.scope and fold_name(caption.scope) in (fold_name(caption.of.name), fold_name(caption.of.title or "")):
        return replace(caption, scope=None)
    return caption
