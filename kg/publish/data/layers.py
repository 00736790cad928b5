"""The layers of the data: facts, full and links as canonical N-Quads, the whole as TriG, and each article as Turtle and JSON-LD."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from kg.publish.data.articles import FACTS_LINES, FULL_LINES, TRIG, WriteArticle, Written, write_parts
from kg.publish.data.sorting import sort_files
from kg.publish.dataset import Dataset
from kg.publish.draft import Draft
from kg.publish.gather.gather import MERGES
from kg.publish.release import FACTS, FULL, LINKS, File, Layer
from kg.publish.writing import About, BinaryFile, Folder
from kg.rdf.graph import ArticleGraph
from kg.rdf.ntriples import to_lines
from kg.rdf.turtle import write_turtle

NQUADS, TRIG_TYPE = "application/n-quads", "application/trig"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
# Scratch file for the step that makes tables: hashes of the conflicts that the claims of each article are about.
TOLD = "conflicts"
_PIECE = 1 << 20


class Made(NamedTuple):
    """The files that a dump became; the layer is None where it says no more than that of another dump."""

    files: tuple[File, ...]
    layer: Layer | None = None


class Part(NamedTuple):
    """A part of a dump: the scratch file that it is in, its size, and its triples."""

    path: Path
    bytes: int
    triples: int


class Dump(NamedTuple):
    """A dump to write: its parts, and what it says of itself. ``shard`` is the most bytes of one file."""

    folder: Folder
    scratch: Path
    name: str
    extension: str
    media_type: str
    licence: tuple[str, ...]
    parts: tuple[Part, ...]
    shard: int

    @property
    def is_sharded(self) -> bool:
        """Whether it is too large for one file."""
        return sum(part.bytes for part in self.parts) > self.shard

    def path(self, number: int | None) -> str:
        """The path of a file of the dump, which is numbered where there are several."""
        return f"data/{self.name}{'' if number is None else f'-{number:04}'}.{self.extension}.gz"


def make_layers(dataset: Dataset, draft: Draft) -> None:
    """Write them: the files of articles and their lines in one pass, then the dumps, each in a process of its own where there are several."""
    written = _write_articles(dataset, draft)
    licence = licences_of(dataset)

    def dump(name: str, extension: str, media_type: str, ending: str) -> Dump:
        scratch = draft.scratch / ending.strip(".")
        scratch.mkdir()
        parts = tuple(Part(draft.scratch / f"{one.stem}{ending}", one.sizes[ending], one.triples) for one in written if ending in one.sizes)
        return Dump(draft.folder, scratch, name, extension, media_type, licence, parts, dataset.config.shard)

    dumps = [dump(FULL, "nq", NQUADS, FULL_LINES), dump(FULL, "trig", TRIG_TYPE, TRIG), dump(FACTS, "nq", NQUADS, FACTS_LINES)]
    dumps += _links_dump(dataset, draft)
    (draft.scratch / TOLD).write_bytes(marshal.dumps([sorted(one.conflicts) for one in written if one.files]))
    for made in dataset.map(write_dump, tuple(dumps)):
        draft.add(made.files)
        if made.layer:
            draft.add_layer(made.layer)


def licences_of(dataset: Dataset) -> tuple[str, ...]:
    """The licences of the articles' graphs, each once."""
    return tuple(sorted({entry.graph_licence for entry in dataset.articles if entry.graph_licence}))


def _write_articles(dataset: Dataset, draft: Draft) -> list[Written]:
    written: list[Written] = []
    for one in dataset.map_graphs(WriteArticle(draft.folder, draft.scratch)):
        draft.add(one.files)
        written.append(one)
    written += [_write_merges(graph, draft) for graph in dataset.read_links() if graph.name.endswith(MERGES)]
    return written


def _write_merges(graph: ArticleGraph, draft: Draft) -> Written:
    text = StringIO()
    write_turtle((graph,), text, named=True)
    return write_parts(graph, "~merges", draft.scratch, text.getvalue())


def _links_dump(dataset: Dataset, draft: Draft) -> list[Dump]:
    """The dump of links and of what Wikidata says, where there are any. What was made one quotes articles, so it stands with them."""
    parts: list[Part] = []
    for graph in dataset.read_links():
        if not graph.name.endswith(MERGES):
            path = draft.scratch / f"{len(parts)}.links.nq"
            parts.append(Part(path, path.write_bytes("".join(to_lines(graph.triples, graph.name)).encode()), len(graph.triples)))
    if not parts:
        return []
    scratch = draft.scratch / LINKS
    scratch.mkdir()
    return [Dump(draft.folder, scratch, LINKS, "nq", NQUADS, (CC0,), tuple(parts), dataset.config.shard)]


def write_dump(dump: Dump) -> Made:
    """Write a dump and remove its parts; called in any process."""
    made = _write_lines(dump) if dump.media_type == NQUADS else Made(_write_parts(dump))
    for part in dump.parts:
        part.path.unlink()
    return made


def _write_lines(dump: Dump) -> Made:
    """The lines of all parts in order, and the layer that they are: its hash by RDFC-1.0 is that of all lines."""
    digest, several = hashlib.sha256(), dump.is_sharded
    files: list[File] = []
    triples = 0
    with ExitStack() as stack:
        out: BinaryFile | None = None
        room = 0
        for lines in _pieces(sort_files((part.path for part in dump.parts), dump.scratch), min(_PIECE, dump.shard // 8)):
            data = b"".join(lines)
            digest.update(data)
            triples += len(lines)
            if out is None or (several and len(data) > room):
                stack.close()
                about = About(dump.path(len(files) + 1 if several else None), dump.media_type, dump.licence, dump.name, "triples")
                out, room = stack.enter_context(dump.folder.open_binary(about, files)), dump.shard
            out.write(data)
            out.count += len(lines)
            room -= len(data)
    return Made(tuple(files), Layer(dump.name, dump.licence, triples, digest.hexdigest(), tuple(file.path for file in files)))


def _pieces(lines: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    """Lines some at a time, about so many bytes together."""
    piece: list[bytes] = []
    room = size
    for line in lines:
        piece.append(line)
        room -= len(line)
        if room < 0:
            yield piece
            piece, room = [], size
    if piece:
        yield piece


def _write_parts(dump: Dump) -> tuple[File, ...]:
    """The parts one after the other, each whole in one file."""
    several, files = dump.is_sharded, list[File]()
    with ExitStack() as stack:
        out: BinaryFile | None = None
        room = 0
        for part in dump.parts:
            if out is None or (several and part.bytes > room):
                stack.close()
                about = About(dump.path(len(files) + 1 if several else None), dump.media_type, dump.licence, dump.name, "triples")
                out, room = stack.enter_context(dump.folder.open_binary(about, files)), dump.shard
            out.write(part.path.read_bytes())
            out.count += part.triples
            room -= part.bytes
    return tuple(files)
