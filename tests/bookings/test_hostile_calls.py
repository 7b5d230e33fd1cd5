"""Calls that no page of ours sends, against the deployed map of routes: words, never a crash."""

import json
from collections.abc import Callable
from typing import Any

import pytest

import app
from chalicelib.kit import auth
from chalicelib.spaces.model import Room, Space
from localdev.gateway import Gateway
from tests.conftest import SetClock
from tests.make.audit import bookings
from tests.make.bookings import NOW
from tests.make.identity import saved_host, saved_user
from tests.make.spaces import a_live_space, a_room, saved

Ask = Callable[..., Any]


@pytest.fixture
def room() -> Room:
    return a_room(tariff=None)


@pytest.fixture
def space(table: str, room: Room) -> Space:
    saved_user("coworker")
    saved_user("owner")
    return saved(a_live_space(rooms=(room,), host_id=saved_host("owner").id))


@pytest.fixture
def ask(space: Space, at: SetClock, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Calls as `who`; answers (status, code of the refusal or body)."""
    at(NOW)
    monkeypatch.setattr(auth, "verified_subject", lambda authorization: authorization or None)
    gateway = Gateway(app.app)

    def call(method: str, path: str, body: object = None, who: str = "coworker", **headers: str) -> tuple[int, Any]:
        usual = {"authorization": who, "content-type": "application/json", "idempotency-key": "key"}
        named = usual | {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in named.items() if value}
        answer = gateway.call(method, path, sent, b"" if body is None else json.dumps(body).encode())
        told = answer.json() if answer.body else {}
        return answer.status, told.get("code", told) if isinstance(told, dict) else told

    return call


def wish(space: Space, room: Room, **changes: object) -> dict[str, object]:
    return {
        "space_id": space.id, "room_id": room.id, "start": "2027-03-16T09:00", "end": "2027-03-16T12:00",
        "people": 1, "expected_ttc": 0,
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "date=9999-12-31&days=31", "date=9999-12-31&days=1", "date=0001-01-01&days=1", "date=0001-01-01",
        "date=2027-03-16&days=32", "date=2027-02-30", "date=now", "days=1", "date=2027-03-16&days=1e9",
    ],
)  # fmt: skip
def test_free_time_of_any_day_is_told_or_refused(ask: Ask, space: Space, room: Room, query: str) -> None:
    status, _ = ask("GET", f"/v1/catalogue/spaces/{space.id}/rooms/{room.id}/availability?{query}")
    assert status in {200, 422}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("0001-01-01T00:00", "2027-03-16T12:00"),
        ("2027-03-16T09:00", "9999-12-31T23:45"),
        ("9999-12-31T23:45", "9999-12-31T23:59"),
        ("2027-03-16", "2027-03-17"),
        ("x" * 32, "y"),
        ("", ""),
    ],
)
def test_the_price_of_any_span_is_told_or_refused(ask: Ask, space: Space, room: Room, start: str, end: str) -> None:
    path = f"/v1/catalogue/spaces/{space.id}/rooms/{room.id}/price"
    status, code = ask("GET", f"{path}?start={start}&end={end}")
    assert (status, code) != (500, "unexpected")
    assert status in {409, 422}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-03-28"])
def test_a_search_on_any_day_answers(ask: Ask, day: str) -> None:
    status, _ = ask("GET", f"/v1/catalogue/spaces?date={day}&start=02:30&end=24:00")
    assert status in {200, 422}


@pytest.mark.parametrize(
    "change",
    [
        {"people": "1"}, {"people": True}, {"people": 0}, {"people": 10**30}, {"expected_ttc": 0.0},
        {"expected_ttc": -1}, {"start": None}, {"start": 1}, {"space_id": "../x"}, {"space_id": "SPACE#1"},
        {"start": "2027-03-16T09:00\ud800"}, {"status": "confirmed"}, {"user_id": "owner"},
    ],
    ids=repr,
)  # fmt: skip
def test_a_wrong_field_books_nothing(ask: Ask, space: Space, room: Room, change: dict[str, object]) -> None:
    status, _ = ask("POST", "/v1/bookings", wish(space, room, **change))
    assert status == 422
    assert bookings() == []


def test_the_right_fields_book(ask: Ask, space: Space, room: Room) -> None:
    status, booked = ask("POST", "/v1/bookings", wish(space, room))
    assert (status, booked["status"]) == (201, "pending_host")
    assert ask("POST", "/v1/bookings", wish(space, room))[1]["id"] == booked["id"]
    assert ask("POST", "/v1/bookings", wish(space, room, people=2)) == (422, "idempotency_key_reused")
    assert ask("POST", "/v1/bookings", wish(space, room), idempotency_key="") == (400, "idempotency_key_required")


def test_nobody_without_a_session_books_or_reads(ask: Ask, space: Space, room: Room) -> None:
    for method, path in (("POST", "/v1/bookings"), ("GET", "/v1/bookings"), ("GET", "/v1/bookings/bk_1")):
        assert ask(method, path, wish(space, room) if method == "POST" else None, who="")[0] == 401


def test_others_bookings_hosts_and_answers_are_not_found(ask: Ask, space: Space, room: Room) -> None:
    _, booked = ask("POST", "/v1/bookings", wish(space, room))
    saved_user("eve")
    own = saved_host("eve", key="key-of-eve")
    attempts = [
        ("GET", f"/v1/bookings/{booked['id']}", None),
        ("POST", f"/v1/bookings/{booked['id']}/cancellation", None),
        ("POST", f"/v1/bookings/{booked['id']}/checkout", None),
        ("GET", f"/v1/hosts/{space.host_id}/bookings", None),
        ("POST", f"/v1/hosts/{space.host_id}/bookings/{booked['id']}/acceptance", None),
        ("GET", f"/v1/hosts/{own.id}/bookings/{booked['id']}", None),
        ("POST", f"/v1/hosts/{own.id}/bookings/{booked['id']}/acceptance", None),
        ("POST", f"/v1/hosts/{own.id}/bookings/{booked['id']}/decline", {}),
        ("POST", f"/v1/hosts/{own.id}/bookings/{booked['id']}/cancellation", {"refund": False, "reason": "x"}),
    ]
    for method, path, body in attempts:
        assert ask(method, path, body, who="eve") == (404, "not_found"), path
    assert [booking.status for booking in bookings()] == ["pending_host"]


def test_the_coworker_does_not_answer_for_the_host(ask: Ask, space: Space, room: Room) -> None:
    _, booked = ask("POST", "/v1/bookings", wish(space, room))
    path = f"/v1/hosts/{space.host_id}/bookings/{booked['id']}"
    assert ask("POST", f"{path}/acceptance")[0] == 404
    assert ask("POST", f"{path}/acceptance", who="owner", idempotency_key="k2")[1]["status"] == "confirmed"


def test_a_cursor_of_one_list_opens_no_other(ask: Ask, space: Space, room: Room) -> None:
    for number in range(2):
        start = f"2027-03-1{6 + number}"
        body = wish(space, room, start=f"{start}T09:00", end=f"{start}T10:00")
        ask("POST", "/v1/bookings", body, idempotency_key=f"key-{number}")
    _, page = ask("GET", "/v1/bookings?limit=1")
    cursor = page["next_cursor"]
    assert ask("GET", f"/v1/bookings?limit=1&cursor={cursor}")[0] == 200
    saved_user("eve")
    assert ask("GET", f"/v1/bookings?limit=1&cursor={cursor}", who="eve") == (422, "bad_cursor")
    assert ask("GET", f"/v1/hosts/{space.host_id}/bookings?cursor={cursor}", who="owner") == (422, "bad_cursor")
    assert ask("GET", f"/v1/bookings?status=confirmed&cursor={cursor}") == (422, "bad_cursor")
