"""The catalogue of the served store, read once for each version of it."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Hashable
from functools import lru_cache
from typing import cast

from kg.pages.catalogue import Catalogue, read_catalogue
from kg.store.store import Store

_FRESH_SECONDS = 60
# Whoever asks while it is read waits, and does not read it too.
_READING = threading.Lock()


def open_catalogue(store: Store) -> Catalogue:
    """The catalogue of the current version of a store; a store without versions is read again after a minute."""
    with _READING:
        return _read(cast(Hashable, store), store.version or str(time.monotonic() // _FRESH_SECONDS))


@lru_cache(maxsize=1)
def _read(key: Hashable, version: str) -> Catalogue:
    """Read it without looking for circles of objects that nothing uses: all stays, and looking at it again and again takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return read_catalogue(cast(Store, key))
    finally:
        if enabled:
            gc.enable()
