"""The catalogue of the served store, read once for each version of it."""

from __future__ import annotations

import time
from collections.abc import Hashable
from functools import lru_cache
from typing import cast

from kg.pages.catalogue import Catalogue, read_catalogue
from kg.store.store import Store

_FRESH_SECONDS = 60


def open_catalogue(store: Store) -> Catalogue:
    """The catalogue of the current version of a store; a store without versions is read again after a minute."""
    return _read(cast(Hashable, store), store.version or str(time.monotonic() // _FRESH_SECONDS))


@lru_cache(maxsize=1)
def _read(key: Hashable, version: str) -> Catalogue:
    return read_catalogue(cast(Store, key))
