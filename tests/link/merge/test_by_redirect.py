"""Which things redirects make one, and which keep their IRI: every kind of redirect that leads to something else must be left alone."""

import pytest
from merging import BASE, article, local

from kg.link.merge.by_redirect import plan_by_redirect, wanted_titles
from kg.link.merge.plan import Plan
from kg.link.merge.survey import Survey
from kg.rdf.terms import IRI, Triple
from kg.read.mediawiki.redirects import Redirect


def plan(*graphs: tuple[Triple, ...], **redirects: Redirect) -> Plan:
    survey = Survey()
    for graph in graphs:
        survey.add(graph)
    return plan_by_redirect(survey, {"en": {title.replace("_", " "): redirect for title, redirect in redirects.items()}}, BASE)


def merged(found: Plan) -> dict[str, str]:
    return {local(old): local(merge.new) for old, merge in found.merges.items()}


def kept(found: Plan) -> dict[str, str]:
    return {local(one.iri): one.reason for one in found.kept}


ESK = article("Battle of Esk", partof="the [[Second Varnish War]]", commander1="[[Ada Lore Storm]]")
ZELL = article("Siege of Zell", partof="the [[2nd Varnish War]]", commander1="[[Ada Storm]]")


def test_two_spellings_become_one() -> None:
    found = plan(ESK, ZELL, Second_Varnish_War=Redirect("2nd Varnish War"), Ada_Lore_Storm=Redirect("Ada Storm"), Varn=Redirect("Varn Union"))
    assert merged(found) == {"conflict/Second_Varnish_War": "conflict/2nd_Varnish_War", "person/Ada_Lore_Storm": "person/Ada_Storm"}
    assert kept(found) == {"group/Varn": "'Varn' leads to 'Varn Union', and nothing tells that both are one thing"}


def test_what_the_graphs_do_not_know_gets_the_iri_of_its_page() -> None:
    found = plan(ESK, Second_Varnish_War=Redirect("2nd Varnish War"), Varn=Redirect("Varn Union", nature="same"))
    assert merged(found) == {"conflict/Second_Varnish_War": "conflict/2nd_Varnish_War", "group/Varn": "group/Varn_Union"}
    merge = found.merges[next(old for old in found.merges if old.endswith("/Varn"))]
    assert (merge.title, merge.label.value, merge.written.value) == ("Varn Union", "Varn Union", "Varn")


OFFICER = article("Battle of Esk", commander1="[[Ada Storm]]")
HILL = article("Battle of Hill 7", place="[[Hill 7]]")


@pytest.mark.parametrize(
    ("graphs", "redirects", "iri", "reason"),
    [
        ((OFFICER,), {"Ada Storm": Redirect("Siege of Zell")}, "person/Ada_Storm", "and nothing tells"),
        (
            (OFFICER, ZELL),
            {"Ada Storm": Redirect("Siege of Zell", nature="same")},
            "person/Ada_Storm",
            "the page is about a conflict in these graphs",
        ),
        ((OFFICER,), {"Ada Storm": Redirect("2nd Varnish War", nature="other")}, "person/Ada_Storm", "which is about something else"),
        ((OFFICER, ZELL), {"Ada Storm": Redirect("Eva Storm")}, "person/Ada_Storm", "and nothing tells"),
        ((OFFICER,), {"Ada Storm": Redirect("List of people of Esk")}, "person/Ada_Storm", "and nothing tells"),
        ((OFFICER,), {"Ada Storm": Redirect("Battle of Esk", "Ada Storm")}, "person/Ada_Storm", "names the section"),
        ((ESK,), {"Varn": Redirect("Varn (disambiguation)")}, "group/Varn", "by its title"),
        ((OFFICER,), {"Ada Storm": Redirect("Ada Storm (film)")}, "person/Ada_Storm", "by its title"),
        ((HILL,), {"Hill 7": Redirect("Battle of Hill 7")}, "place/Hill_7", "and nothing tells"),
        ((HILL,), {"Hill 7": Redirect("Battle of Hill 7", nature="same")}, "place/Hill_7", "the page is about a conflict in these graphs"),
        ((ESK, ZELL), {"Battle of Esk": Redirect("Siege of Zell", nature="same")}, "conflict/Battle_of_Esk", "both have an article of their own"),
        (
            (ESK,),
            {"Second Varnish War": Redirect("Battle of Esk", nature="same")},
            "conflict/Second_Varnish_War",
            "an article relates one to the other",
        ),
        ((ESK,), {"Varn": Redirect("Esk", nature="same")}, "group/Varn", "they stand on two sides of https://example.org/conflict/Battle_of_Esk"),
        ((ESK,), {"Varn": Redirect("Esk", nature="same"), "Esk": Redirect("Varn", nature="same")}, "group/Varn", "lead in a circle"),
    ],
)
def test_what_leads_elsewhere_keeps_its_iri(graphs: tuple[tuple[Triple, ...], ...], redirects: dict[str, Redirect], iri: str, reason: str) -> None:
    found = plan(*graphs, **redirects)
    assert iri not in merged(found)
    assert reason in kept(found)[iri]


def test_two_people_of_one_page_about_neither_stay_two() -> None:
    found = plan(
        article("Battle of Esk", commander1="[[Ada Storm]]", commander2="[[Otto Rein]]"),
        Ada_Storm=Redirect("Esk trial"),
        Otto_Rein=Redirect("Esk trial"),
    )
    assert merged(found) == {}


def test_two_of_one_name_that_brackets_tell_apart_stay_two() -> None:
    found = plan(
        article("Battle of Esk", commander1="[[Ada Storm (officer)]]"), article("Siege of Zell", commander1="[[Ada Storm (admiral)]]"),
        **{"Ada Storm (officer)": Redirect("Ada Storm"), "Ada Storm (admiral)": Redirect("Ada Storm")},
    )  # fmt: skip
    assert merged(found) == {"person/Ada_Storm_(admiral)": "person/Ada_Storm"}
    assert "brackets tell them apart" in kept(found)["person/Ada_Storm_(officer)"]


def test_two_names_on_two_sides_are_not_made_one_under_a_third() -> None:
    found = plan(ESK, Varn=Redirect("Union", nature="same"), Esk=Redirect("Union", nature="same"))
    assert merged(found) == {"group/Esk": "group/Union"}
    assert "two sides" in kept(found)["group/Varn"]


def test_what_is_on_both_sides_anyway_may_be_made_one() -> None:
    graph = article("Battle of Esk", sides=("[[Varn]]", "[[Varn]]<br>[[Old Varn]]"))
    assert merged(plan(graph, Old_Varn=Redirect("Varn", nature="same"))) == {"group/Old_Varn": "group/Varn"}


def test_a_state_may_be_linked_as_a_group_and_as_a_place() -> None:
    graph = article("Battle of Esk", place="[[Union of Varn]]")
    found = plan(graph, Union_of_Varn=Redirect("Varn", nature="same"))
    assert merged(found) == {"place/Union_of_Varn": "place/Varn"}


def test_titles_are_wanted_by_the_language_of_their_wiki() -> None:
    survey = Survey()
    survey.add(Triple(*(IRI(node.replace(BASE, f"{BASE}de/")) if isinstance(node, IRI) else node for node in triple)) for triple in OFFICER)
    assert wanted_titles(survey, BASE) == {"de": {"Ada Storm", "Battle of Esk", "Esk", "Varn"}}
    assert plan_by_redirect(survey, {"en": {"Varn": Redirect("Varn Union", nature="same")}}, BASE).merges == {}
