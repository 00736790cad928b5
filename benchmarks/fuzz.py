"""Feed readers with mutated inputs: none may end in a traceback, hang, or take more memory than it may.

usage: python benchmarks/fuzz.py [TARGET...] [--mutants N] [--seed S] [--only NUMBER] [--keep FOLDER] [--list]

Each mutant is one to three changes of a good input, by chance, but the same for the same target, seed and number: ``--only NUMBER`` runs one again,
and ``--keep FOLDER`` writes what was found there. A target is run in a process of its own, so that an abort of the process is found too. A find is

- an exception, or a message that says "a defect of conflict-kg";
- an exit code other than 0 to 3, or a message of code 3 that does not name the file; a graph built of an article that does not conform;
- more than 5 seconds of processor time, 30 by the clock, more than 400 MB of memory above what the process had at first, or its end.

Finds are told once for each place in our code. Exits with 1 where there is any. Targets are in benchmarks/fuzz_targets.py.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, NoReturn

from fuzz_targets import Target, make_targets

_SECONDS, _MEMORY = 5, 400 << 20
# By the clock, as a machine has other work too.
_LONGEST = 30
# After which a process that its alarm does not end is taken to hang.
_PATIENCE = 30
_TAIL = 300

BRACKETS = 100_000
TOKENS = (
    b"", b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\\ud800", b"\xe2\x80\xae", b"\x1b[2J", b"\n", b"\r", b"\r\n", b"\t",
    b'"', b"'", b"\\", b",", b";", b"|", b"]", b"}", b")", b"Q", b"Q0", b"Q99999999999999999999", b"Q\xd9\xa1", b"-1", b"1e999", b"NaN",
    b"9" * 30, b"9" * 5_000, b"null", b"true", b"[]", b"{}", b"5", b'""', b"=cmd()", b"' OR 1", b"<" * 1_000,
)  # fmt: skip
# What takes long to read, and so is put in seldom.
LARGE = (b"a" * 200_000, b"[" * BRACKETS, b"{" * BRACKETS, b'{"a":' * BRACKETS, b"(" * BRACKETS)
_SELDOM = 0.03
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 5, 1.5, 1e308, float("inf"), float("nan"), 10**30, "", "x", "Q1", "Q" + "9" * 30, "\0", "\ud800", [], {}, [[]], [None], [5],
    {"a": 1}, {"value": None}, ["x"], {"id": 5}, "+0000-00-00T00:00:00Z", "+99999999999999999999-01-01T00:00:00Z", "a" * 100_000,
)  # fmt: skip


class Find(NamedTuple):
    """What a mutant did: the place in our code, the words, its number and input."""

    place: str
    words: str
    number: int
    name: str
    data: bytes


class TooLongError(BaseException):
    """A mutant that takes longer than it may; no reader catches it."""


def mutate(target: Target, chance: random.Random) -> tuple[str, bytes]:
    """A mutant of one of the seeds: its file name and content."""
    name = chance.choice(sorted(target.seeds))
    data = target.seeds[name]
    if target.structured and chance.random() < 0.6:
        data = _mutate_json(data, chance)
        if chance.random() < 0.8:
            return name, data
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = _mutate_bytes(data, chance, target)
    return name, data


def _mutate_bytes(data: bytes, chance: random.Random, target: Target) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((0, 1, 1, 4, 20, 100, 1000)))
    match chance.randrange(7):
        case 0:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:end] + data[at:end] * chance.choice((1, 2, 50)) + data[end:]
        case 3:
            return data[:at] + _choose_words(target, chance) + data[end:]
        case 4:
            return data[:at]
        case 5:
            other = target.seeds[chance.choice(sorted(target.seeds))]
            start = chance.randrange(len(other) + 1)
            return data[:at] + other[start : start + chance.choice((1, 10, 100, 1000))] + data[end:]
        case _:
            words = data.split(chance.choice((b"\n", b"\t", b",", b'"', b" ")))
            first, second = chance.randrange(len(words)), chance.randrange(len(words))
            words[first], words[second] = words[second], words[first]
            return (
                b"\n".join(words)
                if chance.random() < 0.3
                else b"\t".join(words)
                if chance.random() < 0.3
                else data[:at] + chance.choice(words) + data[end:]
            )


def _choose_words(target: Target, chance: random.Random) -> bytes:
    return chance.choice(LARGE if chance.random() < _SELDOM else chance.choice((TOKENS, target.words or TOKENS)))


def _mutate_json(data: bytes, chance: random.Random) -> bytes:
    """Put another value into a document, or into a line of one, where it is JSON."""
    lines = data.split(b"\n")
    numbers = [number for number, line in enumerate(lines) if line.strip().startswith((b"{", b"["))] if len(lines) > 1 else [0]
    number = chance.choice(numbers or [0])
    line = data if len(numbers) < 2 else lines[number]
    try:
        document = json.loads(line.rstrip(b","))
    except ValueError:
        return data
    places = list(_places(document))
    if not places:
        return data
    holder, key = chance.choice(places)
    if isinstance(holder, dict) and chance.random() < 0.25:
        del holder[key]
    else:
        holder[key] = chance.choice(VALUES)
    changed = json.dumps(document).encode()
    return changed if line is data else b"\n".join((*lines[:number], changed + (b"," if line.endswith(b",") else b""), *lines[number + 1 :]))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


def run_one(target: Target, name: str, seed: int, number: int, folder: Path) -> Find | None:
    """Make a mutant and read it."""
    file_name, data = mutate(target, random.Random(f"{seed}:{name}:{number}"))
    with tempfile.TemporaryDirectory(dir=folder) as place:
        file, out = Path(place) / file_name, Path(place) / "out"
        out.mkdir()
        file.write_bytes(data)
        try:
            signal.setitimer(signal.ITIMER_PROF, _SECONDS)
            signal.alarm(_LONGEST)
            words = target.read(file, out)
            if not words:
                return None
            return Find(words.replace(place, "…"), words, number, file_name, data)
        except TooLongError:
            return Find(f"more than {_SECONDS} s in {_place(sys.exception())}", "too long", number, file_name, data)
        except Exception as error:
            return Find(f"{type(error).__name__} in {_place(error)}", f"{type(error).__name__}: {error}"[:_TAIL], number, file_name, data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)


def _place(error: BaseException | None) -> str:
    """Where in our code an exception was raised."""
    frames = [f for f in traceback.extract_tb(error.__traceback__ if error else None) if "/kg/" in f.filename]
    return f"{frames[-1].filename.rpartition('/kg/')[2]}:{frames[-1].lineno}" if frames else "?"


def _work(target: Target, name: str, seed: int, numbers: range, folder: Path, told: Connection) -> None:
    """Run mutants; the connection hears the number of each before it runs, and what was found."""

    def too_long(number: int, frame: FrameType | None) -> NoReturn:
        raise TooLongError

    signal.signal(signal.SIGALRM, too_long)
    signal.signal(signal.SIGPROF, too_long)
    most = _peak() + _MEMORY
    for number in numbers:
        told.send(number)
        found = run_one(target, name, seed, number, folder)
        if not found and _peak() > most:
            file_name, data = mutate(target, random.Random(f"{seed}:{name}:{number}"))
            found = Find(f"more than {_MEMORY >> 20} MB", f"{_peak() - most + _MEMORY >> 20} MB", number, file_name, data)
            most = _peak() + _MEMORY
        if found:
            told.send(found)
    told.send(None)


def _peak() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def run_target(target: Target, name: str, seed: int, numbers: range, folder: Path) -> Iterator[Find]:
    """Run mutants in a process, and in a new one after each that ends it."""
    while numbers:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=_work, args=(target, name, seed, numbers, folder, theirs))
        process.start()
        theirs.close()
        last = numbers.start
        while True:
            try:
                heard = ours.recv() if ours.poll(_LONGEST + _PATIENCE) else EOFError
            except EOFError:
                heard = EOFError
            if heard is None:
                numbers = range(0)
            elif isinstance(heard, Find):
                yield heard
                continue
            elif isinstance(heard, int):
                last = heard
                continue
            else:
                process.kill()
                process.join()
                file_name, data = mutate(target, random.Random(f"{seed}:{name}:{last}"))
                yield Find(f"the process ended or hung ({process.exitcode})", "", last, file_name, data)
                numbers = range(last + 1, numbers.stop)
            break
        process.join()


def main() -> None:
    """Run the targets and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--mutants", type=int, default=2_000, help="of each target (2,000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--list", action="store_true", dest="listing")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-fuzz-") as place:
        folder = Path(place)
        targets = make_targets(folder)
        if given.listing:
            print("\n".join(targets))
            return
        if unknown := set(given.targets) - set(targets):
            parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(targets)}")
        numbers = range(given.mutants) if given.only is None else range(given.only, given.only + 1)
        names = given.targets or targets
        total = sum(_tell(targets[name], name, given.seed, numbers, folder, given.keep) for name in names)
    sys.exit(1 if total else 0)


def _tell(target: Target, name: str, seed: int, numbers: range, folder: Path, keep: Path | None) -> int:
    """Run one target and print its finds; how many mutants found something."""
    seen: dict[str, list[Find]] = {}
    for found in run_target(target, name, seed, numbers, folder):
        seen.setdefault(found.place, []).append(found)
        if keep and len(seen[found.place]) == 1:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}-{found.number}-{found.name}").write_bytes(found.data)
    count = sum(map(len, seen.values()))
    print(f"{name}: {len(numbers):,} mutants (seed {seed}), {count:,} finds in {len(seen)} places", flush=True)
    for where, finds in sorted(seen.items(), key=lambda item: -len(item[1])):
        print(f"  {len(finds):>6,}  {where}\n          first: --only {finds[0].number}: {finds[0].words!r}", flush=True)
    return count


if __name__ == "__main__":
    main()
