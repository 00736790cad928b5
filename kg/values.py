"""``dataclass`` for frozen values with slots, made in a quarter of the time: a program that starts makes about a hundred such classes.

``dataclasses`` compiles six texts for each class; here it is one, that of ``__init__``, and what is seldom called is the same code for all classes.
What is made is a dataclass to ``dataclasses.fields`` and ``replace`` and behaves like one made there, for classes that inherit from none. Other
arguments than ``frozen``, ``slots`` and ``eq`` go there.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, **options: bool) -> Any:
        """As ``dataclasses.dataclass``."""
        if options.get("frozen") and options.get("slots") and options.keys() <= {"frozen", "slots", "eq"}:
            return _make_value if options.get("eq", True) else _make_identity
        return dataclasses.dataclass(cls, **options) if cls else dataclasses.dataclass(**options)


def _make_identity(cls: type) -> type:
    """A value that only equals itself (``eq=False``)."""
    return _make_value(cls, eq=False)


def _make_value(cls: type, eq: bool = True) -> type:
    fields = dataclasses.fields(dataclasses.dataclass(init=False, repr=False, eq=False)(cls))
    if any(field.kw_only or field.hash is not None or not (field.init and field.repr and field.compare) for field in fields):
        raise TypeError(f"{cls.__qualname__}: a field that is more than a value with a default is for dataclasses.dataclass")
    names = tuple(field.name for field in fields)
    members = {name: member for name, member in vars(cls).items() if name not in (*names, "__dict__", "__weakref__")}
    made: type = type(cls)(cls.__name__, cls.__bases__, {**members, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    for name, function in (*_compile_functions(made, fields, eq), *_SHARED.items()):
        if name not in members:
            setattr(made, name, function)
    return made


def _compile_functions(made: type, fields: tuple[dataclasses.Field[Any], ...], eq: bool) -> list[tuple[str, Any]]:
    """The functions that are called often, compiled for the fields of a class, all at once."""
    scope: dict[str, Any] = {"_MISSING": dataclasses.MISSING}
    parameters, lines = ["self"], []
    for field in fields:
        name = value = field.name
        scope[f"_set_{name}"] = getattr(made, name).__set__
        if field.default is not dataclasses.MISSING:
            scope[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            scope[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_MISSING")
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        else:
            parameters.append(name)
        lines.append(f" _set_{name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), scope)
    functions: list[tuple[str, Any]] = [("__init__", scope["__init__"])]
    if eq:
        functions += _make_comparisons(tuple(field.name for field in fields))
    for name, function in functions:
        function.__name__ = name
        function.__qualname__ = f"{made.__qualname__}.{name}"
    scope["__init__"].__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    return functions


def _make_comparisons(names: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Equality and hash by the fields of a class, without compiling anything."""
    values = attrgetter(*names) if names else type

    def equals(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def make_hash(self: Any) -> int:
        return hash(values(self))

    return [("__eq__", equals), ("__hash__", make_hash)]


def _show(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__slots__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__slots__, state, strict=True):
        object.__setattr__(self, name, value)


_SHARED = {"__repr__": _show, "__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _get_state, "__setstate__": _set_state}
