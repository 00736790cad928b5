"""The places of the place row, each its own mention, and the coordinates."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.context import Context
from kg.extract.names.pages import tells_only
from kg.extract.phrases.points import FoundPoint, find_points
from kg.extract.phrases.segments import link_pieces, note_keys, one_line, split_outside_links, strip_leading
from kg.extract.rows.within import read_within
from kg.extract.unread import WORD, find_runs, positions_of
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Mention, Phrase
from kg.model.issue import Issue
from kg.model.text import LINK, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_RULE = "place"
# No line of places is longer; what stands behind is left to the ledger.
_LONGEST_LINE = 2000
_LONGEST_JOINT = 40
_BRACKETS = lazy_pattern(r"[()\[\]]")
_CAPITAL = lazy_pattern(r"[^\W\d_a-zß-öø-ÿ]")
_WORD_BEHIND = lazy_pattern(r"[^\w,;:()]*\w")
_ADJECTIVE = r"[^\W\d_a-zß-öø-ÿ][\w-]*\s+"
# A full stop ends what is said of a place.
_CLOSES = lazy_pattern(r"[.]\s*$")
_BARE_DASH = lazy_pattern(r"\s*[-–—/]\s*")


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands before a place, between two, and in brackets that say none; names that hold a separator; words that tell where.

    ``directions`` are no place by themselves; what ``shared`` ends two adjectives is one place with both; ``kinds`` end
    several names ("Esk and Varn provinces"), ``several`` are their words; ``behind`` are words behind a name.
    """

    leading: re.Pattern[str]
    separator: re.Pattern[str]
    remark: re.Pattern[str]
    whole: re.Pattern[str]
    joined: re.Pattern[str]
    trailing: re.Pattern[str]
    residue: re.Pattern[str]
    telling: frozenset[str]
    about: frozenset[str]
    behind: frozenset[str]
    demonyms: frozenset[str]
    small: frozenset[str]
    directions: frozenset[str]
    shared: re.Pattern[str]
    kinds: re.Pattern[str]
    several: frozenset[str]
    nobody: re.Pattern[str]


@cache
def _load_words(language: Language) -> _Words:
    """The vocabulary of CODE/places.toml; ValueError where the file breaks its schema."""
    data = language.table("places").only(
        "leading", "directions", "telling", "between", "whole", "remark", "residue", "behind", "shared", "kinds", "nobody", "demonyms"
    )
    grammar = load_grammar(language)
    directions = data.table("directions").only("words", "units", "vague", "toward", "shore", "away", "away_from")
    words = {name: data.table(name).words("words") for name in ("leading", "between", "telling", "remark", "residue", "behind", "shared", "nobody")}
    compass, units, article = any_of(directions.words("words")), any_of(directions.words("units")), grammar.article
    distance = rf"(?:(?:{any_of(directions.words('vague'))})\s*)?\d[\d.,]*\s*(?:{units})\b\.?\s*(?:\([^()]*\)\s*)?"
    toward, shore = any_of(directions.words("toward")), any_of(directions.words("shore"))
    away, away_from = any_of(directions.words("away")), any_of(directions.words("away_from"))
    way = rf"(?:{distance})?(?:(?:{toward})\s+)?(?:(?:{article})\s+)?(?:{compass})(?:\s+(?:{shore}))?\s+(?:{away})\s+|{distance}(?:{away_from})\s+"
    between = rf"(?:^|\s+)(?:{any_of(words['between'])}|&)\s+(?:(?:{article})\s+)?(?=\S)"
    small = (word for key in ("words", "units", "toward", "away", "away_from") for word in directions.words(key))
    names = (*words["leading"], *words["between"], *words["telling"], *small)
    return _Words(
        leading=re.compile(rf"(?:{way})|(?:{any_of(words['leading'])})(?:\s+|$)", re.IGNORECASE),
        separator=re.compile(rf"\s*[,;\n•·|]\s*|\s+/\s+|(?<=\w)/(?=[A-ZÀ-Þ])|{between}"),
        remark=re.compile(rf"\s*(?:(?i:(?:{any_of(words['remark'])}|\d)\b)|(?:{any_of(data.table('demonyms').words('words'))})\s*$)"),
        whole=re.compile(any_of(data.table("whole").words("names"))),
        joined=re.compile(rf"(?:{grammar.joining}|{grammar.either})\s+", re.IGNORECASE),
        trailing=re.compile(rf"\s+(?:{grammar.joining}|{grammar.either})(?:\s+(?:{article}))?\s*$", re.IGNORECASE),
        residue=re.compile(rf"[\s/,;:.]*(?:(?:{any_of(words['residue'])}):?)?[\s/,;:.]*", re.IGNORECASE),
        telling=frozenset((*words["telling"], *directions.words("words"))),
        about=frozenset(word for name in names for word in WORD.findall(name)),
        behind=frozenset((*words["behind"], *words["remark"], *data.table("kinds").words("words"))),
        demonyms=frozenset(name.casefold() for name in data.table("demonyms").words("words")),
        small=frozenset(data.table("behind").words("small")),
        directions=frozenset(word for name in (*directions.words("words"), *directions.words("toward")) for word in WORD.findall(name)),
        shared=re.compile(rf"{_ADJECTIVE}(?:{grammar.joining}|[–-])\s+(?:(?:{article})\s+)?{_ADJECTIVE}(?:{any_of(words['shared'])})$"),
        kinds=re.compile(rf"\s+(?:{any_of(data.table('kinds').words('words'))})$"),
        several=frozenset(data.table("kinds").words("words")),
        nobody=re.compile(any_of(words["nobody"]), re.IGNORECASE),
    )


