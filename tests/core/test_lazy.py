"""A lazy dataclass is a dataclass, made when the first is needed."""

import dataclasses
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, asdict, field, replace
from threading import Barrier, Thread
from typing import Any

import pytest
from pydantic import TypeAdapter

import chalicelib
from chalicelib.core import lazy
from chalicelib.core.lazy import dataclass, made


def a_pair() -> tuple[Any, Any]:
    """A class and one that adds to it, neither made."""

    @dataclass(frozen=True)
    class Point:
        x: int
        y: int = 0
        marks: list[str] = field(default_factory=list)

    @dataclass(frozen=True, kw_only=True)
    class Named(Point):
        name: str
        seen: list[str] = field(default_factory=list, init=False)

        def __post_init__(self) -> None:
            self.seen.append(self.name)

    return Point, Named


def test_it_is_not_made_before_there_is_one() -> None:
    point, named = a_pair()
    assert not dataclasses.is_dataclass(point)
    assert named(1, name="a").y == 0
    assert [one.name for one in dataclasses.fields(point)] == ["x", "y", "marks"]
    assert not {point, named} & lazy._waiting.keys()


def test_the_base_may_be_made_first_and_by_itself() -> None:
    point, named = a_pair()
    assert point(1) == point(x=1, y=0, marks=[])
    assert not [one for one in dataclasses.fields(named) if one.name == "name"]
    assert named(1, 2, name="b").seen == ["b"]


def test_fields_defaults_and_refusals_are_those_of_a_dataclass() -> None:
    point, named = a_pair()
    assert asdict(replace(named(1, name="a"), x=2)) == {"x": 2, "y": 0, "marks": [], "name": "a", "seen": ["a"]}
    assert point(1) != named(1, name="a")
    assert point(1).marks is not point(1).marks
    assert repr(point(1)).endswith("Point(x=1, y=0, marks=[])")
    with pytest.raises(FrozenInstanceError):
        point(1).x = 2
    for wrong in (named, lambda: point(), lambda: point(1, z=1), lambda: named(1, 2, [], "a")):
        with pytest.raises(TypeError, match="__init__"):
            wrong()


def test_order_and_hash_come_with_it() -> None:
    @dataclass(frozen=True, order=True)
    class Version:
        number: int

    assert Version(1) < Version(2)
    assert len({Version(1), Version(1)}) == 1


def test_who_only_asks_for_its_fields_has_it_made() -> None:
    _, named = a_pair()
    assert set(made(named).__dataclass_fields__) == {"x", "y", "marks", "name", "seen"}
    assert made(made(named)) is named


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns after every few steps."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_pydantic_takes_it_for_what_it_is() -> None:
    @dataclass(frozen=True)
    class End:
        x: int

    @dataclass(frozen=True)
    class Line:
        start: End
        end: End | None = None

    assert TypeAdapter(Line).validate_python({"start": {"x": 1}}) == Line(End(1))


@pytest.mark.usefixtures("hasty")
def test_many_may_want_the_first_one_at_once() -> None:
    for _ in range(20):
        point, _named = a_pair()
        start = Barrier(8)
        found: list[int] = []

        def want(number: int, point: Any = point, start: Barrier = start, found: list[int] = found) -> None:
            start.wait()
            found.append(point(number).x)

        threads = [Thread(target=want, args=(number,)) for number in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(found) == list(range(8))


def test_an_init_of_ones_own_is_refused() -> None:
    with pytest.raises(TypeError, match="of its own"):

        @dataclass()
        class Odd:
            x: int

            def __init__(self) -> None:
                self.x = 1


def test_every_class_of_the_product_can_be_made() -> None:
    """What is wrong with a dataclass shows when it is made."""
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        importlib.import_module(module.name)
    for cls in list(lazy._waiting):
        made(cls)
