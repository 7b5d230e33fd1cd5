"""The OpenAPI 3.1 document, written from the routes themselves so that it cannot drift."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chalicelib.core.errors import Busy, NotFound, Refusal, StaleVersion
from chalicelib.kit.access import SignInFirst
from chalicelib.kit.call import VersionRequired
from chalicelib.kit.cursor import BadCursor
from chalicelib.kit.http import (
    JSON,
    BodyTooLarge,
    InvalidBody,
    Route,
    Unexpected,
    UnreadableBody,
    UnsupportedMedia,
)
from chalicelib.kit.idempotency import KeyInFlight, KeyRequired, KeyReused
from chalicelib.kit.shapes import PageQuery

REFERENCE = "#/components/schemas/{model}"
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. `code` is stable; `detail` is for people, in the language of Accept-Language.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {"type": "string", "description": "RFC 6901, into the body or the query"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
        "params": {"type": "object", "additionalProperties": True},
    },
}
ETAG: dict[str, Any] = {
    "ETag": {
        "description": "The version that If-Match names",
        "required": True,
        "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    }
}

TEXT_TAG: dict[str, Any] = {
    "ETag": {"description": "For If-None-Match", "required": True, "schema": {"type": "string"}}
}


def document(routes: Iterable[Route], *, title: str, version: str, prefix: str) -> dict[str, Any]:
    """The whole document; `prefix` is where the API is served (`/api/v1`)."""
    routes = list(routes)
    references, schemas = _schemas(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": prefix}],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": PROBLEM},
            "securitySchemes": {
                "session": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            },
        },
    }


def _schemas(routes: list[Route]) -> tuple[dict[Any, Any], dict[str, Any]]:
    asked: list[tuple[type[BaseModel], Any]] = []
    for route in routes:
        asked += [(shape, "validation") for shape in (route.body, route.query) if shape]
        asked += [(route.answer, "serialization")] if route.answer else []
    references, definitions = models_json_schema(list(dict.fromkeys(asked)), ref_template=REFERENCE)
    return references, definitions.get("$defs", {})


def _operation(route: Route, references: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.view.__name__,
        "summary": route.summary,
        "tags": [route.tag],
        "x-access": route.access.name,
        "parameters": [*_path_parameters(route), *_headers(route), *_query_parameters(route)],
        "responses": _responses(route, references),
    }
    if not route.access.anonymous:
        operation["security"] = [{"session": []}]
    if route.body is not None:
        schema = references[(route.body, "validation")]
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", route.path)
    ]


def _headers(route: Route) -> list[dict[str, Any]]:
    headers: list[dict[str, Any]] = []
    if route.needs_key:
        schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 255}
        headers.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": schema})
    if route.versioned:
        schema = {"type": "string", "pattern": r'^(W/)?"?[0-9]{1,15}"?$'}
        headers.append({"name": "If-Match", "in": "header", "required": True, "schema": schema})
    return headers


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    shape = route.query.model_json_schema(ref_template=REFERENCE)
    required = shape.get("required", [])
    definitions = shape.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _inlined(schema, definitions)}
        for name, schema in shape["properties"].items()
    ]


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
        return {name: _inlined(value, definitions) for name, value in schema.items()}
    if isinstance(schema, list):
        return [_inlined(value, definitions) for value in schema]
    return schema


def _responses(route: Route, references: dict[Any, Any]) -> dict[str, Any]:
    success: dict[str, Any] = {"description": route.summary}
    if route.answer is not None:
        schema = references[(route.answer, "serialization")]
        success["content"] = {"application/json": {"schema": schema}}
        success |= {"headers": ETAG} if "version" in route.answer.model_fields else {}
    responses = {str(route.status): success}
    if route.media != JSON:
        success |= {"content": {route.media: {"schema": {"type": "string"}}}, "headers": TEXT_TAG}
        responses["304"] = {"description": "Unchanged since the tag of If-None-Match"}
    if route.may_be_empty:
        responses["204"] = {"description": "Nothing to answer"}
    codes: dict[int, list[str]] = {}
    for refusal in refusals_of(route):
        codes.setdefault(int(refusal.kind), []).append(refusal.code)
    problem = {"application/problem+json": {"schema": {"$ref": REFERENCE.format(model="Problem")}}}
    for status, names in sorted(codes.items()):
        listed = ", ".join(dict.fromkeys(names))
        responses[str(status)] = {"description": f"`code`: {listed}", "content": problem}
    return responses


def refusals_of(route: Route) -> list[type[Refusal]]:
    """What the route declares and what its shape implies."""
    implied: list[type[Refusal]] = [Unexpected, BodyTooLarge]
    if not route.access.anonymous:
        implied += [SignInFirst, *route.access.refusals]
    if route.body is not None:
        implied += [UnreadableBody, UnsupportedMedia, InvalidBody]
    if route.query is not None:
        implied.append(InvalidBody)
        implied += [BadCursor] if issubclass(route.query, PageQuery) else []
    if "{" in route.path:
        implied.append(NotFound)
    if route.method != "GET":
        implied.append(Busy)
    if route.needs_key:
        implied += [KeyRequired, KeyInFlight, KeyReused]
    if route.versioned:
        implied += [VersionRequired, StaleVersion]
    return [*implied, *route.refusals]
