"""Whatever is asked of /auth about an e-mail, a stranger cannot tell whether anybody has it: byte by byte."""

from typing import Any

import pytest

from tests.journeys import people
from tests.journeys.client import Json
from tests.journeys.market import Market
from tests.journeys.routes import Operation, operations

NAMES = {"given_name": "Autre", "family_name": "Personne", "language": "fr"}
BODIES: dict[str, Json] = {
    "POST /auth/sign-up": {"password": people.PASSWORD, **NAMES},
    "POST /auth/confirm": {"code": "000000"},
    "POST /auth/resend-code": {},
    "POST /auth/sign-in": {"password": "Un-autre-mot-de-passe-1"},
    "POST /auth/forgot-password": {},
    "POST /auth/reset-password": {"code": "000000", "password": people.PASSWORD},
}
OF_THE_MOMENT = {"Date", "Content-Length"}


@pytest.fixture(scope="module")
def emails(market: Market) -> dict[str, str]:
    """One that has a login, one that waits for its code, and one that nobody has."""
    waiting = people.address_of("waiting")
    market.anonymous.post("/auth/sign-up", {"email": waiting, **BODIES["POST /auth/sign-up"]})
    known = market.join("Connue", "Personne").email
    market.product.settle()
    return {"known": known, "waiting": waiting, "unknown": people.address_of("nobody")}


def test_every_route_that_takes_an_e_mail_is_compared_here(market: Market) -> None:
    asked = {str(operation) for operation in operations(market.anonymous) if _takes_an_email(operation)}
    assert asked == set(BODIES), "Add the route to BODIES, with a body that a stranger could send."


@pytest.mark.parametrize(
    ("route", "language"),
    [*((route, "fr") for route in BODIES), ("POST /auth/sign-in", "en"), ("POST /auth/confirm", "en")],
)
def test_the_answer_is_the_same_for_known_waiting_and_unknown(
    market: Market, emails: dict[str, str], route: str, language: str
) -> None:
    answers = {who: _told(market, route, email, language) for who, email in emails.items()}
    assert answers["known"] == answers["unknown"]
    assert answers["waiting"] == answers["unknown"]


def test_the_right_password_does_not_tell_an_address_that_waits_for_its_code(
    market: Market, emails: dict[str, str]
) -> None:
    right = {"password": people.PASSWORD}
    answers = [_told(market, "POST /auth/sign-in", emails[who], "fr", **right) for who in ("waiting", "unknown")]
    assert answers[0] == answers[1]
    assert answers[0][0] == 401


def _takes_an_email(operation: Operation) -> bool:
    return operation.path.startswith("/auth/") and "requestBody" in operation.description


def _told(market: Market, route: str, email: str, language: str, **more: Any) -> tuple[int, bytes, dict[str, str]]:
    """All that a caller sees, but for the e-mail they sent themselves and what differs from call to call anyway."""
    method, path = route.split(" ")
    stranger = market.anonymous.as_("", language)
    answer = stranger.send(method, path, {"email": email, **BODIES[route], **more})
    headers = {name: value for name, value in answer.headers.items() if name not in OF_THE_MOMENT}
    return answer.status_code, answer.content.replace(email.encode(), b"<e-mail>"), headers
