"""Ranks and titles before names (kg/data/en/ranks.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.extract.phrases.groups import is_formation
from kg.model.text import Text

_GROUPS = ("army", "ss", "navy", "air", "police", "short", "exact", "modifiers", "tails")


@dataclass(frozen=True, slots=True)
class Ranks:
    """Patterns of a rank at the beginning of a text, of a title of honour there, and the words that go on with a name after a comma."""

    rank: re.Pattern[str]
    inner: re.Pattern[str]
    title: re.Pattern[str]
    after_comma: frozenset[str]
    particles: frozenset[str]


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"[\s\u00a0]+") for word in sorted({*words}, key=len, reverse=True))


@cache
def load_ranks() -> Ranks:
    """Read kg/data/en/ranks.toml; ValueError where it breaks its schema."""
    data = tomllib.loads(files("kg").joinpath("data/en/ranks.toml").read_text(encoding="utf-8"))
    words = data["words"]
    if tuple(words) != _GROUPS or data.keys() != {"words", "titles"}:
        raise ValueError(f"ranks.toml: [words] must have {_GROUPS}")
    if any(not isinstance(word, str) or not word for group in [*words.values(), *data["titles"].values()] for word in group):
        raise ValueError("ranks.toml: each list holds words")
    ranks = [word for name in _GROUPS[:6] for word in words[name]]
    # a full stop may stand behind each word, and words may be set close: "Lt.Col.", "Rear-Adm."
    one = rf"(?:(?i:{_either(ranks)})|(?:{_either(words['exact'])}))"
    before = rf"(?i:{_either([*ranks, *words['modifiers']])})"
    joint = r"(?:\.[\s\u00a0-]*|[\s\u00a0]*-[\s\u00a0]*|[\s\u00a0]+)"
    run = rf"(?:SS-)?(?:{before}{joint})*{one}\b\.?(?:[\s\u00a0-]*(?i:{_either(words['tails'])})(?![\w-]))?"
    names = [word for word in ranks if word[:1].isupper() and word.casefold() not in ("constable", "private", "marshall", "cornet", "ensign")]
    inner = rf"(?<=[\w.)])[\s\u00a0]+(?=(?:{_either([*names, *words['exact']])})(?:\.|[\s\u00a0]))"
    return Ranks(
        re.compile(run),
        re.compile(inner),
        re.compile(rf"(?:{_either(data['titles']['words'])})\.?[\s\u00a0]+"),
        frozenset(data["titles"]["after_comma"]),
        frozenset(data["titles"]["particles"]),
    )


def match_rank(shown: str) -> int:
    """The length of the rank that a text begins with; 0 where it begins with none or a part of a word only looks like one."""
    match = load_ranks().rank.match(shown)
    if match is None or (match.end() < len(shown) and (shown[match.end()].isalnum() or shown[match.end()] in "'’-")):
        return 0
    return match.end()


def split_rank(text: Text) -> tuple[Text, Text]:
    """Part the rank before a name from the name; the rank is empty where there is none, the name where there is only a rank."""
    end = match_rank(text.shown)
    if not end:
        return text.cut(0, 0), text
    rest = text.cut(end)
    beginning = len(rest.shown) - len(rest.shown.lstrip(" \u00a0\t,:"))
    name = rest.cut(beginning)
    if name.shown and not beginning and text.shown[end - 1] != ".":
        return text.cut(0, 0), text
    if name.shown.startswith("of "):
        return text.cut(0, 0), text
    return text.cut(0, end), name


def is_rank(shown: str) -> bool:
    """Whether a text is a rank and nothing else."""
    return bool(shown) and match_rank(shown.strip()) == len(shown.strip())


def is_title(shown: str) -> bool:
    """Whether a text is a title of honour and nothing else."""
    match = load_ranks().title.match(f"{shown} ")
    return match is not None and match.end() > len(shown)


def strip_titles(name: str) -> str:
    """A name without the titles of honour before it, as long as two words are left: one alone is too little to be a name by."""
    while match := load_ranks().title.match(name):
        rest = name[match.end() :]
        if not rest or not rest[0].isupper() or " " not in rest:
            return name
        name = rest
    return name


def begins_name(shown: str) -> bool:
    """Whether a text begins as names do: in a capital, or with a small word that names begin with."""
    first = re.match(r"\w+", shown)
    return first is not None and (first.group()[0].isupper() or first.group() in load_ranks().particles)


def continues_name(shown: str) -> bool:
    """Whether a part after a comma belongs to the name: "Duke of Esk", "Jr.", "1st Baron Varn"."""
    first = re.match(r"\w+", shown)
    if first is None or is_formation(shown):
        return False
    return first.group() in load_ranks().after_comma or shown.startswith("Grand Duke")
