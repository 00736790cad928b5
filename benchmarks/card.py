"""Draw the picture that is shown where an address of the site is shared (kg/serve/static/card.png): its mark, in its typeface and colours.

    python benchmarks/card.py

Needs Chromium. Run it again where the mark or the colours change; the result is committed.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "kg" / "serve" / "static"
WIDTH, HEIGHT = 1200, 630
PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
@font-face {{ font-family: Literata; font-weight: 200 900; src: url("{typeface}"); }}
body {{ align-items: center; background: {paper}; border-bottom: 24px solid {accent}; box-sizing: border-box; color: {ink}; display: flex;
  font-family: Literata; gap: 72px; height: {height}px; margin: 0; padding: 0 88px; width: {width}px; }}
svg {{ flex: none; height: 300px; width: 300px; }}
h1 {{ font-size: 104px; font-weight: 600; line-height: 1.1; margin: 0 0 28px; }}
p {{ color: {soft}; font-size: 37px; line-height: 1.35; margin: 0; }}
</style>{mark}<div><h1>Conflict KG</h1><p>Armed conflicts as linked data,<br>each fact with the words it stands on</p></div>"""


def page() -> str:
    """The picture as a page. KeyError if a colour is gone from the styles."""
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", (STATIC / "site.css").read_text(encoding="utf-8").partition("@media")[0]))
    mark = (STATIC / "logo.svg").read_text(encoding="utf-8")
    named = {name: colours[name] for name in ("paper", "accent", "ink", "soft")}
    return PAGE.format(typeface=(STATIC / "literata-5.3.woff2").as_uri(), mark=mark, width=WIDTH, height=HEIGHT, **named)


def pack(png: bytes) -> bytes:
    """The same picture (8 bits, RGB, as Chromium writes it) packed with all patience, its rows without filters: flat colours are smaller so."""
    chunks, at = dict[bytes, bytes](), 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        chunks[kind], at = chunks.get(kind, b"") + data, at + size + 12
    assert chunks[b"IHDR"] == struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0), "another kind of PNG"
    plain = b"".join(b"\0" + row for row in unfilter(zlib.decompress(chunks[b"IDAT"]), WIDTH * 3))
    parts = {b"IHDR": chunks[b"IHDR"], b"IDAT": zlib.compress(plain, 9), b"IEND": b""}
    return png[:8] + b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts.items())


def unfilter(data: bytes, width: int) -> Iterator[bytes]:
    """The rows of a picture of three bytes a pixel (PNG, section 9: filtering)."""
    above = bytes(width)
    for start in range(0, len(data), width + 1):
        row = bytearray(data[start + 1 : start + 1 + width])
        for at in range(width):
            left, up, corner = (row[at - 3], above[at], above[at - 3]) if at > 2 else (0, above[at], 0)
            row[at] = (row[at] + (0, left, up, (left + up) // 2, paeth(left, up, corner))[data[start]]) % 256
        above = bytes(row)
        yield above


def paeth(left: int, up: int, corner: int) -> int:
    """That of three neighbours which is nearest to what they let expect."""
    expected = left + up - corner
    return min((left, up, corner), key=lambda value: abs(expected - value))


def main() -> None:
    """Draw it."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        raise SystemExit("no Chromium on this machine")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "card.html"
        source.write_text(page(), encoding="utf-8")
        options = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--allow-file-access-from-files",
            "--virtual-time-budget=5000",
        ]
        target = STATIC / "card.png"
        subprocess.run(
            [browser, *options, f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={target}", source.as_uri()], check=True, capture_output=True
        )
    target.write_bytes(pack(target.read_bytes()))
    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
