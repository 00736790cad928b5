"""Lists of words and phrases that are looked for in text as whole words, without a regular expression to compile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.patterns import lazy_pattern
from kg.values import dataclass

_WORD = lazy_pattern(r"\w+")


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """Single words, and phrases by their first word."""

    words: frozenset[str]
    phrases: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordList:
        """Part the phrases of a list from its single words."""
        single, phrases = set[str](), dict[str, tuple[str, ...]]()
        for word in words:
            first = _WORD.match(word)
            if first and first.group() != word:
                phrases[first.group()] = (*phrases.get(first.group(), ()), word)
            else:
                single.add(word)
        return cls(frozenset(single), phrases)

    def is_in(self, shown: str) -> bool:
        """Whether one of the words stands in a text; case counts."""
        return any(self._begins(shown, match) for match in _WORD.finditer(shown))

    def find(self, shown: str) -> Iterator[int]:
        """Where one of the words begins in a text; case counts."""
        return (match.start() for match in _WORD.finditer(shown) if self._begins(shown, match))

    def begins(self, shown: str, at: int = 0) -> bool:
        """Whether one of the words stands at an offset of a text, where a word begins."""
        match = _WORD.match(shown, at)
        return match is not None and self._begins(shown, match)

    def may_be_in(self, shown: str) -> bool:
        """Whether a text has the first word of one of the list: a quick look before a closer one."""
        return any(word in self.words or word in self.phrases for word in _WORD.findall(shown))

    def _begins(self, shown: str, match: re.Match[str]) -> bool:
        word, start = match.group(), match.start()
        if word in self.words:
            return True
        return any(shown.startswith(phrase, start) and not _goes_on(shown, start + len(phrase)) for phrase in self.phrases.get(word, ()))


def _goes_on(shown: str, end: int) -> bool:
    return shown[end - 1 : end].isalnum() and (shown[end : end + 1].isalnum() or shown[end : end + 1] == "_")
