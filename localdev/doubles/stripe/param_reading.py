"""Reading the parameters of a call by the types that the SDK gives them."""

import re
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from stripe._request_options import RequestOptions
from stripe._stripe_context import StripeContext
from typing_extensions import is_typeddict

ProblemKind = Literal["unknown", "missing", "type", "enum", "empty"]

# The inherited options are written as text, resolved where the inheriting type lives: give them their names.
_OPTION_NAMES = {"Mapping": Mapping, "StripeContext": StripeContext}
_INTEGER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Problem:
    kind: ProblemKind
    param: str
    detail: str

    def __str__(self) -> str:
        return f"{self.param}: {self.detail}"


@dataclass
class FormReader:
    """Turns decoded form values (all text) into typed ones and notes whatever the types do not allow."""

    problems: list[Problem] = field(default_factory=list)

    def note(self, kind: ProblemKind, path: str, detail: str) -> None:
        self.problems.append(Problem(kind, path, detail))

    def read(self, value: Any, expected: Any, path: str) -> Any:
        origin = get_origin(expected)
        if origin in (Union, UnionType):
            return self.read_union(value, get_args(expected), path)
        if origin is Literal:
            return self.read_literal(value, get_args(expected), path)
        if origin is list:
            return self.read_list(value, get_args(expected)[0], path)
        if is_typeddict(expected):
            return self.read_typed_dict(value, expected, path)
        if _is_free_mapping(expected):
            return self.read_mapping(value, get_args(expected)[-1], path)
        return self.read_scalar(value, expected, path)

    def read_union(self, value: Any, members: tuple[Any, ...], path: str) -> Any:
        literals = [value for member in members if get_origin(member) is Literal for value in get_args(member)]
        if isinstance(value, str):
            if value in literals:
                return value
            # The SDK widens every enum with `| str`; the listed values are what the pinned API version takes.
            if any(literals):
                return self.read_literal(value, tuple(literals), path)
        nested = isinstance(value, (dict, list))
        wanted = [member for member in members if _takes_mapping(member) == nested]
        return self.read_first_that_fits(value, [m for m in wanted if get_origin(m) is not Literal], path)

    def read_first_that_fits(self, value: Any, members: list[Any], path: str) -> Any:
        if not members:
            self.note("type", path, "is neither of the kinds of value allowed here")
            return value
        attempts = []
        for member in members:
            attempt = type(self)()
            attempts.append((attempt, attempt.read(value, member, path)))
            if not attempt.problems:
                return attempts[-1][1]
        closest, read = min(attempts, key=lambda pair: len(pair[0].problems))
        self.problems.extend(closest.problems)
        return read

    def read_literal(self, value: Any, allowed: tuple[Any, ...], path: str) -> Any:
        if value not in allowed:
            listed = ", ".join(repr(item) for item in allowed)
            self.note("enum", path, f"{value!r} is not one of {listed}")
        return value

    def read_list(self, value: Any, item_type: Any, path: str) -> Any:
        if not isinstance(value, dict) or list(value) != [str(index) for index in range(len(value))]:
            self.note("type", path, "must be an array")
            return []
        return [self.read(item, item_type, f"{path}[{index}]") for index, item in value.items()]

    def read_typed_dict(self, value: Any, expected: type, path: str) -> Any:
        if not isinstance(value, dict):
            self.note("type", path, "must be a hash")
            return {}
        fields, required = fields_of(expected)
        for name in sorted(required - set(value)):
            self.note("missing", _nested(path, name), "is required")
        known = {}
        for name, item in value.items():
            if name in fields:
                known[name] = self.read(item, fields[name], _nested(path, name))
            else:
                self.note("unknown", _nested(path, name), "is not a parameter of this API version")
        return known

    def read_mapping(self, value: Any, item_type: Any, path: str) -> Any:
        if not isinstance(value, dict):
            self.note("type", path, "must be a hash")
            return {}
        # An empty value unsets one key of a hash such as `metadata`.
        return {k: "" if v == "" else self.read(v, item_type, _nested(path, k)) for k, v in value.items()}

    def read_scalar(self, value: Any, expected: Any, path: str) -> Any:
        if not isinstance(value, str):
            self.note("type", path, f"must be a {getattr(expected, '__name__', expected)}, not a nested value")
            return value
        if value == "" and expected is not Any:
            self.note("empty", path, "is empty and cannot be unset here")
            return value
        try:
            return _SCALARS.get(expected, str)(value)
        except (ValueError, InvalidOperation):
            self.note("type", path, f"{value!r} is not a valid {expected.__name__}")
            return value


class JsonReader(FormReader):
    """The bodies of v2 carry their types: numbers that may be large or broken travel as text, nothing else does."""

    def read_list(self, value: Any, item_type: Any, path: str) -> Any:
        if not isinstance(value, list):
            self.note("type", path, "must be an array")
            return []
        return [self.read(item, item_type, f"{path}[{index}]") for index, item in enumerate(value)]

    def read_scalar(self, value: Any, expected: Any, path: str) -> Any:
        kinds = _JSON_KINDS.get(expected)
        # A bool is an int to Python, never to Stripe.
        if kinds and (not isinstance(value, kinds) or isinstance(value, bool) != (expected is bool)):
            self.note("type", path, f"must be a {expected.__name__}")
        return value


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_JSON_KINDS: dict[Any, tuple[type, ...]] = {
    int: (int, str),
    bool: (bool,),
    float: (float, int),
    Decimal: (str,),
    str: (str,),
}
_SCALARS: dict[Any, typing.Callable[[str], Any]] = {
    int: _integer,
    bool: _boolean,
    float: float,
    Decimal: Decimal,
}


def _nested(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


def _is_free_mapping(expected: Any) -> bool:
    name = getattr(get_origin(expected), "__name__", "")
    return name in ("dict", "Mapping", "UntypedStripeObject")


def _takes_mapping(expected: Any) -> bool:
    return get_origin(expected) is list or is_typeddict(expected) or _is_free_mapping(expected)


@cache
def fields_of(typed_dict: type) -> tuple[dict[str, Any], frozenset[str]]:
    """The parameters a TypedDict of the SDK allows, and those it requires."""
    hints = typing.get_type_hints(typed_dict, localns=_OPTION_NAMES)
    # Every top-level parameter type inherits the per-call options, which never travel in the body.
    options: set[str] = set()
    if RequestOptions.__annotations__.keys() <= hints.keys():
        options = set(RequestOptions.__annotations__)
    required: Iterable[str] = getattr(typed_dict, "__required_keys__", ())
    return {name: hint for name, hint in hints.items() if name not in options}, frozenset(required) - options
