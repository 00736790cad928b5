"""benchmarks/fuzz.py finds what it is to find: exceptions, hangs, the end of the process, memory; and the same mutants again."""

from __future__ import annotations

import importlib
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("fuzz")


SEEDS = {"a.json": b'[\n{"id": "Q1", "x": [1, 2]},\n{"id": "Q2"}\n]\n', "b.tsv": b"title\tqid\nX\tQ1\n"}


def test_the_same_number_gives_the_same_mutant_and_others_differ(fuzz: ModuleType) -> None:
    target = fuzz.Target(SEEDS, lambda file, out: "", structured=True)
    first = [fuzz.mutate(target, random.Random(f"1:x:{number}")) for number in range(300)]
    assert first == [fuzz.mutate(target, random.Random(f"1:x:{number}")) for number in range(300)]
    assert len(set(first)) > 150
    assert sum(data == SEEDS[name] for name, data in first) < 150


def fails(file: Path, out: Path) -> str:
    raise KeyError(file.name)


def hangs(file: Path, out: Path) -> str:
    try:
        time.sleep(60)
    except Exception:
        return ""
    return ""


def aborts(file: Path, out: Path) -> str:
    os.abort()


def grows(file: Path, out: Path) -> str:
    b"x" * (100 << 20)
    return ""


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (fails, "KeyError in ?"),
        (hangs, "more than 1 s in ?"),
        (aborts, "the process ended or hung (-"),
        (grows, "more than 50 MB"),
        (lambda file, out: f"{file} is wrong", "…/"),
    ],
)
def test_finds(fuzz: ModuleType, read: Callable[[Path, Path], str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "_SECONDS", 1 if read is hangs else 60)
    monkeypatch.setattr(fuzz, "_LONGEST", 1 if read is hangs else 60)
    monkeypatch.setattr(fuzz, "_MEMORY", 50 << 20)
    finds = list(fuzz.run_target(fuzz.Target(SEEDS, read), "x", 1, range(2), tmp_path))
    assert finds[0].place.startswith(words)
    assert [find.number for find in finds][: 1 if read is grows else 2] == [0, 1][: 1 if read is grows else 2]
    assert list(tmp_path.iterdir()) == [] or read is aborts


def test_what_is_read_well_is_no_find(fuzz: ModuleType, tmp_path: Path) -> None:
    assert list(fuzz.run_target(fuzz.Target(SEEDS, lambda file, out: ""), "x", 1, range(20), tmp_path)) == []


def test_a_message_names_the_file(fuzz: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<")
    (tmp_path / "out").mkdir()
    assert importlib.import_module("fuzz_targets").command("validate", "{file}")(tmp_path / "x.ttl", tmp_path / "out") == ""
    assert (
        importlib.import_module("fuzz_targets")
        .command("validate", "{out}/none.ttl")(tmp_path / "x.ttl", tmp_path / "out")
        .startswith("the message does not name the file: ")
    )


def test_readers_have_good_inputs_that_are_read(fuzz: ModuleType, tmp_path: Path) -> None:
    found = {}
    for name, form in importlib.import_module("fuzz_inputs").input_forms().items():
        file, data = min(form.seeds.items(), key=lambda seed: len(seed[1]))
        (tmp_path / file).write_bytes(data)
        found[name] = form.read(tmp_path / file, tmp_path)
    assert len(found) >= 20
    assert found == dict.fromkeys(found, "")
