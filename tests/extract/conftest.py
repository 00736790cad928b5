"""Language packs of an invented language: a small one, and one without any file."""

from __future__ import annotations

import pytest

from kg.language.language import Language

CODE = "xx"
# A few words of each table; what a table leaves out is not known in the language.
LOMNISH = {
    "grammar": """
joining = ["ta"]
either = ["vel"]
belonging = ["ze"]
article = ["lo"]
ordinals = ["an"]
formation_ordinals = ["an"]
pointing = ["vid"]
alias = ["hin"]
script = "LATIN"
""",
    "groups": """
[support]
heads = ["hilfo"]
others = ["pe", "skib"]
prepositions = ["pe"]
[alliances]
words = ["bundo"]
[groups]
words = ["stari"]
begin = ["nu"]
[nobody]
unknown = ["nevem"]
none = ["nul"]
pointers = ["dalim"]
unnamed = ["nevem"]
[formation]
heads = ["brigo", "fluto"]
starts = ["garda"]
surnames = ["fluto"]
groups = ["partio"]
sections = ["skib", "grupi"]
section_ends = ["grupi"]
[times]
words = ["ek", "dok"]
""",
    "ranks": """
[words]
army = ["Polkar", "Vojar"]
exact = ["PLK"]
modifiers = ["vic"]
tails = ["ze skib"]
branches = ["XK"]
ambiguous = ["vojar"]
[titles]
words = ["Knez"]
particles = ["zu"]
after_comma = ["Mlad"]
phrases_after_comma = ["Veli Knez"]
""",
    "fates": """
[words]
killed = ["padlo"]
captured = ["ujat", "UJ"]
[signs]
killed = ["†"]
[letters]
captured = ["UJ"]
""",
    "roles": """
heads = ["vodnik", "vodnik ze stab"]
modifiers = ["prvi"]
remarks = ["nikar"]
behind = ["ze"]
ranks = ["vojar"]
qualifying = ["Prvi"]
[offices]
heads = ["Ministro"]
before = ["Stari"]
[names]
bracket = ["zvan"]
quoted = ["zvan"]
""",
    "items": 'abbreviated = ["Ml"]\n',
    "places": """
[leading]
words = ["blizu", "na", "od"]
[directions]
words = ["nord"]
units = ["vrst"]
toward = ["na"]
away = ["od"]
away_from = ["od"]
[telling]
words = ["blizu"]
[between]
words = ["ta"]
[whole]
names = ["Holm ta Varn"]
[remark]
words = ["vid"]
[residue]
words = ["koordo"]
""",
    "parents": """
[conflict]
words = ["vojno", "bitko"]
[event]
words = ["rabato"]
[dependent]
words = ["fazo"]
[leading]
phrases = ["del ze", "lo"]
[joins]
soft = ["ze"]
before_break = ["ze"]
behind_break = ["ze"]
""",
}


@pytest.fixture(scope="session")
def lomnish(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """A pack with a few words in each table that names, phrases and rows ask for."""
    folder = tmp_path_factory.mktemp("lomnish")
    (folder / CODE).mkdir()
    for name, words in LOMNISH.items():
        (folder / CODE / f"{name}.toml").write_text(words, encoding="utf-8")
    return Language(CODE, folder)


@pytest.fixture(scope="session")
def wordless(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """A pack that has no files at all: nothing is known in it, and nothing may fail."""
    return Language(CODE, tmp_path_factory.mktemp("wordless"))
