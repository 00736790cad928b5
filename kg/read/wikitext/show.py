"""What wikitext shows: links, tags, lists, quotes, entities and templates laid down on a canvas."""

from __future__ import annotations

import html
import re

from kg.language.language import Language
from kg.model.article import Line
from kg.model.issue import Issue
from kg.model.text import BOLD, FATE, FLAG, ITALIC, LINK, NOTE, SMALL, TEMPLATE, Span, Text, join_texts
from kg.read.canvas import Canvas
from kg.read.emoji import mark_flags
from kg.read.namespaces import is_foreign_prefix, load_namespaces
from kg.read.targets import fate_of_title, is_mark, title_of_section
from kg.read.templates import find_rule, flag_of_file, load_templates, name_picture
from kg.read.wikitext.damaged import find_broken_call, find_escaped_tag, has_broken_name, skip_open_call, skip_open_ref
from kg.read.wikitext.invoke import name_template
from kg.read.wikitext.scan import Argument, Call, Markup, drop_comments, read_call, scan, split_at_pipes, strip_range
from kg.read.wikitext.tags import load_tags
from kg.read.wikitext.templates import show_call
from kg.read.wikitext.writing import REF_ATTRIBUTES, Footnote, FootnoteKind

# MediaWiki refuses to expand templates that stand in each other deeper than 40 ($wgMaxTemplateDepth); links count here too.
MAX_DEPTH = 50

_SPECIAL = re.compile(r"\{\{|\[\[|\[(?=(?:https?:|ftp:)?//)|<|&|''+|\n|\{\||__[A-Z]+__|~~~+|\]\]|\}\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"""<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*?)(?P<empty>/?)>""")
_TEMPLATES = re.compile(r"\{\{[^{}\n]*\}\}|<!--.*?-->")
# No line of boxes is longer.
_LONGEST_LINE = 2000
_LINE_START = frozenset(" \t*#:;-")
_LIST = re.compile(r"[ \t]*([*#:;]+)[ \t]*")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_RULE = re.compile(r"-{4,}")
_NESTED = re.compile(r"[\[{<]")
_TRAIL = re.compile(r"[a-zß-öø-ÿ]+")
_EXTERNAL = re.compile(r"\[([^\s\]<>\"]++)[ \t]*+([^\]\n]*+)\]")
_EXTERNAL_END = re.compile(r"[\]\n]")
_NAME, _GROUP = (re.compile(rf"""{name}\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'>/]+))""", re.IGNORECASE) for name in REF_ATTRIBUTES)
_WIDTH = re.compile(r"x?(?P<width>\d{1,5})(?:x\d+)? ?px")
_TABLE_TOKEN = re.compile(r"\n[ \t]*(?:\|-[^\n]*|\|\+|[|!])|\|\||!!|\{\{|\[\[|<")

