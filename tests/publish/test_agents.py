"""Who made a release, and the address of a licence, as publishers tell them."""

from __future__ import annotations

import pytest

from kg.publish.agents import check_agent, orcid_digit
from kg.publish.licence_address import check_licence


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ("Ada Storm", "Ada Storm"),
        ("Ada Storm <https://ada.example/>", "Ada Storm <https://ada.example/>"),
        ("Ada Storm <https://orcid.org/0000-0002-1825-0097>", "Ada Storm <https://orcid.org/0000-0002-1825-0097>"),
        ("Ada Storm <http://www.orcid.org/0000-0002-1694-233x/>", "Ada Storm <https://orcid.org/0000-0002-1694-233X>"),
    ],
)
def test_who_made_it(told: str, taken: str) -> None:
    assert check_agent(told) == taken


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("Ada Storm <https://orcid.org/0000-0002-1825-0079>", "is no ORCID: by its other digits, the last one would be 0"),
        ("Ada Storm <https://orcid.org/0000-0002-1825>", "is no ORCID: one has the form"),
        ("Ada Storm <https://orcid.org/>", "is no ORCID: one has the form"),
        ("https://orcid.org/0000-0002-1825-0097", "the form is 'Name' or 'Name <https://…>'"),
        ("Ada Storm <ada@example.org>", "the form is 'Name' or 'Name <https://…>'"),
    ],
)
def test_who_cannot_be_told_so(told: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check_agent(told)


@pytest.mark.parametrize(("digits", "last"), [("0000-0002-1825-009", "7"), ("0000-0001-5109-370", "0"), ("0000-0002-1694-233", "X")])
def test_the_check_digit_of_orcids_that_orcid_gives_as_examples(digits: str, last: str) -> None:
    assert orcid_digit(digits) == last


@pytest.mark.parametrize(
    "address",
    [
        "https://creativecommons.org/licenses/by-sa/4.0/", "http://creativecommons.org/licenses/by-sa/3.0/", "https://creativecommons.org/licenses/by-sa/",
        "https://creativecommons.org/licenses/by/3.0/de/", "https://creativecommons.org/publicdomain/mark/1.0/", "https://www.gnu.org/licenses/fdl-1.3.html",
    ],
)  # fmt: skip
def test_the_address_of_a_licence(address: str) -> None:
    assert check_licence(address) == address


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("CC BY-SA 4.0", "the address of a licence is wanted"), ("urn:licence", "the address of a licence is wanted"),
        ("https://creativecommons.org/licenses/by-sa/5.0/", "has no such licence"),
        ("https://creativecommons.org/licenses/sa-by/4.0/", "has no such licence"),
        ("https://creativecommons.org/licenses/by-sa/4.0", "whose own address is https://creativecommons.org/licenses/by-sa/4.0/"),
        ("https://creativecommons.org/licenses/by/4.0/legalcode.de", "whose own address is https://creativecommons.org/licenses/by/4.0/"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "the licence of links alone"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_licence(address: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check_licence(address)
