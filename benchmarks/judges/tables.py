"""Judges of the tables: validators of their dictionaries, and programs that must find the same rows and sums."""

from __future__ import annotations

import csv
import json
import math
import tempfile
import warnings
from pathlib import Path

from judges.verdict import Verdict, compare, run


def tables(release: Path, ending: str = ".csv") -> list[Path]:
    """The tables of one form that have a dictionary beside them."""
    named = sorted((release / "tables").glob(f"*{ending}"))
    return [path for path in named if path.with_name(path.name + "-metadata.json").exists() or ending != ".csv"]


def numeric(path: Path) -> list[str]:
    """The columns of a table that hold numbers, by its dictionary."""
    described = json.loads(path.with_name(path.name + "-metadata.json").read_text(encoding="utf-8"))
    return [column["name"] for column in described["tableSchema"]["columns"] if column["datatype"] in ("integer", "decimal")]


def sums(release: Path) -> dict[str, object]:
    """The rows of each table and the sum of each of its columns of numbers, as Python's csv reads them."""
    found: dict[str, object] = {}
    for path in tables(release):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        found[path.stem] = len(rows)
        for column in numeric(path):
            found[f"{path.stem}.{column}"] = _rounded(math.fsum(float(row[column]) for row in rows if row[column]))
    return found


def _rounded(value: object) -> float:
    number = float(str(value))
    return 0.0 if math.isnan(number) else round(number, 4)


def ask_csvw(release: Path) -> Verdict:
    """The package csvw reads each table by its dictionary, checks every value and the keys."""
    from csvw import CSVW

    faults = []
    described = [path for path in sorted((release / "tables").glob("*-metadata.json")) if "parquet" not in path.name]
    for path in described:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            valid = CSVW(str(path), validate=True).is_valid
        if not valid:
            faults.append(f"{path.name}: " + "; ".join(str(warning.message)[:200] for warning in said))
    return Verdict(f"{len(described)} descriptions in CSVW", tuple(faults))


def ask_frictionless(release: Path) -> Verdict:
    """frictionless finds every row of every table as its head says, and keys without repeats."""
    import frictionless

    frictionless.system.trusted = True
    faults = []
    for path in tables(release):
        described = json.loads(path.with_name(path.name + "-metadata.json").read_text(encoding="utf-8"))["tableSchema"]
        fields = [{"name": column["name"], "type": _frictionless(column)} for column in described["columns"]]
        key = {"primaryKey": described["primaryKey"]} if "primaryKey" in described else {}
        schema = frictionless.Schema.from_descriptor({"fields": fields, **key})
        report = frictionless.validate(frictionless.Resource(path=str(path), schema=schema))
        faults += [f"{path.name}: {error}" for error in report.flatten(["rowNumber", "fieldName", "message"])[:5]]
    return Verdict(f"{len(tables(release))} tables", tuple(map(str, faults)))


def _frictionless(column: dict[str, object]) -> str:
    types = {"integer": "integer", "decimal": "number", "boolean": "boolean"}
    return types.get(str(column["datatype"]), "string") if "separator" not in column else "string"


def ask_pandas(release: Path) -> Verdict:
    """pandas finds the same rows and sums, in CSV and in Parquet where there is Parquet."""
    import pandas

    found: dict[str, object] = {}
    for path in tables(release):
        frames = [pandas.read_csv(path, low_memory=False)]
        parquet = path.with_suffix(".parquet")
        frames += [pandas.read_parquet(parquet)] if parquet.exists() else []
        for frame in frames:
            counted = {path.stem: len(frame), **{f"{path.stem}.{name}": _rounded(frame[name].astype(float).sum()) for name in numeric(path)}}
            if counted != {name: found.setdefault(name, value) for name, value in counted.items()}:
                found[path.stem] = "CSV and Parquet differ"
    return compare("numbers of rows and sums by pandas", sums(release), found)


def ask_duckdb(release: Path) -> Verdict:
    """DuckDB finds the same rows and sums, in CSV and in Parquet where there is Parquet."""
    import duckdb

    found: dict[str, object] = {}
    for path in tables(release):
        parquet = path.with_suffix(".parquet")
        sources = [f"read_csv('{path}', header = true, all_varchar = true)", *([f"read_parquet('{parquet}')"] if parquet.exists() else [])]
        columns = numeric(path)
        asked = ", ".join(["count(*)", *(f'sum(try_cast("{name}" AS DOUBLE))' for name in columns)])
        for source in sources:
            row = duckdb.connect().execute(f"SELECT {asked} FROM {source}").fetchall()[0]
            counted = {path.stem: row[0], **{f"{path.stem}.{name}": _rounded(value or 0) for name, value in zip(columns, row[1:], strict=True)}}
            if counted != {name: found.setdefault(name, value) for name, value in counted.items()}:
                found[path.stem] = "CSV and Parquet differ"
    return compare("numbers of rows and sums by DuckDB", sums(release), found)


_R = """
args <- commandArgs(TRUE)
for (path in args) {
  table <- read.csv(path, encoding = "UTF-8", check.names = FALSE, na.strings = "", comment.char = "", quote = "\\"")
  cat(path, "", nrow(table), "\\n", sep = "\\t")
  for (name in names(table)) {
    if (is.numeric(table[[name]])) cat(path, name, format(sum(table[[name]], na.rm = TRUE), digits = 17, scientific = FALSE), "\\n", sep = "\\t")
  }
}
"""


def ask_r(release: Path) -> Verdict:
    """R finds the same rows and sums."""
    expected, found = sums(release), dict[str, object]()
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "sums.R")
        script.write_text(_R, encoding="utf-8")
        told = run("Rscript", script, *tables(release))
    if told.returncode:
        return Verdict("R", (told.stderr[-300:],))
    for line in told.stdout.splitlines():
        path, column, value = line.split("\t")[:3]
        name = f"{Path(path).stem}.{column}" if column else Path(path).stem
        if name in expected:
            found[name] = _rounded(value) if column else int(value)
    # A column without any number is no column of numbers to R.
    return compare("numbers of rows and sums by R", {name: value for name, value in expected.items() if name in found or value}, found)


def ask_sqlite(release: Path) -> Verdict:
    """SQLite opens the database: its foreign keys hold, and its tables have the rows of the CSV files."""
    import sqlite3

    paths = sorted((release / "tables").glob("*.sqlite"))
    faults: list[str] = []
    for path in paths:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
            faults += [
                f"{path.name}: {row}"
                for row in (*base.execute("PRAGMA foreign_key_check"), *base.execute("PRAGMA integrity_check"))
                if row != ("ok",)
            ]
            held = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in tables(release):
                if table.stem in held:
                    (rows,) = base.execute(f'SELECT count(*) FROM "{table.stem}"').fetchone()
                    faults += [f"{table.stem}: {rows} rows"] if rows != sums(release)[table.stem] else []
    return Verdict(f"{len(paths)} databases", tuple(faults))
