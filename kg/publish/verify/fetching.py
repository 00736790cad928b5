"""A release at an address on the web, fetched file by file as its manifest lists them: no more bytes than it says, and by the rules of live sites."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote, urlsplit

from kg.publish.release import CHECKSUMS, MANIFEST
from kg.publish.verify.failure import BrokenError, Failure
from kg.publish.verify.manifest import read_manifest, unsafe_path
from kg.publish.verify.opened import to_text
from kg.read.error import ReadError
from kg.read.mediawiki.web import Reach, open_checked, read_pieces
from kg.version import __version__

_TIMEOUT = 60.0
_LARGEST_MANIFEST, _LARGEST = 1 << 28, 1 << 36
# A line of SHA256SUMS beyond the path.
_LINE = 68


class FetchError(OSError):
    """An address that does not give what it should."""


def fetch_release(address: str, target: Path, *, allow_private: bool) -> tuple[Failure, ...]:
    """Fetch the manifest and the files that it lists into a new folder; returns what could not be fetched. OSError where there is no manifest."""
    target.mkdir()
    base = address if address.endswith("/") else address.removesuffix(MANIFEST).rstrip("/") + "/"
    reach = _reach(base, allow_private)
    _fetch(base + MANIFEST, target / MANIFEST, _LARGEST_MANIFEST, reach)
    try:
        manifest = read_manifest(to_text((target / MANIFEST).read_bytes(), MANIFEST))
    except BrokenError:
        return ()
    longest = sum(len(file.path.encode()) + _LINE for file in manifest.files) + len(MANIFEST) + _LINE
    wanted = {CHECKSUMS: longest} | {file.path: file.bytes for file in manifest.files if not unsafe_path(file.path)}
    if sum(wanted.values()) > _LARGEST:
        raise FetchError(0, f"{address}: a release of more than {_LARGEST:,} bytes is not fetched; download it and verify the folder")
    failures: list[Failure] = []
    for path, size in wanted.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        try:
            _fetch(base + quote(path), target / path, size, reach)
        except FetchError as error:
            (target / path).unlink(missing_ok=True)
            failures.append(Failure(path, f"cannot be fetched: {error.strerror}"))
    return tuple(failures)


def fetch_archive(address: str, path: Path, *, allow_private: bool) -> Path:
    """Fetch an archive. OSError where it cannot be."""
    _fetch(address, path, _LARGEST, _reach(address, allow_private))
    return path


def _reach(address: str, allow_private: bool) -> Reach:
    """Where requests may lead. FetchError for what is no address."""
    try:
        host = urlsplit(address).hostname
    except ValueError as error:
        raise FetchError(0, f"{address}: no address: {error}") from error
    if not host:
        raise FetchError(0, f"{address}: no address: it names no host")
    return Reach(host, allow_private=allow_private)


def _fetch(address: str, path: Path, most: int, reach: Reach) -> None:
    """Fetch a file of at most so many bytes. FetchError says why not."""
    request = urllib.request.Request(address, headers={"User-Agent": f"conflict-kg/{__version__}", "Accept-Encoding": "identity"})
    try:
        with open_checked(request, reach, _TIMEOUT) as response, path.open("wb") as out:
            for piece in read_pieces(response, most):
                out.write(piece)
    except urllib.error.HTTPError as error:
        raise FetchError(0, f"HTTP {error.code} for {address}") from error
    except ReadError as error:
        raise FetchError(0, f"{error.message} ({address})") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError(0, f"{address}: {getattr(error, 'reason', None) or error}") from error
