"""Static files of pages: styles, scripts, the typeface, pictures, the outline of the land."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

# The typeface by files of characters: a browser loads what a page needs of them. Their names have its version, so that they may be kept for ever.
TYPEFACE = ("literata-5.3.woff2", "literata-ext-5.3.woff2")
TYPEFACE_LICENCE = "OFL.txt"
# What is shown where an address of the site is shared: 1200 by 630 pixels, made by benchmarks/card.py.
CARD = "card.png"
_STATIC = ("site.css", "site.js", "query.js", "land.svg", "logo.svg", CARD, *TYPEFACE, TYPEFACE_LICENCE)


@cache
def static_file(name: str) -> bytes:
    """A static file. KeyError for an unknown name."""
    if name not in _STATIC:
        raise KeyError(name)
    return files("kg").joinpath("serve/static", name).read_bytes()


@cache
def static_name(name: str) -> str:
    """The name of a static file with a hash of its content, so that browsers may cache it for ever."""
    return f"{name}?v={hashlib.blake2b(static_file(name), digest_size=4).hexdigest()}"
