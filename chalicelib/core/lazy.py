"""Dataclasses that are made when the first of them is needed (ADR 0020).

`dataclasses.dataclass` compiles half a dozen methods for each class: half of what our own modules cost a cold start,
of which one request needs a tenth.
"""

import dataclasses
from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

C = TypeVar("C", bound=type)

_waiting: dict[type, dict[str, Any]] = {}
"""What `dataclass` was told about each class that is not made yet."""

_one_at_a_time = RLock()

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(**how: Any) -> Callable[[C], C]:
        """`dataclasses.dataclass`, put off until there is an instance; without `slots` or an `__init__` of one's own.

        `dataclasses.fields` and the like want `made` around a class that may have no instance yet.
        """

        def put_off(cls: C) -> C:
            if "__init__" in vars(cls):
                raise TypeError(f"{cls.__name__} has an __init__ of its own")

            def make_first(self: object, *arguments: Any, **named: Any) -> None:
                made(cls)
                self.__init__(*arguments, **named)

            def schema_of(source: type, handler: Callable[[type], Any]) -> Any:
                return handler(made(source))

            cls.__init__ = make_first
            # Pydantic knows a dataclass by its fields.
            cls.__get_pydantic_core_schema__ = staticmethod(schema_of)
            _waiting[cls] = how
            return cls

        return put_off


def made(cls: C) -> C:
    """The class as a whole dataclass; its bases first."""
    with _one_at_a_time:
        for one in reversed(cls.__mro__):
            if one in _waiting:
                _make(one, _waiting[one])
                del _waiting[one]
    return cls


def _make(cls: Any, how: dict[str, Any]) -> None:
    """`__init__` last, and at one stroke: until then, other threads wait at the one that stands in for it."""
    dataclasses.dataclass(**how, init=False)(cls)
    namespace = {"__post_init__": cls.__post_init__} if hasattr(cls, "__post_init__") else {}
    fields = [(one.name, one.type, _copied(one)) for one in dataclasses.fields(cls)]
    twin: Any = dataclasses.make_dataclass(
        cls.__name__, fields, namespace=namespace, frozen=how.get("frozen", False), repr=False, eq=False
    )
    twin.__init__.__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = twin.__init__


def _copied(one: "dataclasses.Field[Any]") -> Any:
    named: Any = {"default": one.default, "default_factory": one.default_factory}
    return dataclasses.field(**named, init=one.init, kw_only=bool(one.kw_only))
