"""The words of the rows that name parties and formations (kg/data/en/groups.toml): headings, support, lines that name nobody."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.patterns import lazy_pattern
from kg.values import dataclass

_TOKEN = lazy_pattern(r"[^\W_]+(?:[-'’][^\W_]+)*|&|/")


@dataclass(frozen=True, slots=True)
class GroupWords:
    """The vocabulary, in lower case, and the patterns made of it."""

    support_heads: frozenset[str]
    support_others: frozenset[str]
    supporting: re.Pattern[str]
    support_heading: re.Pattern[str]
    alliances: frozenset[str]
    groupings: frozenset[str]
    begin: frozenset[str]
    unknown: frozenset[str]
    none: frozenset[str]
    pointers: frozenset[str]
    pointing: re.Pattern[str]
    unnamed: frozenset[str]
    formations: frozenset[str]
    formation_starts: tuple[str, ...]
    organisations: frozenset[str]
    services: re.Pattern[str]
    surnames: frozenset[str]
    places: frozenset[str]
    ordinal: re.Pattern[str]
    sections: frozenset[str]
    section_ends: frozenset[str]
    times: frozenset[str]
    articles: frozenset[str]
    owners: frozenset[str]


@cache
def load_group_words(language: Language) -> GroupWords:
    """The vocabulary of CODE/groups.toml; ValueError where the file breaks its schema."""
    data = language.table("groups").only("support", "alliances", "groups", "nobody", "formation", "times")
    grammar = load_grammar(language)

    def words(table: str, key: str) -> frozenset[str]:
        return frozenset(word.casefold() for word in data.table(table).words(key))

    formations = words("formation", "heads")
    return GroupWords(
        support_heads=words("support", "heads"),
        support_others=words("support", "others"),
        supporting=re.compile(rf"(?:\w+\s+){{1,4}}?(?:{any_of(data.table('support').words('prepositions'))})\s+(?=[^\W\d_a-z])"),
        support_heading=re.compile(r"(?P<head>(?:[^\W\d_][\w-]*\s+){0,4}[^\W\d_][\w-]*)\s*:(?=\s|$)"),
        alliances=words("alliances", "words"),
        groupings=words("groups", "words"),
        begin=words("groups", "begin"),
        unknown=words("nobody", "unknown"),
        none=words("nobody", "none"),
        pointers=words("nobody", "pointers"),
        pointing=re.compile(rf"(?:{grammar.pointing}) "),
        unnamed=words("nobody", "unnamed"),
        formations=formations,
        formation_starts=tuple(sorted(words("formation", "starts"))),
        organisations=formations | words("formation", "groups"),
        services=re.compile(rf"(?:.*\b)?(?:{any_of(words('formation', 'services'))})"),
        surnames=words("formation", "surnames"),
        places=words("formation", "places"),
        ordinal=re.compile(rf"(?:\d+(?:{grammar.formation_ordinals})|(?<![\w.])[IVXL]{{1,6}}(?!\.\w))\b"),
        sections=words("formation", "sections"),
        section_ends=words("formation", "section_ends"),
        times=words("times", "words"),
        articles=grammar.articles,
        owners=words("groups", "owners"),
    )


def tokens(shown: str) -> list[str]:
    """The words of shown text in lower case."""
    return [token.casefold() for token in _TOKEN.findall(shown)]


def first_token(shown: str, start: int) -> str:
    """The first word of shown text from a place on, in lower case; "" where there is none."""
    found = _TOKEN.search(shown, start)
    return found.group().casefold() if found else ""


def is_support(shown: str, language: Language) -> bool:
    """Whether words introduce those who only helped: "Supported by", "Arms suppliers", "Naval support"."""
    words, found = load_group_words(language), tokens(shown)
    return any(word in words.support_heads for word in found) and all(word in words.support_heads or word in words.support_others for word in found)


def are_supports(shown: str, language: Language) -> bool:
    """Whether words hold several headings of supporters side by side, as where a rendering lost their lists ("Arms suppliers Diplomatic support")."""
    words = load_group_words(language)
    return sum(word in words.support_heads for word in tokens(shown)) > 1


def support_before(shown: str, language: Language) -> int:
    """The length of the words at the beginning that introduce a supporter by name ("Supported by Norland"); 0 where there are none."""
    match = load_group_words(language).supporting.match(shown)
    return match.end() if match and is_support(match.group(), language) else 0


def begins_support(shown: str, language: Language) -> bool:
    """Whether a text begins with words that introduce a supporter: with a colon ("Support: Esk") or by name ("Supported by Esk")."""
    match = load_group_words(language).support_heading.match(shown)
    return (match is not None and is_support(match["head"], language)) or support_before(shown, language) > 0


def is_alliance(shown: str, language: Language) -> bool:
    """Whether words are the bare name of an alliance ("Allies", "Axis powers")."""
    words, found = load_group_words(language), tokens(shown)
    return " ".join(found[1:] if found and found[0] in words.articles else found) in words.alliances


def is_grouping(shown: str, language: Language) -> bool:
    """Whether words only group what follows ("Former", "In the south", "Others")."""
    words, found = load_group_words(language), tokens(shown)
    return " ".join(found) in words.groupings or bool(found and found[0] in words.begin and shown[:1].isupper())


def tell_nobody(shown: str, language: Language) -> Literal["unknown", "none", "pointer"] | None:
    """How words name nobody: they say that it is unknown, that there was none, or where to look; None where they may name somebody."""
    words, found = load_group_words(language), " ".join(tokens(shown))
    bare = shown.strip(" .,;").casefold()
    if found in words.unknown or bare in words.unknown or any(found.startswith(f"{word} ") for word in words.unnamed):
        return "unknown"
    if found in words.none or bare in words.none:
        return "none"
    if found in words.pointers or words.pointing.match(found) or not found:
        return "pointer"
    return None


def is_formation(shown: str, language: Language) -> bool:
    """Whether words hold the kind of a formation ("Brigade", "Front", "Kampfgruppe")."""
    words = load_group_words(language)
    return any(_is_kind(word, words.formations, words) for word in tokens(shown))


def is_organisation(shown: str, language: Language) -> bool:
    """Whether words hold the kind of an organised group, formations included."""
    words = load_group_words(language)
    return any(_is_kind(word, words.organisations, words) for word in tokens(shown))


def _is_kind(word: str, kinds: frozenset[str], words: GroupWords) -> bool:
    return word in kinds or ("-" in word and word.rpartition("-")[2] in kinds) or word.startswith(words.formation_starts)


def is_service(shown: str, language: Language) -> bool:
    """Whether words name an armed service, a state or a band, and no numbered formation: they end in the kind of one ("Royal Esk Navy")."""
    return load_group_words(language).services.fullmatch(shown.casefold()) is not None and not has_ordinal(shown, language)


def may_be_person(shown: str, language: Language) -> bool:
    """Whether the one kind of group among two or three words in capitals is a surname as well, and stands last ("Otto Fleet")."""
    words, written, found = load_group_words(language), shown.split(), tokens(shown)
    kinds = [word for word in found if _is_kind(word, words.organisations, words)]
    return 2 <= len(written) <= 3 and all(word[0].isupper() for word in written) and kinds == found[-1:] and kinds[0] in words.surnames


def has_ordinal(shown: str, language: Language) -> bool:
    """Whether words number a formation ("3rd", "XIV")."""
    return load_group_words(language).ordinal.search(shown) is not None


def is_section(shown: str, language: Language, headed: bool = True) -> bool:
    """Whether all words only part a list by arm ("Ground elements", "Naval units"); without a colon (``headed``) the last one must say so."""
    words, found = load_group_words(language), tokens(shown)
    return bool(found) and all(word in words.sections for word in found) and (headed or found[-1] in words.section_ends)
