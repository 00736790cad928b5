"""Where the links of a page lead: titles of articles, keys of footnotes, names of picture files."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote

from kg.language.language import Language
from kg.read.html.marks import page_marks, page_patterns
from kg.read.html.tree import Element
from kg.read.targets import split_address
from kg.read.wikitext.show import link_title

_WIKI = re.compile(r"(?P<language>[a-z][a-z-]*)(?:\.m)?\.wikipedia\.org")
_MIRROR_ENDING = re.compile(r"\.html?$")
_SIZE = re.compile(r"^(?:(?:[a-z]+-)?page\d+-)?\d+px-")
# The ending of a rendering, after the file's own: "Flag of Norland.svg.png", "Map.jpg.webp".
_RENDERING = re.compile(r"(?<=\.svg)\.(?:png|webp)$|(?<=\.png)\.webp$|(?<=\.jpg)\.webp$|(?<=\.gif)\.webp$", re.IGNORECASE)
_PATH = "/wiki/"
_VALUE = r"\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s>]+)"
_ALT, _FILE = (re.compile(rf"(?<![\w-])(?:{names}){_VALUE}", re.IGNORECASE) for names in ("alt", "(?:data-)?src"))


def article_of_link(link: Element, code: str, language: Language) -> str | None:
    """Return the title of the article that an ``a`` leads to, None for all that leads elsewhere.

    Knows the links of the site (/wiki/T, /w/index.php?title=T, also of pages that do not exist), of Parsoid (./T), of Kiwix (../A/T, T)
    and of pages that a browser saved (https://CODE.wikipedia.org/wiki/T).
    """
    href = link.get("href")
    if not href or href.startswith("#") or not page_marks().links_foreign.isdisjoint(link.classes):
        return None
    target = target_of_url(href, code)
    return link_title(target, language) if target else None


def section_of_link(link: Element) -> str:
    """Return the section of a page that an ``a`` leads to, "" where it leads to the whole of it."""
    return unquote(link.get("href").partition("#")[2]).replace("_", " ")


def target_of_url(url: str, code: str | None) -> str | None:
    """Return the title that the address of a page of Wikipedia names, None for other addresses; ``code`` None takes those of any language."""
    parts = split_address(url)
    if parts is None or parts.scheme not in ("", "http", "https"):
        return None
    host = _WIKI.fullmatch(parts.netloc.lower())
    if parts.netloc and (host is None or (code is not None and host["language"] != code)):
        return None
    titles = parse_qs(parts.query).get("title")
    if titles:
        return titles[0]
    path = unquote(parts.path)
    if parts.netloc or path.startswith(_PATH):
        return path.removeprefix(_PATH) if path.startswith(_PATH) else None
    if path.startswith("/"):
        return None
    while path.startswith(("./", "../")):
        path = path.partition("/")[2]
    return _MIRROR_ENDING.sub("", path.removeprefix("A/")) or None


def key_of_note(mark: Element) -> str | None:
    """Return the key of the footnote that a mark ("[3]") leads to."""
    for link in mark.descendants():
        if link.name == "a" and (match := page_patterns().note_key.search(link.get("href"))):
            return unquote(match[1])
    return None


def file_of_picture(picture: Element) -> str:
    """Return the name of the picture file that an ``img`` shows, its size and the ending of its rendering taken off."""
    source = picture.get("data-src") or picture.get("src") or picture.get("resource")
    name = _SIZE.sub("", unquote(source.rpartition("/")[2]))
    while (inner := _RENDERING.sub("", name)) != name:
        name = inner
    return name


def place_of_picture(picture: Element, source: str, *, alt: bool) -> tuple[int, int]:
    """Where a page names what an ``img`` shows: its alternative text, or the name of its file; the whole tag where neither is found."""
    match = (_ALT if alt else _FILE).search(source, picture.start, picture.end)
    if match is None:
        return picture.start, picture.end
    return match.start() if alt else max(match.start("value"), source.rfind("/", *match.span("value")) + 1), match.end()
