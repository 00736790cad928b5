"""Licences by the words of a footer."""

import pytest

from kg.domain.licence import Licence, read_licence


@pytest.mark.parametrize(
    ("words", "licence"),
    [
        ("under Creative Commons - Attribution - Sharealike.", Licence("https://creativecommons.org/licenses/by-sa/", None)),
        ("Creative Commons Attribution-ShareAlike License 4.0; terms", Licence("https://creativecommons.org/licenses/by-sa/4.0/", "4.0")),
        ("CC BY-SA 3.0", Licence("https://creativecommons.org/licenses/by-sa/3.0/", "3.0")),
        ("//creativecommons.org/licenses/by-sa/3.0/", Licence("https://creativecommons.org/licenses/by-sa/3.0/", "3.0")),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.en", Licence("https://creativecommons.org/licenses/by-sa/4.0/", "4.0")),
        ("CC BY-SA 9.9", Licence("https://creativecommons.org/licenses/by-sa/", None)),
        ("GNU Free Documentation License, Version 1.2", Licence("https://www.gnu.org/licenses/fdl-1.2.html", "1.2")),
        ("All rights reserved", None),
        ("", None),
    ],
)
def test_read_licence(words: str, licence: Licence | None) -> None:
    assert read_licence(words) == licence
