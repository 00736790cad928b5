"""How well a candidate fits an entity: named features with a score each, and what rules it out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.language.fold import fold_name
from kg.link.entities import Entity
from kg.link.index.lookup import Candidate, Item
from kg.link.names import has_initials, initials_agree, name_key, split_title, years_of
from kg.link.vocabulary import KINDS, Kinds, Vocabulary, Years
from kg.patterns import lazy_pattern
from kg.values import dataclass

# What a qualifier that only tells the kind, and that kind is right, says: less than one that agrees with the surroundings.
_ONLY_THE_KIND = -0.25
_NEVER = 9999
_LONGEST_ACRONYM = 6
_WORD = lazy_pattern(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around an entity when it is linked: items already linked there, and whether the index knows the kind of all its items."""

    linked: frozenset[int] = frozenset()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate under the name that fits best.

    ``features`` go by name, ``score`` is their weighted sum (1 and more is certain), ``out`` the reason that rules it out, "" for none.
    """

    item: Item
    name: str
    features: tuple[tuple[str, float], ...]
    score: float
    out: str = ""


class _OutError(Exception):
    """What rules a candidate out."""


def score_candidate(entity: Entity, name: str, candidate: Candidate, around: Surroundings, vocabulary: Vocabulary) -> Scored:
    """Compare an entity under one of its names with a candidate."""
    item = candidate.item
    try:
        values = {
            "name": _likeness(name, candidate.name, vocabulary),
            "kind": _kind(entity, item, around, vocabulary),
            "time": _time(entity, name, item, vocabulary),
            "qualifier": _qualifier(entity, name, candidate, vocabulary),
        }
    except _OutError as error:
        return Scored(item, candidate.name, (), 0.0, str(error))
    values["primary"] = _primary(name, candidate)
    supported = values["qualifier"] == 1 or (entity.kind == "conflict" and values["time"] == 1)
    values["distinct"] = max(_distinct(entity, name, item, vocabulary), 0.0 if supported else -1.0)
    values["neighbours"] = _neighbours(entity, item, around)
    if fold_name(name) in vocabulary.given:
        values["distinct"] = -1.0
    if entity.kind == "person":
        values["distinct"] = min(values["distinct"], _most_distinct_person(values, around))
    features = tuple((feature, round(values[feature], 3)) for feature in vocabulary.weights)
    score = sum(vocabulary.weights[feature] * value for feature, value in features)
    return Scored(item, candidate.name, features, round(max(score, 0.0), 3))


def _likeness(name: str, other: str, vocabulary: Vocabulary) -> float:
    like = vocabulary.likeness
    if _acronyms(name) != _acronyms(other):
        raise _OutError("capitals tell it apart")
    if " ".join(name.split()).casefold() == " ".join(other.split()).casefold():
        return like.written
    folded, theirs = fold_name(name), fold_name(other)
    if folded == theirs:
        return like.folded
    if name_key(name) == name_key(other):
        from rapidfuzz.fuzz import ratio

        alike = float(ratio(folded, theirs))
        by_word = min(ratio(mine, its) for mine, its in zip(folded.split(), theirs.split(), strict=False))
        if (
            alike < (like.least if " " in folded else like.least_of_one_word)
            or by_word < like.least_of_a_word
            or _numbers(folded) != _numbers(theirs)
        ):
            raise _OutError("the name is another one")
        return like.transliterated * (0.5 + alike / 200)
    if has_initials(name) and initials_agree(name, other):
        return like.initials
    raise _OutError("the name is another one")


def _acronyms(name: str) -> list[str]:
    """The words in capitals of a name that is not in capitals throughout; a name of one word may be such a word itself."""
    words = [word for word in _WORD.findall(name.replace(".", "")) if len(word) > 1]
    capitals = [word for word in words if word.isupper() and len(word) <= _LONGEST_ACRONYM]
    return capitals if len(words) == 1 or len(capitals) < len(words) else []


def _numbers(words: str) -> list[str]:
    return [word for word in words.split() if not word.isalpha()]


def _kind(entity: Entity, item: Item, around: Surroundings, vocabulary: Vocabulary) -> float:
    """1 for the same kind, 0.5 where the index does not know the item's; states are groups and places."""
    wanted = KINDS[entity.kind]
    if item.kinds & Kinds.PAGE:
        raise _OutError("the page tells names apart")
    told = told_kinds(item, vocabulary)
    if told & wanted:
        return 1.0
    if told:
        raise _OutError("it is of another kind")
    if around.complete:
        raise _OutError("it is of no kind of the domain")
    return 0.5


