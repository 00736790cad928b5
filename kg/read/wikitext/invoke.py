"""Modules called by name: ``{{#invoke:flag|icon|Fenland}}`` is what ``{{flagicon|Fenland}}`` is."""

from __future__ import annotations

from kg.language.language import Language
from kg.read.templates import load_templates
from kg.read.wikitext.scan import Argument, Call, drop_comments
from kg.read.wikitext.tags import load_tags


def is_invoke(call: Call) -> bool:
    """Whether a call names a module and a function of it, and no template."""
    return call.name.rstrip(" :").lower() == load_tags().invoke


def name_template(call: Call, source: str, language: Language) -> Call:
    """Return the call as that of the template that the module stands for, its arguments counted from behind the function's name.

    A module that no table knows keeps a name of its own, "#invoke:module"; any other call is returned as it is.
    """
    if not is_invoke(call):
        return call
    module, function = (_name(source, call.named.get(number)) for number in ("1", "2"))
    functions = load_templates(language).modules.get(module, {})
    template = functions.get(function) or functions.get("*", "").replace("*", function)
    arguments = tuple(shifted for argument in call.arguments if (shifted := _shift(argument)))
    name = template.strip() or f"{load_tags().invoke}:{module}"
    return Call(name, arguments, call.start, call.end, {argument.name: argument for argument in arguments})


def _name(source: str, argument: Argument | None) -> str:
    words = drop_comments(source[argument.start : argument.end]) if argument else ""
    return " ".join(words.replace("_", " ").lower().split())


def _shift(argument: Argument) -> Argument | None:
    """An argument by its number in the function's call, None for the names of module and function."""
    if not argument.positional:
        return argument
    number = int(argument.name) - 2
    return argument._replace(name=str(number)) if number > 0 else None
