"""A small pack of an invented language: months, orders, numbers and loss words of its own, and nothing else.

Days come before months with a dot behind them ("3. Fero 1702") or years before both ("1702. fero 3."), thousands are grouped by full stops and
decimals follow a comma.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import kg.extract.context
from kg.language.language import Language

FILES = {
    "dates": """
        [writing]
        orders = ["day month year", "year month day"]
        nouns = "capital"

        [endings]
        day = ["."]
        year = ["."]
        decade = ["er"]
        century = ["jarsent"]

        [months]
        1 = ["Prima"]
        3 = ["Fero", "Fer."]
        5 = ["Mavo"]

        [words]
        before_christ = ["a. K."]
        approximate = ["zirka"]
        join = ["dis"]
        present = ["nun"]

        [bounds]
        from = ["ab"]
        until = ["dis zu"]

        [cues]
        strong = ["ab"]

        [clock]
        after_hour = ["ura"]

        [durations]
        days = ["tag", "tagen"]
    """,
    "numbers": """
        [writing]
        group = "."
        decimal = ","

        [values]
        1 = ["un"]
        2 = ["du"]
        5 = ["fif"]
        20 = ["venti"]

        [multiples]
        1000 = ["mil"]
        1000000 = ["milon"]

        [articles]
        half = ["emi"]

        [ranges]
        words = ["dis"]

        [bounds]
        approximate = ["zirka"]
        at_least = ["almeno"]
        plus = ["o piu"]

        [between]
        words = ["tra"]
        joining = ["e"]

        [measures]
        words = ["tag", "tagen"]

        [names]
        words = ["kota"]

        [whole]
        behind_figure = ["de"]
    """,
    "losses": """
        [categories]
        killed = ["mortos"]
        wounded = ["feros"]

        [lost]
        words = ["perdos"]

        [not_losses]
        words = ["salvos"]

        [people]
        words = ["omos"]

        [materiel]
        words = ["naves"]

        [stops]
        words = ["in"]

        [joining]
        losses = ["e"]
        nouns = ["e"]
        trailing = ["e"]

        [part]
        words = ["inkluso"]

        [unknown]
        words = ["nekonata"]

        [claims]
        before = ["laut"]
        inline = ["laut"]

        [circumstances]
        words = ["in"]

        [vague]
        words = ["multe"]

        [runs]
        joining = ["e"]
    """,
    "ignored_words": """
        joining = ["e"]
    """,
}


def small_pack(folder: Path) -> Language:
    """The pack, written to a folder."""
    place = folder / "xx"
    place.mkdir(exist_ok=True)
    for name, content in FILES.items():
        (place / f"{name}.toml").write_text("\n".join(line.strip() for line in content.splitlines()), encoding="utf-8")
    return Language("xx", folder)


def empty_pack(folder: Path) -> Language:
    """A pack without a single file."""
    return Language("yy", folder)


def speak(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every article be written in a language that no installed pack knows."""
    monkeypatch.setattr(kg.extract.context, "pack_of", lambda tag: language)
