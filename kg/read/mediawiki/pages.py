"""The pages of a MediaWiki export as bytes: found by a search, so that pages out of the domain are never parsed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from kg.domain.fields import load_fields
from kg.domain.kinds import about_of_kind
from kg.language.language import Language
from kg.language.words import any_of
from kg.read.error import ReadError
from kg.read.input.recode import recode
from kg.read.templates import load_templates
from kg.unpacking.chunk import Chunk, Damage
from kg.values import dataclass

# A page of Wikipedia has at most 2 MiB of wikitext ($wgMaxArticleSize); an export may hold several revisions of it.
MAX_PAGE = 1 << 24
# What stands before the first page: the names of the wiki and of its namespaces, some kilobytes.
MAX_HEADER = 1 << 22
_OPEN, _CLOSE, _LAST = b"<page", b"</page>", b"</mediawiki>"
DELETED = b'deleted="deleted"'
# Of the element of a text, up to what tells that it was deleted.
_LONGEST_TAG = 256
_BORDER = re.compile(rb"<page(?=[\s>])|</page>")
_TITLE = re.compile(rb"<title>([^<]*)</title>")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageBytes:
    """A ``<page>`` element as it stands in the export, and the line it begins at."""

    data: bytes
    line: int


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the first page."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Counted:
    """How many pages an export has, once all of it has passed."""

    pages: int


Found = PageBytes | Header | Counted | ReadError
Find = Callable[[bytes, int, int], int]
# What is looked for depends on the wiki, which the header tells.
Search = Callable[[Header], Find]


@dataclass(frozen=True, slots=True)
class BoxSearch:
    """How an infobox of the domain is searched for among the bytes of an export: what its templates' names hold after their first letter,
    which may be of either case, and the pattern of a whole name from there."""

    language: Language
    words: tuple[bytes, ...]
    pattern: re.Pattern[bytes]

    def find(self, data: bytes, start: int, end: int) -> int:
        """Return where the next infobox of the domain is named in data[start:end], or the next text that was deleted; -1 without one."""
        found = -1
        for word in self.words:
            at = self._find_named(data, word, start, end)
            if at >= 0:
                found, end = at, min(end, at + len(word))
        end = end if found < 0 else found
        deleted = data.find(DELETED, start, end)
        while deleted >= 0:
            if is_deleted_text(data, deleted):
                return deleted
            deleted = data.find(DELETED, deleted + 1, end)
        return found

    def _find_named(self, data: bytes, word: bytes, start: int, end: int) -> int:
        at = data.find(word, start, end)
        while at >= 0:
            if self.is_named(data, at):
                return at
            at = data.find(word, at + 1, end)
        return -1

    def is_named(self, data: bytes, at: int) -> bool:
        """Whether an infobox of the domain is named where one of the words stands."""
        match = self.pattern.match(data, at)
        return match is not None and (match[1] is None or _is_of_domain(match[1], self.language))


# Most pages of a wiki name one of some hundred infoboxes, each in the same way.
@lru_cache(4096)
def _is_of_domain(name: bytes, language: Language) -> bool:
    return about_of_kind(" ".join(name.decode("utf-8", "replace").replace("_", " ").lower().split()), language) is not None


def is_deleted_text(data: bytes, at: int) -> bool:
    """Whether it is a text that was deleted where DELETED stands, and not a comment or a contributor."""
    start = max(at - _LONGEST_TAG, 0)
    return data.rfind(b"<", start, at) == data.rfind(b"<text", start, at) != -1


@cache
def box_search(language: Language) -> BoxSearch:
    """The search for the infoboxes that a wiki's pack names; it finds none where there is no pack."""
    templates = load_templates(language)
    prefixes, others = ([name[1:] for name in names] for names in (templates.box_prefixes, templates.boxes))
    begun, whole = any_of(prefixes, blank="[ _]"), any_of(others, blank="[ _]")
    # Wikis that call the infobox otherwise have its parameters.
    sides = [f"{name}1" for name in load_fields(language)["belligerents"].parameters] if prefixes else []
    pattern = rf"(?:{begun})(?:[ _]|&lt;!--.{{0,80}}?--&gt;)+([^|{{}}<>&\n]{{1,60}})|(?:{whole})\s*[|\n]|(?:{any_of(sides)})\s*="
    words = dict.fromkeys(name.partition(" ")[0].encode() for name in (*prefixes, *others, *sides))
    return BoxSearch(language, tuple(words), re.compile(pattern.encode(), re.IGNORECASE))


def find_page(data: bytes, start: int, end: int) -> int:
    """Return where the next page begins, whatever it holds."""
    return data.find(_OPEN, start, end)


def title_of(page: bytes) -> str:
    """Return the title of a page that may be damaged, for messages."""
    title = read_title(page)
    return "without a title" if title is None else repr(title)


def read_title(page: bytes) -> str | None:
    """The title of a page as it is written, references and all; None where its first four kilobytes have none."""
    match = _TITLE.search(page, 0, 4096)
    return match[1].decode("utf-8", "replace") if match else None


