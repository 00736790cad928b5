"""What the first bytes of an input tell of its form."""

from __future__ import annotations

import re

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|section|div|table|h1|p)[\s>]", re.IGNORECASE)
_WIKITEXT = re.compile(rb"\{\{[^{}|\n]{0,60}infobox[^{}|\n]{0,60}(?:\||\n|\Z)", re.IGNORECASE)
_PARAMETER = re.compile(rb"\|\s*\w[\w ]{0,40}=")
_PROLOGUE = re.compile(rb"(?:\s++|<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->)*+")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def plain_head(head: bytes) -> bytes:
    """Return the head as it can be compared: in UTF-8, without a byte order mark."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").encode()
    wide = next((encoding for mark, encoding in _WIDE if head.startswith(mark)), None)
    return head.decode(wide, "replace").encode() if wide else head


def after_prologue(head: bytes) -> bytes:
    """Return the head without what may come before the first element of XML or HTML."""
    head = plain_head(head)
    match = _PROLOGUE.match(head)
    return head[match.end() :] if match else head


def is_html(head: bytes, name: str) -> bool:
    """Whether it is HTML, a whole page or a part of one."""
    return bool(_HTML.match(after_prologue(head)))


def is_wikitext(head: bytes, name: str) -> bool:
    """Whether it is wikitext with an infobox."""
    return bool(_WIKITEXT.search(head) and _PARAMETER.search(head))
