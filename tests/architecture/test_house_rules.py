"""The rules of docs/architecture.md that no type checker and no import contract enforces."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import app
from chalicelib.core.facts import Fact
from chalicelib.core.lazy import made
from chalicelib.kit.access import Access
from chalicelib.kit.http import Api
from chalicelib.payments.webhooks import (
    ACCOUNT_EVENT_TYPES,
    DISPUTE_EVENT_TYPES,
    EVENT_TYPES,
    PAYOUT_EVENT_TYPES,
)
from chalicelib.reactions import HANDLERS

ROOT = Path(__file__).parents[2]
PRODUCT = sorted((ROOT / "chalicelib").rglob("*.py"))
MODULES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in PRODUCT}

ASKS_FOR_THE_TIME = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time|time\.time_ns)$")
MAY_ASK = {"chalicelib/core/clock.py"}
EVENT_SOURCES = {
    "on_sqs_message", "on_dynamodb_record", "on_s3_event", "on_sns_message", "on_kinesis_record", "on_cw_event",
    "schedule", "lambda_function", "authorizer",
}  # fmt: skip
VAGUE = {"utils", "util", "helpers", "helper", "service", "services", "manager", "managers", "common", "misc", "lib"}
LONGEST_FUNCTION = 60
LONGEST_MODULE = 300
PAGES = {
    (path, method)
    for path in ("/espaces/{place}", "/espaces/{place}/{name}", "/sitemap.xml", "/robots.txt")
    for method in ("GET", "HEAD")
}
"""What crawlers read at the site's own addresses: HTML, not the API's."""


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def questions_of_time(tree: ast.AST) -> Iterator[str]:
    """Both `datetime.now` called and `datetime.now` handed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ASKS_FOR_THE_TIME.search(dotted(node)):
            yield f"line {node.lineno}: {dotted(node)}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"line {node.lineno}: {one.name}" for one in node.names if one.name in {"time", "time_ns"})


def test_only_the_clock_asks_what_time_it_is() -> None:
    asked = {module: list(questions_of_time(tree)) for module, tree in MODULES.items() if module not in MAY_ASK}
    assert {module: found for module, found in asked.items() if found} == {}


def test_the_check_itself_sees_who_asks() -> None:
    for asks in ("x = datetime.now(UTC)", "x = dt.datetime.utcnow", "from time import time", "y = time.time()"):
        assert list(questions_of_time(ast.parse(asks))), asks


def test_event_sources_are_declared_on_the_map_alone() -> None:
    """Chalice would deploy a blueprint's handler as `chalicelib.x.fn`, and the map would never run."""
    declared = {
        f"{module}:{decorator.lineno}"
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if dotted(decorator.func if isinstance(decorator, ast.Call) else decorator).rsplit(".", 1)[-1]
        in EVENT_SOURCES
    }
    assert declared == set()
    sources = app.app.event_sources + app.app.pure_lambda_functions + app.app.builtin_auth_handlers
    assert len(sources) >= 7
    assert {source.handler_string.split(".")[0] for source in sources} == {"app"}


def test_every_route_is_declared_through_an_api_and_says_who_may_call_it() -> None:
    ours = {(f"/v1{route.path}", route.method) for api in app.APIS for route in api.routes}
    deployed = {(path, method) for path, methods in app.app.routes.items() for method in methods}
    assert deployed - ours == {("/v1/openapi.json", "GET")} | PAGES
    assert all(isinstance(route.access, Access) for api in app.APIS for route in api.routes)
    with pytest.raises(TypeError, match="access"):
        Api("x", "y").route("GET", "/x", summary="no access")  # type: ignore[call-arg]


def test_a_route_that_is_not_public_stands_behind_the_authorizer() -> None:
    public = {
        (f"/v1{route.path}", route.method) for api in app.APIS for route in api.routes if route.access.anonymous
    }
    for path, methods in app.app.routes.items():
        for method, entry in methods.items():
            open_to_all = (path, method) in public | PAGES or path == "/v1/openapi.json"
            assert (entry.authorizer is None) is open_to_all, (method, path)


def test_a_route_of_hosts_or_moderators_begins_with_what_its_access_needs() -> None:
    for api in app.APIS:
        for route in api.routes:
            if "host" in route.access.name:
                assert route.path.startswith("/hosts/{host_id}"), route
            assert route.path.startswith("/moderation") is (route.access.name == "moderator"), route


def test_modules_are_named_after_what_they_hold_and_are_short() -> None:
    assert [module for module in MODULES if VAGUE & set(Path(module).with_suffix("").parts)] == []
    lines = {module: len((ROOT / module).read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {module: length for module, length in lines.items() if length > LONGEST_MODULE} == {}


def test_functions_fit_a_page() -> None:
    assert [
        f"{module}: {node.name}"
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ] == []


def test_production_does_not_ask_whether_it_is_local() -> None:
    asks = re.compile(
        r"settings\(\)\.stage\s*[!=]=|\bis_local\b|ministack|localstack|\bimport localdev|from localdev"
    )
    assert [module for module in MODULES if asks.search((ROOT / module).read_text(encoding="utf-8"))] == []


def test_facts_hold_no_addresses_of_people() -> None:
    personal = re.compile("mail|phone|first_name|given|family|password|card")
    kinds = [kind for kind in Fact.kinds.values() if kind.__module__.startswith("chalicelib.")]
    assert len(kinds) > 20
    fields = {f"{kind.__name__}.{field.name}" for kind in kinds for field in dataclasses.fields(made(kind))}
    assert [name for name in fields if personal.search(name.split(".")[1])] == []


def test_there_is_a_handler_for_each_event_that_infra_subscribes_to() -> None:
    listed = yaml.safe_load((ROOT / "infra" / "stripe-events.yaml").read_text(encoding="utf-8"))
    assert set(HANDLERS) == set(EVENT_TYPES)
    assert set(listed["platform"]) == set(HANDLERS) | set(DISPUTE_EVENT_TYPES)
    assert set(listed["accounts"]) == set(ACCOUNT_EVENT_TYPES) | set(PAYOUT_EVENT_TYPES)
