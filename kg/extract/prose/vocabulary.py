"""The words that make up names (kg/data/en/prose.toml): what kind of thing a name stands for, and the shape of each of its words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from kg.extract.phrases.groups import is_organisation
from kg.extract.phrases.ranks import load_ranks
from kg.language.fold import fold_name, name_rules
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.finding import Kind
from kg.patterns import lazy_pattern
from kg.values import dataclass

_LETTERS = lazy_pattern(r"[A-Z]{2,7}")
_HEADS = ("group", "event", "other", "about")
_WORDS = (
    *("inside", "joining", "hung", "common", "adjectives", "events", "before_events"),
    *("articles", "possessives", "people_endings", "before_shorts", "honorifics"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """The vocabulary of a language: heads of names (folded), words by what they do in or beside a name, ordinals, short forms in brackets."""

    language: Language
    groups: frozenset[str]
    events: frozenset[str]
    others: frozenset[str]
    about: frozenset[str]
    inside: frozenset[str]
    joining: frozenset[str]
    hung: frozenset[str]
    common: frozenset[str]
    adjectives: frozenset[str]
    plain_events: frozenset[str]
    before_events: frozenset[str]
    articles: frozenset[str]
    honorifics: frozenset[str]
    possessives: tuple[str, ...]
    people_endings: tuple[str, ...]
    ordinal: re.Pattern[str]
    short: re.Pattern[str]


@cache
def load_name_words(language: Language) -> NameWords:
    """The vocabulary of a language; ValueError where prose.toml breaks its schema."""
    data = language.table("prose").only("heads", "words", "ordinals")
    heads, words, ordinals = data.table("heads").only(*_HEADS), data.table("words").only(*_WORDS), data.table("ordinals").only("words", "endings")
    groups, events, others, about = (frozenset(heads.words(name)) for name in _HEADS)
    inside, joining, hung, common, adjectives, plain, before = (frozenset(words.words(name)) for name in _WORDS[:7])
    endings, whole, shorts = any_of(ordinals.words("endings")), any_of(ordinals.words("words")), any_of(words.words("before_shorts"))
    return NameWords(
        language,
        *(groups, events, others, about, inside, joining, hung, common, adjectives, plain, before),
        frozenset(words.words("articles")),
        frozenset(words.words("honorifics")),
        tuple(sorted(words.words("possessives"), key=len, reverse=True)),
        words.words("people_endings"),
        re.compile(rf"(?:\d+(?:{endings})|\d+/\d+(?:{endings})?|{whole})$"),
        re.compile(rf"\s?\((?:(?:{shorts}) )?[\"“]?(?P<short>[A-Z][A-Za-z&-]{{1,8}})[\"”]?\)"),
    )


def kind_of_name(name: str, language: Language) -> Kind | None:
    """Tell from its words what a name stands for; None where they do not tell."""
    words, vocabulary = fold_name(name).split(), load_name_words(language)
    if not words or not vocabulary.about.isdisjoint(words):
        return None
    organised = not vocabulary.groups.isdisjoint((*words, *(" ".join(pair) for pair in pairwise(words))))
    if not vocabulary.events.isdisjoint((words[0], words[-1]) if organised else words):
        return "conflict"
    if words[-1] in vocabulary.others or fold_name(name.partition(",")[0]).split()[-1:] in ([other] for other in vocabulary.others):
        return "place"
    if load_ranks(vocabulary.language).title.match(name):
        return "person"
    return (
        "group" if organised or is_organisation(name, vocabulary.language) or (_LETTERS.fullmatch(name) and name not in name_rules().never) else None
    )


def stems(name: str, language: Language) -> frozenset[str]:
    """The words of an event's name that tell it from others, shortened so that "Varn" and "Varnish" are one."""
    vocabulary = load_name_words(language)
    return frozenset(word[:5] for word in fold_name(name).split() if word not in vocabulary.events and word not in vocabulary.joining)


def is_proper(word: str, vocabulary: NameWords) -> bool:
    """Whether a word may begin a name: with a capital, an Arabic article, or as an ordinal."""
    return word[:1].isupper() or name_rules().article.match(word.casefold()) is not None or vocabulary.ordinal.match(word) is not None


def is_of_people(word: str, vocabulary: NameWords) -> bool:
    """Whether a word in front of a rank is the adjective of a people."""
    return word in vocabulary.adjectives or word.endswith(vocabulary.people_endings)


@lru_cache(maxsize=8192)
def shape(word: str, vocabulary: NameWords) -> str:
    """The letter of a word in the shape of a name (see names.py); "x" where it is part of none."""
    if word in vocabulary.inside:
        return "i"
    if word in vocabulary.joining:
        return "j"
    if word in vocabulary.plain_events:
        return "e"
    if word in vocabulary.before_events:
        return "c"
    if vocabulary.ordinal.match(word):
        return "O"
    if not is_proper(word, vocabulary) or word in vocabulary.common:
        return "x"
    folded = fold_name(word)
    return "H" if folded in vocabulary.groups or folded in vocabulary.events or is_organisation(word, vocabulary.language) else "P"


def strip_possessive(word: str, vocabulary: NameWords) -> str:
    """A word without what makes it that of an owner."""
    for ending in vocabulary.possessives:
        if word.endswith(ending):
            return word[: -len(ending)]
    return word
