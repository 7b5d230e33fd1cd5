"""Wrong people, for every route of the OpenAPI document; another tenant's ids are not even confirmed to exist."""

import itertools
from typing import Any

import pytest
import requests

from tests.journeys import offers
from tests.journeys.client import Client, Json, problem_in
from tests.journeys.market import Market
from tests.journeys.offers import a_room, a_space
from tests.journeys.people import Person

ACCESSES = {"public", "signed_in", "host", "host_or_staff", "moderator"}
STRANGERS_OWN = {"GET /me", "PUT /me", "POST /hosts", "POST /bookings", "GET /bookings"}


@pytest.fixture(scope="module")
def ids(market: Market) -> dict[str, str]:
    """Objects that belong to the market's host and coworker."""
    offer = market.offer(a_room())
    booking = market.request(offer, market.day())
    return {
        "host_id": market.host.id,
        "space_id": offer.id,
        "room_id": offer.room()["id"],
        "booking_id": booking["id"],
    }


@pytest.fixture(scope="module")
def rival(market: Market) -> Person:
    """A stranger who is a host himself."""
    owner = market.join("Rémi", "Rival")
    offers.found(owner)
    return owner


def test_every_route_declares_who_may_call_it(market: Market) -> None:
    assert {operation["x-access"] for _, _, operation in _routes(market)} <= ACCESSES


def test_nobody_comes_in_without_a_session(market: Market, ids: dict[str, str]) -> None:
    for method, path, operation in _routes(market):
        answer = _call(market.anonymous, method, path, operation, ids)
        if operation["x-access"] == "public":
            assert answer.status_code != 401 or path.startswith("/auth/"), f"{method} {path}"
        else:
            assert problem_in(answer).status == 401, f"{method} {path}"


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."])
def test_a_forged_token_opens_nothing(market: Market, token: str) -> None:
    assert problem_in(market.anonymous.as_(token).send("GET", "/me")).status == 401


def test_a_token_with_one_letter_changed_opens_nothing(market: Market) -> None:
    head, payload, signature = market.coworker.api.token.split(".")
    changed = ("A" if signature[9] != "A" else "B").join((signature[:9], signature[10:]))
    answer = market.anonymous.as_(f"{head}.{payload}.{changed}").send("GET", "/me")
    assert problem_in(answer).status == 401


def test_strangers_are_told_nothing_of_others_objects(market: Market, ids: dict[str, str], rival: Person) -> None:
    before = _everything(market, ids)
    for method, path, operation in _routes(market):
        route = f"{method} {path}"
        if operation["x-access"] == "public" or route in STRANGERS_OWN:
            continue
        answer = problem_in(_call(rival.api, method, path, operation, ids))
        if operation["x-access"] == "moderator":
            assert (answer.status, answer.code) == (403, "staff_only"), route
        else:
            assert (answer.status, answer.code) == (404, "not_found"), route
    assert _everything(market, ids) == before


def test_a_coworker_is_no_host_and_a_host_is_no_coworker(market: Market, ids: dict[str, str]) -> None:
    as_host = f"/hosts/{ids['host_id']}/bookings/{ids['booking_id']}"
    market.coworker.api.refused(404, "not_found", "GET", as_host)
    market.coworker.api.refused(404, "not_found", "POST", f"{as_host}/acceptance")
    market.host.api.refused(404, "not_found", "GET", f"/bookings/{ids['booking_id']}")
    market.host.api.refused(404, "not_found", "POST", f"/bookings/{ids['booking_id']}/cancellation")


def test_ones_own_host_does_not_open_anothers_objects(market: Market, ids: dict[str, str], rival: Person) -> None:
    own = rival.api.get("/me")["hosts"][0]["id"]
    booking = f"/hosts/{own}/bookings/{ids['booking_id']}"
    space = f"/hosts/{own}/spaces/{ids['space_id']}"
    rival.api.refused(404, "not_found", "GET", booking)
    rival.api.refused(404, "not_found", "POST", f"{booking}/acceptance")
    rival.api.refused(404, "not_found", "POST", f"{booking}/decline", {})
    rival.api.refused(404, "not_found", "POST", f"{booking}/cancellation", {})
    rival.api.refused(404, "not_found", "GET", space)
    rival.api.refused(404, "not_found", "POST", f"{space}/submission")
    edit = a_space(a_room())
    rival.api.refused(404, "not_found", "PUT", space, edit, version=1)


def test_a_room_of_another_host_is_not_taken_over_by_an_edit(
    market: Market, ids: dict[str, str], rival: Person
) -> None:
    own = offers.found(rival)
    body = a_space({**a_room(), "id": ids["room_id"]})
    refusal = rival.api.refused(422, "unknown_room", "POST", f"{own.path}/spaces", body)
    assert refusal.pointers == ["/rooms/0/id"]


def test_stripes_events_need_stripes_signature(market: Market) -> None:
    event = {"id": "evt_x", "type": "checkout.session.completed", "data": {"object": {"id": "cs_x"}}}
    for signature in ("", "t=1,v1=00", "nonsense"):
        market.anonymous.refused(
            400, "bad_signature", "POST", "/stripe/platform", event, headers={"Stripe-Signature": signature}
        )


def test_a_foreign_site_gets_no_cors_permission(market: Market) -> None:
    url = f"{market.product.url}/api/v1/me"
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    allowed = requests.options(url, headers=asked, timeout=10).headers.get("Access-Control-Allow-Origin")
    assert allowed == market.product.url


def _routes(market: Market) -> list[tuple[str, str, Json]]:
    paths = market.anonymous.contract.paths
    return [
        (method.upper(), path, operation) for path, all_of in paths.items() for method, operation in all_of.items()
    ]


def _call(who: Client, method: str, path: str, operation: Json, ids: dict[str, str]) -> requests.Response:
    """With the ids of the market and a body that only its access keeps from being read."""
    demanded = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "header"}
    body: Any = {} if "requestBody" in operation else None
    return who.send(method, path.format(**ids), body, version=1 if "If-Match" in demanded else None)


def _everything(market: Market, ids: dict[str, str]) -> list[Json]:
    host = market.host.path
    paths = (f"{host}/bookings/{ids['booking_id']}", f"{host}/spaces/{ids['space_id']}", host)
    return list(itertools.chain(market.host.api.get(path) for path in paths))
