"""Holds every answer against the OpenAPI document: its status, its problem code, its whole body."""

import re
from functools import cache
from typing import Any

import requests
from jsonschema_rs import Draft202012Validator

# The gateway answers these before any route is reached.
OF_THE_GATEWAY = {"token_refused", "method_not_allowed", "length_required"}
PROBLEM = "#/components/schemas/Problem"


class Contract:
    def __init__(self, document: dict[str, Any]) -> None:
        self.paths: dict[str, dict[str, Any]] = document["paths"]
        self._components: dict[str, Any] = document["components"]
        self._validator = cache(self._compiled)
        self._patterns = [(re.compile(re.sub(r"{\w+}", "[^/]+", path)), path) for path in self.paths]

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        for pattern, template in self._patterns:
            if pattern.fullmatch(path) and method.lower() in self.paths[template]:
                operation: dict[str, Any] = self.paths[template][method.lower()]
                return operation
        return None

    def examine(self, method: str, path: str, answer: requests.Response) -> None:
        operation = self.operation(method, path.partition("?")[0])
        if operation is None or _code(answer) in OF_THE_GATEWAY:
            return
        told = operation["responses"].get(str(answer.status_code))
        where = f"{method} {path} answered {answer.status_code}: {answer.text[:500]}"
        assert told is not None, f"an undeclared status. {where}"
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", where
            self._examine_body(answer.json(), {"$ref": PROBLEM}, where)
            assert _code(answer) in re.split("[:, ]+", told["description"]), f"an undeclared code. {where}"
        elif content := told.get("content"):
            [media] = content
            if media != "application/json":
                assert answer.headers["Content-Type"] == f"{media}; charset=utf-8", where
                return
            assert answer.headers["Content-Type"] == "application/json", where
            self._examine_body(answer.json(), content[media]["schema"], where)

    def _examine_body(self, body: Any, schema: dict[str, Any], where: str) -> None:
        wrong = [
            f"{error.instance_path}: {error.message}" for error in self._validator(schema["$ref"]).iter_errors(body)
        ]
        assert wrong == [], where

    def _compiled(self, reference: str) -> Draft202012Validator:
        document = {"$ref": reference, "components": self._components}
        return Draft202012Validator(document, validate_formats=True)


def _code(answer: requests.Response) -> str:
    kind = answer.headers.get("Content-Type", "")
    return str(answer.json().get("code", "")) if kind == "application/problem+json" else ""
