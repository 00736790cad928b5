"""Many ways to state each relation, and as many sentences that come near and state none."""

from __future__ import annotations

import pytest
from cells import brief
from leads import article, context

from kg.extract.prose import known_names
from kg.extract.relations import read_statements
from kg.extract.relations_patterns import RELATIONS, Pattern, load_patterns

PARTIES = ("Red Hill Front", "Northern River Army", "Ahl al-Nahr", "Varn")

# What is stated, and the sentences that state it: subject, relation, object, bounds.
STATED: tuple[tuple[tuple[str, str, str, dict[str, str]], tuple[str, ...]], ...] = (
    (
        ("Varn", "memberOf", "Red Hill Front", {}),
        (
            "Varn was part of the Red Hill Front.",
            "Varn, a member of the Red Hill Front, fled.",
            "Varn (part of the Red Hill Front) fled.",
            "Varn belonged to the Red Hill Front.",
            "Varn fought as part of the Red Hill Front.",
            "Varn, fighting under the umbrella of the Red Hill Front, fled.",
            "Varn, a militia from Loft, was a component of the Red Hill Front.",
            "Varn formed part of the Red Hill Front.",
            "Varn was one of the factions of the Red Hill Front.",
            "Varn, which was a founding member of the Red Hill Front, fled.",
            "Varn, as part of the Red Hill Front, took the town.",
            "Varn fled. The group was a branch of the Red Hill Front.",
            "Varn was founded in 1690 at Loft and was part of the Red Hill Front.",
            "The Red Hill Front consisted of Varn.",
        ),
    ),
    (
        ("Varn", "memberOf", "Red Hill Front", {"from": "1701-06-04"}),
        (
            "Varn joined the Red Hill Front on 4 June.",
            "On 4 June Varn joined the Red Hill Front.",
            "On 4 June 1701, Varn became part of the Red Hill Front.",
            "Varn became a member of the Red Hill Front on 4 June.",
            "Since 4 June Varn has been part of the Red Hill Front.",
            "Varn, which joined the Red Hill Front on 4 June, fled.",
            "Varn had on 4 June joined the Red Hill Front.",
            "Varn fled; on 4 June it joined the Red Hill Front.",
            "Varn fled. On 4 June, the group joined the Red Hill Front.",
            "Varn was founded in 1690 and joined the Red Hill Front on 4 June 1701.",
            "Varn defected to the Red Hill Front on 4 June.",
            "On 4 June, Varn switched sides and joined the Red Hill Front.",
            "Varn was admitted to the Red Hill Front on 4 June.",
        ),
    ),
    (
        ("Varn", "memberOf", "Red Hill Front", {"until": "1701-06-04"}),
        (
            "Varn was part of the Red Hill Front until 4 June.",
            "Until 4 June Varn was part of the Red Hill Front.",
            "Until 4 June, Varn had been a member of the Red Hill Front.",
            "Varn left the Red Hill Front on 4 June.",
            "On 4 June Varn broke away from the Red Hill Front.",
            "Varn, which split from the Red Hill Front on 4 June, fled.",
            "Varn was expelled from the Red Hill Front on 4 June.",
            "Varn withdrew from the Red Hill Front on 4 June.",
            "Varn (until 4 June part of the Red Hill Front) fled.",
            "Varn was, until 4 June, part of the Red Hill Front.",
            "Varn fled. Until 4 June it belonged to the Red Hill Front.",
        ),
    ),
    (
        ("Varn", "renamedTo", "Esk Brigade", {}),
        (
            "Varn was renamed the Esk Brigade.",
            "Varn rebranded itself as the Esk Brigade.",
            "Varn changed its name to the Esk Brigade.",
            "Varn, later known as the Esk Brigade, fled.",
            "Varn (now called the Esk Brigade) fled.",
            "The Esk Brigade, formerly known as Varn, fled.",
            "The Esk Brigade (formerly Varn) fled.",
            "The Esk Brigade, then known as Varn, fled.",
            "The Esk Brigade, which was originally called Varn, fled.",
            "The war saw Varn, which by then had been renamed the Esk Brigade.",
            "Varn took the name Esk Brigade.",
            "Varn fled. Its name was changed to the Esk Brigade.",
            "Varn became known as the Esk Brigade.",
            "Varn was reorganised as the Esk Brigade.",
        ),
    ),
    (
        ("Varn", "renamedTo", "Esk Brigade", {"from": "1701-06-04"}),
        (
            "Varn was renamed the Esk Brigade on 4 June.",
            "On 4 June Varn was renamed the Esk Brigade.",
            "Since 4 June Varn was also known as the Esk Brigade.",
            "Varn was known from 4 June as the Esk Brigade.",
            "Varn fled; since 4 June it was also known as the Esk Brigade.",
            "On 4 June, Varn adopted the name Esk Brigade.",
            "Varn, which on 4 June was rebranded as the Esk Brigade, fled.",
            "The Esk Brigade was known as Varn until 4 June.",
            "The Esk Brigade, known until 4 June as Varn, fled.",
            "Varn was founded in 1690 and was renamed the Esk Brigade on 4 June 1701.",
            "Varn operated under the name Esk Brigade since 4 June.",
        ),
    ),
    (
        ("Varn", "mergedInto", "Red Hill Front", {}),
        (
            "Varn merged into the Red Hill Front.",
            "Varn was absorbed by the Red Hill Front.",
            "Varn was incorporated into the Red Hill Front.",
            "Varn (merged into the Red Hill Front) fled.",
            "The Red Hill Front absorbed Varn.",
            "Varn merged with Norland to form the Red Hill Front.",
            "Varn and the Esk Brigade merged to form the Red Hill Front.",
            "The Esk Brigade and Varn united into the Red Hill Front.",
            "The Red Hill Front was formed by the merger of Varn and the Esk Brigade.",
            "The Red Hill Front, a merger of the Esk Brigade and Varn, fled.",
            "Varn was folded into the Red Hill Front.",
            "Varn fought on until its merger into the Red Hill Front.",
            "Varn disbanded and joined the Red Hill Front.",
        ),
    ),
    (
        ("Varn", "mergedInto", "Red Hill Front", {"from": "1701-06-04"}),
        (
            "Varn merged into the Red Hill Front on 4 June.",
            "On 4 June Varn was absorbed by the Red Hill Front.",
            "Varn fought on until its merger into the Red Hill Front on 4 June.",
            "On 4 June, Varn and the Esk Brigade merged into the Red Hill Front.",
            "Varn, which on 4 June was absorbed into the Red Hill Front, fled.",
            "Varn fled. On 4 June it merged with Norland to form the Red Hill Front.",
            "Until its merger into the Red Hill Front on 4 June, Varn held the town.",
            "In 1701 the town fell. Varn was integrated into the Red Hill Front on 4 June.",
            "The Red Hill Front was formed on 4 June by the merger of Varn and the Esk Brigade.",
            "On 4 June the Red Hill Front absorbed Varn.",
        ),
    ),
    (
        ("Varn", "splitInto", "Esk Brigade", {}),
        (
            "Varn split into the Esk Brigade and the Loft Guard.",
            "Varn split into the Loft Guard and the Esk Brigade.",
            "Varn broke up into the Loft Guard, the Maren Army and the Esk Brigade.",
            "The Esk Brigade, a splinter group of Varn, fled.",
            "The Esk Brigade was a breakaway faction of Varn.",
            "The Esk Brigade, an offshoot of Varn, fled.",
            "The Esk Brigade broke away from Varn.",
            "The Esk Brigade, which had split off from Varn, fled.",
            "Varn, which later fragmented into the Esk Brigade and others, fled.",
            "Varn was divided into the Esk Brigade and the Loft Guard.",
            "The Esk Brigade splintered from Varn.",
        ),
    ),
    (
        ("Varn", "splitInto", "three factions", {"from": "1701-06-04"}),
        (
            "Varn split into three factions on 4 June.",
            "On 4 June Varn split into three factions.",
            "Varn, which split up into three factions on 4 June, fled.",
            "On 4 June, Varn broke up into three factions.",
            "Varn fled. On 4 June the group splintered into three factions.",
            "Varn had on 4 June divided into three factions.",
            "Varn (split into three factions on 4 June) fled.",
            "Varn was part of the Red Hill Front and split into three factions on 4 June.",
            "Varn fragmented into three factions on 4 June 1701.",
            "Varn broke apart into three factions on 4 June.",
        ),
    ),
    (
        ("Varn", "dissolved", "1701-06-04", {}),
        (
            "Varn disbanded on 4 June.",
            "On 4 June Varn was dissolved.",
            "Varn, which was formally disbanded on 4 June, fled.",
            "Varn (dissolved on 4 June) fled.",
            "Varn ceased to exist on 4 June.",
            "Varn existed until 4 June.",
            "Varn fought on until its dissolution on 4 June.",
            "Varn was disbanded by the Red Hill Front on 4 June.",
            "Varn was abolished by decree on 4 June.",
            "Varn fled. On 4 June it dissolved itself.",
            "Varn was founded in 1690 and was disbanded on 4 June 1701.",
        ),
    ),
    (
        ("Varn", "alliedWith", "Red Hill Front", {}),
        (
            "Varn was allied with the Red Hill Front.",
            "Varn was an ally of the Red Hill Front.",
            "Varn, in alliance with the Red Hill Front, took the town.",
            "Varn formed an alliance with the Red Hill Front.",
            "Varn, a close ally of the Red Hill Front, fled.",
            "Varn and the Red Hill Front were allies.",
            "Varn and the Red Hill Front formed an alliance.",
            "Varn was allied with Ahl al-Nahr and the Red Hill Front.",
            "Varn joined forces with the Red Hill Front.",
            "Varn allied itself with the Red Hill Front.",
            "The Red Hill Front's ally Varn fled.",
            "The alliance between Varn and the Red Hill Front was short.",
            "Varn sided with the Red Hill Front.",
        ),
    ),
    (
        ("Varn", "alliedWith", "Red Hill Front", {"until": "1701-06-04"}),
        (
            "Varn was allied with the Red Hill Front until 4 June.",
            "Until 4 June Varn was allied with the Red Hill Front.",
            "Varn fled. It was allied with the Red Hill Front until 4 June, when the two fell out.",
            "Varn, which until 4 June was allied with the Red Hill Front, fled.",
            "Varn was an ally of the Red Hill Front until 4 June.",
            "Varn ended its alliance with the Red Hill Front on 4 June.",
            "On 4 June Varn broke its alliance with the Red Hill Front.",
            "Until 4 June, Varn had been in alliance with the Red Hill Front.",
            "Varn and the Red Hill Front were allied until 4 June.",
            "Varn fled; until 4 June it was in league with the Red Hill Front.",
        ),
    ),
    (
        ("Varn", "alignedWith", "Red Hill Front", {}),
        (
            "The Red Hill Front-aligned Varn fled.",
            "Varn was aligned with the Red Hill Front.",
            "Varn, affiliated with the Red Hill Front, fled.",
            "Varn, an affiliate of the Red Hill Front, fled.",
            "Varn was loyal to the Red Hill Front.",
            "Varn pledged allegiance to the Red Hill Front.",
            "Varn aligned itself with the Red Hill Front.",
            "Varn, a militia from Loft, was closely aligned with the Red Hill Front.",
            "Varn fled. The group was affiliated to the Red Hill Front.",
            "Varn, linked to the Red Hill Front, fled.",
            "Varn swore allegiance to the Red Hill Front.",
            "The Red Hill Front affiliate Varn fled.",
        ),
    ),
    (
        ("Varn", "ledBy", "Otto Hars", {}),
        (
            "Varn was led by General Otto Hars.",
            "Varn, under the command of General Otto Hars, fled.",
            "Varn, commanded by General Otto Hars, fled.",
            "General Otto Hars led Varn.",
            "General Otto Hars, who commanded Varn, fled.",
            "General Otto Hars, the leader of Varn, fled.",
            "The leader of Varn was General Otto Hars.",
            "Varn leader General Otto Hars fled.",
            "Varn's commander, General Otto Hars, fled.",
            "Varn fled. Its leader was General Otto Hars.",
            "General Otto Hars took command of Varn.",
            "Varn, with General Otto Hars as its commander, fled.",
            "Varn was headed by General Otto Hars.",
            "Varn (General Otto Hars) fled.",
        ),
    ),
)

