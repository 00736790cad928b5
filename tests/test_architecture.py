"""The layers: pure stages import no shell, and only the shell touches files, clock, environment or network."""

import ast
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
SHELL = (
    "read",
    "cli",
    "serve",
    "link",
    "store",
    "notebook/frame.py",
    "api.py",
    "publish.py",
    "run.py",
    "resources.py",
    "rdf/reading.py",
    "validation.py",
)
WORLD = {"os", "subprocess", "socket", "urllib", "http", "time", "random", "secrets", "tempfile", "shutil", "sqlite3", "requests"}
ENTRY = {"__init__.py", "__main__.py"}
STAGES = sorted(p for p in PACKAGE.rglob("*.py") if not str(p.relative_to(PACKAGE)).startswith(SHELL) and p.name not in ENTRY)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", STAGES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_pure_stages_do_not_touch_the_world(path: Path) -> None:
    assert {name.partition(".")[0] for name in imports(path)} & WORLD == set()
    assert not {name for name in imports(path) if name.startswith(("kg.cli", "kg.serve", "kg.output.files", "kg.pipeline.run"))}
    calls = {node.func.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert "open" not in calls
    assert "print" not in calls


@pytest.mark.parametrize(
    ("folder", "later"),
    [
        ("read", ("kg.extract", "kg.graph.claims", "kg.graph.triples", "kg.model.claim")),
        ("extract", ("kg.graph.claims", "kg.graph.triples", "kg.model.claim", "kg.rdf", "kg.read.")),
        ("rdf", ("kg.extract", "kg.graph.claims", "kg.model.article", "kg.model.finding", "kg.read")),
    ],
)
def test_no_stage_knows_a_later_one(folder: str, later: tuple[str, ...]) -> None:
    wrong = {(path.name, name) for path in (PACKAGE / folder).rglob("*.py") for name in imports(path) if name.startswith(later)}
    assert wrong == set()
