"""The OpenAPI document says what the routes do, and nothing else."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import app
from chalicelib.core.errors import Busy
from chalicelib.kit.http import JSON, Repetition, Route
from chalicelib.kit.openapi import document, refusals_of
from localdev.gateway import Gateway

PREFIX = "/api/v1"
ROUTES = [route for api in app.APIS for route in api.routes]
NAMES = [f"{route.method} {route.path}" for route in ROUTES]
each_route = pytest.mark.parametrize("route", ROUTES, ids=NAMES)


@pytest.fixture(scope="module")
def served() -> Any:
    answer = Gateway(app.app).call("GET", "/v1/openapi.json")
    assert answer.status == 200
    return answer.json()


def operation(served: Any, route: Route) -> Any:
    return served["paths"][route.path][route.method.lower()]


def values(node: Any, name: str) -> Iterator[Any]:
    if isinstance(node, dict):
        if name in node:
            yield node[name]
        for inner in node.values():
            yield from values(inner, name)
    elif isinstance(node, list):
        for inner in node:
            yield from values(inner, name)


def test_it_is_that_of_these_routes(served: Any) -> None:
    expected = document(ROUTES, title="Pupitre", version=app.VERSION, prefix=PREFIX)
    assert served == json.loads(json.dumps(expected))
    assert served["openapi"] == "3.1.0"
    assert served["servers"] == [{"url": PREFIX}]


def test_every_address_of_the_app_is_in_it_and_no_other(served: Any) -> None:
    described = {(f"/v1{path}", verb.upper()) for path, verbs in served["paths"].items() for verb in verbs}
    deployed = {(path, method) for path, methods in app.app.routes.items() for method in methods}
    assert described == {each for each in deployed if each[0].startswith("/v1/")} - {("/v1/openapi.json", "GET")}


def test_every_reference_leads_somewhere_and_every_schema_is_referred_to(served: Any) -> None:
    schemas = served["components"]["schemas"]
    references = {reference.removeprefix("#/components/schemas/") for reference in values(served, "$ref")}
    assert references <= schemas.keys()
    queries = {route.query.__name__ for route in ROUTES if route.query}
    assert schemas.keys() - references <= queries | {"Problem"} | _enums(schemas)


def _enums(schemas: Any) -> set[str]:
    return {name for name, schema in schemas.items() if "enum" in schema}


def test_operations_are_named_once(served: Any) -> None:
    names = list(values(served["paths"], "operationId"))
    assert len(names) == len(set(names)) == len(ROUTES)
    assert all(re.fullmatch("(get|post|put|delete)_[a-z_]+", name) for name in names)


@each_route
def test_an_operation_says_who_may_call_it(served: Any, route: Route) -> None:
    described = operation(served, route)
    assert described["x-access"] == route.access.name
    assert ("security" in described) is not route.access.anonymous
    assert ("401" in described["responses"]) is not route.access.anonymous or "auth" in route.path


@each_route
def test_an_operation_lists_every_code_it_may_refuse_with(served: Any, route: Route) -> None:
    responses = operation(served, route)["responses"]
    assert any(status.startswith("4") for status in responses)
    for refusal in refusals_of(route):
        answer = responses[str(int(refusal.kind))]
        assert re.search(rf"\b{refusal.code}\b", answer["description"])
        assert "application/problem+json" in answer["content"]


@each_route
def test_path_parameters_are_described(served: Any, route: Route) -> None:
    described = [one["name"] for one in operation(served, route)["parameters"] if one["in"] == "path"]
    assert described == re.findall(r"{(\w+)}", route.path)


DECIDED_AS_SEEN = {
    "/hosts/{host_id}/bookings/{booking_id}/move",
    "/hosts/{host_id}/spaces/{space_id}/edit",
    "/moderation/spaces/{space_id}/publication",
    "/moderation/spaces/{space_id}/refusal",
    "/moderation/spaces/{space_id}/edit/approval",
    "/moderation/spaces/{space_id}/edit/refusal",
}
"""About a booking or a space as its reader saw it: neither lost nor done twice."""


@each_route
def test_a_post_demands_a_key_unless_it_is_harmless_and_an_edit_its_version(served: Any, route: Route) -> None:
    headers = {one["name"] for one in operation(served, route)["parameters"] if one["in"] == "header"}
    keyed = route.method == "POST" and route.repetition is not Repetition.HARMLESS
    assert headers == ({"Idempotency-Key"} if keyed else set()) | ({"If-Match"} if route.versioned else set())
    assert route.versioned is (route.method == "PUT" or route.path in DECIDED_AS_SEEN)


def test_what_is_harmless_to_repeat_is_decided_in_the_records() -> None:
    """ADR 0008: sign-in, Stripe's events, reopening the payment page, looking at Stripe, links for one click, rounds
    and runs that do what is left to do; looking at what a block or an edit would hit, and taking a block away; saying
    who came; a place in a waiting list, and yes to what it offers; taking over what waits for one's address."""
    harmless = {route.path for route in ROUTES if route.method == "POST" and route.repetition is Repetition.HARMLESS}
    allowed = ("/auth/", "/stripe/")
    assert {path for path in harmless if not path.startswith(allowed)} == {
        "/bookings/{booking_id}/checkout",
        "/bookings/{booking_id}/offer-acceptance",
        "/claims",
        "/claims/lookup",
        "/hosts/{host_id}/arrivals",
        "/hosts/{host_id}/bookings/{booking_id}/arrival",
        "/hosts/{host_id}/claim/check",
        "/hosts/{host_id}/collection/dashboard",
        "/hosts/{host_id}/collection/onboarding",
        "/hosts/{host_id}/collection/refresh",
        "/hosts/{host_id}/payouts/retry",
        "/hosts/{host_id}/spaces/{space_id}/blocks/cancellation",
        "/hosts/{host_id}/spaces/{space_id}/blocks/preview",
        "/hosts/{host_id}/spaces/{space_id}/impact",
        "/operations/closings/{month}/runs",
        "/waiting",
    }


