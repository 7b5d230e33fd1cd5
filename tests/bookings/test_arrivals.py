"""Check-in: who may be marked when, on whose word, and what reception sees of a day and of a month."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from chalice.app import AuthRequest, AuthResponse, Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.bookings import arrivals
from chalicelib.bookings.api import api as bookings_api
from chalicelib.bookings.arrival_api import api
from chalicelib.bookings.arrival_code import arrival_code, is_code_of
from chalicelib.bookings.arrivals import Presence, marked, may_mark, may_undo, presence, undone
from chalicelib.bookings.cancel import cancel_as_host
from chalicelib.bookings.errors import CannotMarkArrival, NotArrivalTime, NotBegun
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.mark import mark
from chalicelib.bookings.model import Booking, Outcome, Proof, Status
from chalicelib.bookings.quote import Span
from chalicelib.core.errors import Refusal
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.model import Space
from tests.conftest import SetClock
from tests.make.bookings import NOW, a_booking, book, work
from tests.make.identity import saved_host, saved_user
from tests.make.planning import moved
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.till import Till

ARRIVED, NO_SHOW = Outcome.ARRIVED, Outcome.NO_SHOW
MINUTE = timedelta(minutes=1)


# The rules


def a_confirmed_one(status: Status = Status.CONFIRMED) -> Booking:
    """In memory: Tuesday from nine to noon in Paris."""
    space = a_live_space(rooms=(a_room(tariff=None),))
    booking = a_booking(space, space.rooms[0])
    return booking.next(status=status)


def said(booking: Booking, outcome: Outcome, now: datetime, by: Proof = Proof.RECEPTION) -> Booking:
    change = marked(booking, outcome, by, user_id="desk", now=now)
    assert change is not None
    return change.booking


def refusal_of(
    booking: Booking, outcome: Outcome, now: datetime, by: Proof = Proof.RECEPTION
) -> type[Refusal] | None:
    try:
        marked(booking, outcome, by, user_id="desk", now=now)
    except Refusal as refused:
        return type(refused)
    return None


def test_each_outcome_has_its_hours() -> None:
    booking = a_confirmed_one()
    start, end = booking.period.start, booking.period.end
    early, late = start - timedelta(hours=2), end + timedelta(days=1)
    table = [
        (ARRIVED, early - MINUTE, NotArrivalTime),
        (ARRIVED, early, None),
        (ARRIVED, late - MINUTE, None),
        (ARRIVED, late, NotArrivalTime),
        (NO_SHOW, early, NotBegun),
        (NO_SHOW, start - MINUTE, NotBegun),
        (NO_SHOW, start, None),
        (NO_SHOW, late, NotArrivalTime),
    ]
    assert [(what, now, refusal_of(booking, what, now)) for what, now, _ in table] == table
    assert [(what, now) for what, now, refused in table if refused is None] == [
        (what, now) for what, now, _ in table if may_mark(booking, what, now)
    ]


def test_a_code_is_good_until_the_end_and_not_a_day_longer() -> None:
    booking = a_confirmed_one()
    assert refusal_of(booking, ARRIVED, booking.period.end - MINUTE, Proof.GUEST) is None
    assert refusal_of(booking, ARRIVED, booking.period.end, Proof.GUEST) is NotArrivalTime


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.CONFIRMED])
def test_only_a_confirmed_booking_has_an_arrival(status: Status) -> None:
    booking = a_confirmed_one(status)
    assert refusal_of(booking, ARRIVED, booking.period.start) is CannotMarkArrival
    assert not may_mark(booking, ARRIVED, booking.period.start)


def test_what_was_said_is_changed_undone_and_said_twice_without_effect() -> None:
    booking = a_confirmed_one()
    now = booking.period.start
    here = said(booking, ARRIVED, now)
    assert here.version == booking.version + 1
    assert marked(here, ARRIVED, Proof.GUEST, user_id="other", now=now) is None
    assert not may_mark(here, ARRIVED, now)
    missed = said(here, NO_SHOW, now)
    assert presence(missed, now) is Presence.NO_SHOW
    change = undone(missed, now)
    assert change is not None
    assert change.booking.arrival is None
    assert undone(change.booking, now) is None
    assert [may_undo(one, now) for one in (booking, here, missed)] == [False, True, True]
    with pytest.raises(NotArrivalTime):
        undone(missed, booking.period.end + timedelta(days=1))


def test_nobody_is_a_no_show_unless_reception_says_so() -> None:
    booking = a_confirmed_one()
    start, end = booking.period.start, booking.period.end
    for now, shown in (
        (start - MINUTE, Presence.EXPECTED),
        (start + arrivals.PATIENCE - MINUTE, Presence.EXPECTED),
        (start + arrivals.PATIENCE, Presence.LATE),
        (end, Presence.UNMARKED),
    ):
        assert presence(booking, now) is shown
    assert arrivals.tally_of([Presence.UNMARKED] * 3) == arrivals.Tally(unmarked=3)
    assert arrivals.tally_of([Presence.NO_SHOW, Presence.ARRIVED, Presence.UNMARKED]) == arrivals.Tally(1, 1, 1)


# Over HTTP


@pytest.fixture(scope="module")
def app() -> Chalice:
    application = Chalice(app_name="arrivals-alone")

    @application.authorizer()
    def signed_in(request: AuthRequest) -> AuthResponse:
        return AuthResponse(routes=["*"], principal_id=request.token)

    for one in (api, bookings_api):
        application.register_blueprint(one.blueprint(signed_in), url_prefix="/v1")
    return application


@pytest.fixture
def client(app: Chalice, till: Till, at: SetClock) -> Iterator[Client]:
    at(NOW)
    for name in ("owner", "rival"):
        saved_user(name)
    with Client(app) as testing:
        yield testing


@pytest.fixture
def space(client: Client) -> Space:
    rooms = (a_room(name="Libre", tariff=None, automatic_acceptance=True), a_room(name="Autre", tariff=None))
    return saved(a_live_space(host_id=saved_host("owner").id, rooms=rooms))


def call(client: Client, method: str, path: str, body: Any = None, *, who: str = "owner") -> HTTPResponse:
    headers = {"Authorization": who, "Content-Type": "application/json"}
    return client.http.request(method, f"/v1{path}", headers, json.dumps(body).encode() if body is not None else b"")


def arrival_of(booking: Booking) -> str:
    return f"/hosts/{booking.host_id}/bookings/{booking.id}/arrival"


def kinds_of(booking: Booking) -> list[str]:
    return [line.fact.kind for line in facts_of(booking.key)]


def test_a_guest_is_marked_and_a_wrong_click_taken_back(client: Client, space: Space, at: SetClock) -> None:
    booking = book(space, space.rooms[0])
    path = arrival_of(booking)
    assert call(client, "POST", path, {"outcome": "arrived"}).json_body["code"] == "not_arrival_time"
    at(booking.period.start)
    for _ in range(2):
        here = call(client, "POST", path, {"outcome": "arrived"})
        assert here.json_body["attendance"] == {
            "presence": "arrived",
            "at": "2027-03-16T09:00:00+01:00",
            "by": "reception",
            "may_mark": ["no_show"],
            "may_undo": True,
        }
    at(booking.period.start + MINUTE)
    assert [call(client, "DELETE", path).status_code for _ in range(2)] == [204, 204]
    at(booking.period.start + 2 * MINUTE)
    call(client, "POST", path, {"outcome": "no_show"})
    assert kinds_of(booking) == ["BookingConfirmed", "GuestArrived", "ArrivalUndone", "GuestMissed"]
    kept = booking_of(booking.id)
    assert kept.version == booking.version + 3
    assert kept.arrival is not None
    assert (kept.arrival.outcome, kept.arrival.marked_by) == (NO_SHOW, "owner")


def test_the_coworker_shows_a_code_that_no_id_gives_away(client: Client, space: Space, at: SetClock) -> None:
    booking = book(space, space.rooms[0])
    shown = call(client, "GET", f"/bookings/{booking.id}", who="coworker").json_body
    code = shown["check_in"]["code"]
    assert shown["check_in"]["path"] == f"/hote/arrivees/{booking.id}#{code}"
    assert shown["attendance"]["may_mark"] == []
    assert call(client, "GET", f"/hosts/{space.host_id}/bookings/{booking.id}").json_body["check_in"] is None

    at(booking.period.start)
    path = arrival_of(booking)
    wrong = call(client, "POST", path, {"code": "0000-0000"})
    assert (wrong.status_code, wrong.json_body["errors"][0]["pointer"]) == (422, "/code")
    assert call(client, "POST", path, {"code": code}).json_body["attendance"]["by"] == "guest"
    at(booking.period.end)
    assert call(client, "GET", f"/bookings/{booking.id}", who="coworker").json_body["check_in"] is None


def test_a_code_is_read_as_people_write_it() -> None:
    assert is_code_of("bk_1", f" {arrival_code('bk_1').lower().replace('-', ' ')}")
    assert is_code_of("bk_1", arrival_code("bk_1").replace("0", "o").replace("1", "l"))
    assert len({arrival_code(f"bk_{number}") for number in range(500)}) == 500
    for typed in ("", "é", arrival_code("bk_2"), arrival_code("bk_1")[:-1]):
        assert not is_code_of("bk_1", typed)


@pytest.fixture(autouse=True)
def _secret(table: str) -> None:
    """A key to make codes with."""


def test_a_typed_code_finds_its_booking_among_those_expected_now(client: Client, space: Space, at: SetClock) -> None:
    booking = book(space, space.rooms[0])
    book(space, space.rooms[1], key="other")
    typed, path = {"code": arrival_code(booking.id).lower()}, f"/hosts/{space.host_id}/arrivals"
    at(booking.period.start - timedelta(hours=3))
    assert call(client, "POST", path, typed).json_body["code"] == "wrong_arrival_code"
    at(booking.period.start)
    for _ in range(2):
        here = call(client, "POST", path, typed)
        assert (here.status_code, here.json_body["id"], here.json_body["who"]) == (200, booking.id, "Ada Lovelace")
    assert kinds_of(booking).count("GuestArrived") == 1


def test_another_hosts_guests_are_nobodys_business(client: Client, space: Space, at: SetClock) -> None:
    booking = book(space, space.rooms[0])
    rival = saved_host("rival", key="rival")
    at(booking.period.start)
    code = {"code": arrival_code(booking.id)}
    assert call(client, "POST", f"/hosts/{rival.id}/arrivals", code, who="rival").status_code == 422
    assert call(client, "POST", f"/hosts/{space.host_id}/arrivals", code, who="rival").status_code == 404
    for host_id in (rival.id, space.host_id):
        path = f"/hosts/{host_id}/bookings/{booking.id}/arrival"
        assert [call(client, one, path, code, who="rival").status_code for one in ("POST", "DELETE")] == [404, 404]
    assert call(client, "GET", f"/hosts/{rival.id}/spaces/{space.id}/arrivals", who="rival").status_code == 404


def test_reception_sees_its_day_and_the_month_in_figures(client: Client, space: Space, at: SetClock) -> None:
    hours = [("09:00", "10:00"), ("10:00", "11:00"), ("11:00", "12:00"), ("15:00", "16:00")]
    first, second, third, fourth = (
        book(space, space.rooms[0], span=Span(f"2027-03-16T{start}", f"2027-03-16T{end}", 1), key=start)
        for start, end in hours
    )
    cancel_as_host(fourth, refund=True, reason="", uow=work("owner"))
    book(space, space.rooms[1], key="asked for, and no more")
    book(space, space.rooms[0], span=Span("2027-03-17T09:00", "2027-03-17T10:00", 1), key="tomorrow")
    noon = at(third.period.end)
    for booking, outcome in ((first, ARRIVED), (second, NO_SHOW)):
        mark(booking, outcome, None, user_id="owner", uow=work("owner", noon))

    base = f"/hosts/{space.host_id}/spaces/{space.id}/arrivals"
    day = call(client, "GET", base).json_body
    assert [(one["id"], one["attendance"]["presence"]) for one in day["arrivals"]] == [
        (first.id, "arrived"),
        (second.id, "no_show"),
        (third.id, "unmarked"),
    ]
    tally = {"arrived": 1, "no_show": 1, "unmarked": 1}
    assert (day["day"], day["expected"], day["tally"]) == ("2027-03-16", 0, tally)

    month = {"since": "2027-02-14", "until": "2027-03-16", "tally": tally, "capped": False}
    assert call(client, "GET", f"{base}/figures").json_body == month
    at(noon + timedelta(days=31))
    assert call(client, "GET", f"{base}/figures").json_body["tally"]["arrived"] == 0


def test_whoever_came_early_for_another_hour_has_still_to_come(client: Client, space: Space) -> None:
    booking = book(space, space.rooms[0])
    early = booking.period.start - timedelta(hours=1)
    here = mark(booking, ARRIVED, None, user_id="owner", uow=work("owner", early))
    assert moved(here, "14:00", "17:00", now=early).arrival is None
