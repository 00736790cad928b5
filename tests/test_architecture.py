"""The layers: arrows run down only, packages stand in no circle, and only the shell touches files, clock, environment or network."""

import ast
from functools import cache
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
WORLD = {"os", "subprocess", "socket", "urllib", "http", "time", "random", "secrets", "tempfile", "shutil", "sqlite3", "requests"}
SHELL = (
    "read", "cli", "serve", "link", "store", "notebook", "output", "validation", "kg.api", "pipeline.run", "pipeline.workers", "resources",
    "rdf.reading", "publish",
    "profiles.reading", "unpacking", "time_limit", "pages.parts.source_texts",
    "diff.sides", "diff.changes", "diff.written.forms",
    "bulk.update", "bulk.known", "bulk.records", "bulk.streams", "bulk.identity", "bulk.index", "bulk.folder", "bulk.engine", "bulk.work", "bulk.run",
)  # fmt: skip
# Packages from the lowest: each may import those of earlier rows and of no other. What stands in one row knows nothing of its neighbours.
LAYERS = (
    ("version", "patterns", "plurals", "resources", "values"),
    ("unpacking", "time_limit"),
    ("rdf",),
    ("model",),
    ("text", "article"),
    ("language",),
    ("domain",),
    ("columns", "read"),
    ("extract",),
    ("graph",),
    ("profiles",),
    ("forms", "validation"),
    ("pipeline",),
    ("output",),
    ("query", "tables"),
    ("citation", "diff", "store"),
    ("link", "notebook", "pages"),
    ("api",),
    ("publish", "serve"),
    ("bulk",),
    ("cli",),
    ("__main__",),
)
# Within extract and read, by the same rule.
EXTRACT = (
    ("known", "parsed"),
    ("context",),
    ("dates",),
    ("phrases",),
    ("names",),
    ("unread",),
    ("figures", "prose"),
    ("rows",),
    ("lead", "boxes", "result"),
    ("body",),
    ("rules",),
    ("article",),
)
READ = (
    ("error", "canvas", "coordinates", "emoji", "archives", "namespaces", "targets", "sniff", "foreign", "written"),
    ("templates",),
    ("input",),
    ("reader",),
    ("wikitext",),
    ("html", "mediawiki", "text"),
    ("zim", "embedded"),
    ("built_in",),
    ("registry",),
)
MOST_MODULES = 15


def name_of(path: Path) -> str:
    return ".".join(("kg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {name_of(path): path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts}


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a module imports, at its head or later."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += (full if (full := f"{node.module}.{alias.name}") in MODULES else node.module for alias in node.names)
    return tuple(found)


@cache
def arrows() -> dict[str, set[str]]:
    """The modules that each module imports."""
    return {name: {other for other in imports(path) if other in MODULES and other != name} for name, path in MODULES.items()}


PURE = sorted(
    name for name in MODULES if name != "kg" and not name.startswith(tuple(f"kg.{part.removeprefix('kg.')}" for part in (*SHELL, "__main__")))
)


def circles(arrows: dict[str, set[str]]) -> set[frozenset[str]]:
    """The sets of nodes that reach one another."""
    reached: dict[str, set[str]] = {}
    for start in arrows:
        seen, waiting = set(), list(arrows[start])
        while waiting:
            if (node := waiting.pop()) not in seen:
                seen.add(node)
                waiting += arrows.get(node, ())
        reached[start] = seen
    return {frozenset(b for b in reached[a] if a in reached.get(b, ())) for a in arrows if a in reached[a]}


def packages(depth: int) -> dict[str, set[str]]:
    """The arrows between packages, named by so many parts of their path."""
    found: dict[str, set[str]] = {}
    for name, others in arrows().items():
        here = ".".join(name.split(".")[:depth])
        there = {".".join(other.split(".")[:depth]) for other in others}
        found.setdefault(here, set()).update(there - {here, "kg"})
    found.pop("kg", None)
    return found


def test_no_import_stands_in_a_circle() -> None:
    assert circles({name: others - {"kg"} for name, others in arrows().items() if name != "kg"}) == set()


@pytest.mark.parametrize("depth", [2, 3])
def test_no_package_stands_in_a_circle(depth: int) -> None:
    assert circles(packages(depth)) == set()


@pytest.mark.parametrize(("inside", "layers"), [("kg", LAYERS), ("kg.extract", EXTRACT), ("kg.read", READ)], ids=["kg", "extract", "read"])
def test_arrows_run_down_only(inside: str, layers: tuple[tuple[str, ...], ...]) -> None:
    rank = {f"{inside}.{part}": number for number, row in enumerate(layers) for part in row}
    depth = inside.count(".") + 2

    def part(name: str) -> str:
        return ".".join(name.split(".")[:depth])

    own = {name: others for name, others in arrows().items() if name.startswith(f"{inside}.")}
    assert {part(name) for name in own} - rank.keys() == set(), "a part that no layer names"
    wrong = {
        (name, other)
        for name, others in own.items()
        for other in others
        if other.startswith(f"{inside}.") and part(other) != part(name) and rank[part(other)] >= rank[part(name)]
    }
    assert wrong == set()


@pytest.mark.parametrize("name", PURE)
def test_pure_stages_do_not_touch_the_world(name: str) -> None:
    assert {other.partition(".")[0] for other in imports(MODULES[name])} & WORLD == set()
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls & {"open", "print"} == set()


def test_no_folder_holds_more_modules_than_a_reader_can_survey() -> None:
    sizes = {str(folder.relative_to(PACKAGE)): len(list(folder.glob("*.py"))) for folder in {path.parent for path in MODULES.values()}}
    assert {folder: size for folder, size in sizes.items() if size - 1 > MOST_MODULES} == {}


def test_every_module_of_extract_and_columns_has_a_test_of_its_own() -> None:
    tests = Path(__file__).parent
    missing = []
    for package in ("extract", "columns"):
        for path in (PACKAGE / package).rglob("*.py"):
            if path.name == "__init__.py":
                continue
            own = tests / path.relative_to(PACKAGE).parent / f"test_{path.name}"
            if not own.is_file() or name_of(path) not in set(imports(own)):
                missing.append(str(own.relative_to(tests)))
    assert missing == []
