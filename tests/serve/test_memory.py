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
del blocks, block
memory.settle()
print(large - small > 50_000_000, _resident() - small < 16_000_000, memory.held == _resident(), gc.get_freeze_count() > 0)
memory.forget()
print(gc.get_freeze_count())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other allocators are not asked")
def test_what_is_free_goes_back_to_the_system() -> None:
    run = subprocess.run([sys.executable, "-c", _GROWN], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == ["True True True True", "0"]


def test_a_process_that_has_not_grown_is_left_alone() -> None:
    from kg.serve.memory import Memory

    before = gc.get_freeze_count()
    memory = Memory()
    memory.settle()
    assert gc.get_freeze_count() == before
