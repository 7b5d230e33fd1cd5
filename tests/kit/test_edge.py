"""Nobody gets around the site: each call shows CloudFront's secret, or is refused before anything looks at it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

import app
from chalicelib.kit import edge
from chalicelib.kit.aws import secrets_manager
from chalicelib.kit.secrets import SecretMissing
from chalicelib.kit.settings import settings

NAME = "pupitre/test/origin"
Clock = list[float]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    now = [1000.0]
    monkeypatch.setattr("chalicelib.kit.edge.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def secret(table: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The environment names the secret, and the store holds `first`."""
    named = replace(settings(), origin_secret_name=NAME)
    monkeypatch.setattr(edge, "settings", lambda: named)
    secrets_manager().create_secret(Name=NAME, SecretString=json.dumps({"value": "first"}))
    edge.forget()
    yield NAME
    edge.forget()


def rotate(value: str) -> None:
    secrets_manager().put_secret_value(SecretId=NAME, SecretString=json.dumps({"value": value}))


def is_let_in(sent: str) -> bool:
    try:
        edge.check(sent)
    except edge.NotThroughTheSite:
        return False
    return True


def called(path: str, method: str, headers: dict[str, str]) -> Any:
    """As API Gateway calls the function, the authorizer being passed."""
    event = {
        "requestContext": {"resourcePath": path, "httpMethod": method, "path": path, "identity": {}},
        "headers": headers,
        "multiValueQueryStringParameters": None,
        "pathParameters": {part[1:-1]: "x" for part in path.split("/") if part.startswith("{")},
        "body": None,
        "isBase64Encoded": False,
        "stageVariables": None,
    }
    return app.app(event, None)


ROUTES = [(path, method) for path, methods in app.app.routes.items() for method in methods]


def test_no_route_answers_around_the_site(secret: str) -> None:
    assert len(ROUTES) > 30
    for path, method in ROUTES:
        for shown in ({}, {edge.HEADER: "guessed"}):
            answer = called(path, method, {"accept-language": "en", **shown})
            assert answer["statusCode"] == 403, (method, path)
            assert answer["headers"]["Content-Type"] == "application/problem+json"
            problem = json.loads(answer["body"])
            assert (problem["code"], problem["status"]) == ("not_through_the_site", 403)
            assert problem["detail"] == "Call the address of the site."


def test_what_the_site_passes_on_is_answered(secret: str) -> None:
    assert ("/v1/openapi.json", "GET") in ROUTES
    assert called("/v1/openapi.json", "GET", {"X-Pupitre-Origin": "first"})["statusCode"] == 200


def test_without_an_edge_in_the_environment_nothing_need_be_shown(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings().origin_secret_name == ""
    monkeypatch.setattr(edge, "_read", lambda: pytest.fail("the secret store was asked"))
    assert called("/v1/openapi.json", "GET", {})["statusCode"] == 200


def test_only_the_secret_itself_opens(secret: str) -> None:
    assert is_let_in("first")
    for sent in ("", "firs", "first ", "FIRST", "premier é", "null"):
        assert not is_let_in(sent), sent


def test_who_shows_nothing_makes_nobody_ask_the_secret_store(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge, "_read", lambda: pytest.fail("the secret store was asked"))
    assert not is_let_in("")


def test_a_rotation_is_never_felt(secret: str, clock: Clock) -> None:
    """CloudFront shows the old one for minutes, here and there, until its own change is everywhere."""
    assert is_let_in("first")
    rotate("second")
    assert is_let_in("first"), "a container that knows the old one"
    edge.forget()
    assert is_let_in("first"), "a container that starts after the rotation, before CloudFront has heard of it"
    assert is_let_in("second")


def test_a_container_that_knows_the_old_one_meets_the_new_one_within_a_minute(secret: str, clock: Clock) -> None:
    assert is_let_in("first")
    rotate("second")
    clock[0] += edge.ASK_AGAIN_SECONDS
    assert is_let_in("second")
    assert is_let_in("first")


def test_what_was_rotated_away_twice_is_refused_within_minutes(secret: str, clock: Clock) -> None:
    assert is_let_in("first")
    rotate("second")
    rotate("third")
    clock[0] += edge.KEEP_SECONDS
    assert not is_let_in("first")
    assert is_let_in("third")


def test_the_old_one_is_refused_once_it_is_no_longer_called_previous(secret: str, clock: Clock) -> None:
    """The last step of the rotation in docs/runbooks/rotate-secrets.md."""
    rotate("second")
    assert is_let_in("first")
    versions = secrets_manager().describe_secret(SecretId=NAME)["VersionIdsToStages"]
    [old] = [version for version, stages in versions.items() if edge.PREVIOUS in stages]
    secrets_manager().update_secret_version_stage(SecretId=NAME, VersionStage=edge.PREVIOUS, RemoveFromVersionId=old)
    clock[0] += edge.KEEP_SECONDS
    assert not is_let_in("first")
    assert is_let_in("second")


def test_guessing_asks_the_secret_store_once_a_minute(
    secret: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def read() -> tuple[bytes, ...]:
        asked.append(clock[0])
        return (b"first",)

    assert is_let_in("first")
    monkeypatch.setattr(edge, "_read", read)
    for _ in range(100):
        clock[0] += 3
        assert not is_let_in("guessed")
    assert 4 <= len(asked) <= 5


def test_a_secret_store_that_falls_silent_closes_nothing_that_was_open(
    secret: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_: str) -> bytes:
        raise EndpointConnectionError(endpoint_url="https://secretsmanager")

    assert is_let_in("first")
    monkeypatch.setattr(edge, "_version", silent)
    clock[0] += edge.KEEP_SECONDS
    assert is_let_in("first")
    assert not is_let_in("guessed")
    edge.forget()
    answer = called("/v1/openapi.json", "GET", {edge.HEADER: "first"})
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (500, "unexpected")


def test_an_empty_secret_opens_nothing(secret: str) -> None:
    rotate("")
    with pytest.raises(SecretMissing):
        edge.check("first")
    assert not is_let_in("")


def test_the_secret_is_not_shown_by_what_keeps_it(secret: str) -> None:
    assert is_let_in("first")
    assert "first" not in repr(edge._known)
