"""What a page says of itself: title, revision, item, language, address, licence; and where its lead stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, quote

from kg.language.language import language_tag
from kg.model.text import Span
from kg.model.version import to_item, to_revision, to_time
from kg.read.html.links import target_of_url
from kg.read.html.marks import page_marks, page_patterns
from kg.read.html.tree import Characters, Element
from kg.read.targets import is_web_address, split_address
from kg.values import dataclass

_ABOUT = re.compile(r"/revision/([1-9]\d*)")
# Values of "rel" and "property".
_CANONICAL = "canonical"
_VERSION_OF = "dc:isVersionOf"
_LICENCE = "license"
_MODIFIED = "dc:modified"
_OLD = "oldid"
_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a page; None where it does not tell. ``heading`` is the element with its title."""

    title: str | None
    heading: Element | None
    language: str | None
    url: str | None
    revision: str | None
    timestamp: str | None
    item: str | None
    licence: Span | None


def read_metadata(elements: tuple[Element, ...], source: str) -> Metadata:
    """Gather what the page tells of itself, from the configuration of its scripts, its links and its headings."""
    scripts = [source[child.start : child.end] for e in elements if e.name == "script" for child in e.children if isinstance(child, Characters)]
    patterns = page_patterns()
    config = {key: next((m[1] for text in scripts if (m := pattern.search(text))), None) for key, pattern in patterns.config.items()}
    heading = _heading(elements, source)
    old = _old_address(elements)
    revision = to_revision(config["revision"]) or to_revision(_revision_about(elements)) or to_revision(old[1] if old else None)
    url = _address(elements) or (old[0] if old else None)
    modified = config["modified"] if config["revision"] == config["current"] else None
    return Metadata(
        title=_title(heading, elements, source, config["name"], url),
        heading=heading,
        language=language_tag(config["language"]) or next((tag for e in elements if e.name == "html" and (tag := language_tag(e.get("lang")))), None),
        url=url,
        revision=revision,
        timestamp=to_time(modified or next((e.get("content") for e in elements if e.name == "meta" and e.get("property") == _MODIFIED), None)),
        item=to_item(
            config["item"] or next((m[1] for e in elements if e.name == "a" and (m := patterns.item.search(e.get("href").partition("#")[0]))), None)
        ),
        licence=_licence(elements, source),
    )


def _heading(elements: tuple[Element, ...], source: str) -> Element | None:
    ids = page_marks().title_ids
    headings = [e for e in elements if e.name == "h1" and e.words(source)]
    return next((e for e in headings if e.get("id") in ids), headings[0] if headings else None)


def _title(heading: Element | None, elements: tuple[Element, ...], source: str, name: str | None, url: str | None) -> str | None:
    """The page's name: as its configuration or address has it, else as its heading or its title shows it."""
    if name:
        try:
            return str(json.loads(name)).replace("_", " ")
        except ValueError:
            pass
    target = target_of_url(url, None) if url else None
    if target:
        return target.replace("_", " ")
    if heading is not None:
        return heading.words(source)
    title = next((e.words(source) for e in elements if e.name == "title"), "")
    return page_patterns().site.sub("", title) or None


def _absolute(url: str) -> str:
    return "https:" + url if url.startswith("//") else url


def _address(elements: tuple[Element, ...]) -> str | None:
    for element in elements:
        if element.name == "link" and element.get("rel") in (_CANONICAL, _VERSION_OF) and element.get("href"):
            url = _absolute(element.get("href"))
            return url if is_web_address(url) else None
    return None


def _old_address(elements: tuple[Element, ...]) -> tuple[str, str] | None:
    """Address and revision of the version that a page names as its own ("Retrieved from", the footer of Kiwix); the last such link counts."""
    for element in reversed(elements):
        href = element.get("href") if element.name == "a" else ""
        if f"{_OLD}=" not in href:
            continue
        parts = split_address(_absolute(href))
        if parts is None:
            continue
        query = parse_qs(parts.query)
        revision, title = query.get(_OLD, [""])[0], query.get("title", [""])[0]
        address = f"https://{parts.netloc}/wiki/{quote(title.replace(' ', '_'), safe='/:(),!*@;~')}"
        if revision.isdecimal() and title and is_web_address(address) and not query.get("diff"):
            return address, revision
    return None


def _revision_about(elements: tuple[Element, ...]) -> str | None:
    """The revision that Parsoid names in the root element of the page."""
    return next((m[1] for e in elements if e.name == "html" and (m := _ABOUT.search(e.get("about")))), None)


def _licence(elements: tuple[Element, ...], source: str) -> Span | None:
    """The place where the licence is named: the address that the page or its footer links to, else the footer's words."""
    pattern = page_patterns().licence
    linked = (e for e in elements if e.name == "link" and e.get("rel") == _LICENCE)
    named = (e for e in reversed(elements) if e.name == "a" and pattern.search(e.get("href")))
    for element in (*linked, *named):
        match = pattern.search(source, element.start, element.end)
        if match:
            return Span(*match.span())
    footer = next((e for e in elements if e.get("id") in page_marks().footer_ids), None)
    runs = (run for e in (footer, *footer.descendants()) for run in e.children if isinstance(run, Characters)) if footer else ()
    return next((Span(run.start, run.end) for run in runs if page_patterns().licensed.search(source, run.start, run.end)), None)


def find_content(elements: tuple[Element, ...]) -> Element | None:
    """Return the element that holds the article's text, None where none says so, as on pages that no wiki made."""
    patterns = page_patterns()
    for wanted in patterns.content_classes:
        if found := next((e for e in elements if wanted in e.classes), None):
            return found
    by_id = {e.get("id"): e for e in elements if e.get("id")}
    return next((by_id[wanted] for wanted in patterns.content_ids if wanted in by_id), None)


def is_missing(elements: tuple[Element, ...]) -> bool:
    """Whether the wiki says that it has no page of this name."""
    names = page_marks().missing_names
    return any(not names.isdisjoint((*e.classes, e.get("id"))) for e in elements)


def find_lead(content: Element) -> Iterator[Element]:
    """Yield the paragraphs and lists before the first heading."""
    marks = page_marks()
    stack = list(reversed(list(content.elements())))
    while stack:
        element = stack.pop()
        heading = _HEADING.fullmatch(element.name) and element.name != "h1"
        if heading or element.get("id") in marks.aside_end_ids or not marks.aside_end_classes.isdisjoint(element.classes):
            return
        aside = (
            element.name in marks.aside_elements
            or not marks.aside_classes.isdisjoint(element.classes)
            or element.get("role") in ("note", "navigation")
        )
        if element.name == "p" or (element.name in ("ul", "ol") and not aside):
            yield element
        elif not aside and element.name not in marks.elements_unshown:
            stack.extend(reversed(list(element.elements())))
