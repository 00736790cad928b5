"""Atomic output files: they appear whole or not at all.

A file is written without a name (on Linux) or under a temporary one in its own folder, forced to disk, and put in place in one step;
whatever goes wrong before leaves what was there and no remains. Only SIGKILL or a power cut can leave a temporary file (``.kg-*.part``): at any
time where files without a name are not to be had, elsewhere at the moment in which the file is put in place. Half of the file itself is never seen.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO

from kg.output.file_names import FileNames
from kg.output.visible import Visible
from kg.rdf.formats import COMPRESSED, Format, write_graphs
from kg.rdf.graph import ArticleGraph

if TYPE_CHECKING:
    from gzip import GzipFile

STDOUT = "-"
_BUFFER = 1 << 16


class PublishError(Exception):
    """An output that could not be written: its ``path``, the ``reason`` in words, and the operating system's ``errno`` if there is one."""

    def __init__(self, path: str, reason: str, number: int | None = None) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason, self.errno = path, reason, number


@contextmanager
def open_output(path: str | os.PathLike[str], *, compress: bool | None = None) -> Iterator[TextIO]:
    """Open a text file (UTF-8, line ends as written) that replaces ``path`` when the block ends well; "-" is standard output.

    Compressed with gzip where the name ends in ".gz" unless told; equal text gives equal bytes. Missing folders are made; devices and
    pipes are written to directly. While a block runs in the main thread, SIGTERM and SIGHUP end the program as an exception would.
    PublishError where the system refuses at any point up to the last flush; exceptions of the block itself pass unchanged.
    """
    name = os.fspath(path)
    packed = name.endswith(COMPRESSED) if compress is None else compress
    place = _standard_output() if name == STDOUT else _file(name)
    with signals_as_exits(), place as write, _text(_Sink(write, name), packed) as text:
        yield text


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file that is held whole, as it is; otherwise as open_output."""
    name = os.fspath(path)
    with signals_as_exits(), _file(name) as write:
        sink, rest = _Sink(write, name), memoryview(data)
        while rest:
            rest = rest[sink.write(rest) :]


def publish_folder(graphs: Iterable[ArticleGraph], folder: str | os.PathLike[str], formats: tuple[Format, ...]) -> Iterator[tuple[Path, ...]]:
    """Write each article into files named after its title, one for each format. Yields the paths, article by article.

    Each file appears whole; articles written before an error or interruption stay. PublishError as open_output.
    """
    names = FileNames()
    for graph in graphs:
        stem = names.choose(graph.title or graph.name, graph.name)
        paths = tuple(Path(folder) / f"{stem}{form.extension}" for form in formats)
        for path, form in zip(paths, formats, strict=True):
            with open_output(path) as out:
                write_graphs((graph,), form, out)
        yield paths


class _Sink(io.RawIOBase):
    """A byte stream that turns errors of the system into PublishError; once ``dropped``, it discards what buffers still hold."""

    def __init__(self, write: Callable[[memoryview], int], name: str) -> None:
        self._write, self._name, self.dropped = write, name, False

    def writable(self) -> bool:
        return True

    def write(self, data: memoryview) -> int:  # type: ignore[override]
        if self.dropped:
            return len(data)
        with _refusals(self._name):
            return self._write(data)


@contextmanager
def _text(sink: _Sink, packed: bool) -> Iterator[TextIO]:
    """Encode, buffer and optionally compress into the sink; flush if the block ends well, drop everything otherwise."""
    raw: io.RawIOBase = sink
    buffered = io.BufferedWriter(raw, _BUFFER)
    packer = _packer(buffered) if packed else None
    text = io.TextIOWrapper(packer or buffered, encoding="utf-8", newline="\n")
    try:
        yield text
        text.close()
        buffered.close()
    except BaseException:
        sink.dropped = True
        raise
    finally:
        text.close()
        buffered.close()


def _packer(out: io.BufferedWriter[Any]) -> GzipFile:
    from gzip import GzipFile

    return GzipFile("", "wb", 6, out, mtime=0)


@contextmanager
def _standard_output() -> Iterator[Callable[[memoryview], int]]:
    """Standard output through its file descriptor, bypassing Python's buffer; the buffer if there is no descriptor.

    On a terminal, what would steer it is made visible.
    """
    if sys.stdout is None:
        raise PublishError(STDOUT, "cannot be written: standard output is closed", errno.EBADF)
    sys.stdout.flush()
    try:
        descriptor = sys.stdout.fileno()
    except io.UnsupportedOperation:
        yield sys.stdout.buffer.write
    else:
        if os.isatty(descriptor):
            yield Visible(lambda data: os.write(descriptor, data)).write
        else:
            yield lambda data: os.write(descriptor, data)


@contextmanager
def _file(name: str) -> Iterator[Callable[[memoryview], int]]:
    with _refusals(name):
        target = Path(os.path.realpath(name))
        mode = _mode(target)
        if mode is None:
            target.parent.mkdir(parents=True, exist_ok=True)
        elif stat.S_ISDIR(mode):
            raise PublishError(name, "is a folder")
        elif stat.S_ISREG(mode) and not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise PublishError(name, "cannot be written: it is read-only")
    if mode is None or stat.S_ISREG(mode):
        with _renamed(target, name, mode) as write:
            yield write
    else:
        with _refusals(name):
            descriptor = os.open(target, os.O_WRONLY)
        try:
            yield lambda data: os.write(descriptor, data)
        finally:
            with _refusals(name):
                os.close(descriptor)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


@contextmanager
def _renamed(target: Path, name: str, mode: int | None) -> Iterator[Callable[[memoryview], int]]:
    """Write to a temporary file in the target's folder, which replaces the target, keeping its permissions, when the block ends well."""
    part = target.parent / f".kg-{os.urandom(8).hex()}.part"
    descriptor: int | None = None
    try:
        with _refusals(name):
            descriptor = opened = _open_unnamed(target.parent)
            if opened is None:
                descriptor = opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        yield lambda data: os.write(opened, data)
        with _refusals(name):
            os.fsync(opened)
            if not part.exists():
                os.link(_path_of(opened), part, src_dir_fd=opened)  # With a descriptor given, Python follows the link that /proc has.
            descriptor = None
            os.close(opened)
            if mode is not None:
                part.chmod(stat.S_IMODE(target.stat().st_mode))
            part.replace(target)
    except BaseException:
        if descriptor is not None:
            os.close(descriptor)
        part.unlink(missing_ok=True)
        raise


def _open_unnamed(folder: Path) -> int | None:
    """An unnamed file in the folder, which vanishes with this process; None if system or file system lack such files."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path(_path_of(0)).parent.is_dir():
        return None
    try:
        return os.open(folder, os.O_WRONLY | flag, 0o666)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL):
            return None
        raise


def _path_of(descriptor: int) -> str:
    return f"/proc/self/fd/{descriptor}"


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """Turn an OSError into a PublishError that names the output as the user did."""
    try:
        yield
    except OSError as error:
        raise PublishError(name, f"cannot be written: {error.strerror or error}", error.errno) from error
    except ValueError as error:
        raise PublishError(name, f"is no file name: {error}") from error


@contextmanager
def signals_as_exits() -> Iterator[None]:
    """Let terminating signals raise SystemExit, so that temporary files are removed."""

    def leave(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)
        raise SystemExit(128 + number)

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