_MARKED = {"small": SMALL, "b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}
_BAD_TITLE = re.compile(r"[\[\]{}|<>]")


def _attribute(pattern: re.Pattern[str], attributes: str) -> str:
    match = pattern.search(attributes)
    return " ".join((match[1] or match[2] or match[3] or "").split()) if match else ""


def link_title(target: str, language: Language) -> str | None:
    """Return the page a link's target names, None for a section of the same page and for pages of other wikis and name spaces.

    Underscores are spaces, the first letter is upper case, the section is dropped.
    """
    if "&" in target or "<" in target:
        target = html.unescape(drop_comments(target))
    title = " ".join(target.replace("_", " ").partition("#")[0].split())
    title = title.removeprefix(":").lstrip()
    if not title or _BAD_TITLE.search(title):
        return None
    prefix, colon, rest = title.partition(":")
    if colon and rest and is_foreign_prefix(prefix, language):
        return None
    return title[0].upper() + title[1:]


class Writer:
    """Shows ranges of one source; collects the footnotes met and the issues found.

    ``prose`` shows a single line end as a space, as MediaWiki does; in a cell of an infobox authors mean it as a border.
    """

    def __init__(self, markup: Markup, language: Language, *, prose: bool = False, title: str = "") -> None:
        self.markup, self.source, self.language, self.prose, self.title = markup, markup.source, language, prose, title
        self.canvas = Canvas(self.source)
        self.footnotes: list[Footnote] = []
        self.issues: list[Issue] = []
        self.depth = 0
        self.list_depth = 0
        self.item_depth = 0
        self.searched = (0, -1)

    def show(self, start: int, end: int, *, block: bool = False) -> None:
        """Show source[start:end]; a block begins on a line start, so that bullets count there."""
        if self.depth >= MAX_DEPTH:
            self.issues.append(Issue("nested-too-deep", f"templates and links stand in each other deeper than {MAX_DEPTH}", Span(start, end)))
            return
        self.depth += 1
        outer = self.item_depth
        at = self._begin_line(start, end) if block else start
        while at < end:
            match = _SPECIAL.search(self.source, at, end)
            stop = match.start() if match else end
            if stop > at:
                self.canvas.put_source(at, stop)
            at = self._show_special(match, end) if match else end
        self.depth -= 1
        self.item_depth = outer

    def _show_special(self, match: re.Match[str], end: int) -> int:
        token, at = match[0], match.start()
        if token == "[[" and (closed := self.markup.ends.get(at, end + 1)) <= end:
            return self._show_link(at, closed, end)
        if token == "\n":
            return self._end_line(at, end)
        if token[0] == "<":
            return self._show_tag(at, end)
        if token[0] == "&":
            return self._show_entity(at, end)
        if token[0] == "'":
            return self._toggle_quotes(at, len(token))
        closed = self.markup.ends.get(at, end + 1)
        if token == "{{" and has_broken_name(self.source, at):
            closed = end + 1
        if closed <= end and token[0] == "{":
            (self._show_braces if token == "{{" else self._show_table)(at, closed)
            return closed
        if token == "[":
            return self._show_external(at, end)
        if token[0] in "_~]}":
            return match.end()
        if token == "{|":
            self.canvas.put("{", at, at + 1)
            return at + 1
        if token == "{{" and (stop := self._show_broken_call(at, end)):
            return stop
        return at + (1 if self.source.startswith("{{{", at) or self.source.startswith("[[[", at) else 2)

    def _begin_line(self, at: int, end: int) -> int:
        """Read the bullets or the rule at the start of a source line; lines that breaks cut off an item are as deep as it is."""
        self.item_depth = 0
        if match := _LIST.match(self.source, at, end):
            self.item_depth = self.list_depth + len(match[1].removesuffix(";"))
        return self._show_start(at, end)

    def _show_start(self, at: int, end: int) -> int:
        if at >= end or self.source[at] not in _LINE_START:
            return at
        if match := _LIST.match(self.source, at, end):
            self.canvas.break_line(self.list_depth + len(match[1].removesuffix(";")))
            if match[1][-1] == ";":
                self.canvas.open_mark(BOLD, "", match.end())
            return match.end()
        if match := _RULE.match(self.source, at, end):
            self.canvas.break_line(self.list_depth, rule=True)
            return match.end()
        return at

    def _end_line(self, at: int, end: int) -> int:
        self.canvas.close_kinds((BOLD, ITALIC), at)
        gap = 0
        while match := _BLANK.match(self.source, at, end):
            gap, at = 1, match.end()
        at += 1
        while at < end and self.source[at] in " \t":
            at += 1
        if gap or not self.prose:
            self.canvas.break_line(self.list_depth, gap)
        else:
            self.canvas.put(" ", at - 1, at)
        return self._begin_line(at, end)

    def _show_entity(self, at: int, end: int) -> int:
        if tag := find_escaped_tag(self.source, at, end):
            if tag.breaks:
                self.canvas.break_line(self.list_depth)
            return tag.end
        match = _ENTITY.match(self.source, at, end)
        shown = html.unescape(match[0]) if match else "&"
        stop = match.end() if match else at + 1
        self.canvas.put(shown, at, stop)
        return stop

    def _toggle_quotes(self, at: int, count: int) -> int:
        stop = at + count
        if count == 4 or count > 5:
            extra = count - (3 if count == 4 else 5)
            self.canvas.put("'" * extra, at, at + extra)
            count -= extra
        for kind in (BOLD,) if count == 3 else (ITALIC,) if count == 2 else (BOLD, ITALIC):
            if self.canvas.has_open(kind):
                self.canvas.close_mark(kind, at)
            else:
                self.canvas.open_mark(kind, "", stop)
        return stop

    def _show_external(self, at: int, end: int) -> int:
        match = _EXTERNAL.match(self.source, at, end) if self._is_closed(at, end) else None
        if match is None:
            self.canvas.put("[", at, at + 1)
            return at + 1
        if match[2]:
            self.show(match.start(2), match.end(2))
        return match.end()

    def _is_closed(self, at: int, end: int) -> bool:
        """Whether a bracket comes behind a place before its line ends; where that is told for one place, it is known for those up to there."""
        low, high = self.searched
        if not low <= at <= high:
            found = _EXTERNAL_END.search(self.source, at)
            high = found.start() if found else len(self.source)
            self.searched = (at, high)
        return high < end and self.source[high] == "]"

    def _show_link(self, start: int, stop: int, end: int) -> int:
        """Show the link source[start:stop]; the lower-case letters that follow it belong to it."""
        source = self.source
        parts = self._link_parts(start + 2, stop - 2)
        target = source[parts[0][0] : parts[0][1]].strip()
        space = target.partition(":")[0].rstrip().casefold() if ":" in target else ""
        if space and space in load_namespaces(self.language).file:
            self._show_file(target, parts, start, stop)
            return stop
        if space and space in load_namespaces(self.language).category:
            return stop
        title = link_title(target, self.language)
        shown = strip_range(source, *parts[0]) if len(parts) == 1 else (parts[1][0], parts[-1][1])
        if len(parts) == 1 and source.startswith(":", shown[0]):
            shown = (shown[0] + 1, shown[1])
        if title is None or title == self.title:
            self.show(*shown)
            return stop
        fate = fate_of_title(title, self.language)
        if fate and is_mark(source[shown[0] : shown[1]]):
            self.show_fate(fate, shown, start, stop)
            return stop
        trail = _TRAIL.match(source, stop, end)
        last = trail.end() if trail else stop
        with self.canvas.marked(LINK, title_of_section(target.partition("#")[2], source[shown[0] : shown[1]], title), start, last):
            self.show(*shown)
            if trail:
                self.canvas.put_source(stop, last)
        return last

    def show_fate(self, fate: str, shown: tuple[int, int], start: int, end: int) -> None:
        """Show a sign or a short word that leads to the page of a fate."""
        self.canvas.put(" ", start, start)
        with self.canvas.marked(FATE, fate, start, end):
            self.show(*shown)

    def _link_parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The target of a link and what it shows, or all options of a picture."""
        if _NESTED.search(self.source, start, end) is None:
            bar = self.source.find("|", start, end)
            if bar < 0:
                return [(start, end)]
            if self.source.find("|", bar + 1, end) < 0:
                return [(start, bar), (bar + 1, end)]
        return [(low, high) for low, high, _ in split_at_pipes(self.markup, start, end)]

    def _show_file(self, target: str, parts: list[tuple[int, int]], start: int, end: int) -> None:
        """A picture shows no words; the small picture of a flag says whose it is, that of arms only which it is."""
        options = [self.source[low:high].strip() for low, high in parts[1:]]
        file = target.partition(":")[2]
        width = next((int(match["width"]) for option in options if (match := _WIDTH.fullmatch(option))), None)
        party = flag_of_file(file, options, self.language) or (name_picture(file, width) if width is not None else None)
        if party:
            self.canvas.mark_point(FLAG, party, start, end)

    def _show_table(self, start: int, end: int) -> None:
        """A table within a cell: each of its cells is a line."""
        source = self.source
        line = source.find("\n", start, end)
        at = end - 2 if line < 0 else line
        low = at
        while match := _TABLE_TOKEN.search(source, at, end - 2):
            here = match.start()
            if here in self.markup.ends:
                at = self.markup.ends[here]
            elif match[0] in ("{{", "[[", "<"):
                at = here + 1
            else:
                self._show_table_cell(low, here)
                low = at = match.end()
        self._show_table_cell(low, max(low, end - 2))
        self.canvas.break_line(self.list_depth)

    def _show_table_cell(self, start: int, end: int) -> None:
        parts = list(split_at_pipes(self.markup, start, end))
        low, high, _ = parts[-1]
        low, high = strip_range(self.source, low, high)
        if low < high:
            self.canvas.break_line(self.list_depth)
            self.show(low, high, block=True)

    def _show_tag(self, at: int, end: int) -> int:
        closed = self.markup.ends.get(at, end + 1)
        if self.source.startswith("<!--", at):
            return min(closed, end)
        match = _TAG.match(self.source, at, end)
        if match is None:
            self.canvas.put("<", at, at + 1)
            return at + 1
        name = match["name"].lower()
        if name == "ref":
            return self._note_ref(match, min(closed, end), end)
        if name in load_tags().verbatim and closed <= end:
            self._show_raw(match, closed)
            return closed
        if name in load_tags().dropped and closed <= end:
            return closed
        return self._show_html(match, name, end)

    def _show_raw(self, match: re.Match[str], closed: int) -> None:
        close = self.source.rfind("</", match.end(), closed)
        if close > 0:
            self.canvas.put(self.source[match.end() : close], match.end(), close)

    def _show_html(self, match: re.Match[str], name: str, end: int) -> int:
        if name in load_tags().breaks:
            gap = 1 if (name == "br" and self.canvas.is_blank) or name == "p" else 0
            self.canvas.break_line(max(self.list_depth + (name == "li"), self.item_depth if name == "br" else 0), gap)
        elif name == "hr":
            self.canvas.break_line(self.list_depth, rule=True)
        elif name in _MARKED:
            if match["close"]:
                self.canvas.close_mark(_MARKED[name], match.start())
            elif not match["empty"]:
                self.canvas.open_mark(_MARKED[name], "", match.end())
        if not match["close"] and not match["empty"] and load_tags().hidden.search(match["attributes"]):
            close = self.source.find(f"</{match['name']}", match.end(), end)
            return match.end() if close < 0 else close
        return self._show_start(match.end(), end) if name == "br" else match.end()

    def _note_ref(self, match: re.Match[str], closed: int, end: int) -> int:
        if match["close"]:
            return match.end()
        name, group = _attribute(_NAME, match["attributes"]), _attribute(_GROUP, match["attributes"])
        low = high = match.end()
        if not match["empty"] and closed == match.end() and not self.prose:
            return skip_open_ref(self.markup, closed, end)
        if not match["empty"]:
            close = self.source.rfind("<", match.end(), closed)
            low, high = strip_range(self.source, match.end(), max(close, match.end()))
        self.note(Footnote(f"{group}/{name}" if name else f"@{match.start()}", low, high, name, group), match.start(), closed)
        return closed

    def note(self, footnote: Footnote, start: int, end: int) -> None:
        """Set the mark of a footnote and keep where its content stands."""
        self.canvas.mark_point(NOTE, footnote.key, start, end)
        self.footnotes.append(footnote)

    def note_call(self, call: Call, content: Argument | None, kind: FootnoteKind) -> None:
        """Set the mark of a footnote that is a template: its content is one of its arguments, or the template itself."""
        templates = load_templates(self.language)
        name, group = (self._plain(call.get(*names)).strip("\"' ") for names in (templates.note_name, templates.note_group))
        low, high = (content.start, content.end) if content else (call.start, call.end)
        if kind == "note" and not content:
            low = high = call.end
        self.note(Footnote(f"{group}/{name}" if name else f"@{call.start}", low, high, name, group, kind), call.start, call.end)

    def _plain(self, argument: Argument | None) -> str:
        return drop_comments(self.source[argument.start : argument.end]) if argument else ""

    def _show_braces(self, start: int, end: int) -> None:
        if start in self.markup.parameters:
            self._show_parameter(start, end)
            return
        call = name_template(read_call(self.markup, start), self.source, self.language)
        rule = find_rule(call.name, self.language)
        if rule is None:
            self._show_unknown(call)
        else:
            show_call(self, call, rule)

    def _show_broken_call(self, at: int, end: int) -> int:
        """Show a known template whose closing braces are missing, or what stands in it; return where to go on, 0 where none begins here."""
        if broken := find_broken_call(self.markup, at, end, self.language):
            show_call(self, broken.call, broken.rule)
            return broken.end
        return skip_open_call(self.markup, at, end, self.language)

    def _show_parameter(self, start: int, end: int) -> None:
        """Outside of a template ``{{{name|default}}}`` shows its default."""
        parts = list(split_at_pipes(self.markup, start + 3, end - 3))
        if len(parts) > 1:
            self.show(parts[1][0], parts[-1][1])

    def _show_unknown(self, call: Call) -> None:
        name = call.name.partition("<")[0].strip()
        if self.prose and not call.positional and self._stands_alone(call):
            return
        self.issues.append(Issue("unknown-template", f"no rule says what the template {name!r} shows", Span(call.start, call.end)))
        with self.canvas.marked(TEMPLATE, name, call.start, call.end):
            for index, argument in enumerate(call.positional):
                if index:
                    self.canvas.put(" ", argument.at - 1, argument.at)
                self.show(argument.start, argument.end)

    def _stands_alone(self, call: Call) -> bool:
        """Whether nothing but templates stands on the lines of a template: in prose it is then a box beside the text."""
        low, high = max(0, call.start - _LONGEST_LINE), min(call.end + _LONGEST_LINE, len(self.source))
        line, below = self.source.rfind("\n", low, call.start), self.source.find("\n", call.end, high)
        if (line < 0 < low) or (below < 0 and high < len(self.source)):
            return False
        around = self.source[line + 1 : call.start] + self.source[call.end : below if below >= 0 else len(self.source)]
        return not _TEMPLATES.sub("", around).strip()

    def lines(self) -> tuple[Line, ...]:
        """Return all that was shown."""
        return tuple(mark_flags(line, self.language) for line in self.canvas.finish())


def show_range(source: str, start: int, end: int, language: Language, *, prose: bool = True) -> tuple[Text, Writer]:
    """Show source[start:end], scanned by itself, as one text; the writer tells footnotes and issues."""
    writer = Writer(scan(source, start, end), language, prose=prose)
    writer.show(start, end)
    return join_texts((line.text for line in writer.lines()), " "), writer
