"""Many ways to state each relation, and as many sentences that come near and state none."""

from __future__ import annotations

import pytest
from cells import brief
from leads import article, context

from kg.extract.prose.clauses import mark_names
from kg.extract.prose.macros import load_macros
from kg.extract.prose.matching import Found, compile_expanded
from kg.extract.prose.patterns import RELATIONS, Pattern, PatternIndex, load_patterns
from kg.extract.prose.relations import read_statements
from kg.language.language import english

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

# Longer sentences, each with one of the facts that it states.
LONGER: tuple[tuple[tuple[str, str, str, dict[str, str]], tuple[str, ...]], ...] = (
    (
        ("Esk Brigade", "memberOf", "Red Hill Front", {"from": "1701-03"}),
        ("In March 1701 the Esk Brigade, previously independent, joined the Red Hill Front.",),
    ),
    (
        ("Esk Brigade", "memberOf", "Red Hill Front", {"from": "1701-05"}),
        ("The Esk Brigade, which had been part of the Red Hill Front since May 1701, withdrew.",),
    ),
    (("Esk Brigade", "memberOf", "Red Hill Front", {}), ("The Esk Brigade was the largest faction within the Red Hill Front.",)),
    (
        ("Varn", "memberOf", "Red Hill Front", {"from": "1701-05-03", "until": "1701-06-07"}),
        (
            "From 3 May to 7 June, Varn was part of the Red Hill Front.",
            "Varn was part of the Red Hill Front between 3 May and 7 June.",
        ),
    ),
    (
        ("Varn", "memberOf", "Northern River Army", {"from": "1701-06-07"}),
        ("Varn was part of the Red Hill Front from 3 May until 7 June, when it joined the Northern River Army.",),
    ),
    (
        ("Varn", "memberOf", "Red Hill Front", {"until": "1701-05-03"}),
        (
            "Varn left the Red Hill Front on 3 May and joined the Northern River Army two days later.",
            "Having left the Red Hill Front on 3 May, Varn fought alone.",
            "After leaving the Red Hill Front on 3 May, Varn fought alone.",
            "Varn ceased to be a member of the Red Hill Front on 3 May.",
            "The Red Hill Front, of which Varn was a member until 3 May, fled.",
        ),
    ),
    (("Varn", "memberOf", "Red Hill Front", {"asOf": "1701-06"}), ("By June 1701 Varn had joined the Red Hill Front.",)),
    (("Varn", "memberOf", "Red Hill Front", {"from": "1701-05"}), ("In early May 1701, Varn joined the Red Hill Front coalition.",)),
    (
        ("Varn", "memberOf", "Red Hill Front", {}),
        (
            "Varn and the Esk Brigade were members of the Red Hill Front.",
            "Varn, at the time a member of the Red Hill Front, fled.",
        ),
    ),
    (("Varn", "memberOf", "Red Hill Front", {"from": "1701-05-03"}), ("Both Varn and the Esk Brigade joined the Red Hill Front on 3 May.",)),
    (
        ("Varn", "renamedTo", "Esk Brigade", {}),
        (
            "Originally called Varn, the Esk Brigade took its present name on 4 June.",
            "Formerly known as Varn, the Esk Brigade fled.",
            "In June 1701, Varn announced that it had changed its name to Esk Brigade.",
            "On 4 June it was announced that Varn had been renamed the Esk Brigade.",
            "After 7 June, the war also involved Varn, by that time renamed the Esk Brigade.",
        ),
    ),
    (("Varn", "renamedTo", "Esk Brigade", {"from": "1701-06"}), ("Varn, which renamed itself the Esk Brigade in June 1701, fled.",)),
    (
        ("Varn", "renamedTo", "Esk Brigade", {"from": "1701-06-04"}),
        (
            "Varn, known after 4 June as the Esk Brigade, fled.",
            "Varn (known as the Esk Brigade after 4 June) fled.",
            "Varn (renamed the Esk Brigade on 4 June) fled.",
            "Varn was rebranded on 4 June as the Esk Brigade.",
            "The Esk Brigade (known as Varn before 4 June) fled.",
            "Varn's name was changed to the Esk Brigade on 4 June.",
        ),
    ),
    (
        ("Varn", "mergedInto", "Red Hill Front", {"from": "1701-06-04"}),
        (
            "On 4 June, Varn, the Esk Brigade and the Loft Guard merged to form the Red Hill Front.",
            "Varn was dissolved on 4 June and merged into the Red Hill Front.",
        ),
    ),
    (
        ("Varn", "mergedInto", "Red Hill Front", {"from": "1701-06"}),
        (
            "Varn dissolved itself and merged into the Red Hill Front in June 1701.",
            "In June 1701 Varn disbanded and its fighters joined the Red Hill Front.",
            "The Red Hill Front, which was formed when Varn and the Esk Brigade merged in June 1701, fled.",
        ),
    ),
    (
        ("Varn", "mergedInto", "Red Hill Front", {}),
        (
            "The Red Hill Front was created through the merger of Varn, the Esk Brigade and the Loft Guard.",
            "Varn was later merged with the Esk Brigade to create the Red Hill Front.",
            "Varn, having merged into the Red Hill Front, ceased to fight.",
            "Varn was swallowed up by the Red Hill Front.",
            "Varn was eventually absorbed into the Red Hill Front.",
        ),
    ),
    (("Varn", "splitInto", "two groups", {"from": "1701-06"}), ("In June 1701 Varn split into two groups: the Esk Brigade and the Loft Guard.",)),
    (
        ("Varn", "splitInto", "Esk Brigade", {}),
        (
            "The Esk Brigade, which originated as a splinter group of Varn, fled.",
            "Formed as a breakaway faction of Varn, the Esk Brigade fled.",
        ),
    ),
    (
        ("Varn", "dissolved", "1701-06", {}),
        (
            "Varn was officially dissolved by royal decree in June 1701.",
            "Varn, disbanded in June 1701, had fought there.",
        ),
    ),
    (
        ("Varn", "dissolved", "1701-06-04", {}),
        (
            "Varn disbanded itself on 4 June.",
            "Varn remained in existence until 4 June.",
        ),
    ),
    (
        ("Varn", "alliedWith", "Red Hill Front", {}),
        (
            "Varn fought in alliance with the Red Hill Front.",
            "The war was fought by Varn, allied with the Red Hill Front.",
        ),
    ),
    (
        ("Varn", "alliedWith", "Red Hill Front", {"from": "1701-05"}),
        (
            "From May 1701 onwards Varn was allied to the Red Hill Front.",
            "Varn had been an ally of the Red Hill Front since May 1701.",
            "Varn signed a military alliance with the Red Hill Front in May 1701.",
        ),
    ),
    (("Red Hill Front", "alliedWith", "Varn", {}), ("Varn and its ally the Red Hill Front fled.",)),
    (("Ahl al-Nahr", "alliedWith", "Varn", {}), ("Together with its ally Ahl al-Nahr, Varn took Loft.",)),
    (("Esk Brigade", "alignedWith", "Red Hill Front", {}), ("The Esk Brigade, a Red Hill Front-affiliated militia, fled.",)),
    (
        ("Varn", "alignedWith", "Red Hill Front", {}),
        (
            "The Red Hill Front-linked group Varn fled.",
            "Varn remained loyal to the Red Hill Front.",
        ),
    ),
    (("Varn", "alignedWith", "Red Hill Front", {"from": "1701-06-04"}), ("Varn pledged its allegiance to the Red Hill Front on 4 June.",)),
    (
        ("Esk Brigade", "ledBy", "Otto Hars", {}),
        (
            "The Esk Brigade, led at the time by Colonel Otto Hars, fled.",
            "General Otto Hars commanded the Esk Brigade.",
            "The Esk Brigade's commander was Colonel Otto Hars.",
            "Colonel Otto Hars, commanding the Esk Brigade, fled.",
            "The Esk Brigade was under the command of Colonel Otto Hars.",
            "Colonel Otto Hars served as commander of the Esk Brigade.",
            "The Esk Brigade, commanded by Colonel Otto Hars and Major Rein Knud, fled.",
        ),
    ),
    (
        ("Varn", "ledBy", "Otto Hars", {}),
        (
            "Under the leadership of General Otto Hars, Varn took Loft.",
            "Under General Otto Hars, Varn took Loft.",
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

# More sentences that state none, whatever the relation.
NEAR_ANY = (
    "Varn and the Red Hill Front joined the battle on 4 June.",
    "Varn attacked the Red Hill Front after it joined the Northern River Army.",
    "Norland helped Varn leave the Red Hill Front.",
    "Varn captured the Red Hill Front's headquarters and joined the attack.",
    "Varn attempted to join the Red Hill Front on 4 June.",
    "Varn was invited to join the Red Hill Front.",
    "Varn agreed to join the Red Hill Front but later fled.",
    "Varn had considered joining the Red Hill Front.",
    "Varn was about to join the Red Hill Front.",
    "Varn was close to joining the Red Hill Front.",
    "Varn was unable to join the Red Hill Front.",
    "Varn said it had joined forces with nobody.",
    "Varn blamed the Red Hill Front, part of whose army fled.",
    "Varn was attacked by part of the Red Hill Front.",
    "Varn fought a part of the Red Hill Front.",
    "Varn destroyed part of the Red Hill Front.",
    "Varn killed a member of the Red Hill Front.",
    "Varn freed the leader of the Red Hill Front.",
    "The leader of Varn joined the Red Hill Front in 1701.",
    "Varn is known as the home of the Red Hill Front.",
    "Varn fought alongside the Esk Brigade, later victors.",
    "Varn, later joined by the Esk Brigade, fled.",
    "Varn was joined by the Red Hill Front on 4 June.",
    "The Red Hill Front was joined on 4 June by Varn.",
    "Varn called itself victorious over the Esk Brigade.",
    "Varn named the Esk Brigade as its enemy.",
    "Varn was called the Esk Brigade's worst enemy.",
    "Varn split its forces into three groups.",
    "Varn split from the main road near Loft.",
    "Varn divided its army into three brigades on 4 June.",
    "Varn dissolved the alliance.",
    "Varn dissolved its parliament on 4 June.",
    "Varn disbanded its militia on 4 June.",
    "Varn ended the siege with the Red Hill Front.",
    "Varn broke the lines of the Red Hill Front on 4 June.",
    "Varn was threatened by an alliance of the Red Hill Front and Norland.",
    "Troops loyal to the Red Hill Front attacked Varn.",
    "Varn attacked forces allied with the Red Hill Front.",
    "Varn fought against forces led by General Otto Hars.",
    "Varn was attacked by General Otto Hars.",
    "General Otto Hars commanded the guns of Varn.",
    "General Otto Hars led the Red Hill Front's offensive on Varn.",
    "The raid was led by General Otto Hars of Varn.",
    "General Otto Hars, who fought the commander of Varn, fled.",
    "Neither Varn nor the Esk Brigade joined the Red Hill Front.",
    "Only part of Varn joined the Red Hill Front.",
    "A faction of Varn joined the Red Hill Front on 4 June.",
    "Varn left the town on 4 June, and the Red Hill Front fled.",
    "Varn withdrew from the town held by the Red Hill Front on 4 June.",
    "Varn left the Red Hill Front no choice on 4 June.",
    "Varn left the Red Hill Front in control on 4 June.",
    "Varn left the Red Hill Front to its fate on 4 June.",
    "Varn was not yet part of the Red Hill Front.",
    "Varn was hardly an ally of the Red Hill Front.",
    "Varn may have been part of the Red Hill Front.",
    "Varn was thought to be part of the Red Hill Front.",
    "Varn was said to have joined the Red Hill Front.",
    "The government accused Varn of being allied with the Red Hill Front.",
    "The battle was part of the Red Hill Front's campaign against Varn.",
    "Varn was allied with neither Norland nor the Red Hill Front.",
    "Varn was rumoured to be aligned with the Red Hill Front.",
    "The town of Varn was part of the Red Hill Front's territory.",
    "Until 4 June, the Red Hill Front fought Varn, part of the city being lost.",
)

PATTERNS = load_patterns(english()).relations.patterns
_ROWS = [(fact, sentence) for fact, sentences in (*STATED, *LONGER) for sentence in sentences]


def read(text: str) -> list[tuple[str, str, str, dict[str, object]]]:
    of = article(text)
    where = context(of, *PARTIES)
    return brief(list(read_statements(of.lead[0], where, where.names)))


def mask(sentence: str) -> str:
    of = article(sentence)
    where = context(of, *PARTIES)
    return mark_names(of.lead[0], where, where.names).masked


_MASKED = [mask(sentence) for sentence in (*(sentence for _, sentence in _ROWS), *(near for nears in NEAR.values() for near in nears), *NEAR_ANY)]


@pytest.mark.parametrize(("fact", "sentence"), _ROWS, ids=[sentence for _, sentence in _ROWS])
def test_paraphrases(fact: tuple[str, str, str, dict[str, str]], sentence: str) -> None:
    assert fact in read(sentence)


@pytest.mark.parametrize("sentence", [*(sentence for sentences in NEAR.values() for sentence in sentences), *NEAR_ANY])
def test_near_misses(sentence: str) -> None:
    assert read(sentence) == []


def test_all_relations_have_paraphrases_and_near_misses() -> None:
    assert {fact[1] for fact, _ in STATED} == set(NEAR) == RELATIONS
    assert min(len(sentences) for sentences in (*NEAR.values(), *(told for _, told in STATED))) >= 10


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_what_is_found_in_parts_and_by_cues_is_what_whole_patterns_find(pattern: Pattern) -> None:
    index = PatternIndex.of([pattern])
    whole = compile_expanded(load_macros(english()).expand(pattern.source))
    assert "subject" in whole.groupindex
    for masked in (masked for masked in _MASKED if "⟪D" in masked or not pattern.fronted):
        assert [found for _, found in index.find(masked, english())] == [Found.of(match) for match in whole.finditer(masked)], masked