def read_place(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``place`` for every place named, and ``coordinates`` where the cell holds them."""
    words = _load_words(context.language)
    for text in _texts(row):
        points = tuple(find_points(text))
        yield from _coordinates(points)
        found: list[Finding] = []
        for piece in _without_points(text, points):
            for name in _pieces(piece, words):
                mentions = tuple(_name(mention, context.language) for mention in _mentions(name))
                notes = note_keys(name)
                found += (Finding(CONFLICT, "place", mention, (mention.span,), _RULE, notes=notes) for mention in mentions)
        yield from _note_words_about(text, found, words)
        yield from read_within(text, [finding.object for finding in found if isinstance(finding.object, Mention)], context.language)


def read_coordinates(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``coordinates``; a value that is no point is an issue."""
    for text in _texts(row):
        points = tuple(find_points(text))
        yield from _coordinates(points)
        if not points and text.strip():
            yield Issue("coordinates-not-read", f"no point: {one_line(text)}", text.strip().span())


def _texts(row: Row) -> Iterator[Text]:
    return (line.text.cut(0, _LONGEST_LINE) for cell in row.cells for line in cell.lines)


def _coordinates(points: Iterable[FoundPoint | Issue]) -> Iterator[Finding | Issue]:
    for found in points:
        if isinstance(found, Issue):
            yield found
        else:
            yield Finding(CONFLICT, "coordinates", found.point, found.spans, "coordinates")


def _note_words_about(text: Text, found: Sequence[Finding], words: _Words) -> Iterator[Finding]:
    """Put what stands before or behind a name and tells more about it ("8 km south of", "and vicinity") as a note on the place."""
    notes = dict[int, list[Text]]()
    ends = {finding.evidence[0].end: finding.evidence[0].start for finding in found}
    for start, end in find_runs(text, positions_of(found)):
        run = [word.casefold() for word in WORD.findall(text.shown[start:end])]
        joined = words.joined.match(text.shown, start, end)
        note = text.cut(joined.end() if joined else start, end)
        behind = _WORD_BEHIND.match(text.shown, end)
        if behind and _tells_before(run, words):
            notes.setdefault(text.span(behind.end() - 1, behind.end()).start, []).insert(0, note)
        elif start and (_tells_of_place(run, words) or words.demonyms.issuperset(run)):
            before = next((ends[place] for at in range(start, 0, -1) if (place := text.span(at - 1, at).end) in ends), None)
            if before is not None and not _CLOSES.search(text.shown, 0, start):
                for place in (before, *_listed_with(before, text, ends, words)) if words.several.issuperset(run) else (before,):
                    notes.setdefault(place, []).append(note)
    for finding in found:
        about = notes.get(finding.evidence[0].start, [])
        told = (("note", Phrase("; ".join(map(one_line, about)))),) if about else ()
        yield replace(finding, qualifiers=told, evidence=tuple(sorted({*(note.span() for note in about), *finding.evidence})))


def _listed_with(place: int, text: Text, ends: dict[int, int], words: _Words) -> Iterator[int]:
    """The place that "and" joins to the one before the kind of both ("Esk and Varn provinces"), by where it starts."""
    start = next(at for at in range(len(text.shown)) if text.span(at, at + 1).start == place)
    joint = words.trailing.search(text.shown, max(0, start - _LONGEST_JOINT), start)
    before = text.span(joint.start() - 1, joint.start()).end if joint and joint.start() else None
    if before in ends:
        yield ends[before]


def _tells_before(run: Sequence[str], words: _Words) -> bool:
    """Whether words before a name say where about it the place is or whose it is, and nothing else ("near the Dutch city of", "Dutch")."""
    telling = words.telling.intersection(run) or words.demonyms.intersection(run)
    return bool(telling) and all(word in words.about or word in words.demonyms or word.isdigit() for word in run)


def _tells_of_place(run: Sequence[str], words: _Words) -> bool:
    """Whether words behind a name say more about the place and nothing else ("and surrounding areas")."""
    return bool(words.behind.intersection(run)) and all(word in words.behind or word in words.small for word in run)


def _without_points(text: Text, points: Iterable[FoundPoint | Issue]) -> Iterator[Text]:
    """The parts of a text about the words of its coordinates."""
    at = 0
    for start, end in sorted(words for found in points if isinstance(found, FoundPoint) for words in found.words):
        yield text.cut(at, start)
        at = max(at, end)
    yield text.cut(at)


def _pieces(text: Text, words: _Words) -> Iterator[Text]:
    """The pieces of a line that name one place each: outside and inside of brackets, between separators."""
    for part in _bracketed(text, words):
        for piece in _split(part, words):
            bare = strip_leading(piece.strip(" \t\n\ufeff,;:.*–—-"), words.leading)
            if (kind := words.kinds.search(bare.shown)) and not bare.marked(LINK):
                bare = bare.cut(0, kind.start())
            if bare and "°" not in bare.shown and _CAPITAL.search(bare.shown) and not _names_nothing(bare.shown, words):
                yield bare


def _names_nothing(shown: str, words: _Words) -> bool:
    """Whether a piece names no place: a label, a direction alone, words for none."""
    if words.residue.fullmatch(shown) or words.nobody.fullmatch(shown):
        return True
    return all(word.casefold() in words.directions for word in WORD.findall(shown)) and " " not in shown


def _bracketed(text: Text, words: _Words) -> Iterator[Text]:
    """Cut at brackets; a bracket that says no place ("from 1941", "8 km") is left out."""
    links = [(mark.start, mark.end) for mark in text.marked(LINK)]
    at, inside = 0, False
    for match in _BRACKETS.finditer(text.shown):
        if any(start < match.start() < end for start, end in links):
            continue
        part = text.cut(at, match.start())
        if not (inside and words.remark.match(part.shown)):
            yield part
        at, inside = match.end(), match.group() in "(["
    yield text.cut(at)


def _split(part: Text, words: _Words) -> Iterator[Text]:
    """Split at separators, but keep a whole name that holds one."""
    at = 0
    if not part.marked(LINK) and words.shared.search(part.strip().shown):
        yield part.strip()
        return
    for match in words.whole.finditer(part.shown):
        before = part.cut(at, match.start())
        joined = words.trailing.search(before.shown)
        yield from split_outside_links(before.cut(0, joined.start()) if joined else before, words.separator)
        yield part.of(match)
        at = match.end()
    yield from split_outside_links(part.cut(at), words.separator)


def _name(mention: Mention, language: Language) -> Mention:
    """A place without the page it links to where that only tells of it ("[[Lomb in the Great War|Lomb]]")."""
    told = mention.title is not None and tells_only(mention.title, mention.name, "place", language)
    return replace(mention, title=None) if told else mention


def _mentions(piece: Text) -> Iterator[Mention]:
    """What a piece names: its links, each by itself; without links, or where links make one name ("Dutch-Belgian border"), the whole."""
    links = list(link_pieces(piece))
    if not links:
        yield Mention(one_line(piece), "place", piece.span())
        return
    marks = [mark for mark in piece.marked(LINK) if mark.end > mark.start]
    if any(_BARE_DASH.fullmatch(piece.shown[left.end : right.start]) for left, right in itertools.pairwise(marks)):
        yield Mention(one_line(piece), "place", piece.span())
        return
    links = [(_without_bracket(linked), title) for linked, title in links]
    if len(links) > 1:
        yield from (Mention(one_line(linked), "place", linked.span(), title) for linked, title in links)
        return
    linked, title = links[0]
    rest = piece.cut(marks[0].end)
    named = rest.shown and all(_CAPITAL.match(word) for word in rest.shown.split())
    whole = piece.cut(marks[0].start) if named else linked
    yield Mention(one_line(whole), "place", whole.span(), title)


def _without_bracket(linked: Text) -> Text:
    """A name without the bracket that opens or closes beyond it ("([[Lomb]], [[Esk|Esk)]]")."""
    opened, closed = linked.shown.count("("), linked.shown.count(")")
    return linked.strip("( ") if opened > closed else linked.strip(") ") if closed > opened else linked