@each_route
def test_query_parameters_are_the_shapes_and_lead_nowhere_else(served: Any, route: Route) -> None:
    described = [one for one in operation(served, route)["parameters"] if one["in"] == "query"]
    fields = route.query.model_fields if route.query else {}
    assert {one["name"] for one in described} == {field.alias or name for name, field in fields.items()}
    assert not list(values(described, "$ref"))


@each_route
def test_a_list_says_that_it_may_refuse_a_cursor(served: Any, route: Route) -> None:
    paged = route.query is not None and "cursor" in route.query.model_fields
    refused = operation(served, route)["responses"].get("422", {}).get("description", "")
    assert ("bad_cursor" in refused) is paged


@each_route
def test_an_answer_with_a_version_says_that_it_carries_its_tag(served: Any, route: Route) -> None:
    success = operation(served, route)["responses"][str(route.status)]
    versioned = route.answer is not None and "version" in route.answer.model_fields
    assert ("ETag" in success.get("headers", {})) is (versioned or route.media != JSON)


def test_a_version_is_described_as_it_is_read(served: Any) -> None:
    [pattern] = {
        one["schema"]["pattern"]
        for verbs in served["paths"].values()
        for described in verbs.values()
        for one in described["parameters"]
        if one["name"] == "If-Match"
    }
    for tag in ("1", '"1"', 'W/"1"', '"' + "9" * 15 + '"'):
        assert re.search(pattern, tag)
    for tag in ("", "*", '"x"', '"1", "2"', '"' + "9" * 16 + '"'):
        assert not re.search(pattern, tag)


def test_a_call_that_writes_says_that_it_may_be_too_busy() -> None:
    """Any commit may raise Busy (rule 6: every refusal is listed)."""
    silent = [
        f"{route.method} {route.path}"
        for route in ROUTES
        if route.method != "GET" and not route.path.startswith(("/auth/", "/stripe/"))
        if Busy not in refusals_of(route)
    ]
    assert silent == []


def test_a_document_never_shows_a_default_that_is_no_json(served: Any) -> None:
    json.dumps(served, allow_nan=False)
