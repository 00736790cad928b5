"""Two versions of a page loaded into one store."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pyoxigraph", reason="kg load needs pyoxigraph")

import kg
from kg.store.embedded import open_folder
from kg.store.loading import load_folder
from kg.store.store import StoreError

OLD = "{{Infobox military conflict\n| conflict = Siege of Marn\n| date = 1701\n| combatant1 = Varn\n| combatant2 = Esk\n}}\n"
NEW = OLD.replace("Esk", "Orm")


def write(folder: Path, name: str, text: str, revision: str, *, named: bool = True, title: str = "Siege of Marn") -> str:
    article = folder / f"{name}.wiki"
    article.write_text(text, encoding="utf-8")
    [outcome] = kg.build(article, options=kg.ReadOptions(title=title, revision=revision))
    assert isinstance(outcome, kg.Outcome)
    kg.write([outcome.built.graph], folder / f"{name}.nq", named=named)
    return str(folder / f"{name}.nq")


def groups(store: Path) -> set[str]:
    found = open_folder(store).select(
        "SELECT ?name { ?s <https://w3id.org/conflict-kg/ontology#belligerent>/<http://www.w3.org/2000/01/rdf-schema#label> ?name }"
    )
    return {getattr(row[0], "value", "") for row in found.rows}


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_the_current_version_stays(order: tuple[str, str], tmp_path: Path) -> None:
    files = {"old": write(tmp_path, "old", OLD, "9"), "new": write(tmp_path, "new", NEW, "10")}
    for name in order:
        loaded = load_folder([files[name]], tmp_path / "store")
    assert loaded.removed == 1
    assert groups(tmp_path / "store") == {"Varn", "Orm"}


def test_both_in_one_load(tmp_path: Path) -> None:
    other = write(tmp_path, "other", OLD, "1", title="Another Siege")
    loaded = load_folder([write(tmp_path, "old", OLD, "9"), write(tmp_path, "new", NEW, "10"), other], tmp_path / "store")
    assert (loaded.removed, groups(tmp_path / "store")) == (1, {"Varn", "Orm", "Esk"})


def test_the_same_version_twice_is_one(tmp_path: Path) -> None:
    path = write(tmp_path, "old", OLD, "9")
    first = load_folder([path], tmp_path / "store")
    assert load_folder([path], tmp_path / "store") == first
    assert first.removed == 0


def test_versions_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    files = [write(tmp_path, "old", OLD, "9", named=False), write(tmp_path, "new", NEW, "10", named=False)]
    with pytest.raises(StoreError, match=r"article/Siege_of_Marn: two versions of one page .* build with --named-graphs"):
        load_folder(files, tmp_path / "store")
    assert not (tmp_path / "store").exists()
