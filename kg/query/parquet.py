"""A table of SPARQL results as a Parquet file (pyarrow, the extra ``parquet``)."""

from __future__ import annotations

from importlib import import_module
from typing import IO, Any

_INTEGER, _NUMBER, _BOOLEAN = r"^[+-]?[0-9]+$", r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$", r"^(true|false)$"
_IRI, _LITERAL = r"(?s)^<(.*)>$", r"(?s)^\"(.*)\"(@[A-Za-z0-9-]+|\^\^<[^<>]*>)?$"
_ESCAPES = (("\\t", "\t"), ("\\n", "\n"), ("\\r", "\r"), ('\\"', '"'), ("\\'", "'"))
# Stands for a backslash while the other escapes are resolved; no character of XML, and so in no article.
_BACKSLASH = "\x01"
_BLOCK = 1 << 24


def write_parquet(results: bytes, out: IO[bytes]) -> None:
    """Write SPARQL results in TSV as Parquet.

    A column of integers, of numbers or of booleans alone has that type; the values of any other are strings: IRIs without brackets, and literals
    without language and datatype. What is not bound is null.
    """
    pyarrow, csv, parquet = (import_module(name) for name in ("pyarrow", "pyarrow.csv", "pyarrow.parquet"))
    head = results[: results.index(b"\n")].decode().rstrip("\r")
    names = [name.removeprefix("?") for name in head.split("\t")]
    read = csv.read_csv(
        pyarrow.BufferReader(results), csv.ReadOptions(column_names=names, skip_rows=1, block_size=max(_BLOCK, _longest(results))),
        csv.ParseOptions(delimiter="\t", quote_char=False, ignore_empty_lines=False),
        csv.ConvertOptions(column_types=dict.fromkeys(names, "string"), strings_can_be_null=True, null_values=[""]),
    )  # fmt: skip
    parquet.write_table(pyarrow.table({name: _typed(read.column(name)) for name in names}), out)


def _longest(data: bytes) -> int:
    """A size that no line exceeds: pyarrow reads no line that is longer than a block."""
    return max(map(len, data.splitlines()), default=0) + 2


def _typed(cells: Any) -> Any:
    """A column with the type that all its values have."""
    pyarrow, compute = import_module("pyarrow"), import_module("pyarrow.compute")

    def all_match(pattern: str) -> bool:
        return bool(compute.all(compute.match_substring_regex(cells, pattern)).as_py())

    for pattern, name in ((_INTEGER, "int64"), (_NUMBER, "float64"), (_BOOLEAN, "bool")):
        if cells.null_count < len(cells) and all_match(pattern):
            try:
                return cells.cast(name)
            except pyarrow.ArrowInvalid:  # An integer that 64 bits do not hold.
                break
    return _plain(cells)


def _plain(cells: Any) -> Any:
    """The values of terms."""
    compute = import_module("pyarrow.compute")
    for pattern in (_IRI, _LITERAL):
        cells = compute.replace_substring_regex(cells, pattern, r"\1")
    cells = compute.replace_substring(cells, "\\\\", _BACKSLASH)
    for escape, character in _ESCAPES:
        cells = compute.replace_substring(cells, escape, character)
    return compute.replace_substring(cells, _BACKSLASH, "\\")
