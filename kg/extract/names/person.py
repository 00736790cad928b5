"""People as the lines of a row tell of them: rank, name, role, affiliation and fate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.context import Context
from kg.extract.known import Groups
from kg.extract.names.beside import Setting, is_remnant, part_joined_people, split_flag
from kg.extract.names.flags import read_flag
from kg.extract.names.items import Item
from kg.extract.names.pages import tells_only
from kg.extract.names.parts import clean_name, merge_spans, name_mention, plain, span_words, split_list
from kg.extract.names.people import is_full_name, names_nobody, plain_name, split_at_ranks
from kg.extract.names.roles import Told, is_office, is_role, load_roles, read_person_remarks, split_office
from kg.extract.names.titled import split_titled
from kg.extract.phrases.fates import fate_of_mark, fate_of_words, final_fate, take_fate
from kg.extract.phrases.groups import is_organisation, tell_nobody
from kg.extract.phrases.ranks import continues_name, is_rank, split_rank
from kg.extract.phrases.remarks import Remark, Times, read_note_times, read_remark
from kg.extract.phrases.segments import is_within_link, whole_link
from kg.extract.phrases.titles import load_titles
from kg.language.language import Language
from kg.model.finding import Mention, Phrase, Term, Value
from kg.model.issue import Issue
from kg.model.text import FATE, LINK, NOTE, Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_PAUSE = lazy_pattern(r"\s*,\s*|\s+[–—-]\s+")
# Behind a linked name: a dash, or blanks before a word in lower case.
_BEHIND_LINK = lazy_pattern(r"\s*[–—-]\s*(?=[^\W\d_A-Z])|\s+(?=[^\W\d_A-Z])")
_LAST_DASH = lazy_pattern(r"[–—-](?P<rest>[a-z][a-z ]+)$")


@dataclass(frozen=True, slots=True)
class Person:
    """A commander as a line tells of him; ``spans`` are the words it stands on."""

    mention: Mention
    rank: str | None = None
    role: str | None = None
    affiliations: tuple[Mention, ...] = ()
    fate: str | None = None
    times: Times = ()
    note: str | None = None
    remarks: tuple[Remark, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


def read_people(
    item: Item, context: Context, groups: Groups, party: Mention | None = None, setting: Setting | None = None
) -> Iterator[Person | Item | Issue]:
    """The people that a name of a line stands for, one or several; the item itself where it says that none is known.

    ``party`` is that of a flag which a rendering shows in words before the name; people whose names it has joined are an issue.
    """
    language = context.language
    if not item.words:
        return
    if told := tell_nobody(item.shown, language):
        if told == "unknown" and setting is not None and is_full_name(_without_first_word(item.words), language):
            yield Issue("joined-names", f"nobody and somebody without a border: {plain(item.words.shown)}", item.words.strip().span())
        elif told == "unknown":
            yield item
        return
    if not item.words.marked(LINK) and is_office(item.shown, language):
        return
    words = item.words
    if party is None:
        party, words = split_flag(words, groups, setting, language)
    title, names = _split_shared_title(words, language)
    whole = [part for piece in _split_names(names, title is not None, language) for part in split_at_ranks(piece, language)]
    parts = [person for part in whole for person in part_joined_people(part, setting, language) or (part,)]
    if joined := [part for part in parts if not part_joined_people(part, setting, language)]:
        yield from (Issue("joined-names", f"several people without a border: {plain(part.shown)}", part.strip().span()) for part in joined)
        parts = [part for part in parts if part not in joined]
    elif len(parts) == 1:
        yield from _known(read_person(item, words, context, groups), party, setting, language)
        return
    nobody = tuple(span for part in parts if tell_nobody(clean_name(part, language).shown, language) for span in span_words(part))
    parts = [part for part in parts if not tell_nobody(clean_name(part, language).shown, language)]
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        spans = (*span_words(part), *nobody)
        notes = tuple(mark.value for mark in part.marked(NOTE))
        share = replace(item, remarks=item.remarks if last else (), fates=part.marked(FATE), notes=notes, spans=spans)
        person = read_person(share, part, context, groups)
        if person and title is not None:
            person = _bear(person, title, language)
        yield from _known(person, party, setting, language)


def _without_first_word(words: Text) -> Text:
    words = words.strip()
    return words.cut(len(words.shown.split(None, 1)[0])).strip()


def _known(person: Person | None, party: Mention | None, setting: Setting | None, language: Language) -> Iterator[Person]:
    """The person with the party of the flag before the name; nobody where only a remnant of a name is left."""
    if person is None or (setting is not None and is_remnant(person.mention.name, language)):
        return
    if party is None:
        yield person
    else:
        yield replace(person, affiliations=_unique((*person.affiliations, party)), spans=merge_spans((*person.spans, party.span)))


def _bear(person: Person, title: Text, language: Language) -> Person:
    """The person with the title in the plural that stands before all names of a line: a rank where it is a soldier's, else a role."""
    words, spans = plain(title.shown), merge_spans((*span_words(title), *person.spans))
    singular = next((words.removesuffix(ending) for ending in load_titles(language).endings if words.endswith(ending)), words)
    if is_rank(singular, language):
        return replace(person, rank=person.rank or words, spans=spans)
    return replace(person, role=person.role or words, spans=spans)


