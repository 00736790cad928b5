"""Remarks on a commander: "(Second Corps chief of staff)", "(KIA)", "(acting; 1914)", "(“Falcon”)" (kg/data/en/roles.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.extract.context import Context
from kg.extract.names.items import name_mention, plain, take_part
from kg.extract.names.known import Groups
from kg.extract.phrases.fates import fate_at_start, fate_of_words
from kg.extract.phrases.groups import is_formation, is_organisation
from kg.extract.phrases.ranks import is_rank
from kg.extract.phrases.remarks import Times, read_remark_times
from kg.model.finding import Mention
from kg.model.text import LINK, Text

_QUOTED = re.compile(r"(?:a\.?k\.?a\.?|alias|nom de guerre|known as|called|born|né|née)?:?\s*[\"“”«„‘']([^\"“”«»„]+?)[\"“”»„’']")
_ALIAS = re.compile(r"(?:a\.?k\.?a\.?|alias|nom de guerre|also known as|known as|born|né|née)[:\s]+(?P<name>\S.*)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s,/]+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9/–-]{1,7}s?")


@dataclass(frozen=True, slots=True)
class Roles:
    """Heads of roles, the words that may stand before them, the words of remarks that tell no role, and an office before a name."""

    heads: frozenset[str]
    modifiers: frozenset[str]
    remarks: frozenset[str]
    office: re.Pattern[str]


@cache
def load_roles() -> Roles:
    """Read kg/data/en/roles.toml; ValueError where it breaks its schema."""
    data = tomllib.loads(files("kg").joinpath("data/en/roles.toml").read_text(encoding="utf-8"))
    names = ("heads", "modifiers", "remarks")
    offices = data.pop("offices", {})
    if (
        data.keys() != set(names)
        or offices.keys() != {"heads", "before"}
        or any(not isinstance(w, str) for g in (*data.values(), *offices.values()) for w in g)
    ):
        raise ValueError("roles.toml: expected lists of words named heads, modifiers and remarks, and [offices] with heads and before")
    either = {key: "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) for key, words in offices.items()}
    office = re.compile(rf"(?P<office>(?:(?:{either['before']})\s+)*(?:{either['heads']}|[^\W\d_][\w -]{{2,40}}(?=:)))(?P<colon>:?)\s+(?=[^\W\d_])")
    heads, modifiers, remarks = (frozenset(word.casefold() for word in data[key]) for key in names)
    return Roles(heads, modifiers, remarks, office)


@dataclass(frozen=True, slots=True)
class Told:
    """What remarks tell of a commander."""

    role: Text | None = None
    rank: Text | None = None
    affiliations: tuple[Mention, ...] = ()
    fates: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    times: Times = ()
    notes: tuple[str, ...] = ()


def read_person_remarks(remarks: tuple[Text, ...], context: Context, groups: Groups) -> Told:
    """Read the remarks on one commander, the first role and the first dates being the ones that count."""
    told = Told()
    for remark in remarks:
        times, parts = read_remark_times(remark, context)
        told = _join(told, Told(times=times))
        for part in parts:
            told = _join(told, _read_part(part, groups))
    return told


def _join(a: Told, b: Told) -> Told:
    clash = (plain(b.role.shown),) if a.role is not None and b.role is not None else ()
    return Told(
        a.role or b.role,
        a.rank or b.rank,
        a.affiliations + b.affiliations,
        a.fates + b.fates,
        a.also + b.also,
        a.times or b.times,
        a.notes + clash + b.notes,
    )


def _read_part(part: Text, groups: Groups) -> Told:
    part = part.strip(" \u00a0\t.;,")
    shown = part.shown
    if fate := fate_of_words(shown):
        return Told(fates=(fate,))
    if match := _QUOTED.fullmatch(shown):
        return Told(also=(plain(match[1]),))
    if match := _ALIAS.fullmatch(shown):
        return Told(also=(plain(match["name"]).strip('"“”'),))
    if is_rank(shown) and shown[0].isupper() and not shown.endswith("ommander"):
        return Told(rank=part)
    if known := groups.find(shown):
        return Told(affiliations=(Mention(known.name, "group", part.span(), known.title),))
    if fate := fate_at_start(shown):
        return Told(fates=(fate,), notes=(plain(shown),))
    return _read_role(part, groups) or _read_group(part) or Told(notes=(plain(shown),))


def is_role(shown: str) -> bool:
    """Whether words tell a role: they end in the head of one, or begin with one that "of" follows."""
    return _role_words(shown) is not None


def split_office(text: Text) -> tuple[Text, Text]:
    """Part the office before a name from the name ("Prime Minister Otto Rein", "Overall commander: Otto Rein"); empty where there is none."""
    match = load_roles().office.match(text.shown)
    if match and (match["colon"] == "" or is_role(match["office"])) and text.shown[match.end()].isupper():
        return text.of(match, "office"), take_part(text, match.end(), len(text.shown))
    return text.cut(0, 0), text


def _role_words(shown: str) -> tuple[int, int] | None:
    """Where the head of a role and the words that belong to it stand, None where there is no role."""
    roles = load_roles()
    words = [(m.group().casefold().strip("\"“”'’‘"), m.start(), m.end()) for m in _TOKEN.finditer(shown)]
    if not words or (words[0][0] in roles.remarks and words[0][0] not in roles.modifiers):
        return None
    for length in (4, 3, 2, 1):
        tail = " ".join(word for word, _, _ in words[-length:])
        if length <= len(words) and tail in roles.heads:
            at = len(words) - length
            while at and words[at - 1][0] in roles.modifiers and (at == 1 or shown[words[at - 1][1]].islower()):
                at -= 1
            return words[at][1], len(shown)
    for at, (word, _, end) in enumerate(words[:-1]):
        if word in roles.heads and words[at + 1][0] in ("of", "for", "in", "and", "to"):
            return words[0][1], end
    return None


def _read_role(part: Text, groups: Groups) -> Told | None:
    place = _role_words(part.shown)
    if place is None:
        return None
    start, end = place
    if end == len(part.shown) and start > 0:
        before = _skip_modifiers(take_part(part, 0, start).strip())
        group = _group_before(before, groups)
        if group is not None:
            return Told(role=part.cut(start) if part.shown.startswith(before.shown) else part, affiliations=(group,))
    within = groups.find_within(part)
    if within:
        mention = Mention(within.mention.name, "group", part.cut(within.start, within.end).span(), within.mention.title)
        role = part.cut(within.end).strip(" '’s") if within.start == 0 and part.cut(within.end).strip(" '’s").shown else part
        return Told(role=role, affiliations=(mention,))
    linked = _linked_group(part)
    return Told(role=part, affiliations=(linked,) if linked else ())


def _linked_group(part: Text) -> Mention | None:
    for link in part.marked(LINK):
        words = part.cut(link.start, link.end)
        if is_formation(words.shown) or is_organisation(link.value):
            return name_mention(words, "group")
    return None


def _skip_modifiers(before: Text) -> Text:
    """The words before a role without those that qualify the role: "top Second Front" names the Second Front."""
    while match := re.match(r"([a-z-]+|Top|Overall)\s+(?:and\s+)?", before.shown):
        if match[1].casefold() not in load_roles().modifiers:
            break
        before = before.cut(match.end())
    return before


def _group_before(before: Text, groups: Groups) -> Mention | None:
    """The group that stands before a role, where all the words there are its name."""
    known = groups.find(before.shown)
    if known:
        return Mention(known.name, "group", before.span(), known.title)
    if not before.shown or groups.find_within(before):
        return None
    return name_mention(before, "group") if _names_group(before.shown) else None


def _names_group(shown: str) -> bool:
    """Whether words name a group: a kind of group that a name or a number goes with, and nothing after it but what "of" brings."""
    words = shown.split()
    if not (shown[0].isupper() or shown[0].isdigit() or "-" in words[0]) or not is_organisation(shown):
        return False
    proper = [word for word in words if (word[0].isupper() or word[0].isdigit() or "-" in word) and not is_formation(word)]
    last = words[-1]
    return bool(proper) and len(words) > 1 and (last[0].isupper() or last[0].isdigit() or "-" in last or is_organisation(last))


def _read_group(part: Text) -> Told | None:
    """A remark that is the name of a group: a formation, a linked page that is one, or capitals."""
    shown = part.shown
    first = load_roles().remarks
    if shown.split()[0].casefold() in first or not (shown[0].isupper() or shown[0].isdigit() or part.marked(LINK) or "-" in shown.split()[0]):
        return None
    linked = any(link.start == 0 and link.end == len(shown) for link in part.marked(LINK))
    if linked or _names_group(shown) or _ACRONYM.fullmatch(shown):
        mention = name_mention(part, "group")
        return Told(affiliations=(mention,)) if mention else None
    return None
