"""Jinja without what our templates do not ask of it, which takes a third of the time of a page: calls that look for the context or for blocks of
content, and text that is wrapped to be escaped and joined.

What a template says stays the same. Macros with a caller, or with any number of arguments, are Jinja's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import markupsafe
from jinja2 import Environment
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

_IMPORTS = "\nname = "
_OURS = f"\nfrom {__name__} import make_macro as Macro, quick_escape as escape"


class PlainContext(Context):
    """Calls functions as they are; none of ours takes the context."""

    def call(self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function or macro of a template."""
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return __obj(self.eval_ctx, *args, **kwargs) if type(__obj) is Macro else __obj(*args, **kwargs)


class QuickEnvironment(Environment):
    """An environment whose templates use the functions of this module."""

    context_class = PlainContext

    def _generate(self, *args: Any, **kwargs: Any) -> str:
        code: str = super()._generate(*args, **kwargs)
        return code.replace(_IMPORTS, _OURS + _IMPORTS, 1)


def make_macro(environment: Environment, function: Callable[..., str], name: str, arguments: Sequence[str], *more: Any) -> Callable[..., Any]:
    """A macro as a plain function; Jinja's own where it takes a caller or any number of arguments."""
    if any(more[:3]) or not more[3]:
        return Macro(environment, function, name, list(arguments), *more)
    count = len(arguments)

    def macro(*args: Any, **kwargs: Any) -> Markup:
        if len(args) > count or kwargs.keys() - set(arguments[len(args) :]):
            raise TypeError(f"macro {name!r} takes the arguments {', '.join(arguments)}")
        if len(args) < count:
            args += tuple(kwargs.get(argument, missing) for argument in arguments[len(args) :])
        return str.__new__(Markup, function(*args))

    return macro


def quick_escape(value: Any) -> str:
    """The text of a value for HTML, as markupsafe.escape gives it, but a plain string: templates only join it."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return _escape(value)
    return _escape(str.__str__(value)) if isinstance(value, str) and not hasattr(value, "__html__") else markupsafe.escape(value)


def _plain_escape(text: str) -> str:
    """For a version of markupsafe without the function that its own escape calls."""
    return str.__str__(markupsafe.escape(text))


_escape: Callable[[str], str] = getattr(markupsafe, "_escape_inner", _plain_escape)