def told_kinds(item: Item, vocabulary: Vocabulary) -> Kinds:
    """What an item is known to be, by its kinds or else the words of its title; a state is a group and a place."""
    told = item.kinds & (Kinds.PERSON | Kinds.GROUP | Kinds.PLACE | Kinds.CONFLICT) or _kinds_in_words(split_title(item.title).qualifier, vocabulary)
    state = bool(told) and (bool(item.kinds & Kinds.STATE) or _is_state(item, vocabulary))
    return told | Kinds.GROUP | Kinds.PLACE if state else told


def _kinds_in_words(qualifier: str, vocabulary: Vocabulary) -> Kinds:
    """The kinds that a qualifier tells, by its whole or its last word: "2008 film", "administrative region"."""
    words = qualifier.casefold()
    return vocabulary.brackets.get(words) or vocabulary.brackets.get(words.rpartition(" ")[2], Kinds.NONE)


def _is_state(item: Item, vocabulary: Vocabulary) -> bool:
    return bool(item.title) and (vocabulary.state_since(item.title) is not None or vocabulary.former_years(item.title) is not None)


def _time(entity: Entity, name: str, item: Item, vocabulary: Vocabulary) -> float:
    """1 where the item is known to have been there at the time, 0 where either time is not known, and for places, which last."""
    since, former = _state_since(entity, name, vocabulary), vocabulary.former_years(name)
    if entity.years is None:
        if since is not None:
            raise _OutError("a state's name, and nothing tells of what time")
        return 0.0
    first, last = entity.years
    if since is not None and first < since and last - since <= since - first:  # Where most of the time is later, today's state is meant.
        raise _OutError(f"before {since} the name meant another state" if since < _NEVER else "several states have borne the name")
    if former and not _overlap((first, last), former):
        raise _OutError("the state of the name was at another time")
    if item.start is None and item.end is None:
        return 0.0
    if not _there(entity, item, vocabulary):
        raise _OutError("it was at another time")
    return 0.0 if entity.kind == "place" else 1.0


def _there(entity: Entity, item: Item, vocabulary: Vocabulary) -> bool:
    assert entity.years is not None
    (first, last), years = entity.years, vocabulary.years
    start, end = item.start, item.end
    if entity.kind == "person":
        born_in_time = start is None or start + years.least_age <= last
        alive = end >= first if end is not None else start is None or start + years.greatest_age >= first
        return born_in_time and alive
    if entity.kind == "conflict":
        return _conflict_there(entity.own, (first, last), start, end, years)
    if entity.kind == "place":
        return start is None or start <= last + years.slack
    return (start is None or start <= last + years.slack) and (end is None or end >= first - years.slack)


def _conflict_there(own: bool, when: tuple[int, int], start: int | None, end: int | None, years: Years) -> bool:
    """Whether an event was then: the conflict itself began and ended in these years, a war that it was part of lasted through them."""
    (first, last), slack = when, years.slack
    if own:
        return (start is None or abs(start - first) <= slack) and (end is None or abs(end - last) <= slack)
    if start is not None and end is not None and end - start > years.longest:
        return False
    return (start is None or start <= first + slack) and (end is None or last - slack <= end)


def _state_since(entity: Entity, name: str, vocabulary: Vocabulary) -> int | None:
    """From when on a plain name means what it means today: a state, or a force named after a state with common words only."""
    since = vocabulary.state_since(name)
    if since is not None or entity.kind not in ("group", "unit"):
        return since
    folded = fold_name(name)
    rest = [word for word in folded.split() if word not in vocabulary.generic["group"]]
    country = vocabulary.demonyms.get(folded) or vocabulary.demonyms.get(" ".join(rest))
    if country is None and rest and all(word in vocabulary.demonyms for word in rest):
        country = vocabulary.demonyms[rest[0]]
    if country is None:
        country = next((state for state in vocabulary.since if folded.startswith(f"{state} ")), None)
    return vocabulary.since.get(country) if country else None


