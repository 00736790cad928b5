"""The commanders row: ranks, roles, affiliations, fates, several people on a line, headings. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, brief, context_of, quotes, with_column

from kg.extract.rows.commanders import Person, parse_commanders, qualify_person, read_commanders, split_person, state_commanders
from kg.language.language import Language
from kg.model.finding import CONFLICT, Date, Finding, Mention, Phrase, Term
from kg.model.issue import Issue
from kg.model.text import Span, Text

Brief = tuple[str, str, dict[str, object]]
PARTIES = (("Varn", "Duchy of Varn", 1), ("Northern River Army", None, 1), ("Esk", None, 2))


def read(cell: str, notes: dict[str, str] | None = None) -> list[Brief]:
    article = article_of({"commanders": [cell], "units": ["Red Brigade\n3rd Front"]}, notes)
    return [found[1:] for found in brief(list(read_commanders(article.boxes[0].rows[0], context_of(article, PARTIES))))]


def person(name: str, **qualifiers: str) -> Brief:
    return ("commander", name, {key.rstrip("_"): value for key, value in qualifiers.items()})


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "'''1700'''\nKarl Wend\nOtto Leon\n'''From 1701:'''\nPer Lund",
            [person("Karl Wend", asOf="1700"), person("Otto Leon", asOf="1700"), person("Per Lund", from_="1701")],
        ),
        (
            "1699–1700\nKarl Wend\n1700–1701\nPer Lund",
            [person("Karl Wend", from_="1699", until="1700"), person("Per Lund", from_="1700", until="1701")],
        ),
        ("'''1699–1705'''\nKarl Wend (until 1701)", [person("Karl Wend", from_="1699", until="1701")]),
        ("1699–1700: Karl Wend\nPer Lund", [person("Karl Wend", from_="1699", until="1700"), person("Per Lund")]),
        ("Karl Wend\n1699–1700\nPer Lund", [person("Karl Wend", from_="1699", until="1700"), person("Per Lund")]),
    ],
)
def test_headings_of_time(cell: str, expected: list[Brief]) -> None:
    assert read(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Karl Wend", person("Karl Wend")),
        ("General Karl Wend", person("Karl Wend", rank="General")),
        ("Lt. Col. Karl Wend", person("Karl Wend", rank="Lt. Col.")),
        ("Lt.Cdr. Karl Wend", person("Karl Wend", rank="Lt.Cdr.")),
        ("Rear-Adm. K. L. Wend", person("K. L. Wend", rank="Rear-Adm.")),
        ("1st Lt. Karl Wend", person("Karl Wend", rank="1st Lt.")),
        ("2nd Lt. Wend", person("Wend", rank="2nd Lt.")),
        ("GEN Karl Wend", person("Karl Wend", rank="GEN")),
        ("SS-Obergruppenführer Karl Wend", person("Karl Wend", rank="SS-Obergruppenführer")),
        ("General der Panzertruppe Karl von Wend", person("Karl von Wend", rank="General der Panzertruppe")),
        ("Marshal of the Soviet Union Karl Wend", person("Karl Wend", rank="Marshal of the Soviet Union")),
        ("[[Lieutenant|Lt.]] [[Karl Wend]]", person("Karl Wend", rank="Lt.")),
        ("MRAF Sir Karl Wend", person("Sir Karl Wend", rank="MRAF")),
        ("King Otto", person("King Otto")),
        ("Prime Minister Karl Wend", person("Karl Wend", role="Prime Minister")),
        ("Defence Minister Karl Wend", person("Karl Wend", role="Defence Minister")),
        ("Army Chief of Staff Gen. Karl Wend", person("Karl Wend", role="Army Chief of Staff", rank="Gen.")),
        ("Overall commander: Karl Wend", person("Karl Wend", role="Overall commander")),
        ("Commander Karl Wend", person("Karl Wend", rank="Commander")),
        ("Maj. Gen. Karl Wend, II Corps", person("Karl Wend", rank="Maj. Gen.", affiliation="II Corps")),
        ("Karl Wend (senior commander)", person("Karl Wend", role="senior commander")),
        ("Majorian Wend", person("Majorian Wend")),
        ("James, Duke of Esk", person("James, Duke of Esk")),
        ("Otto Leon, Jr.", person("Otto Leon, Jr.")),
        ("Otto, 1st duc d'Esk", person("Otto, 1st duc d'Esk")),
        ("“The Red Duke”", person("The Red Duke")),
        ("Karl Wend (POW)", person("Karl Wend", fate="captured")),
        ("Karl Wend †", person("Karl Wend", fate="killed")),
        ("Karl Wend KIA", person("Karl Wend", fate="killed")),
        ("Karl Wend{fate:executed}", person("Karl Wend", fate="executed")),
        ("Karl Wend (POW){fate:executed}", person("Karl Wend", fate="executed", note="captured")),
        ("Karl Wend\n(killed two days later)", person("Karl Wend", fate="killed", note="killed two days later")),
        ("Karl Wend (1699–1701)", person("Karl Wend", from_="1699", until="1701")),
        ("Karl Wend (President, 1699–1701)", person("Karl Wend", role="President", from_="1699", until="1701")),
        ("General de Wend", person("de Wend", rank="General")),
        ("Karl Wend, 1699–1701", person("Karl Wend", from_="1699", until="1701")),
        ("Karl Wend\n(acting; 1699)", person("Karl Wend", role="acting", asOf="1699")),
        ("Karl Wend (Sectoral commander)", person("Karl Wend", role="Sectoral commander")),
        ("Karl Wend, chief of staff", person("Karl Wend", role="chief of staff")),
        ("Karl Wend\n(Northern River Army general commander)", person("Karl Wend", role="general commander", affiliation="Northern River Army")),
        ("Karl Wend (NRA commander, resigned)", person("Karl Wend", role="commander", affiliation="Northern River Army", fate="resigned")),
        ("Karl Wend (Loft Division commander)", person("Karl Wend", role="commander", affiliation="Loft Division")),
        ("Karl Wend (top Loft Front commander)", person("Karl Wend", role="top Loft Front commander", affiliation="Loft Front")),
        ("Karl Wend (NRA's Loft commander)", person("Karl Wend", role="Loft commander", affiliation="Northern River Army")),
        (
            "Karl Wend (Leader of the Northern River Army)",
            person("Karl Wend", role="Leader of the Northern River Army", affiliation="Northern River Army"),
        ),
        ("Karl Wend (Attack leader)", person("Karl Wend", role="Attack leader")),
        ("Karl Wend (Battalion commander)", person("Karl Wend", role="Battalion commander")),
        ("Karl Wend (Red Brigade)", person("Karl Wend", affiliation="Red Brigade")),
        ("Karl Wend ([[9th Army (Varn)|Ninth Army]])", person("Karl Wend", affiliation="Ninth Army")),
        ("Karl Wend (UTV)", person("Karl Wend", affiliation="UTV")),
        ("Karl Wend (Army defector)", person("Karl Wend", note="Army defector")),
        ("Karl Wend (Marshal of Poland)", person("Karl Wend", rank="Marshal of Poland")),
        ("Karl Wend (claimed by Esk)", person("Karl Wend", note="claimed by Esk")),
        ("{flag:Esk}Karl Wend", person("Karl Wend", affiliation="Esk")),
        ("{flag:Norland}Karl Wend (Red Brigade)", person("Karl Wend", affiliation="Red Brigade + Norland")),
        ("Otto Van Fleet", person("Otto Van Fleet")),
        ("Karl Wend{note:a}", person("Karl Wend", from_="1700")),
    ],
)
def test_a_commander(cell: str, expected: Brief) -> None:
    assert read(cell, {"a": "From 1700"}) == [expected]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Karl Wend, Otto Rein and Knud Hars", ["Karl Wend", "Otto Rein", "Knud Hars"]),
        ("Major Karl Wend, Lieutenant Otto Rein", ["Karl Wend", "Otto Rein"]),
        ("Col. Karl Wend Maj. Otto Rein", ["Karl Wend", "Otto Rein"]),
        ("Karl Wend (Red Brigade) Otto Rein (3rd Front)", ["Karl Wend", "Otto Rein"]),
        ("{flag:Varn}Karl Wend {flag:Varn}Otto Rein", ["Karl Wend", "Otto Rein"]),
        ("[[Otto and Karl|Otto and Karl Wend]]", ["Otto and Karl Wend"]),
        ("Unknown\nKarl Wend", ["commander", "Karl Wend"]),
        ("Karl Wend\nunknown chieftain", ["Karl Wend", "commander"]),
        ("[[Otto the Younger]], son of [[Otto II]]", ["Otto the Younger, son of Otto II"]),
        ("Karl Wend and al-Rein Hars", ["Karl Wend", "al-Rein Hars"]),
        ("Unidentified staff officer", ["commander"]),
        ("See order of battle", []),
        ("Binbaşı\nKarl Wend", ["Karl Wend"]),
        ("Comte", []),
        ("[[Otto Rein]]\nPresident\nKarl Wend", ["Otto Rein", "Karl Wend"]),
        ("Governor", []),
        ("[[Otto Rein]], later [[Karl Wend]]", ["Otto Rein", "Karl Wend"]),
        ("[[Otto Rein]] succeeded by [[Karl Wend]]", ["Otto Rein", "Karl Wend"]),
        ("[[Otto Rein]], later [[Lord of Zell]] by name", ["Otto Rein"]),
        ("[[Otto Chancellor|Chancellor]]", ["Chancellor"]),
    ],
)
def test_people_of_a_cell(cell: str, names: list[str]) -> None:
    assert [name for _, name, _ in read(cell)] == names


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("{flag:Varn}\nKarl Wend\n{flag:Esk}Otto Rein", [person("Karl Wend", affiliation="Varn"), person("Otto Rein", affiliation="Esk")]),
        ("Northern River Army:\n* Karl Wend", [person("Karl Wend", affiliation="Northern River Army")]),
        ("Army:\nKarl Wend\nNavy:\nOtto Rein", [person("Karl Wend", note="Army"), person("Otto Rein", note="Navy")]),
        ("[[2nd Front]]:\n* Karl Wend\nOtto Rein", [person("Karl Wend", note="2nd Front"), person("Otto Rein")]),
        ("* [[Royal Loft Navy|R.L. Navy]]:\n** [[Karl Wend]]", [person("Karl Wend", affiliation="R.L. Navy")]),
        ("Royal Loft Navy: [[Karl Wend]]", [person("Karl Wend", affiliation="Royal Loft Navy")]),
        (
            "Northern River Army: [[Karl Wend]], [[Otto Rein]]",
            [person("Karl Wend", affiliation="Northern River Army"), person("Otto Rein", affiliation="Northern River Army")],
        ),
        ("Esk: Gen. [[Karl Wend]]", [person("Karl Wend", affiliation="Esk", rank="Gen.")]),
        (
            "{flag:Varn}Karl Wend\ncommander of the Red Brigade",
            [person("Karl Wend", affiliation="Red Brigade + Varn", role="commander of the Red Brigade")],
        ),
        ("'''Varnish:'''\nKarl Wend\nVarnish: Per Lund", [person("Karl Wend", affiliation="Varn"), person("Per Lund", affiliation="Varn")]),
        ("Zellian:\nKarl Wend", [person("Karl Wend", note="Zellian")]),
    ],
)
def test_headings(cell: str, expected: list[Brief]) -> None:
    assert read(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Karl Wend\nDeputy Defence Minister", [person("Karl Wend", role="Deputy Defence Minister")]),
        ("[[Karl Wend]]\nPresident of [[Loft]]", [person("Karl Wend", role="President of Loft")]),
        ("Karl Wend\n3rd Front Commander", [person("Karl Wend", role="Commander", affiliation="3rd Front")]),
        ("Governor of Loft\nKarl Wend", [person("Karl Wend")]),
        ("Karl Wend\nPrime Minister Otto Rein", [person("Karl Wend"), person("Otto Rein", role="Prime Minister")]),
        ("Karl Wend\nKing of Loft", [person("Karl Wend"), person("King of Loft")]),
        ("Karl Wend (Shah of the Loft Empire)", [person("Karl Wend", role="Shah of the Loft Empire", affiliation="Loft Empire")]),
        ("Karl Wend\nKIA:\n\nOtto Rein\n\nKnud Hars", [person("Karl Wend"), person("Otto Rein", fate="killed"), person("Knud Hars", fate="killed")]),
        ("KIA:\nOtto Rein\nCaptured:\nKnud Hars (WIA)", [person("Otto Rein", fate="killed"), person("Knud Hars", fate="wounded")]),
        ("Karl Wend\nCaptured\n* Otto Rein\nKnud Hars", [person("Karl Wend"), person("Otto Rein", fate="captured"), person("Knud Hars")]),
        ("Karl Wend\nKilled in action\nOtto Rein", [person("Karl Wend", fate="killed"), person("Otto Rein")]),
        ("Karl Wend\n(WIA)\nOtto Rein\n{fate:killed}", [person("Karl Wend", fate="wounded"), person("Otto Rein", fate="killed")]),
        ("Karl Wend Surrendered\nOtto Rein Executed", [person("Karl Wend", fate="surrendered"), person("Otto Rein", fate="executed")]),
    ],
)
def test_lines_about_the_people_around_them(cell: str, expected: list[Brief]) -> None:
    assert read(cell) == expected


@pytest.mark.parametrize(
    ("column", "basis", "cell", "expected", "issues"),
    [
        (1, "cells-in-one-line", "Otto Rein Karl Wend", ["Otto Rein", "Karl Wend"], []),
        (1, "cells-in-one-line", "Loft Hind Wulf Hars", [], ["Loft Hind Wulf Hars"]),
        (None, None, "Loft Hind Wulf Hars", [], ["Loft Hind Wulf Hars"]),
        (1, "column-borders", "Loft Hind Wulf Hars\nOtto Rein", ["Loft Hind Wulf Hars", "Otto Rein"], []),
        (1, None, "Loft Hind Wulf Hars", ["Loft Hind Wulf Hars"], []),
        (1, "column-borders", "Varn Gen. Otto Rein\nEsk (country) Karl Wend", ["Otto Rein", "Karl Wend"], []),
        (1, "column-borders", "Georgia\nOtto Rein", ["Otto Rein"], []),
        (1, None, "Varn Otto Rein", ["Varn Otto Rein"], []),
        (None, None, "KIA:\n\nOtto Rein\n\nKarl Wend", ["Otto Rein killed", "Karl Wend"], []),
    ],
)
def test_people_where_a_rendering_lost_the_cells(column: int | None, basis: str | None, cell: str, expected: list[str], issues: list[str]) -> None:
    article = article_of({"commanders": [cell]})
    row = with_column(article.boxes[0].rows[0], column, basis)
    found = list(read_commanders(row, context_of(article, PARTIES)))
    names = [
        " ".join([f.object.name, *(v.name for k, v in f.qualifiers if k == "fate" and isinstance(v, Term))])
        for f in found
        if isinstance(f, Finding) and isinstance(f.object, Mention)
    ]
    assert (names, [article.source.text[slice(*i.span)] for i in found if isinstance(i, Issue)]) == (expected, issues)


def test_the_party_of_a_flag_in_words_is_an_affiliation() -> None:
    article = article_of({"commanders": ["Varn Gen. Otto Rein"]})
    row = with_column(article.boxes[0].rows[0], 1, "column-borders")
    assert [found[1:] for found in brief(list(read_commanders(row, context_of(article, PARTIES))))] == [
        person("Otto Rein", rank="Gen.", affiliation="Varn")
    ]


def test_each_of_a_list_has_its_own_fate() -> None:
    assert read("[[Karl Wend]]{fate:killed}, [[Otto Rein]] and [[Knud Hars]]{fate:captured}") == [
        person("Karl Wend", fate="killed"),
        person("Otto Rein"),
        person("Knud Hars", fate="captured"),
    ]


def test_people_of_one_name_are_told_apart_by_where_they_belong() -> None:
    assert read("Otto Aga (Lofters)\nKarl Aga (Hallers)\nOtto Aga (Benders)") == [
        person("Otto Aga (Lofters)", affiliation="Lofters"),
        person("Karl Aga", affiliation="Hallers"),
        person("Otto Aga (Benders)", affiliation="Benders"),
    ]


@pytest.mark.parametrize(
    ("words", "name", "also"),
    [
        ('Karl Wend "Karmo"', "Karl Wend", ('Karl Wend "Karmo"', "Karmo")),
        ('Karl Wend ("Givi")', "Karl Wend", ("Givi",)),
        ("Karl Wend a.k.a. Otto the Red", "Karl Wend", ("Otto the Red",)),
        ('Karl "Karmo" Wend', 'Karl "Karmo" Wend', ('Karl "Karmo" Wend', "Karmo", "Karl Wend")),
        ("Sir Karl Wend", "Sir Karl Wend", ("Karl Wend",)),
    ],
)
def test_further_names(words: str, name: str, also: tuple[str, ...]) -> None:
    article = article_of({"commanders": [words]})
    found = split_person(Text.verbatim(words, 0, len(words)), context_of(article))
    assert found is not None
    assert (found.mention.name, found.mention.also) == (name, tuple(other for other in also if other != name))


@pytest.mark.parametrize("words", ["", "Unknown", "2nd Front", "Karl Wend (a) Otto Rein (b)", "1701"])
def test_words_that_name_no_one_person(words: str) -> None:
    assert split_person(Text.verbatim(words, 0, len(words)), context_of(article_of({}))) is None


def test_evidence_holds_rank_name_role_and_fate() -> None:
    article = article_of({"commanders": ["Unknown", "{flag:Esk}Maj. [[Karl Wend]]{fate:killed}\n(Red Brigade commander)"]})
    found = [f for f in read_commanders(article.boxes[0].rows[0], context_of(article)) if isinstance(f, Finding)]
    assert [quotes(article, f) for f in found] == [("Unknown",), ("{flag:Esk}Maj. [[Karl Wend]]{fate:killed}\n(Red Brigade commander)",)]


def test_a_sign_that_was_lost_is_an_issue() -> None:
    article = article_of({"commanders": ["Karl Wend\u00a0\n(Red Brigade)\nOtto Rein\nKnud Hars\u00a0†\nPeder\u00a0Loft"]})
    results = list(read_commanders(article.boxes[0].rows[0], context_of(article)))
    assert [(issue.code, issue.span) for issue in results if isinstance(issue, Issue)] == [("lost-sign", Span(0, 9))]


def test_a_heading_states_no_leadership() -> None:
    assert read("Home Fleet:\n* Karl Wend") == [person("Karl Wend", note="Home Fleet")]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Karl Wend (defected to Esk)", [person("Karl Wend", fate="defected", note="defected to Esk"), ("memberOf", "Esk", {})]),
        ("Karl Wend (joined Esk from May)", [person("Karl Wend", note="joined Esk from May"), ("memberOf", "Esk", {"from": "1701-05"})]),
    ],
)
def test_a_remark_may_state_a_relation(cell: str, expected: list[Brief]) -> None:
    assert read(cell) == expected


def test_a_row_is_parsed_without_knowing_the_others() -> None:
    article = article_of({"commanders": ["Varn:\n* Karl Wend (KIA)", "Col. Otto Rein\n(Red Brigade commander)"]})
    (row,) = article.boxes[0].rows
    parsed = parse_commanders(row, context_of(article))
    assert parsed.row is row
    assert [[(entry.items[0].shown, [r.shown for r in entry.items[0].remarks]) for entry in entries] for _, entries in parsed.cells] == [
        [("Varn", []), ("Karl Wend", ["KIA"])],
        [("Col. Otto Rein", ["Red Brigade commander"])],
    ]
    known = context_of(article, PARTIES)
    stated = list(state_commanders(parsed, known))
    assert stated == list(read_commanders(row, known))
    assert brief(stated) == [
        ("side 1", "commander", "Karl Wend", {"affiliation": "Varn", "fate": "killed"}),
        ("side 2", "commander", "Otto Rein", {"affiliation": "Red Brigade", "rank": "Col.", "role": "commander"}),
    ]


def test_people_without_a_side_are_participants() -> None:
    article = article_of({"commanders": ["Karl Wend"]})
    lost = with_column(article.boxes[0].rows[0], None, "borders")
    assert [(f.subject, f.relation, f.basis) for f in read_commanders(lost, context_of(article)) if isinstance(f, Finding)] == [
        (CONFLICT, "participant", "borders")
    ]


def test_the_qualifiers_of_a_person_are_in_the_order_of_their_names() -> None:
    group = Mention("Red Brigade", "unit", Span(20, 31))
    wend = Person(
        Mention("Karl Wend", "person", Span(0, 9)), "Col.", "leader", (group,), "killed", (("until", Date(1700)), ("from", Date(1699))), "x"
    )
    assert qualify_person(wend) == (
        ("affiliation", group),
        ("fate", Term("killed")),
        ("from", Date(1699)),
        ("note", Phrase("x")),
        ("rank", Phrase("Col.")),
        ("role", Phrase("leader")),
        ("until", Date(1700)),
    )
    assert qualify_person(Person(wend.mention)) == ()


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    article = article_of({"commanders": ["Polkar Karl Wend (padlo)\nMinistro Otto Rein\nNevem\nKnud Hars, vodnik"]})
    (row,) = article.boxes[0].rows
    told = [brief(list(read_commanders(row, context_of(article, language=language)))) for language in (lomnish, wordless)]
    assert [[found[1:] for found in findings] for findings in told] == [
        [
            person("Karl Wend", rank="Polkar", fate="killed"),
            person("Otto Rein", role="Ministro"),
            ("statedUnknown", "commander", {}),
            person("Knud Hars", role="vodnik"),
        ],
        [person("Polkar Karl Wend", note="padlo"), person("Ministro Otto Rein"), person("Nevem"), person("Knud Hars, vodnik")],
    ]
