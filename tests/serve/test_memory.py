"""Memory that is free again goes back to the system."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys

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


def test_a_process_that_has_not_grown_is_left_alone() -> None:
    from kg.serve.memory import Memory

    memory = Memory()
    try:
        before = gc.get_freeze_count()
        memory.settle()
        assert gc.get_freeze_count() == before > 0
    finally:
        memory.forget()
