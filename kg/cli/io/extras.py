"""Optional libraries: which extra brings each, and the one line that names what to install."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Importable name: the extra that brings it; None for what every installation brings.
EXTRA_OF: dict[str, str | None] = {
    "starlette": "serve", "uvicorn": "serve", "rapidfuzz": "link", "libzim": "zim", "pandas": "frames", "polars": "polars", "matplotlib": "plot",
    "pyarrow": "parquet", "pyspark": "spark",
    "pyoxigraph": None, "pyshacl": None, "rdflib": None, "jinja2": None,
}  # fmt: skip


# The extra of a command that brings a library which also another extra brings.
_OWN_EXTRA = {("publish", "pyarrow"): "publish"}


def needs(*libraries: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Check, before a command does anything, that its libraries are installed. ModuleNotFoundError names the first that is not."""

    def decorate(command: Callable[P, T]) -> Callable[P, T]:
        @wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            for library in libraries:
                require_library(library)
            return command(*args, **kwargs)

        run.__dict__["needs"] = libraries
        return run

    return decorate


def require_library(library: str) -> None:
    """ModuleNotFoundError where a library is not installed."""
    if not find_spec(library):
        raise ModuleNotFoundError(f"No module named {library!r}", name=library)


def describe_missing(command: str | None, error: ModuleNotFoundError) -> str | None:
    """What to install for a command that met a missing library; None for a module that no package of ours is expected to bring."""
    library = (error.name or "").partition(".")[0]
    if library not in EXTRA_OF:
        return None
    extra = _OWN_EXTRA.get((command or "", library), EXTRA_OF[library])
    wanted = f"the extra {extra}: pip install 'conflict-kg[{extra}]'" if extra else f"{library}: pip install {library}"
    return f"kg {command} needs {wanted}"


def extra_of_command(command: object) -> str | None:
    """The extra that a click command needs, by its ``needs``."""
    libraries = getattr(getattr(command, "callback", None), "needs", ())
    name = str(getattr(command, "name", ""))
    return next((extra for library in libraries if (extra := _OWN_EXTRA.get((name, library), EXTRA_OF[library]))), None)
