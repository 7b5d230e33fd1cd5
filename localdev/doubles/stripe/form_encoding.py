"""The form encoding of Stripe's v1 API: `line_items[0][price_data][currency]=eur`."""

import re
from typing import Any
from urllib.parse import parse_qsl

_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


class MalformedForm(ValueError):
    """A body that cannot be read as nested keys."""


def decode_form(encoded: str) -> dict[str, Any]:
    """Nested hashes of text; arrays stay hashes keyed "0", "1", … because only a type can tell them apart."""
    decoded: dict[str, Any] = {}
    for key, value in parse_qsl(encoded, keep_blank_values=True):
        _place(decoded, _segments(key), value)
    return decoded


def _segments(key: str) -> list[str]:
    match = _KEY.fullmatch(key)
    if not match:
        raise MalformedForm(key)
    return [match.group(1), *_BRACKETS.findall(match.group(2))]


def _place(into: dict[str, Any], segments: list[str], value: str) -> None:
    for segment in segments[:-1]:
        nested = into.setdefault(segment or str(len(into)), {})
        if not isinstance(nested, dict):
            raise MalformedForm(segment)
        into = nested
    last = segments[-1] or str(len(into))
    if last in into:
        raise MalformedForm(last)
    into[last] = value
