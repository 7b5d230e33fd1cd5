import json
from collections.abc import Iterator
from typing import Any

import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.identity.api import api
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from localdev.aws.tables import table_definitions
from tests.identity.fake_pool import CODE, FakePool
from tests.make.identity import PASSWORD, saved_host, saved_user
from tests.make.served import served

SIGN_UP = {"email": "Ada@example.org", "password": PASSWORD, "given_name": "Ada", "family_name": "Lovelace"}


@pytest.fixture(scope="module")
def app() -> Chalice:
    return served(api, name="identity-alone")


@pytest.fixture
def client(app: Chalice, pool: FakePool) -> Iterator[Client]:
    with Client(app) as testing:
        yield testing


def call(client: Client, method: str, path: str, body: Any = None, **headers: str) -> HTTPResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = b"" if body is None else json.dumps(body).encode()
    return client.http.request(method, f"/v1{path}", named | {"content-type": "application/json"}, content)


def test_a_person_signs_up_confirms_and_is_signed_in(client: Client) -> None:
    assert call(client, "POST", "/auth/sign-up", SIGN_UP).status_code == 202
    confirmed = call(client, "POST", "/auth/confirm", {"email": "ada@example.org", "code": CODE})
    assert confirmed.status_code == 204

    answer = call(client, "POST", "/auth/sign-in", {"email": "ada@example.org", "password": PASSWORD})

    assert answer.status_code == 200
    assert answer.json_body["user"]["email"] == "ada@example.org"
    assert answer.headers["Set-Cookie"].startswith("pupitre_refresh=refresh-")
    assert "refresh-" not in json.dumps(answer.json_body)


def test_a_session_is_renewed_and_ended_by_its_cookie(client: Client, pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD)
    opened = call(client, "POST", "/auth/sign-in", {"email": "ada@example.org", "password": PASSWORD})
    cookie = opened.headers["Set-Cookie"].split(";")[0]

    assert call(client, "POST", "/auth/refresh", cookie=cookie).status_code == 200
    ended = call(client, "POST", "/auth/sign-out", cookie=cookie)
    refused = call(client, "POST", "/auth/refresh", cookie=cookie)

    assert (ended.status_code, refused.status_code) == (204, 401)
    assert "Max-Age=0" in ended.headers["Set-Cookie"]
    assert refused.json_body["code"] == "session_over"


def test_signing_up_answers_the_same_for_an_address_that_is_taken(client: Client, pool: FakePool) -> None:
    free = call(client, "POST", "/auth/sign-up", SIGN_UP)
    pool.holds("ada@example.org")
    taken = call(client, "POST", "/auth/sign-up", SIGN_UP)

    assert (free.status_code, free.body) == (taken.status_code, taken.body)


def test_a_refused_password_is_pointed_at_and_not_repeated(client: Client) -> None:
    answer = call(client, "POST", "/auth/sign-up", SIGN_UP | {"password": "Sans-Chiffre-Du-Tout"})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json_body["errors"]] == ["/password"]
    assert b"Sans-Chiffre" not in answer.body


def test_an_edit_needs_the_version_that_it_edits(client: Client) -> None:
    saved_user("sub-ada")
    body = {"given_name": "Augusta", "family_name": "King", "language": "en"}

    assert call(client, "PUT", "/me", body, authorization="sub-ada").status_code == 428
    edited = call(client, "PUT", "/me", body, authorization="sub-ada", if_match='"1"')
    late = call(client, "PUT", "/me", body, authorization="sub-ada", if_match='"1"')

    assert (edited.status_code, edited.headers["ETag"]) == (200, '"2"')
    assert (late.status_code, late.json_body["code"]) == (412, "stale_version")


def test_a_host_that_was_created_appears_among_ones_own(client: Client) -> None:
    definition: Any = table_definitions("test")["IdempotencyTable"]
    asked = {name: definition[name] for name in ("BillingMode", "AttributeDefinitions", "KeySchema")}
    dynamodb().create_table(TableName=settings().idempotency_table_name, **asked)
    saved_user("sub-ada")
    post = {"authorization": "sub-ada", "idempotency_key": "once"}

    created = call(client, "POST", "/hosts", {"name": "La Ruche"}, **post)
    again = call(client, "POST", "/hosts", {"name": "La Ruche"}, **post)
    me = call(client, "GET", "/me", authorization="sub-ada")

    assert created.status_code == 201
    assert again.json_body == created.json_body
    assert me.json_body["hosts"] == [{"id": created.json_body["id"], "name": "La Ruche", "role": "owner"}]


@pytest.mark.parametrize("path", ["", "/journal"])
def test_somebody_elses_host_is_not_found(client: Client, path: str) -> None:
    host = saved_host("sub-ada")
    saved_user("sub-bob")

    assert call(client, "GET", f"/hosts/{host.id}{path}", authorization="sub-ada").status_code == 200
    assert call(client, "GET", f"/hosts/{host.id}{path}", authorization="sub-bob").status_code == 404
