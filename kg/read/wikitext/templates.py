"""How each kind of template is laid down on the canvas; which template is of which kind is data (kg/data/wiki/CODE/templates.toml)."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.model.text import FATE, FLAG, LANG, LINK, SMALL
from kg.read.namespaces import load_namespaces
from kg.read.targets import title_of_section
from kg.read.templates import Rule, flag_of_file, load_templates, name_branch, name_picture, short_country, title_country
from kg.read.wikitext.scan import Argument, Call
from kg.read.wikitext.values import (
    put_arguments,
    show_as_of,
    show_choice,
    show_circa,
    show_convert,
    show_coordinates,
    show_date,
    show_dates,
    show_expression,
    show_formula,
    show_old_style,
    words_of,
)  # fmt: skip
from kg.read.wikitext.writing import Footnote, Writing

_PLAIN = re.compile(r"[^\[\]{}<>&'|]*")


def _show_nothing(writer: Writing, call: Call, rule: Rule) -> None:
    del writer, call, rule


def _show_text(writer: Writing, call: Call, rule: Rule) -> None:
    writer.canvas.put(rule.text, call.start, call.end)


def _show_argument(writer: Writing, call: Call, rule: Rule) -> None:
    argument = call.get(*rule.arguments)
    if argument is None:
        return
    if rule.value == "small":
        with writer.canvas.marked(SMALL, "", call.start, call.end):
            writer.show(argument.start, argument.end)
    else:
        writer.show(argument.start, argument.end)


def _show_arguments(writer: Writing, call: Call, rule: Rule) -> None:
    """All arguments, or those that the rule names, side by side; together they may name a page."""
    arguments = [argument for name in rule.arguments if (argument := call.get(name))] or list(call.positional)
    if rule.value != "link":
        put_arguments(writer, arguments, rule.text)
        return
    title = rule.text.join(words_of(writer, argument) for argument in arguments)
    with writer.canvas.marked(LINK, title if _PLAIN.fullmatch(title) else "", call.start, call.end):
        put_arguments(writer, arguments, rule.text)


def _show_labelled(writer: Writing, call: Call, rule: Rule) -> None:
    """Each argument that the rule names is a line with its name in front ("killed: 300")."""
    for argument in call.arguments:
        if argument.name in rule.arguments and argument.end > argument.start:
            writer.canvas.break_line(writer.list_depth)
            writer.canvas.put(f"{argument.name}: ", argument.at, argument.start)
            writer.show(argument.start, argument.end)
    writer.canvas.break_line(writer.list_depth)


def _show_title(writer: Writing, call: Call, rule: Rule) -> None:
    title = call.get(*rule.title) if rule.title else None
    if title:
        writer.canvas.break_line(writer.list_depth)
        writer.show(title.start, title.end)


def _show_content(writer: Writing, call: Call, rule: Rule) -> None:
    """A block of wikitext, mostly a bulleted list."""
    _show_title(writer, call, rule)
    argument = call.get(*rule.arguments)
    if argument:
        writer.canvas.break_line(writer.list_depth)
        writer.show(argument.start, argument.end, block=True)
    writer.canvas.break_line(writer.list_depth)


def _show_list(writer: Writing, call: Call, rule: Rule) -> None:
    """Each argument is an item, one deeper than what stands around."""
    _show_title(writer, call, rule)
    outer = writer.list_depth
    writer.list_depth = outer + 1
    for argument in call.positional:
        writer.canvas.break_line(writer.list_depth)
        writer.show(argument.start, argument.end, block=True)
    writer.list_depth = outer
    writer.canvas.break_line(outer)


def _show_flag(writer: Writing, call: Call, rule: Rule) -> None:
    party = words_of(writer, call.get(*rule.arguments))
    if party:
        writer.canvas.mark_point(FLAG, short_country(party, writer.language), call.start, call.end)


def _show_flag_file(writer: Writing, call: Call, rule: Rule) -> None:
    options = [words_of(writer, argument) for argument in call.positional[1:]]
    options += [f"{argument.name}={words_of(writer, argument)}" for argument in call.arguments if not argument.positional]
    file = words_of(writer, call.get(*rule.arguments))
    space, colon, name = file.partition(":")
    is_link = bool(colon) and space.strip().casefold() in load_namespaces(writer.language).file
    name = name if is_link else file
    party = flag_of_file(name, options, writer.language, flag=True) or name_picture(name, None)
    if party:
        writer.canvas.mark_point(FLAG, party, call.start, call.end)


def _put_name(writer: Writing, name: str, argument: Argument, call: Call) -> None:
    """Lay a name down on the argument it is read from: exactly where it begins with it, else on the whole template."""
    if writer.source.startswith(name, argument.start):
        writer.canvas.put(name, argument.start, argument.start + len(name))
    else:
        writer.canvas.put(name, call.start, call.end)


def _show_party(writer: Writing, call: Call, rule: Rule) -> None:
    """A flag and the party's name, which links to the party's page; ``name`` stands in for the name shown."""
    argument = call.get(*rule.arguments) if rule.arguments else None
    country = rule.value or words_of(writer, argument)
    if not country:
        return
    writer.canvas.mark_point(FLAG, short_country(country, writer.language), call.start, call.end)
    alias = call.get(*load_templates(writer.language).alias)
    plain = argument is None or _PLAIN.fullmatch(country)
    if not plain and argument:
        writer.show(argument.start, argument.end)
        return
    with writer.canvas.marked(LINK, title_country(country, writer.language), call.start, call.end):
        if alias:
            writer.show(alias.start, alias.end)
        elif argument:
            _put_name(writer, short_country(country, writer.language), argument, call)
        else:
            writer.canvas.put(short_country(country, writer.language), call.start, call.end)


def _show_branch(writer: Writing, call: Call, rule: Rule) -> None:
    """A country's navy, army or air force; where its name is not known, the country's name and the branch, without a page."""
    argument = call.get(*rule.arguments)
    country = words_of(writer, argument)
    if not country or argument is None:
        return
    writer.canvas.mark_point(FLAG, short_country(country, writer.language), call.start, call.end)
    alias, branch = call.get(*load_templates(writer.language).alias), name_branch(rule.value, country, writer.language)
    if alias:
        writer.show(alias.start, alias.end)
    elif branch:
        with writer.canvas.marked(LINK, branch, call.start, call.end):
            writer.canvas.put(branch, call.start, call.end)
    else:
        with writer.canvas.marked(LINK, "", call.start, call.end):
            _put_name(writer, short_country(country, writer.language), argument, call)
            if rule.text:
                writer.canvas.put(f" {rule.text}", argument.end, call.end)


def _show_fate(writer: Writing, call: Call, rule: Rule) -> None:
    writer.canvas.put(" ", call.start, call.start)
    with writer.canvas.marked(FATE, rule.value, call.start, call.end):
        writer.canvas.put(rule.text, call.start, call.end)


def _show_ship(writer: Writing, call: Call, rule: Rule) -> None:
    """A ship's prefix and name; its page's title also has the pennant number or year in brackets."""
    del rule
    folded = call.name.lower()
    prefix = load_templates(writer.language).ships.get(folded, folded.upper())
    slots = [next((a for a in call.arguments if a.name == str(n)), None) for n in range(1, 5)]
    if not prefix:
        prefix, slots = words_of(writer, slots[0]), slots[1:]
    name, number, form = words_of(writer, slots[0]), words_of(writer, slots[1]), words_of(writer, slots[2])
    if not name or slots[0] is None:
        return
    title = " ".join(filter(None, (prefix, name, f"({number})" if number else "")))
    with writer.canvas.marked(LINK, title, call.start, call.end):
        if form != "2" and prefix:
            writer.canvas.put(prefix + " ", call.start, slots[0].start)
        writer.canvas.put(name, slots[0].start, slots[0].end)
        if number and not form:
            writer.canvas.put(f" ({number})", slots[0].end, call.end)


def _show_ship_class(writer: Writing, call: Call, rule: Rule) -> None:
    name, kind = call.get("1"), call.get("2")
    if name is None:
        return
    words = words_of(writer, kind)
    with writer.canvas.marked(LINK, f"{words_of(writer, name)}{rule.text} {words}".strip(), call.start, call.end):
        writer.show(name.start, name.end)
        writer.canvas.put(rule.text, name.end, name.end)
        if kind and words_of(writer, call.get("3")) != "5":
            writer.canvas.put(" ", kind.at - 1, kind.at)
            writer.show(kind.start, kind.end)


def _show_language(writer: Writing, call: Call, rule: Rule) -> None:
    argument = call.get(*rule.arguments)
    if argument is None:
        return
    folded = call.name.lower()
    language = folded.removeprefix(rule.value) if rule.value else words_of(writer, call.get("1"))
    with writer.canvas.marked(LANG, language, call.start, call.end):
        writer.show(argument.start, argument.end)


def _show_link(writer: Writing, call: Call, rule: Rule) -> None:
    """A link written as a template."""
    shown, target = call.get(*rule.arguments), call.get(*rule.title)
    if shown is None or target is None:
        return
    title, _, section = words_of(writer, target).replace("_", " ").partition("#")
    title = title.strip()
    if not title or not _PLAIN.fullmatch(title.replace("'", "").replace("&", "")):
        writer.show(shown.start, shown.end)
        return
    named = title_of_section(section, words_of(writer, shown), title[0].upper() + title[1:])
    with writer.canvas.marked(LINK, named, call.start, call.end):
        writer.show(shown.start, shown.end)


def _show_note(writer: Writing, call: Call, rule: Rule) -> None:
    """A footnote whose words stand in the template."""
    content = call.get(*rule.arguments)
    writer.note_call(call, content, "ref" if rule.value == "ref" else "note")


def _show_named_notes(writer: Writing, call: Call, rule: Rule) -> None:
    """Footnotes by their names alone, which are the arguments."""
    del rule
    group = words_of(writer, call.get(*load_templates(writer.language).note_group))
    for argument in call.positional:
        name = words_of(writer, argument).strip("\"'")
        writer.note(Footnote(f"{group}/{name}", call.end, call.end, name, group), call.start, call.end)


def _show_short_note(writer: Writing, call: Call, rule: Rule) -> None:
    """A footnote that names a work by author and year: the whole template is its content."""
    del rule
    writer.note_call(call, None, "short")


def _show_citation(writer: Writing, call: Call, rule: Rule) -> None:
    """A citation outside of a footnote is one itself."""
    del rule
    writer.note_call(call, None, "citation")


SHOW: dict[str, Callable[[Writing, Call, Rule], None]] = {
    "nothing": _show_nothing,
    "text": _show_text,
    "argument": _show_argument,
    "arguments": _show_arguments,
    "content": _show_content,
    "list": _show_list,
    "flag": _show_flag,
    "flag-file": _show_flag_file,
    "party": _show_party,
    "branch": _show_branch,
    "fate": _show_fate,
    "date": show_date,
    "dates": show_dates,
    "old-style": show_old_style,
    "coordinates": show_coordinates,
    "circa": show_circa,
    "note": _show_note,
    "named-notes": _show_named_notes,
    "short-note": _show_short_note,
    "full-note": _show_citation,
    "convert": show_convert,
    "ship": _show_ship,
    "ship-class": _show_ship_class,
    "language": _show_language,
    "link": _show_link,
    "as-of": show_as_of,
    "expression": show_expression,
    "choice": show_choice,
    "formula": show_formula,
    "labelled": _show_labelled,
}


def show_call(writer: Writing, call: Call, rule: Rule) -> None:
    """Show a template by its rule."""
    SHOW[rule.show](writer, call, rule)
