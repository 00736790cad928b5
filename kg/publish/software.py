"""The program that makes a release, or a run over a dump, as far as bytes depend on it: work that another one began is not gone on with."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

from kg.resources import PACKAGE, context_text, facts_profile_text, ontology_text, shapes_text
from kg.version import __version__

# Libraries that write, compute or judge what is in a release, or help to.
LIBRARIES = ("pyoxigraph", "pyarrow", "jinja2", "markupsafe", "rdflib", "pyshacl", "shacl", "libzim")
_PLUGINS = ("kg.kinds", "kg.readers")
_LEFT_OUT = {"__pycache__", "node_modules"}


def describe_software(libraries: Sequence[str] = LIBRARIES) -> list[str]:
    """Versions of the program, of what it runs on, of its plug-ins and of the libraries that are used, and the hash of all its files."""
    return [__version__, hash_package(PACKAGE), *_versions(libraries)]


def hash_package(folder: Path) -> str:
    """The hash of all files of the package in a folder, code and data, by their names; ontology, shapes and context stand beside it in a checkout."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _LEFT_OUT & set(path.relative_to(folder).parts):
            digest.update(f"{path.relative_to(folder).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    for text in (ontology_text(), shapes_text(), facts_profile_text(), context_text()):
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()


def _versions(libraries: Sequence[str]) -> Iterator[str]:
    yield f"python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    yield f"zlib {zlib.ZLIB_RUNTIME_VERSION}, sqlite {sqlite3.sqlite_version}, unicode {unicodedata.unidata_version}"
    for name in libraries:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} none"
    for group in _PLUGINS:
        yield from sorted(f"{group} {found.value} {found.dist.version if found.dist else ''}" for found in entry_points(group=group))
