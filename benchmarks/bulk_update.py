"""Processor time of kg update after one article in a hundred changed, against a full run over the same dump, and whether both make the same bytes.

The dump is that of `bulk.py`; in the second one some articles have a later revision with another text. Both commands find the index of the second
dump ready, so that reading the dump is in neither: what is compared is what comes after it. Each runs in a process of its own with all it starts.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

import bulk
from bulk import CORPUS, Run, least, timed

_REVISION, _DATE = re.compile(rb"(<revision>\s*<id>)"), re.compile(rb"(\| *result *= *)")


def revise(page: bytes) -> bytes:
    """A page in a later revision, with other words in its infobox where it has a result."""
    return _DATE.sub(rb"\1Indecisive. ", _REVISION.sub(rb"\g<1>9", page, count=1), count=1)


def write_dumps(folder: Path, corpus: Path, articles: int, every: int) -> tuple[Path, Path]:
    """Write both dumps: in the second, one article in so many is revised."""
    old, new = folder / "old.xml.bz2", folder / "new.xml.bz2"
    bulk.write_dump(old, corpus, articles)
    make = bulk.make_articles
    try:
        bulk.make_articles = lambda *given: (revise(page) if at % every == 0 else page for at, page in enumerate(make(*given)))  # type: ignore[assignment]
        bulk.write_dump(new, corpus, articles)
    finally:
        bulk.make_articles = make
    return old, new


def kg(*arguments: str | Path) -> Run:
    """Run the program."""
    return timed([sys.executable, "-m", "kg", *map(str, arguments), "-q"])


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def compare(folder: Path, corpus: Path, articles: int, every: int, repeat: int) -> bool:
    """Measure both in turn and print a table; whether the bytes are the same."""
    old, new = write_dumps(folder, corpus, articles, every)
    kg("bulk", old, "-o", folder / "base", "-j1")
    kg("bulk", new, "-o", folder / "first", "-j1")
    full, update = list[Run](), list[Run]()
    for _ in range(repeat):
        for place in ("full", "out"):
            shutil.rmtree(folder / place, ignore_errors=True)
        shutil.copytree(folder / "base", folder / "out")
        full.append(kg("bulk", new, "-o", folder / "full", "-j1"))
        update.append(kg("update", folder / "out", new, "-j1"))
    same = bytes_of(folder / "full") == bytes_of(folder / "out")
    whole, part = least(full), least(update)
    print(f"{articles:,} articles, {-(-articles // every)} of them changed")
    print("| | processor | of the full run | clock |\n|---|---|---|---|")
    print(f"| full run, its dump being indexed | {whole.processor:.2f} s | 1 | {whole.clock:.2f} s |")
    print(f"| update | {part.processor:.2f} s | {part.processor / whole.processor:.3f} | {part.clock:.2f} s |")
    print("the same bytes" if same else "OTHER BYTES")
    return same


def main() -> None:
    """Make dumps and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=int, default=500)
    parser.add_argument("--every", type=int, default=100, help="one article in so many is changed")
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if compare(Path(folder), options.corpus, options.articles, options.every, options.repeat) else 1)


if __name__ == "__main__":
    main()
