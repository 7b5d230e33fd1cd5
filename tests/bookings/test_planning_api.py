"""The planning, blocks, moves and entered bookings over HTTP: shapes, refusals, and who may."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.bookings.planning_api import api
from chalicelib.spaces.model import Space
from tests.conftest import SetClock
from tests.make.bookings import NOW, book
from tests.make.identity import saved_host, saved_user
from tests.make.served import served
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.till import Till

MORNING = {"start": "2027-03-16T09:00", "end": "2027-03-16T12:00"}


@pytest.fixture(scope="module")
def app() -> Chalice:
    return served(api, name="planning-alone")


@pytest.fixture
def client(app: Chalice, till: Till, at: SetClock) -> Iterator[Client]:
    at(NOW)
    for name in ("owner", "stranger"):
        saved_user(name)
    with Client(app) as testing:
        yield testing


@pytest.fixture
def space(client: Client) -> Space:
    rooms = (a_room(name="Libre", tariff=None, automatic_acceptance=True), a_room(name="Autre", tariff=None))
    return saved(a_live_space(host_id=saved_host("owner").id, rooms=rooms))


def call(
    client: Client, method: str, path: str, body: Any = None, *, who: str = "owner", version: int | None = None
) -> HTTPResponse:
    headers = {"Authorization": who, "Content-Type": "application/json", "Idempotency-Key": uuid4().hex}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return client.http.request(method, f"/v1{path}", headers, json.dumps(body).encode() if body is not None else b"")


def of_space(space: Space) -> str:
    return f"/hosts/{space.host_id}/spaces/{space.id}"


def test_the_planning_is_read_blocked_and_freed(client: Client, space: Space) -> None:
    base = of_space(space)
    plan = {"rooms": "all", "periods": [MORNING]}
    assert call(client, "POST", f"{base}/blocks/preview", plan).json_body == {"conflicts": []}
    made = call(client, "POST", f"{base}/blocks", plan | {"reason": "Travaux"})
    assert made.status_code == 201
    blocks = made.json_body["blocks"]
    assert [one["start"] for one in blocks] == ["2027-03-16T09:00:00+01:00"] * 2

    planning = call(client, "GET", f"{base}/planning?from=2027-03-15&days=7").json_body
    assert [len(room["blocks"]) for room in planning["rooms"]] == [1, 1]
    assert planning["days"][1]["open"][0]["start"] == "2027-03-16T09:00:00+01:00"

    named = {"blocks": [{name: one[name] for name in ("id", "room_id", "start")} for one in blocks]}
    assert len(call(client, "POST", f"{base}/blocks/cancellation", named).json_body["cancelled"]) == 2
    assert call(client, "POST", f"{base}/blocks/cancellation", named).json_body["cancelled"] == []


def test_conflicts_are_shown_and_have_to_be_seen(client: Client, space: Space) -> None:
    base, booking = of_space(space), book(space, space.rooms[0])
    plan: dict[str, Any] = {"rooms": [space.rooms[0].id], "periods": [MORNING]}
    (shown,) = call(client, "POST", f"{base}/blocks/preview", plan).json_body["conflicts"]
    assert (shown["id"], shown["who"], shown["status"]) == (booking.id, "Ada Lovelace", "confirmed")
    refused = call(client, "POST", f"{base}/blocks", plan)
    assert (refused.status_code, refused.json_body["code"]) == (409, "conflicting_bookings")
    assert refused.json_body["params"]["bookings"] == [booking.id]
    done = call(client, "POST", f"{base}/blocks", plan | {"conflicts": "cancel_and_refund", "seen": [booking.id]})
    assert [one["id"] for one in done.json_body["cancelled"]] == [booking.id]
    assert done.json_body["left"] == []


def test_a_move_says_which_version_it_moves(client: Client, space: Space) -> None:
    booking = book(space, space.rooms[0])
    path = f"/hosts/{space.host_id}/bookings/{booking.id}/move"
    to = {"start": "2027-03-17T10:00", "end": "2027-03-17T13:00", "room_id": space.rooms[1].id}
    assert call(client, "POST", path, to).status_code == 428
    assert call(client, "POST", path, to, version=9).status_code == 412
    moved = call(client, "POST", path, to, version=1)
    assert (moved.status_code, moved.json_body["room_name"], moved.json_body["version"]) == (200, "Autre", 2)
    assert {step["kind"] for step in moved.json_body["timeline"]} == {"BookingConfirmed", "BookingMoved"}


def test_a_booking_is_entered_for_a_guest(client: Client, space: Space) -> None:
    body = MORNING | {"room_id": space.rooms[1].id, "guest_name": "Jeanne Dupont", "note": "Par téléphone"}
    entered = call(client, "POST", f"{of_space(space)}/bookings", body)
    assert (entered.status_code, entered.json_body["coworker_name"]) == (201, "Jeanne Dupont")
    room = call(client, "GET", f"{of_space(space)}/planning?from=2027-03-16&days=1").json_body["rooms"][1]
    (shown,) = room["bookings"]
    assert (shown["who"], shown["entered"], shown["note"]) == ("Jeanne Dupont", True, "Par téléphone")
    assert call(client, "POST", f"{of_space(space)}/bookings", body).json_body["code"] == "slot_taken"


def test_others_find_nothing(client: Client, space: Space) -> None:
    booking = book(space, space.rooms[0])
    other = saved(a_live_space(host_id=saved_host("stranger", key="2").id))
    plan = {"rooms": "all", "periods": [MORNING]}
    for host in (space.host_id, other.host_id):
        base = f"/hosts/{host}/spaces/{space.id}"
        for method, path, body in (
            ("GET", f"{base}/planning?from=2027-03-15", None),
            ("POST", f"{base}/blocks/preview", plan),
            ("POST", f"{base}/blocks", plan),
            ("POST", f"/hosts/{host}/bookings/{booking.id}/move", MORNING),
        ):
            assert call(client, method, path, body, who="stranger", version=1).status_code == 404, path


@pytest.mark.parametrize("query", ["", "from=2027-03-15&days=43", "from=hier", "from=2027-03-15&days=0"])
def test_a_planning_is_asked_for_by_day(client: Client, space: Space, query: str) -> None:
    assert call(client, "GET", f"{of_space(space)}/planning?{query}").status_code == 422