class _Pages:
    """The state of a search: the bytes at hand and the number of lines before them."""

    def __init__(self, search: Search, file: str | None) -> None:
        self.search, self.file = search, file
        self.find: Find = find_page
        self.data, self.lines = b"", 1
        # A place in the bytes at hand up to which lines have been counted, and how many.
        self.counted = (0, 0)
        self.in_header, self.seen, self.root, self.skipping = True, False, False, False
        self.pages = 0

    def line(self, at: int) -> int:
        """The line of a place; places are mostly asked for in order, so each line is counted once."""
        begun, count = self.counted if self.counted[0] <= at else (0, 0)
        self.counted = (at, count + self.data.count(b"\n", begun, at))
        return self.lines + self.counted[1]

    def drop(self, size: int) -> None:
        self.lines += self.data.count(b"\n", 0, size)
        self.data, self.counted = self.data[size:], (0, 0)

    def cut_off(self) -> None:
        """Let go of what was begun before a damaged part."""
        self.drop(len(self.data))
        self.skipping = False

    def error(self, message: str, at: int) -> ReadError:
        return ReadError(message, self.file, self.line(at))

    def too_long(self, at: int) -> ReadError:
        return self.error(f"the page {title_of(self.data[at : at + 4096])} is longer than {MAX_PAGE:,} bytes", at)

    def take_header(self) -> Iterator[Found]:
        """Look at what stands before the first page; a document type could define entities that expand without end, so it is refused."""
        first = self.data.find(_OPEN)
        head = self.data[:MAX_HEADER] if first < 0 else self.data[:first]
        if match := _DOCTYPE.search(head):
            raise self.error("a document type declaration is not allowed in an export", match.start())
        if (len(self.data) if first < 0 else first) > MAX_HEADER:
            raise ReadError(f"no <page> in its first {MAX_HEADER:,} bytes: not an export of MediaWiki", self.file)
        if first >= 0:
            self.in_header, self.seen = False, True
            self.root = b"<mediawiki" in head
            self.find = self.search(Header(head))
            yield Header(head)

    def take_pages(self) -> Iterator[Found]:
        """Give the pages that are wanted among those that are complete, and let them go."""
        end = self.data.rfind(_CLOSE)
        if self.skipping:
            first = self.data.find(_CLOSE)
            self.drop(max(len(self.data) - len(_CLOSE), 0) if first < 0 else first + len(_CLOSE))
            self.skipping = first < 0
            end = self.data.rfind(_CLOSE)
        if end >= 0:
            yield from self.between(end)
            self.drop(end + len(_CLOSE))
        if len(self.data) > MAX_PAGE and not self.skipping:
            at = max(self.data.find(_OPEN), 0)
            yield self.too_long(at)
            self.skipping = True

    def between(self, end: int) -> Iterator[Found]:
        """Give what is wanted among the pages that end up to here, and an error for each that begins and never ends."""
        closed = self.data.count(_CLOSE, 0, end + len(_CLOSE))
        self.pages += closed
        broken = deque(self.without_end(end) if self.data.count(_OPEN, 0, end) != closed else ())
        for found, stop in self.wanted(end):
            while broken and broken[0][0] < stop:
                yield broken.popleft()[1]
            yield found
        yield from (error for _, error in broken)

    def without_end(self, end: int) -> Iterator[tuple[int, ReadError]]:
        """Where pages begin in which another begins before they end, and an error for each."""
        begun = -1
        for match in _BORDER.finditer(self.data, 0, end):
            if match.group() != _CLOSE and begun >= 0:
                yield begun, self.error(f"the page {title_of(self.data[begun : match.start()])} has no end", begun)
            begun = -1 if match.group() == _CLOSE else match.start()

    def wanted(self, end: int) -> Iterator[tuple[PageBytes | ReadError, int]]:
        """The pages in which the search finds something, or an error for one that is too long, and where each ends."""
        at = self.find(self.data, 0, end)
        while at >= 0:
            start = self.data.rfind(_OPEN, 0, at + len(_OPEN))
            stop = self.data.find(_CLOSE, at)
            next_open = self.data.find(_OPEN, max(at, start + 1), stop)
            if start < 0 or self.data.find(_CLOSE, start, at) >= 0:
                # Outside of pages: on to the next one.
                stop = self.data.find(_OPEN, at + 1, end)
                if stop < 0:
                    return
            elif next_open >= 0:
                stop = next_open
            elif stop - start > MAX_PAGE:
                yield self.too_long(start), stop
            else:
                stop += len(_CLOSE)
                yield PageBytes(self.data[start:stop], self.line(start)), stop
            at = self.find(self.data, stop, end)

    def finish(self) -> Iterator[Found]:
        """Say what is wrong with the end of the export."""
        if not self.seen:
            raise ReadError("no <page> in it: not an export of MediaWiki", self.file)
        start = self.data.find(_OPEN)
        if self.skipping:
            return
        if start >= 0:
            yield self.error(f"the file ends inside of the page {title_of(self.data[start:])}", len(self.data))
        elif self.root and _LAST not in self.data:
            yield self.error("the file ends without </mediawiki>", len(self.data))
        elif rest := self.data.rpartition(_LAST)[2].lstrip():
            yield self.error("there is something else after the last page", len(self.data) - len(rest))


def scan_pages(chunks: Iterable[Chunk], search: Search, file: str | None = None) -> Iterator[Found]:
    """Give the header, the pages in which what ``search`` gives for it finds something, and at last how many pages there are.

    A ReadError is given for what is damaged, after which the search goes on.

    Raises ReadError where the file is no export at all, or begins with a document type declaration.
    """
    state, damaged = _Pages(search, file), False
    for chunk in recode(chunks, file):
        if isinstance(chunk, Damage):
            yield ReadError(f"{chunk.message} (at byte {chunk.offset})", file)
            damaged = True
            state.cut_off()
            continue
        damaged = False
        state.data += chunk
        if state.in_header:
            yield from state.take_header()
        if not state.in_header:
            yield from state.take_pages()
    if not damaged:
        yield from state.finish()
    yield Counted(state.pages)
