"""A room that stays empty after each booking: what is shown as free can be booked, and nothing else is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.availability import hold
from chalicelib.availability.free import days_of
from chalicelib.availability.opening import held_for
from chalicelib.core.period import Period
from chalicelib.spaces.model import BookingRules, Room, Space
from tests.make.bookings import NOW, work
from tests.make.spaces import a_live_space, a_room, saved

pytestmark = pytest.mark.usefixtures("table")

DAY = date(2027, 3, 16)
QUARTER = timedelta(minutes=15)


def at(clock: str) -> datetime:
    """Paris is an hour ahead in March."""
    hours, minutes = map(int, clock.split(":"))
    return datetime(2027, 3, 16, hours - 1, minutes, tzinfo=UTC)


def buffered(minutes: int) -> tuple[Space, Room]:
    room = a_room(rules=BookingRules(buffer=timedelta(minutes=minutes)))
    return saved(a_live_space(rooms=(room,))), room


def books(space: Space, room: Room, start: str, end: str) -> None:
    uow = work()
    hold.take(uow, room, held_for(room, [Period(at(start), at(end))]), space.std_offset, 1)
    uow.commit()


def free(space: Space, room: Room) -> list[Period]:
    (day,) = days_of(space, room, DAY, 1, now=NOW)
    return [run.period for run in day.runs if run.free]


def test_it_is_free_up_to_the_time_that_must_stay_empty_before_the_next_booking() -> None:
    space, room = buffered(30)
    books(space, room, "11:00", "12:00")
    assert free(space, room) == [Period(at("09:00"), at("10:30")), Period(at("12:30"), at("18:00"))]


def test_without_a_buffer_it_is_free_up_to_the_next_booking() -> None:
    space, room = buffered(0)
    books(space, room, "11:00", "12:00")
    assert free(space, room) == [Period(at("09:00"), at("11:00")), Period(at("12:00"), at("18:00"))]


@pytest.mark.parametrize("minutes", [0, 15, 45, 60])
def test_any_part_of_what_is_free_can_be_booked_and_nothing_beyond_it(minutes: int) -> None:
    space, room = buffered(minutes)
    books(space, room, "11:00", "12:00")
    books(space, room, "14:30", "15:00")
    shown = free(space, room)
    starts = [at("09:00") + number * QUARTER for number in range(36)]
    for start in starts:
        for length in (1, 3, 8):
            wish = Period(start, start + length * QUARTER)
            if wish.end <= at("18:00"):
                within = any(run.intersection(wish) == wish for run in shown)
                assert hold.is_free(room, held_for(room, [wish]), space.std_offset, 1) is within
