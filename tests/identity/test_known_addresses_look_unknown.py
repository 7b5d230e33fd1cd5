"""Every route of /auth that takes an e-mail answers the same, with as much work, whatever the pool knows of it.

tests/journeys/api/test_nobody_learns_who_exists.py compares what comes over the wire; here the pool answers as AWS
does.
"""

import json
from collections import Counter
from typing import Any

import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.identity import throttle
from chalicelib.identity.api import api
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.http import Route
from tests.identity.fake_pool import CODE, FakePool
from tests.make.identity import PASSWORD

CONFIRMED, WAITING, DISABLED, UNKNOWN = (
    "confirmed@b.example",
    "waiting@b.example",
    "disabled@b.example",
    "nobody@b.example",
)
PEOPLE = (CONFIRMED, WAITING, DISABLED, UNKNOWN)
NAMES = {"given_name": "A", "family_name": "B", "language": "fr"}
BODIES: dict[str, Any] = {
    "/auth/sign-up": {"password": PASSWORD, **NAMES},
    "/auth/confirm": {"code": "000000"},
    "/auth/resend-code": {},
    "/auth/sign-in": {"password": "not this one"},
    "/auth/forgot-password": {},
    "/auth/reset-password": {"code": "000000", "password": PASSWORD},
}
FAILURES = {
    "/auth/sign-up": ("SignUp", "CodeDeliveryFailureException"),
    "/auth/confirm": ("ConfirmSignUp", "LimitExceededException"),
    "/auth/resend-code": ("ResendConfirmationCode", "LimitExceededException"),
    "/auth/sign-in": ("InitiateAuth", "TooManyFailedAttemptsException"),
    "/auth/forgot-password": ("ForgotPassword", "LimitExceededException"),
    "/auth/reset-password": ("ConfirmForgotPassword", "LimitExceededException"),
}


class Work:
    """Stands before DynamoDB and counts what the throttle asks of it."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        self.calls[name] += name != "exceptions"
        return getattr(dynamodb(), name)


@pytest.fixture
def pool(pool: FakePool) -> FakePool:
    pool.holds(CONFIRMED, password=PASSWORD).code = CODE
    pool.holds(WAITING, password=PASSWORD, sub="sub-waiting").status = "UNCONFIRMED"
    pool.logins[WAITING].attributes["email_verified"] = "false"
    pool.holds(DISABLED, password=PASSWORD, sub="sub-disabled").disabled = True
    return pool


@pytest.fixture(scope="module")
def app() -> Chalice:
    application = Chalice(app_name="identity-alone")
    application.register_blueprint(api.blueprint(None), url_prefix="/v1")
    return application


def takes_an_email(route: Route) -> bool:
    return route.path.startswith("/auth/") and route.body is not None and "email" in route.body.model_fields


def ask(app: Chalice, path: str, email: str, **more: Any) -> HTTPResponse:
    body = json.dumps({"email": email, **BODIES[path], **more}).encode()
    with Client(app) as client:
        return client.http.post(f"/v1{path}", headers={"content-type": "application/json"}, body=body)


def told(answer: HTTPResponse, email: str) -> tuple[int, bytes, dict[str, str]]:
    """What the caller can see, but for the e-mail that they typed themselves."""
    return answer.status_code, answer.body.replace(email.encode(), b"<e-mail>"), dict(answer.headers)


def test_every_route_that_takes_an_e_mail_is_compared_here() -> None:
    assert {route.path for route in api.routes if takes_an_email(route)} == set(BODIES)


@pytest.mark.parametrize("path", BODIES)
def test_the_answer_is_the_same_to_the_byte(app: Chalice, pool: FakePool, path: str) -> None:
    answers = {email: told(ask(app, path, email), email) for email in PEOPLE}

    assert len({str(answer) for answer in answers.values()}) == 1, answers


@pytest.mark.parametrize("path", BODIES)
def test_it_stays_the_same_when_the_pool_refuses_to_serve_those_whom_it_knows(
    app: Chalice, pool: FakePool, path: str
) -> None:
    unknown = told(ask(app, path, UNKNOWN), UNKNOWN)
    pool.fail(*FAILURES[path])

    assert told(ask(app, path, CONFIRMED), CONFIRMED) == unknown


def test_an_address_that_waits_for_its_code_is_not_told_by_its_right_password_either(
    app: Chalice, pool: FakePool
) -> None:
    waiting = told(ask(app, "/auth/sign-in", WAITING, password=PASSWORD), WAITING)

    assert waiting == told(ask(app, "/auth/sign-in", UNKNOWN, password=PASSWORD), UNKNOWN)


@pytest.mark.parametrize("path", BODIES)
def test_a_known_address_makes_at_most_one_call_more(
    app: Chalice, pool: FakePool, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    work = Work()
    monkeypatch.setattr(throttle, "dynamodb", lambda: work)
    calls: dict[str, int] = {}
    writes: dict[str, Counter[str]] = {}
    for email in PEOPLE:
        pool.calls.clear()
        work.calls.clear()
        ask(app, path, email)
        calls[email], writes[email] = len(pool.calls), Counter(work.calls)

    assert max(calls.values()) - min(calls.values()) <= 1, calls
    assert all(each == writes[UNKNOWN] for each in writes.values()), writes
