"""The dumps: canonical N-Quads whose counts and hashes are those of the manifest. One pass over each, with flat memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg.publish.release import FACTS, FULL, LINKS, Layer
from kg.publish.verify.failure import BrokenError, Failure, Found
from kg.publish.verify.graphs import dumps, to_line
from kg.publish.verify.opened import Opened
from kg.rdf.nquads_reading import LineError, parse_quads

_NEEDED = (FACTS, FULL)
_PORTION = 2_000


def check_dumps(opened: Opened) -> Found:
    """That each layer's N-Quads are canonical (RDFC-1.0) over all its files, and count and hash what the manifest says."""
    layers = {layer.name: layer for layer in opened.manifest.layers}
    for name in _NEEDED:
        if name not in layers or not dumps(opened, name):
            yield Failure("release.json", f"the layer {name} has no N-Quads")
    for name in (FACTS, FULL, LINKS):
        if name in layers and dumps(opened, name):
            yield from _check_layer(opened, layers[name])


def _check_layer(opened: Opened, layer: Layer) -> Found:
    digest, total, last = hashlib.sha256(), 0, b""
    paths = dumps(opened, layer.name)
    if paths != sorted(paths):
        yield Failure("release.json", f"the shards of the layer {layer.name} are not in the order of their names")
    for path in paths:
        count, wrong = 0, False
        for lines in _portions(opened.read_lines(path)):
            for number, line in enumerate(lines, count + 1):
                digest.update(line)
                if line <= last and not wrong:
                    wrong = True
                    yield Failure(path, "a line that stands twice" if line == last else "lines that are not in code point order", number)
                last = line
            yield from _check_lines(path, lines, count)
            count += len(lines)
        listed = opened.listed[path]
        if (listed.counted, listed.count) != ("triples", count):
            yield Failure(path, f"has {count:,} statements, not {listed.count:,} as the manifest says")
        total += count
    if total != layer.triples:
        yield Failure(paths[0], f"the layer {layer.name} has {total:,} statements, not {layer.triples:,} as the manifest says")
    if digest.hexdigest() != layer.rdfc10_sha256:
        yield Failure(paths[0], f"the layer {layer.name} has the RDFC-1.0 hash {digest.hexdigest()}, not {layer.rdfc10_sha256} as the manifest says")


def _portions(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    portion: list[bytes] = []
    for line in lines:
        portion.append(line)
        if len(portion) == _PORTION:
            yield portion
            portion = []
    yield portion


def _check_lines(path: str, lines: list[bytes], before: int) -> Found:
    """That lines are canonical quads; where they are not all, the first that is not."""
    try:
        text = b"".join(lines).decode()
        if _is_canonical(text):
            return
    except (UnicodeDecodeError, LineError):
        pass
    for number, line in enumerate(lines, before + 1):
        try:
            if not _is_canonical(line.decode()):
                yield Failure(path, "is no canonical N-Quads of a named graph", number)
                return
        except UnicodeDecodeError:
            yield Failure(path, "is not UTF-8", number)
            return
        except LineError as error:
            yield Failure(path, f"is no N-Quads: {error.reason}", number)
            return


def _is_canonical(text: str) -> bool:
    quads = list(parse_quads(text))
    return all(quad.graph for quad in quads) and "".join(map(to_line, quads)) == text


def check_size(opened: Opened) -> Found:
    """That the numbers of statements that other graph files count are theirs."""
    for path, file in opened.listed.items():
        if file.counted != "triples" or ".nq" in path or not opened.has(path) or path.startswith("data/articles/"):
            continue
        try:
            yield from _check_count(opened, path, file.count)
        except BrokenError as error:
            yield error.failure


def _check_count(opened: Opened, path: str, count: int) -> Found:
    import pyoxigraph

    from kg.rdf.formats import format_of_path
    from kg.store.embedded import SYNTAX

    with opened.open_unpacked(path) as file:
        try:
            found = sum(1 for _ in pyoxigraph.parse(file, getattr(pyoxigraph.RdfFormat, SYNTAX[format_of_path(path).name])))
        except (SyntaxError, ValueError, OSError) as error:
            raise BrokenError(Failure(path, f"cannot be read: {getattr(error, 'msg', error)}", getattr(error, "lineno", None))) from error
    if found != count:
        yield Failure(path, f"has {found:,} statements, not {count:,} as the manifest says")
