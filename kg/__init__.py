"""conflict-kg: encyclopedic articles on armed conflicts as linked data with a checked source for every fact.

>>> import kg
>>> for outcome in kg.build("article.txt"):          # doctest: +SKIP
...     kg.write([outcome.built.graph], "article.ttl")
...     for fact in kg.facts(outcome.built.graph.triples):
...         print(fact.side, fact.what, fact.value, fact.quote)

The names are those of kg.api, imported when first used, so that ``import kg`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.version import __version__

if TYPE_CHECKING:
    from kg.api import (
        BuildError,
        Conflict,
        Fact,
        MissingExtraError,
        Outcome,
        ReadError,
        ReadOptions,
        Report,
        build,
        conflict,
        conflicts,
        facts,
        frame,
        plot_timeline,
        table,
        validate,
        write,
    )  # fmt: skip

__all__ = [
    "BuildError", "Conflict", "Fact", "MissingExtraError", "Outcome", "ReadError", "ReadOptions", "Report", "__version__",
    "build", "conflict", "conflicts", "facts", "frame", "plot_timeline", "table", "validate", "write",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from kg import api

    return getattr(api, name)
