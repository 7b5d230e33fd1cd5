"""A list read page by page while others book: what was there is shown, each thing once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import app
from chalicelib.bookings import store
from chalicelib.bookings.model import Booking
from chalicelib.core.ids import new_id
from chalicelib.core.period import Period
from chalicelib.kit import auth
from localdev.gateway import Gateway
from tests.make.bookings import a_booking, work
from tests.make.spaces import a_live_space, a_room

Read = Callable[[str, str], Any]
numbers = count(1)
hours = st.integers(0, 40)


@pytest.fixture(scope="module")
def booking() -> Booking:
    room = a_room(tariff=None)
    return a_booking(a_live_space(rooms=(room,)), room)


@pytest.fixture
def read(table: str, monkeypatch: pytest.MonkeyPatch) -> Read:
    """A page of somebody's bookings."""
    monkeypatch.setattr(auth, "verified_subject", lambda authorization: authorization or None)
    gateway = Gateway(app.app)

    def page(who: str, query: str) -> Any:
        answer = gateway.call("GET", f"/v1/bookings?{query}", {"authorization": who})
        assert answer.status == 200, answer.body
        return answer.json()

    return page


def put(booking: Booking, who: str, hour: int) -> str:
    """Several may start at the same hour."""
    start = booking.period.start + timedelta(hours=hour)
    made = replace(booking, id=new_id("bk"), user_id=who, period=Period(start, start + timedelta(hours=1)))
    uow = work(who)
    store.add(uow, made)
    uow.commit()
    return made.id


@settings(
    max_examples=8,
    # Each example writes to a table: a counterexample is told as it was found.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    old=st.lists(hours, min_size=1, max_size=8),
    new=st.lists(st.lists(hours, max_size=2), max_size=6),
    limit=st.integers(1, 5),
)
def test_each_booking_that_was_there_is_shown_once_whatever_is_booked_meanwhile(
    booking: Booking, read: Read, old: list[int], new: list[list[int]], limit: int
) -> None:
    who = f"user-{next(numbers)}"
    before = [put(booking, who, hour) for hour in old]
    meanwhile = iter(new)
    shown: list[Any] = []
    cursor = ""
    while True:
        page = read(who, f"limit={limit}{cursor}")
        assert len(page["items"]) <= limit
        shown += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
        for hour in next(meanwhile, ()):
            put(booking, who, hour)
    ids = [one["id"] for one in shown]
    assert len(ids) == len(set(ids))
    assert sorted(one for one in ids if one in set(before)) == sorted(before)
    assert [one["start"] for one in shown] == sorted((one["start"] for one in shown), reverse=True)


def test_a_cursor_stays_good_for_the_same_page(booking: Booking, read: Read) -> None:
    """Going back in the browser asks again: what was inserted before that place does not move it."""
    for hour in (1, 2, 3, 4):
        put(booking, "ada", hour)
    first = read("ada", "limit=2")
    second = read("ada", f"limit=2&cursor={first['next_cursor']}")
    put(booking, "ada", 9)
    assert read("ada", f"limit=2&cursor={first['next_cursor']}")["items"] == second["items"]
