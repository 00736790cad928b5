"""Values are what dataclasses would make of them."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

from kg.values import dataclass as ours


@ours(frozen=True, slots=True)
class Pair:
    """A value with a default and one that is made."""

    left: int
    right: tuple[int, ...] = ()
    names: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        if self.left < 0:
            raise ValueError("left")

    @property
    def both(self) -> tuple[int, ...]:
        return (self.left, *self.right)


@dataclasses.dataclass(frozen=True, slots=True)
class Model:
    """The same, by dataclasses."""

    left: int
    right: tuple[int, ...] = ()
    names: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        if self.left < 0:
            raise ValueError("left")

    @property
    def both(self) -> tuple[int, ...]:
        return (self.left, *self.right)


@ours(frozen=True, slots=True)
class Single:
    """One field; equal values have equal hashes."""

    only: str


@ours(frozen=True, slots=True)
class Nothing:
    """No field at all."""


@ours(frozen=True, slots=True)
class Told:
    """Says itself how it is shown."""

    words: str

    def __str__(self) -> str:
        return self.words

    def __repr__(self) -> str:
        return "told"


def test_what_is_asked_of_both_gives_the_same() -> None:
    for make in (lambda kind: kind(1), lambda kind: kind(1, (2,), ["a"]), lambda kind: kind(left=1, names=["b"]), lambda kind: kind(3, right=(4,))):
        value, model = make(Pair), make(Model)
        assert dataclasses.astuple(value) == dataclasses.astuple(model)
        assert repr(value) == repr(model).replace("Model", "Pair")
        assert value.both == model.both
        assert value == make(Pair)
        assert dataclasses.asdict(dataclasses.replace(value, left=9)) == dataclasses.asdict(dataclasses.replace(model, left=9))
        assert pickle.loads(pickle.dumps(value)) == value
    assert Pair(1).names is not Pair(1).names
    assert [field.name for field in dataclasses.fields(Pair)] == [field.name for field in dataclasses.fields(Model)]
    assert Pair.__doc__ == "A value with a default and one that is made."
    assert Pair.__match_args__ == Pair.__slots__ == ("left", "right", "names")
    assert Pair.__init__.__annotations__ == Model.__init__.__annotations__


def test_values_are_told_apart() -> None:
    assert Pair(1) != Pair(2)
    assert Pair(1) != Model(1)
    assert Single("a") == Single("a") != ("a",)
    assert len({Single("a"), Single("a"), Single("b")}) == 2
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert (str(Told("x")), repr(Told("x"))) == ("x", "told")


@pytest.mark.parametrize("kind", [Pair, Model])
def test_both_refuse_the_same(kind: Any) -> None:
    value = kind(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.left = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.left
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):  # A bug of Python 3.11: the class with slots is another than it asks super for.
        value.more = 2
    with pytest.raises(TypeError):
        kind()
    with pytest.raises(TypeError):
        kind(1, (), [], 4)
    with pytest.raises(ValueError, match="left"):
        kind(-1)
    with pytest.raises(TypeError):
        hash(value)  # Of a list.


def test_other_arguments_are_those_of_dataclasses() -> None:
    @ours(frozen=True, slots=True, order=True)
    class Ordered:
        """Can be sorted."""

        number: int

    assert Ordered(1) < Ordered(2)
    with pytest.raises(TypeError, match="for dataclasses"):

        @ours(frozen=True, slots=True)
        class Odd:
            """Has a field that is not compared."""

            number: int = dataclasses.field(compare=False)


@ours(frozen=True, slots=True, eq=False)
class Lone:
    """A value that only equals itself."""

    words: str


def test_a_value_without_comparison_only_equals_itself() -> None:
    one, other = Lone("a"), Lone("a")
    assert one == one
    assert one != other
    assert len({one, other}) == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.words = "b"  # type: ignore[misc]
