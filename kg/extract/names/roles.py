"""Remarks on a commander: "(Second Corps chief of staff)", "(KIA)", "(acting; 1914)", "(“Falcon”)" (kg/data/en/roles.toml)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.extract.known import Groups
from kg.extract.names.parts import name_mention, plain, take_part
from kg.extract.phrases.fates import fate_at_start, fate_of_words
from kg.extract.phrases.groups import is_formation, is_organisation, load_group_words
from kg.extract.phrases.ranks import is_rank, is_title, load_ranks, match_rank
from kg.extract.phrases.remarks import Remark, Times
from kg.extract.phrases.segments import whole_link
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import NEVER, any_of
from kg.model.finding import Mention
from kg.model.text import LINK, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_TOKEN = lazy_pattern(r"[^\s,/]+")
# So many words at most tell what an office is one of.
_LONGEST_OFFICE = 7
_ACRONYM = lazy_pattern(r"[A-Z][A-Z0-9/–-]{1,7}s?")


@dataclass(frozen=True, slots=True)
class Roles:
    """Heads of roles, the words that may stand before them, the words of remarks that tell no role, those that say that a fate is
    only claimed, and an office before a name.

    ``behind`` are the words that tie a role to what it is a role in; ``positions`` say which part of the forces it was over;
    ``qualifying`` takes the words off that stand before a role and
    belong to it; ``ranks`` end ranks that are roles in a remark; ``quoted`` and ``alias`` are remarks that give another name.
    """

    heads: frozenset[str]
    modifiers: frozenset[str]
    remarks: frozenset[str]
    doubts: frozenset[str]
    behind: frozenset[str]
    positions: frozenset[str]
    ranks: tuple[str, ...]
    office: re.Pattern[str]
    qualifying: re.Pattern[str]
    quoted: re.Pattern[str]
    alias: re.Pattern[str]


@cache
def load_roles(language: Language) -> Roles:
    """The roles of CODE/roles.toml; ValueError where the file breaks its schema."""
    tables = ("heads", "modifiers", "remarks", "doubts", "behind", "positions", "ranks", "offices", "qualifying", "names")
    data = language.table("roles").only(*tables)
    offices = data.table("offices").only("heads", "before")
    heads, before = any_of(offices.words("heads")), any_of(offices.words("before"))
    grammar, names = load_grammar(language), data.table("names").only("bracket", "quoted")
    known = "|".join((grammar.alias, *names.words("bracket"))) or NEVER
    quoted = "|".join((grammar.alias, *names.words("quoted"))) or NEVER
    qualifying = any_of(data.words("qualifying"))

    def folded(name: str) -> frozenset[str]:
        return frozenset(word.casefold() for word in data.words(name))

    return Roles(
        folded("heads"),
        folded("modifiers"),
        folded("remarks"),
        folded("doubts"),
        folded("behind"),
        folded("positions"),
        data.words("ranks"),
        re.compile(rf"(?P<office>(?:(?:{before})\s+)*(?:{heads}|[^\W\d_][\w -]{{2,40}}(?=:)))(?P<colon>:?)\s+(?=[^\W\d_])"),
        re.compile(rf"([a-z-]+|{qualifying})\s+(?:(?:{grammar.joining})\s+)?"),
        re.compile(rf"(?:{quoted})?:?\s*[\"“”«„‘']([^\"“”«»„]+?)[\"“”»„’']"),
        re.compile(rf"(?:{known})[:\s]+(?P<name>\S.*)", re.IGNORECASE),
    )


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


def read_person_remarks(remarks: tuple[Remark, ...], groups: Groups, language: Language) -> Told:
    """Read the remarks on one commander, the first role and the first dates being the ones that count."""
    told = Told()
    for remark in remarks:
        told = _join(told, Told(times=remark.times))
        bounded = {part: (head, times) for part, head, times in remark.bounded}
        for part in remark.parts:
            found = _read_bounded(*bounded[part], groups, language) if part in bounded else None
            told = _join(told, found or _read_part(part, groups, language))
        told = _join(told, Told(notes=tuple(plain(part.shown) for part in remark.further)))
    return told


def _read_bounded(head: Text, times: Times, groups: Groups, language: Language) -> Told | None:
    """What a role or a group is told of with the time that bounds it ("4th Army until May"); None where the words are anything else."""
    told = _read_part(head, groups, language)
    understood = told.role is not None or bool(told.affiliations)
    return replace(told, times=times) if understood and not told.notes and not told.fates else None


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


def _read_part(part: Text, groups: Groups, language: Language) -> Told:
    part = part.strip(" \u00a0\t.;,")
    shown = part.shown
    if fate := fate_of_words(shown, language):
        return Told(fates=(fate,))
    if match := load_roles(language).quoted.fullmatch(shown):
        return Told(also=(plain(match[1]),))
    if match := load_roles(language).alias.fullmatch(shown):
        return Told(also=(plain(match["name"]).strip('"“”'),))
    if is_rank(shown, language) and shown[0].isupper() and not shown.casefold().endswith(load_roles(language).ranks):
        return Told(rank=part)
    if known := groups.find(shown):
        return Told(affiliations=(Mention(known.name, "group", part.span(), known.title),))
    if shown.casefold() in load_roles(language).positions:
        return Told(role=part)
    if (fate := fate_at_start(shown, language)) and not is_role(shown, language):
        doubted = any(word.casefold() in load_roles(language).doubts for word in _TOKEN.findall(shown))
        return Told(fates=() if doubted else (fate,), notes=(plain(shown),))
    return _read_role(part, groups, language) or _read_group(part, language) or Told(notes=(plain(shown),))


def is_role(shown: str, language: Language) -> bool:
    """Whether words tell a role: they end in the head of one, or begin with one that "of" follows."""
    return _role_words(shown, language) is not None


def is_role_line(shown: str, language: Language) -> bool:
    """Whether words can only be the role of somebody told elsewhere: "Deputy Defence Minister", "Governor of Esk", "3rd Army commander"."""
    place = _role_words(shown, language)
    if place is None or is_rank(shown, language) or is_title(shown, language):
        return False
    roles, (start, end) = load_roles(language), place
    if end == len(shown):
        before = shown[:start].strip()
        return is_formation(before, language) if before else len(shown.split()) > 1 and not match_rank(shown, language)
    before, _, head = shown[:end].rpartition(" ")
    longer = any(shown[len(before) :].lstrip().casefold().startswith(f"{office} ") for office in roles.heads if " " in office)
    titled = load_ranks(language).title.match(f"{head} ") and not longer
    held = all(word.casefold() in roles.modifiers for word in before.split()) and not titled
    rank = match_rank(head, language) and head.casefold() not in roles.ranks
    return held and not rank and len(shown[end:].split()) <= _LONGEST_OFFICE


def is_office(shown: str, language: Language) -> bool:
    """Whether words are nothing but an office, which names nobody by itself ("President")."""
    return " ".join(shown.split()).casefold() in load_roles(language).heads


def split_office(text: Text, language: Language) -> tuple[Text, Text]:
    """Part the office before a name from the name ("Prime Minister Otto Rein", "Overall commander: Otto Rein"); empty where there is none."""
    match = load_roles(language).office.match(text.shown)
    if match and (match["colon"] == "" or is_role(match["office"], language)) and text.shown[match.end()].isupper():
        return text.of(match, "office"), take_part(text, match.end(), len(text.shown))
    return text.cut(0, 0), text


def _role_words(shown: str, language: Language) -> tuple[int, int] | None:
    """Where the head of a role and the words that belong to it stand, None where there is no role."""
    roles = load_roles(language)
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
        if word in roles.heads and words[at + 1][0] in roles.behind:
            return words[0][1], end
    return None


def _read_role(part: Text, groups: Groups, language: Language) -> Told | None:
    place = _role_words(part.shown, language) or _title_words(part.shown, language)
    if place is None:
        return None
    start, end = place
    if end == len(part.shown) and start > 0:
        before = _skip_modifiers(take_part(part, 0, start).strip(), language)
        group = _group_before(before, groups, language)
        if group is not None:
            return Told(role=part.cut(start) if part.shown.startswith(before.shown) else part, affiliations=(group,))
    within = groups.find_within(part)
    if within:
        mention = Mention(within.mention.name, "group", part.cut(within.start, within.end).span(), within.mention.title)
        role = part.cut(within.end).strip(" '’s") if within.start == 0 and part.cut(within.end).strip(" '’s").shown else part
        return Told(role=role, affiliations=(mention,))
    group = _linked_group(part, language) or _group_behind(part, end, language)
    return Told(role=part, affiliations=(group,) if group else ())


def _title_words(shown: str, language: Language) -> tuple[int, int] | None:
    """Where a title of honour stands that something follows to which it belongs ("Shah of the Eskish Empire"); None where there is none."""
    match = load_ranks(language).title.match(shown)
    end = match.end() if match else 0
    return (0, len(shown[:end].rstrip())) if end and load_ranks(language).owned.match(shown, end) else None


def _group_behind(part: Text, end: int, language: Language) -> Mention | None:
    """The group that a role is one of ("commander of the River Army"); what may be a place ("governor of Esk Province") is none."""
    grammar = load_grammar(language)
    behind = re.compile(rf"\s+(?:{any_of(load_roles(language).behind)})\s+(?:(?:{grammar.article})\s+)?").match(part.shown, end)
    if behind is None:
        return None
    rest = part.cut(behind.end())
    last = rest.shown.split()[-1].casefold() if rest.shown.split() else ""
    return (
        name_mention(rest, "group", language)
        if last and last not in load_group_words(language).places and _names_group(rest.shown, language)
        else None
    )


def _linked_group(part: Text, language: Language) -> Mention | None:
    for link in part.marked(LINK):
        words = part.cut(link.start, link.end)
        if is_formation(words.shown, language) or is_organisation(link.value, language):
            return name_mention(words, "group", language)
    return None


def _skip_modifiers(before: Text, language: Language) -> Text:
    """The words before a role without those that qualify the role: "top Second Front" names the Second Front."""
    while match := load_roles(language).qualifying.match(before.shown):
        if match[1].casefold() not in load_roles(language).modifiers:
            break
        before = before.cut(match.end())
    return before


def _group_before(before: Text, groups: Groups, language: Language) -> Mention | None:
    """The group that stands before a role, where all the words there are its name."""
    known = groups.find(before.shown)
    if known:
        return Mention(known.name, "group", before.span(), known.title)
    if not before.shown or groups.find_within(before):
        return None
    return name_mention(before, "group", language) if _names_group(before.shown, language) else None


def _names_group(shown: str, language: Language) -> bool:
    """Whether words name a group: a kind of group that a name or a number goes with, and nothing after it but what "of" brings."""
    words = shown.split()
    if not (shown[0].isupper() or shown[0].isdigit() or "-" in words[0]) or not is_organisation(shown, language):
        return False
    proper = [word for word in words if (word[0].isupper() or word[0].isdigit() or "-" in word) and not is_formation(word, language)]
    last = words[-1]
    return bool(proper) and len(words) > 1 and (last[0].isupper() or last[0].isdigit() or "-" in last or is_organisation(last, language))


def _read_group(part: Text, language: Language) -> Told | None:
    """A remark that is the name of a group: a formation, a linked page that is one, or capitals; what follows it in lower case is a note."""
    shown = part.shown
    hedges = load_roles(language).remarks
    if shown.split()[0].casefold() in hedges or not (shown[0].isupper() or shown[0].isdigit() or part.marked(LINK) or "-" in shown.split()[0]):
        return None
    behind = next((match for match in _TOKEN.finditer(shown) if match.group() in hedges), None)
    if behind is not None:
        told = _read_group(part.cut(0, behind.start()).strip(" ,"), language)
        return replace(told, notes=(plain(shown),)) if told else None
    if whole_link(part) or _names_group(shown, language) or _ACRONYM.fullmatch(shown):
        mention = name_mention(part, "group", language)
        return Told(affiliations=(mention,)) if mention else None
    return None
