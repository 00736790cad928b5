"""Sentences of prose, each a part of the text it was cut from."""

from __future__ import annotations

import re
from functools import cache

from kg.language.language import Language
from kg.model.text import Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

# A mark that may end a sentence, what closes with it (brackets, quotes, numbers of references), white space, and how the next begins.
_BORDER = lazy_pattern(
    r"(?P<mark>[.!?…])(?P<close>[\"'”’)\]]{0,3}(?:\s?\[[\w -]{1,20}\]){0,6})(?P<gap>\s+(?:\d{1,3}(?=\n|$))?)(?=[\"'“‘(\[]{0,3}[^\W_])|\n\s*\n",
)
_LAST_WORD = lazy_pattern(r"[^\s([\"'“‘—–]+$")
_NEXT_WORD = lazy_pattern(r"[\"'“‘(\[]{0,3}([^\W_]+)")
_INITIAL = lazy_pattern(r"(?:[A-Z]\.-?)*[A-Z]")


@dataclass(frozen=True, slots=True, eq=False)
class SentenceWords:
    """Abbreviations (without their full stop), those of them that may end a sentence, and the words that open one behind them."""

    abbreviations: frozenset[str]
    may_end: frozenset[str]
    openers: frozenset[str]


@cache
def load_sentence_words(language: Language) -> SentenceWords:
    """The words of sentences.toml; ValueError where it breaks its schema."""
    names = ("abbreviations", "may_end", "openers")
    data = language.table("sentences").only(*names)
    return SentenceWords(*(frozenset(data.words(name)) for name in names))


def is_abbreviation(word: str, language: Language) -> bool:
    """Whether a word, without its full stop, is one after which a full stop ends no sentence."""
    return word in load_sentence_words(language).abbreviations or _INITIAL.fullmatch(word) is not None


def _ends_sentence(shown: str, match: re.Match[str], begin: int, language: Language) -> bool:
    if match["mark"] is None:
        return True
    opens = _NEXT_WORD.match(shown, match.end())
    follower = opens.group(1) if opens else ""
    if follower[:1].islower():
        return False
    if match["mark"] != "." or match["close"]:
        return True
    word = _LAST_WORD.search(shown, max(begin, match.start() - 40), match.start())
    last = word.group() if word else ""
    words = load_sentence_words(language)
    if is_abbreviation(last, language):
        may_end = last in words.may_end or (len(last) > 1 and last.isalpha() and last not in words.abbreviations)
        return may_end and follower in words.openers
    # "246. Volksgrenadierdivision": an ordinal, unless a word that opens sentences follows or the number is a year.
    if last.isdigit() and len(last) < 4 and begin < match.start() - len(last):
        return follower in words.openers
    return True


# A longer one is no sentence, and what it states is not read: it is left to the ledger. The longest of the development corpus has 418.
LONGEST_SENTENCE = 2_000
# No paragraph is longer; what stands behind is no prose.
_LONGEST = 100_000


def sentences(text: Text, language: Language) -> tuple[Text, ...]:
    """Cut prose into its sentences, without the white space between them; blank texts are left out."""
    text = text.cut(0, _LONGEST)
    parts, begin = [], 0
    for match in _BORDER.finditer(text.shown):
        if _ends_sentence(text.shown, match, begin, language):
            stop = match.start() if match["mark"] is None else match.end("close")
            parts.append(text.cut(begin, stop).strip())
            begin = match.end()
    parts.append(text.cut(begin).strip())
    return tuple(part for part in parts if part.shown)