def _split_shared_title(words: Text, language: Language) -> tuple[Text | None, Text]:
    """A title in the plural and the names of those who bear it; no title where there is but one name."""
    match = load_titles(language).plural.match(words.shown)
    if match is None:
        return None, words
    names = words.cut(match.end())
    return (words.of(match, "title"), names) if len(_split_names(names, True, language)) > 1 else (None, words)


def _split_names(words: Text, lenient: bool, language: Language) -> tuple[Text, ...]:
    """The names that a line lists; where one is linked or a title stands over all (``lenient``), a single word in capitals is a name as well."""

    def is_name(part: Text) -> bool:
        name, _ = take_fate(clean_name(part, language), language)
        if is_full_name(part, language) or tell_nobody(name.shown, language):
            return True
        alone = name.shown.isalpha() and name.shown.istitle() and not is_organisation(name.shown, language) and not is_role(name.shown, language)
        return bool(whole_link(name)) or (lenient and alone and not continues_name(name.shown, language))

    if successive := _split_successors(words, language):
        return successive
    lenient = lenient or any(whole_link(clean_name(part, language)) for part in split_list(words, lambda part: True, language))
    return split_list(words, is_name, language)


def _split_successors(words: Text, language: Language) -> tuple[Text, ...]:
    """Two linked people of whom one followed the other ("[[A. Berg]], later [[B. Rein]]"); () where a line names no such."""
    match = load_titles(language).successors.search(words.shown)
    if match is None or is_within_link(words, match.start()):
        return ()
    parts = words.cut(0, match.start()), words.cut(match.end())
    return parts if all(whole_link(take_fate(clean_name(part, language), language)[0]) for part in parts) else ()


