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
    names = tuple(name for name, kind in vars(cls).get("__annotations__", {}).items() if not str(kind).startswith("ClassVar"))
    members = {name: member for name, member in vars(cls).items() if name not in (*names, "__dict__", "__weakref__")}
    members |= {"__slots__": names, "__match_args__": names, "__dataclass_fields__": _Fields(cls)}
    made: type = type(cls)(cls.__name__, cls.__bases__, members)
    made.__qualname__ = cls.__qualname__
    own = [("__init__", _compile_init(made, cls, names)), *(_make_comparisons(names) if eq else ())]
    for name, function in own:
        function.__name__, function.__qualname__ = name, f"{made.__qualname__}.{name}"
    for name, function in (*own, *_SHARED.items()):
        if name not in members:
            setattr(made, name, function)
    return made


class _Fields:
    """The fields of a class as ``dataclasses`` knows them, made by it when they are asked for."""

    def __init__(self, cls: type) -> None:
        self._cls = cls

    def __get__(self, instance: object, owner: type) -> dict[str, dataclasses.Field[Any]]:
        model: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(self._cls)
        found: dict[str, dataclasses.Field[Any]] = model.__dataclass_fields__
        owner.__dataclass_fields__ = found  # type: ignore[attr-defined]
        return found


def _compile_init(made: type, cls: type, names: tuple[str, ...]) -> Any:
    """The function that is called most, compiled for the fields of a class."""
    scope: dict[str, Any] = {"_MISSING": dataclasses.MISSING}
    parameters, lines = ["self"], []
    for name in names:
        default, value = vars(cls).get(name, dataclasses.MISSING), name
        scope[f"_set_{name}"] = vars(made)[name].__set__
        if isinstance(default, dataclasses.Field):
            if default.kw_only is True or default.hash is not None or not (default.init and default.repr and default.compare):
                raise TypeError(f"{cls.__qualname__}.{name}: a field that is more than a value with a default is for dataclasses.dataclass")
            factory, default = default.default_factory, default.default
        else:
            factory = dataclasses.MISSING
        if factory is not dataclasses.MISSING:
            scope[f"_make_{name}"] = factory
            parameters.append(f"{name}=_MISSING")
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        elif default is not dataclasses.MISSING:
            scope[f"_default_{name}"] = default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f" _set_{name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), scope)
    init = scope["__init__"]
    init.__annotations__ = {name: vars(cls)["__annotations__"][name] for name in names} | {"return": None}
    return init


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
