"""Memory that is free again goes back to the system."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys
from pathlib import Path

import pytest

# 64 MB in blocks that the allocator keeps, in circles that only the collector finds, below one block that is still needed.
_GROWN = """
import gc
from kg.serve.memory import Memory, _resident
gc.set_threshold(10**6)
memory, small = Memory(), _resident()
blocks = [[bytearray(64_000)] for _ in range(1000)]
for block in blocks:
    block.append(block)
last, large = bytearray(64_000), _resident()
frozen = gc.get_freeze_count()
%s
memory.settle()
print(large - small > 50_000_000, _resident() - small < 16_000_000, memory.held == _resident(), gc.get_freeze_count() - frozen)
memory.forget()
print(gc.get_freeze_count())
"""
_GLIBC = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other allocators are not asked")


def run_grown(then: str) -> tuple[list[str], int, str]:
    """Whether it had grown, is small again and says so; how many objects were set aside after the growth, how many are at the end."""
    run = subprocess.run([sys.executable, "-c", _GROWN % then], capture_output=True, text=True, check=True)
    first, last = run.stdout.splitlines()
    *told, frozen = first.split()
    return told, int(frozen), last


@_GLIBC
def test_what_is_free_goes_back_to_the_system_and_nothing_is_set_aside() -> None:
    assert run_grown("del blocks, block") == (["True", "True", "True"], 0, "0")


@_GLIBC
def test_what_has_come_to_stay_is_set_aside() -> None:
    told, frozen, last = run_grown("")
    assert (told, last) == (["True", "False", "True"], "0")
    assert frozen >= 1000


# A freed block of 24 MB, then 40 blocks of 1 MB, each below a small one that is still needed: what is held when the large ones are freed.
_MIXED = """
from kg.serve.memory import Memory, _resident, give_back_sooner
%s
block = bytearray(24_000_000)
del block
small = _resident()
large, still = zip(*((bytearray(1_000_000), bytearray(1000)) for _ in range(40)))
del large
print((_resident() - small) // 1_000_000)
"""


@_GLIBC
@pytest.mark.parametrize(("first", "most"), [("give_back_sooner()", range(-1, 4)), ("", range(30, 50))])
def test_large_blocks_go_back_though_small_ones_lie_above_them(first: str, most: range) -> None:
    run = subprocess.run([sys.executable, "-c", _MIXED % first], capture_output=True, text=True, check=True)
    assert int(run.stdout) in most


# Has a forked process grown by 32 MB of its own: at once, when it has read 80 MB that its parent wrote, when it has written to them; and by 120 MB?
_FORKED = """
import os
from kg.serve.memory import Own
shared = bytearray(b"a") * 80_000_000
if os.fork() == 0:
    own = Own()
    print(own.has_grown(32 << 20), sum(shared[::4096]) > 0 and own.has_grown(32 << 20), end=" ")
    shared[::4096] = bytes(len(shared[::4096]))
    print(own.has_grown(32 << 20), own.has_grown(120 << 20))
else:
    os.wait()
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell what a process holds alone")
def test_a_forked_process_knows_what_it_holds_alone() -> None:
    run = subprocess.run([sys.executable, "-c", _FORKED], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False", "True", "False"]


def test_a_process_that_has_not_grown_is_left_alone() -> None:
    from kg.serve.memory import Memory

    memory = Memory()
    try:
        before = gc.get_freeze_count()
        memory.settle()
        assert gc.get_freeze_count() == before > 0
    finally:
        memory.forget()
