"""Ranks and titles before names (kg/data/en/ranks.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kg.extract.phrases.groups import is_formation
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of, lower_letters
from kg.model.text import Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_RANKS = ("army", "ss", "navy", "air", "police", "short")
# Titles beside linked names are read by kg.extract.phrases.titles.
_OF_LINKS = ("before_link", "honorifics", "behind_link", "linking", "pages", "plural", "successors")
_BLANK = r"[\s\u00a0]+"
_GAP = lazy_pattern(r"(?<=[\w.)])[\s\u00a0]+")
# Between two words of a rank: a full stop, a hyphen or a blank; words may be set close ("Lt.Col.", "Rear-Adm.").
_JOINT = lazy_pattern(r"\.[\s\u00a0‐-–-]*|[\s\u00a0]*[‐-–-][\s\u00a0]*|[\s\u00a0]+")
# A name that stands right behind a full stop ("Gen.Otto").
_NAME = lazy_pattern(r"[^\W\d_a-z](?:[^\W\d_A-Z]{2}|\.)")
_BEFORE_TAIL = lazy_pattern(r"[\s\u00a0-]*")


class WordList:
    """Words by their first two letters, the longest first. Looking them up costs less at the start of a program than a pattern of all of them."""

    __slots__ = ("_by_start",)

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[tuple[str, ...]]] = {}
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            self._by_start.setdefault(word[:2], []).append(tuple(word.split(" ")))

    def ends(self, shown: str, at: int) -> Iterator[int]:
        """Where the words that stand at a place of a text end."""
        for start in (shown[at : at + 2], shown[at : at + 1]):
            for parts in self._by_start.get(start, ()):
                end = _end_of(parts, shown, at)
                if end:
                    yield end


def _end_of(parts: tuple[str, ...], shown: str, at: int) -> int:
    """The end of words with blanks between them that stand at a place, 0 where they do not."""
    for index, part in enumerate(parts):
        if index:
            blank = at
            while at < len(shown) and shown[at].isspace():
                at += 1
            if at == blank:
                return 0
        if not shown.startswith(part, at):
            return 0
        at += len(part)
    return at


@dataclass(frozen=True, slots=True)
class Ranks:
    """Words of ranks, a title of honour at the beginning of a text, and the words that go on with a name after a comma.

    ``whole`` are ranks by themselves, ``before`` stand before another word of one, ``exact`` count only as they are written, ``tails`` follow.
    ``behind_name`` are titles behind a name, ``descent`` stand before that of a forefather, and with ``kunya`` a by-name begins.
    ``modifiers`` only go with another word of a rank; ``telling`` are the ranks that part two people on a line; what ``owned`` matches behind
    a rank makes it part of a name ("Prince of Esk").
    """

    whole: WordList
    exact: WordList
    before: WordList
    tails: WordList
    branches: tuple[str, ...]
    modifiers: WordList
    telling: WordList
    title: re.Pattern[str]
    owned: re.Pattern[str]
    after_comma: frozenset[str]
    phrases_after_comma: tuple[str, ...]
    particles: frozenset[str]
    behind_name: frozenset[str]
    kunya: tuple[str, ...]
    descent: frozenset[str]


@cache
def load_ranks(language: Language) -> Ranks:
    """The ranks of CODE/ranks.toml; ValueError where the file breaks its schema."""
    data = language.table("ranks").only("words", "titles")
    words = data.table("words").only(*_RANKS, "exact", "modifiers", "tails", "branches", "ambiguous")
    titles = data.table("titles").only("words", "particles", "behind_name", "kunya", "descent", "after_comma", "phrases_after_comma", *_OF_LINKS)
    ranks = [word for name in _RANKS for word in words.words(name)]
    exact, ambiguous = words.words("exact"), words.words("ambiguous")
    names = [word for word in ranks if word[:1].isupper() and word.casefold() not in ambiguous]
    return Ranks(
        WordList(map(lower_letters, ranks)),
        WordList(exact),
        WordList(map(lower_letters, (*ranks, *words.words("modifiers")))),
        WordList(map(lower_letters, words.words("tails"))),
        words.words("branches"),
        WordList(words.words("modifiers")),
        WordList((*names, *exact)),
        re.compile(rf"(?:{any_of(titles.words('words'), blank=_BLANK)})\.?[\s\u00a0]+"),
        re.compile(rf"(?:{load_grammar(language).belonging}) "),
        frozenset(titles.words("after_comma")),
        titles.words("phrases_after_comma"),
        frozenset(titles.words("particles")),
        frozenset(titles.words("behind_name")),
        titles.words("kunya"),
        frozenset(titles.words("descent")),
    )


@lru_cache(maxsize=8192)
def match_rank(shown: str, language: Language) -> int:
    """The length of the rank that a text begins with; 0 where it begins with none or a part of a word only looks like one."""
    ranks, low = load_ranks(language), lower_letters(shown)
    end = next((end for branch in ranks.branches if shown.startswith(f"{branch}-") and (end := _end_of_rank(ranks, shown, low, len(branch) + 1))), 0)
    end = end or _end_of_rank(ranks, shown, low, 0)
    if end < len(shown) and (shown[end].isalnum() or shown[end] in "'’-"):
        return end if shown[end - 1] == "." and _NAME.match(shown, end) else 0
    return end


def _end_of_rank(ranks: Ranks, shown: str, low: str, at: int) -> int:
    """Where the rank at a place ends, as many words of it as there are; 0 where there is none."""
    for end in ranks.before.ends(low, at):
        joint = _JOINT.match(shown, end)
        if joint and (further := _end_of_rank(ranks, shown, low, joint.end())):
            return further
    for end in (*ranks.whole.ends(low, at), *ranks.exact.ends(shown, at)):
        if _is_border(shown, end):
            return _end_of_tail(ranks, low, end + 1 if shown.startswith(".", end) else end)
    return 0


def _is_border(shown: str, at: int) -> bool:
    """Whether a word ends or begins at a place."""
    return _is_letter(shown[at - 1]) != (at < len(shown) and _is_letter(shown[at]))


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _end_of_tail(ranks: Ranks, low: str, at: int) -> int:
    """The end of what follows a rank and belongs to it ("of the Army"); the place itself where nothing does."""
    gap = _BEFORE_TAIL.match(low, at)
    starts = range(gap.end() if gap else at, at - 1, -1)
    ends = (end for start in starts for end in ranks.tails.ends(low, start))
    return next((end for end in ends if end == len(low) or not (_is_letter(low[end]) or low[end] == "-")), at)


def find_rank_borders(shown: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the blanks before each rank within a text that may begin another person ("Col. Karl Wend Maj. Otto Rein")."""
    ranks = load_ranks(language)

    def tells(at: int) -> bool:
        return any(end < len(shown) and (shown[end] == "." or shown[end].isspace()) for end in ranks.telling.ends(shown, at))

    def goes_on(at: int) -> bool:
        return any(end < len(shown) and shown[end].isspace() and tells(end + 1) for end in ranks.modifiers.ends(shown, at))

    for gap in _GAP.finditer(shown):
        if tells(gap.end()) or goes_on(gap.end()):
            yield gap.span()


