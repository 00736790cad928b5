"""Small words of a language that many rules need: articles, conjunctions, ordinals."""

from __future__ import annotations

from functools import cache

from kg.language.language import Language
from kg.language.words import NEVER, any_of
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """Alternations of words, ready to stand in a pattern: "and|&"; one that never matches where the language has none.

    ``joining`` sets two names side by side, ``belonging`` ties one to another, ``pointing`` sends the reader elsewhere; ``ordinals`` stand
    behind a number, ``formation_ordinals`` behind that of a formation; ``alias`` introduces another name; ``script`` is how
    Unicode names the letters that the language is written in.
    """

    joining: str
    either: str
    belonging: str
    article: str
    articles: frozenset[str]
    ordinals: str
    formation_ordinals: str
    pointing: str
    name_article: str
    alias: str
    script: str


@cache
def load_grammar(language: Language) -> Grammar:
    """The small words of a language (CODE/grammar.toml); ValueError where the file breaks its schema."""
    table = language.table("grammar").only(
        "joining", "either", "belonging", "article", "ordinals", "formation_ordinals", "pointing", "name_article", "alias", "script"
    )

    def words(name: str) -> str:
        return any_of(table.words(name))

    return Grammar(
        words("joining"),
        words("either"),
        words("belonging"),
        words("article"),
        frozenset(table.words("article")),
        words("ordinals"),
        words("formation_ordinals"),
        words("pointing"),
        words("name_article"),
        "|".join(table.words("alias")) or NEVER,
        table.word("script"),
    )