def read_person(item: Item, words: Text, context: Context, groups: Groups) -> Person | None:
    """One person by the words of a name, with what the brackets, flags and marks of its item say; None where the words name nobody."""
    language = context.language
    linked = tuple(_linked_signs(words, language))
    words, behind = _split_pauses(words, context, groups)
    words, signs = take_fate(clean_name(words, language), language)
    office, words = split_office(words, language)
    whole, titled = words, split_titled(words, language)
    rank, words = split_rank(titled.name, language)
    name, also = plain_name(clean_name(words, language), language)
    if not name.shown or not any(c.isalpha() and c == c.upper() for c in name.shown) or names_nobody(name.shown, language):
        return None
    told = read_person_remarks(item.remarks, groups, language)
    mention = name_mention(name, "person", language, (*also, *titled.also, *told.also, *behind.also))
    if mention is None:
        return None
    mention = replace(mention, span=whole.strip().span()) if titled.also else mention
    if titled.page and not mention.title and not tells_only(titled.page, mention.name, "person", language):
        mention = replace(mention, title=titled.page)
    fates = [
        *told.fates,
        *behind.fates,
        *signs,
        *linked,
        *(fate for mark in item.fates if (fate := fate_of_mark(mark, language))),
    ]
    flagged = [group for flag in item.flags if (group := read_flag(flag, groups, context))]
    noted, note_spans = read_note_times(item.notes, context)
    fate = final_fate(fates)
    further = [other for other in dict.fromkeys(fates) if other != fate]
    ranks = titled.rank or rank.shown or (told.rank.shown if told.rank is not None else "")
    role = next((role for role in (told.role, behind.role, titled.role, office if office.shown else None) if role is not None), None)
    return Person(
        mention,
        plain(ranks).strip(" ,") or None,
        plain(role.shown) if role is not None else None,
        _unique((*told.affiliations, *behind.affiliations, *flagged)),
        fate,
        told.times or behind.times or noted,
        "; ".join((*filter(None, (titled.note,)), *told.notes, *behind.notes, *further)) or None,
        item.remarks,
        merge_spans((*item.spans, *note_spans)),
        item.notes,
    )


def _linked_signs(words: Text, language: Language) -> Iterator[str]:
    """The fates that signs tell by the page they link to, whatever a bad encoding has made of the sign ("[[Killed in action|�]]")."""
    for link in words.marked(LINK):
        if not any(character.isalnum() for character in words.shown[link.start : link.end]) and (fate := fate_of_words(link.value, language)):
            yield fate


def qualify_person(person: Person) -> tuple[tuple[str, Value], ...]:
    """The qualifiers of a claim on a person, in the order of their names."""
    qualifiers: list[tuple[str, Value]] = [("affiliation", group) for group in person.affiliations]
    qualifiers += [("fate", Term(person.fate))] if person.fate else []
    qualifiers += [(name, Phrase(words)) for name, words in (("rank", person.rank), ("role", person.role), ("note", person.note)) if words]
    return tuple(sorted([*qualifiers, *person.times], key=lambda q: q[0]))


def _unique(groups: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple({(group.name, group.title): group for group in reversed(groups)}.values())[::-1]


def _split_pauses(words: Text, context: Context, groups: Groups) -> tuple[Text, Told]:
    """Part a name from what follows a comma or a dash and is no part of it: a role, a fate, years."""
    if (found := _split_behind_link(words, context, groups)) is not None:
        return found
    for match in _PAUSE.finditer(words.shown):
        if is_within_link(words, match.start()):
            continue
        rest = words.cut(match.end())
        if continues_name(rest.shown, context.language):
            continue
        remark = read_remark(rest, context)
        told = read_person_remarks((remark,), groups, context.language)
        understood = told.role is not None or told.fates or told.times or told.affiliations or told.rank is not None
        return (words.cut(0, match.start()), told) if understood and len(told.notes) == len(remark.further) else (words, Told())
    last = _LAST_DASH.search(words.shown)
    if last and last["rest"] in load_roles(context.language).positions and not is_within_link(words, last.start()):
        return words.cut(0, last.start()), Told(role=words.of(last, "rest"))
    return words, Told()


def _split_behind_link(words: Text, context: Context, groups: Groups) -> tuple[Text, Told] | None:
    """Part a linked name from words in lower case behind it, which are none of it ("[[Alf]]-right wing"); None where there are none."""
    name, rest = split_behind_link(words, context.language)
    return (name, read_person_remarks((read_remark(rest, context),), groups, context.language)) if rest.shown else None


def split_behind_link(words: Text, language: Language) -> tuple[Text, Text]:
    """A linked name and the words in lower case behind it that are none of it; the latter are empty where there are none."""
    link = next(iter(words.marked(LINK)), None)
    gap = _BEHIND_LINK.match(words.shown, link.end) if link and not words.shown[: link.start].strip() else None
    if gap is None or words.shown[gap.end() :].split()[0] in load_titles(language).small:
        return words, words.cut(0, 0)
    return words.cut(0, gap.start()), words.cut(gap.end())
