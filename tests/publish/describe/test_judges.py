"""Programs that we did not write judge a release (benchmarks/release_judges.py); those that are not installed here are skipped."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest
from published import make_release

from kg.publish.describe.archive.schema_org import dataset_json_ld

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks"
# F-UJI needs the landing page, jsonld.js a folder of npm.
NAMES = (
    "DCAT-AP",
    "VoID (pyoxigraph)",
    "VoID (rdflib)",
    "rapper",
    "serdi",
    "cffconvert",
    "DataCite",
    "mlcroissant",
    "csvw",
    "frictionless",
    "pandas",
    "DuckDB",
    "R",
    "SQLite",
)


@pytest.fixture
def judges(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("release_judges")


# rdflib takes its time, and of the small release it counts no other things.
@pytest.mark.parametrize(
    ("name", "which"), [(name, which) for name in NAMES for which in ("release", "bare") if (name, which) != ("VoID (rdflib)", "bare")]
)
def test_judges_find_no_fault(judges: ModuleType, name: str, which: str, request: pytest.FixtureRequest) -> None:
    judge = next(judge for judge in judges.JUDGES if judge.name == name)
    if judge.missing:
        pytest.skip(f"{', '.join(judge.missing)} not installed")
    assert judge.ask(request.getfixturevalue(which)).faults == ()


def test_a_wrong_count_is_found(judges: ModuleType, release: Path, tmp_path: Path) -> None:
    copy = tmp_path / "release"
    for file in ("release.json", "data/full.nq.gz", "data/facts.nq.gz", "data/links.nq.gz"):
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        (copy / file).symlink_to(release / file)
    (copy / "metadata").mkdir()
    told = (release / "metadata/void.ttl").read_text(encoding="utf-8")
    (copy / "metadata/void.ttl").write_text(told.replace("void:distinctSubjects ", "void:distinctSubjects 1", 1), encoding="utf-8")
    judge = next(judge for judge in judges.JUDGES if judge.name == "VoID (pyoxigraph)")
    assert len(judge.ask(copy).faults) == 1


def test_fuji_gives_full_marks_to_a_page_with_our_json_ld(judges: ModuleType, release: Path, tmp_path: Path) -> None:
    fuji = importlib.import_module("judges.fuji")
    (tmp_path / "metadata").mkdir()
    (tmp_path / "metadata/dcat.ttl").symlink_to(release / "metadata/dcat.ttl")
    assert fuji.ask_fuji(tmp_path).faults
    (tmp_path / "index.html").write_text(f'<script type="application/ld+json">{dataset_json_ld(make_release())}</script>', encoding="utf-8")
    assert fuji.ask_fuji(tmp_path).faults == ()
