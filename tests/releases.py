"""Releases that tests make: what is in a folder, and publishing in a process of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from processes import run

from kg.publish.release import CHECKSUMS, MANIFEST, Manifest


def contents(folder: Path) -> dict[str, str]:
    """The sha256 of each file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def require_whole(folder: Path) -> Manifest:
    """Assert that a release has the files that its manifest and its checksums tell, byte for byte; returns the manifest."""
    manifest = Manifest.from_json((folder / MANIFEST).read_text(encoding="utf-8"))
    found = contents(folder)
    assert {file.path: file.sha256 for file in manifest.files} == {path: sha for path, sha in found.items() if path not in (MANIFEST, CHECKSUMS)}
    assert {file.path: file.bytes for file in manifest.files} == {file.path: (folder / file.path).stat().st_size for file in manifest.files}
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    assert {line[66:]: line[:64] for line in lines} == {path: sha for path, sha in found.items() if path != CHECKSUMS}
    return manifest


# Publishes; at the given step on the file system (audit events that name a path below the given folder) the process kills itself.
KILLED = """
import os, signal, sys
below, at = os.path.realpath(sys.argv.pop(1)), int(sys.argv.pop(1))
count = 0
def hook(event, arguments):
    global count
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "ctypes.call_function"):
        if event == "ctypes.call_function" or any(isinstance(part, (str, bytes)) and os.fsdecode(part).startswith(below) for part in map(
            lambda value: os.fspath(value) if hasattr(value, "__fspath__") else value, arguments
        )):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
import atexit
atexit.register(lambda: print(count, file=sys.stderr))
from kg.__main__ import run
run()
"""


def publish_killed(at: int, folder: Path, *arguments: str | Path) -> tuple[int, int]:
    """Publish in one process that is killed at a step below a folder (0: never); the exit code, and how many steps there were."""
    code, said = run(folder, str(at), "publish", *arguments, "-j", "1", "-q", code=KILLED)
    return code, int(said.split()[-1]) if code >= 0 else 0
