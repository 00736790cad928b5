"""Redirects of a wiki: what their pages tell, and how far they are followed."""

import io

import pytest
from wiki_pages import export, page

from kg.read.mediawiki.redirects import Redirect, Walk, follow_safely, read_redirects, walk_redirects


def redirect(title: str, target: str, text: str = "") -> str:
    """The page of a redirect; dumps name its target without the section."""
    return page(title, f"#REDIRECT [[{target}]]\n{text}", extra=f'<redirect title="{target.partition("#")[0]}" />')


def test_what_pages_of_redirects_tell() -> None:
    data = export(
        redirect("Varn", "Varn Union"),
        redirect("Old Varn", "Varn Union", "{{Redirect category shell|\n{{R from Alternative_name}}\n{{R from move}}}}"),
        redirect("Ada Storm", "Battle of Esk", "{{R to related topic}} {{R from alternative name}}"),
        redirect("Zell raid", "Battle of Esk#Raid on Zell", "{{R unknown|x}}"),
        page("Varn Union"),
    )
    assert read_redirects(io.BytesIO(data)) == {
        "Varn": Redirect("Varn Union"),
        "Old Varn": Redirect("Varn Union", nature="same"),
        "Ada Storm": Redirect("Battle of Esk", nature="other"),
        "Zell raid": Redirect("Battle of Esk", "Raid on Zell"),
    }
    assert set(read_redirects(io.BytesIO(data), {"Varn"})) == {"Varn"}


REDIRECTS = {
    "Second Varnish War": Redirect("2nd Varnish War"),
    "The Varnish War": Redirect("Second Varnish War", nature="same"),
    "Third Realm": Redirect("Varn"),
    "Eva Storm": Redirect("Ada Storm", nature="other"),
    "Raid on Zell": Redirect("Battle of Esk", "Raid on Zell"),
    "Battle of esk": Redirect("Battle of Esk", "Battle of Esk"),
    "Here": Redirect("There", nature="same"),
    "There": Redirect("Here", nature="same"),
    "Self": Redirect("Self"),
    "Old Third Realm": Redirect("Third Realm", nature="same"),
    "Ada Lore Storm": Redirect("Ada Storm"),
}


@pytest.mark.parametrize(
    ("title", "target", "reason"),
    [
        ("Nowhere", "Nowhere", ""),
        ("Second Varnish War", "2nd Varnish War", ""),
        ("The Varnish War", "2nd Varnish War", ""),
        ("Third Realm", "Third Realm", "'Third Realm' leads to 'Varn', and nothing tells that both are one thing"),
        ("Old Third Realm", "Third Realm", "'Third Realm' leads to 'Varn', and nothing tells that both are one thing"),
        ("Eva Storm", "Eva Storm", "'Eva Storm' leads to 'Ada Storm', which is about something else"),
        ("Raid on Zell", "Raid on Zell", "'Raid on Zell' leads to 'Battle of Esk', of which it names the section 'Raid on Zell'"),
        ("Battle of esk", "Battle of Esk", ""),
        ("Here", "Here", "the redirects from 'Here' lead in a circle"),
        ("Self", "Self", "the redirects from 'Self' lead in a circle"),
    ],
)
def test_redirects_are_followed_as_far_as_they_name_one_thing(title: str, target: str, reason: str) -> None:
    assert walk_redirects(title, REDIRECTS) == Walk(target, reason)


def test_first_names_may_be_left_out_of_people_only() -> None:
    assert walk_redirects("Ada Lore Storm", REDIRECTS, person=True).target == "Ada Storm"
    assert walk_redirects("Ada Lore Storm", REDIRECTS).target == "Ada Lore Storm"


def test_what_is_followed_for_all_titles() -> None:
    assert follow_safely(REDIRECTS) == {
        "Second Varnish War": "2nd Varnish War",
        "The Varnish War": "2nd Varnish War",
        "Battle of esk": "Battle of Esk",
        "Old Third Realm": "Third Realm",
    }
