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


# Publishes, and counts the steps on the file system: audit events that name a path below the given folder. What happens at a step comes in between.
_COUNTING = """
import os, shutil, signal, sys
below, at = os.path.realpath(sys.argv.pop(1)), int(sys.argv.pop(1))
{act}
count, watching = 0, True
def hook(event, arguments):
    global count, watching
    if watching and event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "ctypes.call_function"):
        if event == "ctypes.call_function" or any(isinstance(part, (str, bytes)) and os.fsdecode(part).startswith(below) for part in map(
            lambda value: os.fspath(value) if hasattr(value, "__fspath__") else value, arguments
        )):
            count += 1
            watching = False
            act()
            watching = True
sys.addaudithook(hook)
import atexit
atexit.register(lambda: print(count, file=sys.stderr))
from kg.__main__ import run
run()
"""
_KILLED = """
def act():
    if count == at:
        os.kill(os.getpid(), signal.SIGKILL)
"""
# What a process that is killed at a step leaves is what stands on the disk then.
_COPIED = """
copies = sys.argv.pop(1)
def act():
    if count % at == 0:
        shutil.copytree(below, os.path.join(copies, str(count)))
"""


def publish_killed(at: int, folder: Path, *arguments: str | Path) -> tuple[int, int]:
    """Publish in one process that is killed at a step below a folder (0: never); the exit code, and how many steps there were."""
    code, said = run(folder, str(at), "publish", *arguments, "-j", "1", "-q", code=_COUNTING.format(act=_KILLED))
    return code, int(said.split()[-1]) if code >= 0 else 0


def publish_copied(every: int, folder: Path, copies: Path, *arguments: str | Path) -> int:
    """Publish in one process; at every so many steps a folder is copied into another, by the number of the step. How many steps there were."""
    code, said = run(folder, str(every), copies, "publish", *arguments, "-j", "1", "-q", code=_COUNTING.format(act=_COPIED))
    assert code == 0, said
    return int(said.split()[-1])