# Sentences that state nothing of the relation.
NEAR: dict[str, tuple[str, ...]] = {
    "memberOf": (
        "Varn did not join the Red Hill Front.",
        "Varn never joined the Red Hill Front.",
        "Varn refused to join the Red Hill Front.",
        "Varn was not part of the Red Hill Front.",
        "Varn planned to join the Red Hill Front in June.",
        "If Varn joined the Red Hill Front, the town would fall.",
        "Some fighters of Varn joined the Red Hill Front on 4 June.",
        "Many members of Varn were part of the Red Hill Front.",
        "Delegates of Varn joined a meeting in the town.",
        "The leaders of Varn joined the Red Hill Front in talks.",
        "Varn held part of the city.",
        "Varn was part of the Red Hill Front's plan.",
        "Varn was part of the Red Hill Front offensive.",
        "Varn denied that it had been part of the Red Hill Front.",
        "Rumours said that Varn had joined the Red Hill Front.",
        "Varn joined the Red Hill Front in attacking the town.",
        "The Red Hill Front withdrew from Varn Province.",
        "The Red Hill Front left Iraq on 4 June.",
        "Varn would have become part of the Red Hill Front.",
        "Troops of Varn left the Red Hill Front on 4 June.",
        "Varn took part in the battle. The Red Hill Front fled.",
    ),
    "renamedTo": (
        "Varn was known for the Esk Brigade.",
        "Varn was known to the Esk Brigade.",
        "Varn was not renamed the Esk Brigade.",
        "Varn planned to be renamed the Esk Brigade.",
        "Varn was also known as the Esk Brigade.",
        "Varn was called upon by the Esk Brigade.",
        "Varn called on the Esk Brigade on 4 June.",
        "It was proposed that Varn be renamed the Esk Brigade.",
        "The town, later held by Varn, fell to the Esk Brigade.",
        "Varn changed its plans when the Esk Brigade fled.",
        "If Varn were renamed the Esk Brigade, it would fall.",
        "Varn later fought the Esk Brigade.",
    ),
    "mergedInto": (
        "Varn planned to merge into the Red Hill Front.",
        "Varn did not merge into the Red Hill Front.",
        "Varn refused to be absorbed by the Red Hill Front.",
        "Talks on whether Varn merged into the Red Hill Front failed.",
        "Some units of Varn were absorbed by the Red Hill Front.",
        "Parts of Varn merged into the Red Hill Front.",
        "Varn absorbed heavy losses by the Red Hill Front.",
        "The attack on Varn merged into a larger one by the Red Hill Front.",
        "Varn would be merged into the Red Hill Front.",
        "Varn and the Red Hill Front never merged.",
        "A merger of Varn and the Red Hill Front was proposed.",
        "Varn rejected the plan to merge with Norland to form the Red Hill Front.",
    ),
    "splitInto": (
        "Varn did not split into three factions.",
        "Varn feared that it would split into three factions.",
        "Varn split the town with the Esk Brigade.",
        "Varn's army was split by the Esk Brigade.",
        "If Varn split into three factions, the war would end.",
        "The road from Varn split into two near the Esk Brigade.",
        "Varn broke into the town held by the Esk Brigade.",
        "Varn broke through the line of the Esk Brigade.",
        "The Esk Brigade never broke away from Varn.",
        "The Esk Brigade tried to split from Varn.",
        "Some fighters of the Esk Brigade split from Varn.",
        "The Esk Brigade broke away from the wall.",
    ),
    "dissolved": (
        "Varn was not disbanded on 4 June.",
        "Varn refused to disband on 4 June.",
        "Varn was to be dissolved on 4 June.",
        "The parliament of Varn was dissolved on 4 June.",
        "Varn disbanded the Esk Brigade.",
        "Varn would be disbanded on 4 June.",
        "Some units of Varn were disbanded on 4 June.",
        "The Red Hill Front called for Varn to be dissolved in June.",
        "If Varn was disbanded on 4 June, nobody told.",
        "Varn held the town until 4 June.",
        "Varn was allegedly dissolved on 4 June.",
    ),
    "alliedWith": (
        "Varn was not allied with the Red Hill Front.",
        "Varn refused an alliance with the Red Hill Front.",
        "Varn sought to form an alliance with the Red Hill Front.",
        "Varn was no longer allied with the Red Hill Front.",
        "Allied troops from Varn fought the Red Hill Front.",
        "If Varn allied itself with the Red Hill Front, it would win.",
        "Some chiefs of Varn were allied with the Red Hill Front.",
        "Varn fought the allies of the Red Hill Front.",
        "Varn and the Red Hill Front were not allies.",
        "Varn attacked the Red Hill Front and its allies.",
        "Varn proposed that it form an alliance with the Red Hill Front.",
        "Varn and the Red Hill Front were enemies.",
    ),
    "alignedWith": (
        "Varn was not aligned with the Red Hill Front.",
        "Varn refused to pledge allegiance to the Red Hill Front.",
        "Varn was non-aligned; the Red Hill Front fled.",
        "Varn never pledged allegiance to the Red Hill Front.",
        "Varn aligned its guns with the Red Hill Front.",
        "Some fighters of Varn pledged allegiance to the Red Hill Front.",
        "Varn denied being affiliated with the Red Hill Front.",
        "A road linked Varn with the Red Hill Front.",
        "Rumours claimed that Varn was aligned with the Red Hill Front.",
        "Fighters from Varn loyal to nobody attacked the Red Hill Front.",
        "If Varn was loyal to the Red Hill Front, it did not show.",
    ),
    "ledBy": (
        "Varn was led by example.",
        "Varn was not led by General Otto Hars.",
        "General Otto Hars refused to lead Varn.",
        "General Otto Hars led an attack on Varn.",
        "General Otto Hars led Varn's left wing.",
        "General Otto Hars, deputy commander of Varn, fled.",
        "General Otto Hars, former leader of Varn, fled.",
        "Some fighters of Varn led by General Otto Hars fled.",
        "General Otto Hars was to lead Varn.",
        "Varn fought General Otto Hars.",
        "The attack on Varn was led by General Otto Hars.",
        "If General Otto Hars commanded Varn, it would win.",
        "General Otto Hars never commanded Varn.",
    ),
}

_ROWS = [(fact, sentence) for fact, sentences in STATED for sentence in sentences]


def read(text: str) -> list[tuple[str, str, str, dict[str, object]]]:
    of = article(text)
    where = context(of, *PARTIES)
    return brief(list(read_statements(of.lead[0], where, known_names(where))))


@pytest.mark.parametrize(("fact", "sentence"), _ROWS, ids=[sentence for _, sentence in _ROWS])
def test_paraphrases(fact: tuple[str, str, str, dict[str, str]], sentence: str) -> None:
    assert fact in read(sentence)


@pytest.mark.parametrize("sentence", [sentence for sentences in NEAR.values() for sentence in sentences])
def test_near_misses(sentence: str) -> None:
    assert read(sentence) == []


def test_all_relations_have_paraphrases_and_near_misses() -> None:
    assert {fact[1] for fact, _ in STATED} == set(NEAR) == RELATIONS
    assert min(len(sentences) for sentences in (*NEAR.values(), *(told for _, told in STATED))) >= 10


@pytest.mark.parametrize("pattern", load_patterns().patterns, ids=lambda pattern: pattern.name)
def test_patterns_can_be_compiled(pattern: Pattern) -> None:
    assert "subject" in pattern.words.groupindex