def split_rank(text: Text, language: Language) -> tuple[Text, Text]:
    """Part the rank before a name from the name; the rank is empty where there is none, the name where there is only a rank."""
    end = match_rank(text.shown, language)
    if not end:
        return text.cut(0, 0), text
    rest = text.cut(end)
    beginning = len(rest.shown) - len(rest.shown.lstrip(" \u00a0\t,:"))
    name = rest.cut(beginning)
    if name.shown and not beginning and text.shown[end - 1] != ".":
        return text.cut(0, 0), text
    if load_ranks(language).owned.match(name.shown):
        return text.cut(0, 0), text
    return text.cut(0, end), name


def is_rank(shown: str, language: Language) -> bool:
    """Whether a text is a rank and nothing else."""
    return bool(shown) and match_rank(shown.strip(), language) == len(shown.strip())


def is_title(shown: str, language: Language) -> bool:
    """Whether a text is a title of honour and nothing else."""
    match = load_ranks(language).title.match(f"{shown} ")
    return match is not None and match.end() > len(shown)


def strip_titles(name: str, language: Language) -> str:
    """A name without the titles of honour before it, as long as two words are left: one alone is too little to be a name by."""
    while match := load_ranks(language).title.match(name):
        rest = name[match.end() :]
        if not rest or not rest[0].isupper() or " " not in rest:
            return name
        name = rest
    return name


def begins_name(shown: str, language: Language) -> bool:
    """Whether a text begins as names do: in a capital, or with a small word that names begin with."""
    first = re.match(r"\w+", shown)
    return first is not None and (first.group()[0].isupper() or first.group() in load_ranks(language).particles)


def continues_name(shown: str, language: Language) -> bool:
    """Whether a part after a comma belongs to the name: "Duke of Esk", "Jr.", "1st Baron Varn"."""
    first = re.match(r"\w+", shown)
    if first is None or is_formation(shown, language):
        return False
    return first.group() in load_ranks(language).after_comma or shown.startswith(load_ranks(language).phrases_after_comma)
