"""What the installed Stripe SDK says a request may contain.

Stripe generates `stripe/params/**` from its own API description, and every service method names the endpoint
and the parameter type it sends. Together they are a contract of the exact version we run, readable offline.
"""

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import stripe

from localdev.doubles.stripe.param_reading import FormReader, JsonReader, Problem

_METHOD_SPLIT = re.compile(r"\n    (?:async )?def ")
_PARAMS_TYPE = re.compile(r'params: (?:Optional\[)?\s*"(\w+)"')
_REQUEST = re.compile(r'self\._request\(\s*"(get|post|delete)",\s*"([^"]+)"')
_PARAMS_IMPORT = re.compile(r"from (stripe\.params[\w.]*) import \(?\s*(\w+)")


@dataclass(frozen=True)
class Operation:
    """One endpoint of the API, with the type of the parameters it takes."""

    verb: str
    template: str
    params_module: str
    params_name: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{\w+\}", "[^/]+", self.template))

    @property
    def takes_json(self) -> bool:
        return self.verb == "post" and self.template.startswith("/v2/")

    @property
    def lists_v2(self) -> bool:
        return self.verb == "get" and self.template.startswith("/v2/") and "{" not in self.template

    def params_type(self) -> type:
        found: type = getattr(importlib.import_module(self.params_module), self.params_name)
        return found


def _operations_in(source: str) -> Iterator[Operation]:
    modules = {name: module for module, name in _PARAMS_IMPORT.findall(source)}
    for method in _METHOD_SPLIT.split(source):
        params, request = _PARAMS_TYPE.search(method), _REQUEST.search(method)
        if params and request and params.group(1) in modules:
            yield Operation(request.group(1), request.group(2), modules[params.group(1)], params.group(1))


@cache
def operations() -> tuple[Operation, ...]:
    """Every endpoint the SDK's services can call; literal paths come before those with placeholders."""
    package = Path(stripe.__file__).parent
    found = [
        operation
        for file in sorted(package.rglob("_*_service.py"))
        for operation in _operations_in(file.read_text(encoding="utf-8"))
    ]
    return tuple(sorted(found, key=lambda operation: operation.template.count("{")))


@cache
def operation_for(verb: str, path: str) -> Operation | None:
    return next((op for op in operations() if op.verb == verb.lower() and op.pattern.fullmatch(path)), None)


def read_params(operation: Operation, decoded: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The typed parameters of a call, and everything in it that this version of the API would refuse."""
    reader = JsonReader() if operation.takes_json else FormReader()
    # The next page of a v2 list is an address that Stripe hands out: `page` is no parameter of the SDK's types.
    follows = {name: decoded[name] for name in ("page",) if operation.lists_v2 and name in decoded}
    given = {name: value for name, value in decoded.items() if name not in follows}
    typed = reader.read(given, operation.params_type(), "")
    return {**typed, **follows}, reader.problems