def _qualifier(entity: Entity, name: str, candidate: Candidate, vocabulary: Vocabulary) -> float:
    """1 where what the title has in brackets is told by the entity's surroundings, -1 where nothing accounts for it, 0 without brackets."""
    own, other = split_title(name).qualifier, split_title(candidate.name).qualifier or split_title(candidate.item.title).qualifier
    if own and other and own.casefold() == other.casefold():
        return 1.0
    years, theirs = entity.years, _era(other, vocabulary)
    mine = _era(own, vocabulary) or (years_of(split_title(name).name))
    there = years_of(split_title(candidate.name).name)
    if mine and (theirs or there) and not _overlap(mine, theirs or there):
        raise _OutError("its title tells another time")
    if own and entity.kind == "conflict" and own.casefold() != other.casefold():
        raise _OutError("its title does not tell the same")
    if not other:
        return -0.5 if own else 0.0
    kinds = _kinds_in_words(other, vocabulary)
    if kinds and not kinds & KINDS[entity.kind]:
        raise _OutError(f"its title says that it is another kind of thing ({other})")
    if theirs:
        if years is None:
            return -1.0
        if not _overlap(years, theirs):
            raise _OutError("its title tells another time")
        return 1.0
    if kinds:
        return 0.0 if entity.kind != "place" and _is_state(candidate.item, vocabulary) else _ONLY_THE_KIND
    return _qualifier_in_words(entity, other, vocabulary)


def _qualifier_in_words(entity: Entity, qualifier: str, vocabulary: Vocabulary) -> float:
    told = {fold_name(name) for name in entity.context}
    told |= {vocabulary.demonyms[name] for name in told if name in vocabulary.demonyms}
    folded = fold_name(qualifier)
    return 1.0 if folded in told or vocabulary.demonyms.get(folded) in told else -1.0


def _era(words: str, vocabulary: Vocabulary) -> tuple[int, int] | None:
    return vocabulary.eras.get(words.casefold()) or years_of(words)


def _overlap(one: tuple[int, int], other: tuple[int, int] | None) -> bool:
    return other is not None and one[0] <= other[1] and other[0] <= one[1]


def _primary(name: str, candidate: Candidate) -> float:
    """1 where the item's page bears the name and nothing else, 0.5 where the page adds something in brackets."""
    if not candidate.item.title:
        return 0.0
    if fold_name(name) != fold_name(candidate.item.title):
        return 0.0
    qualifier = split_title(candidate.item.title).qualifier
    return 1.0 if not qualifier or qualifier.casefold() == split_title(name).qualifier.casefold() else 0.5


def _distinct(entity: Entity, name: str, item: Item, vocabulary: Vocabulary) -> float:
    """How much a name identifies by itself: -1 for common words, 0.5 for a single name or one that recurs, 1 for more."""
    words = fold_name(name).split()
    if entity.kind == "person":
        own = [word for word in words if word not in vocabulary.honour and len(word) > 1 and word.isalpha()]
        return min(len(own), 2) / 2
    if entity.kind == "place":
        return _distinct_place(words, item, vocabulary)
    common = vocabulary.generic["conflict" if entity.kind == "conflict" else "group"]
    own = [word for word in words if word not in common and word.isalpha()]
    if entity.kind == "conflict":
        return _distinct_conflict(name, words, own, vocabulary)
    if vocabulary.state_since(name) is not None or " ".join(words) in vocabulary.well_known:
        return 1.0 if len(words) > 1 else 0.5
    if not own and not any(fold_name(name).startswith(state + " ") for state in vocabulary.wordy_states):
        return -1.0
    return 1.0 if len(words) > 1 else 0.5


def _most_distinct_person(values: Mapping[str, float], around: Surroundings) -> float:
    """What a person's name can identify at most: little for one of another country, and for one without a page among all people there are."""
    if values["neighbours"] < 0:
        return -0.5
    return 0.0 if around.complete and not values["primary"] and not values["neighbours"] else 1.0


def _distinct_place(words: Collection[str], item: Item, vocabulary: Vocabulary) -> float:
    """Places are named again and again: one word that is no state needs its country known to be there."""
    if _is_state(item, vocabulary) or item.kinds & Kinds.STATE:
        return 0.5
    own = [word for word in words if word not in vocabulary.generic["place"]]
    return -0.5 if not own or len(words) == 1 else 0.5


def _distinct_conflict(name: str, words: Collection[str], own: Collection[str], vocabulary: Vocabulary) -> float:
    dated = years_of(name) is not None
    if not own:
        return 1.0 if dated and len(words) > 2 else -1.0
    if dated:
        return 1.0
    return 0.5 if len(words) == 1 or any(word in vocabulary.recurring for word in words) else 1.0


def _neighbours(entity: Entity, item: Item, around: Surroundings) -> float:
    """1 where the item is related to something linked around the entity, -1 where its country is known and none of the states around."""
    if around.linked & ({*item.neighbours, *item.countries} - {item.qid}):
        return 1.0
    if around.linked and item.countries and entity.kind in ("place", "unit", "person"):
        return -1.0
    return 0.0
