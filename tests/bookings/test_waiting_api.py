"""The waiting list over HTTP: joined, listed, left; an offer shown to both sides and taken."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from chalice.app import AuthRequest, AuthResponse, Chalice
from chalice.test import Client

from chalicelib.bookings.api import api as bookings
from chalicelib.bookings.waiting.api import api
from chalicelib.spaces.model import Room, Space
from tests.conftest import SetClock
from tests.make.bookings import NOW, book
from tests.make.identity import saved_host, saved_user
from tests.make.spaces import a_live_space, a_room, saved

MORNING = {"start": "2027-03-16T09:00", "end": "2027-03-16T12:00", "people": 1}


@pytest.fixture
def client(table: str, at: SetClock) -> Iterator[Client]:
    at(NOW)
    for name in ("owner", "coworker", "first", "stranger"):
        saved_user(name)
    application = Chalice(app_name="waiting-alone")

    @application.authorizer()
    def signed_in(request: AuthRequest) -> AuthResponse:
        return AuthResponse(routes=["*"], principal_id=request.token)

    for one in (api, bookings):
        application.register_blueprint(one.blueprint(signed_in), url_prefix="/v1")
    with Client(application) as testing:
        yield testing


@pytest.fixture
def full(client: Client) -> tuple[Space, Room]:
    room = a_room(tariff=None)
    space = saved(a_live_space(rooms=(room,), host_id=saved_host("owner").id))
    book(space, room)
    return space, room


def call(client: Client, who: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    headers = {"Authorization": who, "Content-Type": "application/json", "Idempotency-Key": f"{who} {method} {path}"}
    content = json.dumps(body).encode() if body is not None else b""
    answer = client.http.request(method, f"/v1{path}", headers, content)
    return answer.status_code, answer.json_body if answer.body else None


def test_one_joins_sees_it_and_leaves(client: Client, full: tuple[Space, Room]) -> None:
    space, room = full
    wish = {"space_id": space.id, "room_id": room.id, **MORNING}
    joined, entry = call(client, "first", "POST", "/waiting", wish)
    assert (joined, entry["room_name"], entry["start"]) == (201, room.name, "2027-03-16T09:00:00+01:00")
    assert call(client, "first", "POST", "/waiting", wish)[1] == entry
    assert call(client, "first", "GET", "/waiting")[1]["items"] == [entry]
    assert call(client, "stranger", "GET", "/waiting")[1]["items"] == []
    assert call(client, "stranger", "DELETE", f"/waiting/{entry['id']}")[0] == 404
    assert call(client, "first", "DELETE", f"/waiting/{entry['id']}") == (204, None)
    assert call(client, "first", "GET", "/waiting")[1]["items"] == []
    refused, problem = call(
        client, "first", "POST", "/waiting", wish | {"start": "2027-03-16T13:00", "end": "2027-03-16T14:00"}
    )
    assert (refused, problem["code"]) == (409, "places_are_free")


def test_an_offer_is_read_by_both_sides_and_taken_by_its_coworker_alone(
    client: Client, full: tuple[Space, Room]
) -> None:
    space, room = full
    call(client, "first", "POST", "/waiting", {"space_id": space.id, "room_id": room.id, **MORNING})
    ((booking,), (offer,)) = (_cancelled(client), call(client, "first", "GET", "/bookings")[1]["items"])
    assert (booking["status"], offer["status"]) == ("cancelled", "offered")
    assert offer["offered_until"] == "2027-03-15T09:30:00+01:00"
    path = f"/bookings/{offer['id']}"
    assert call(client, "first", "GET", path)[1]["can_cancel"] is True
    as_host = call(client, "owner", "GET", f"/hosts/{space.host_id}{path}")[1]
    assert (as_host["status"], as_host["coworker_email"], as_host["can_accept"]) == ("offered", None, False)
    assert call(client, "stranger", "POST", f"{path}/offer-acceptance", {"expected_ttc": 0})[0] == 404
    taken, after = call(client, "first", "POST", f"{path}/offer-acceptance", {"expected_ttc": 0})
    assert (taken, after["status"], after["offered_until"]) == (200, "pending_host", None)


def _cancelled(client: Client) -> list[Any]:
    (booking,) = call(client, "coworker", "GET", "/bookings")[1]["items"]
    return [call(client, "coworker", "POST", f"/bookings/{booking['id']}/cancellation")[1]]
