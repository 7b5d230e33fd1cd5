"""Which bookings an edit touches: only what it takes away from them, and only what is still to come."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.availability.slots import quarters
from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span
from chalicelib.bookings.touching import ImpactReason, may_touch, misfits, touched_by
from chalicelib.core.money import Basis
from chalicelib.spaces.model import DayHours, OpenInterval, SoldAs, Space, Tariff
from tests.make.bookings import NOW, a_booking
from tests.make.spaces import NINE_TO_SIX, a_live_space, a_room, an_open_space

TUESDAY, WEDNESDAY = "2027-03-16", "2027-03-17"
TO_NOON = ((OpenInterval(540, 720),),) * 5 + ((),) * 2
SEATS = 6


def a_house(**room: object) -> Space:
    return a_live_space(rooms=(a_room(**room), an_open_space(capacity=SEATS)))


def edited(space: Space, index: int = 0, **room: object) -> Space:
    rooms = [replace(one, **room) if at == index else one for at, one in enumerate(space.rooms)]  # type: ignore[arg-type]
    return replace(space, rooms=tuple(rooms))


def booked(space: Space, start: str, end: str, *, index: int = 0, people: int = 1, key: str = "key") -> Booking:
    return a_booking(space, space.rooms[index], span=Span(start, end, people), key=key)


def morning(space: Space, **more: object) -> Booking:
    return booked(space, f"{TUESDAY}T09:00", f"{TUESDAY}T12:00", **more)  # type: ignore[arg-type]


def reasons(before: Space, after: Space, booking: Booking, now: datetime = NOW) -> tuple[ImpactReason, ...]:
    found = touched_by(before, after, [booking], now)
    return found[0].reasons if found else ()


@pytest.mark.parametrize(
    ("start", "end", "hit"),
    [
        (f"{TUESDAY}T09:00", f"{TUESDAY}T12:00", False),
        (f"{TUESDAY}T11:45", f"{TUESDAY}T12:15", True),
        (f"{TUESDAY}T16:00", f"{WEDNESDAY}T10:00", True),
    ],
)
def test_shorter_hours_touch_what_reaches_beyond_them(start: str, end: str, hit: bool) -> None:
    space = a_house()
    after = replace(space, opening_hours=TO_NOON)
    assert reasons(space, after, booked(space, start, end)) == ((ImpactReason.OUTSIDE_HOURS,) if hit else ())


def test_a_closed_day_touches_what_lies_on_it_and_a_night_that_was_closed_does_not() -> None:
    space = a_house()
    over_night = booked(space, f"{TUESDAY}T16:00", f"{WEDNESDAY}T10:00")
    shut = replace(space, exceptional_days=(DayHours(date(2027, 3, 17), (), "Inventaire"),))
    assert reasons(space, shut, morning(space)) == ()
    assert reasons(space, shut, over_night) == (ImpactReason.OUTSIDE_HOURS,)
    longer = replace(space, opening_hours=((OpenInterval(480, 1200),),) * 7)
    assert reasons(space, longer, over_night) == ()


def test_what_was_outside_before_is_touched_only_by_what_is_taken_from_it_now() -> None:
    space = a_house()
    kept = booked(space, f"{TUESDAY}T16:00", f"{WEDNESDAY}T10:00")
    closed_on_tuesday = replace(space, exceptional_days=(DayHours(date(2027, 3, 16), ()),))
    assert reasons(closed_on_tuesday, replace(closed_on_tuesday, name="Autrement"), kept) == ()
    after = replace(
        closed_on_tuesday, exceptional_days=(*closed_on_tuesday.exceptional_days, DayHours(date(2027, 3, 18), ()))
    )
    assert reasons(closed_on_tuesday, after, kept) == ()
    both = replace(after, exceptional_days=(*after.exceptional_days, DayHours(date(2027, 3, 17), ())))
    assert reasons(closed_on_tuesday, both, kept) == (ImpactReason.OUTSIDE_HOURS,)


def test_what_has_passed_is_past() -> None:
    space = a_house()
    long = booked(space, f"{TUESDAY}T16:00", f"{WEDNESDAY}T12:00")
    closed_on_tuesday = replace(space, exceptional_days=(DayHours(date(2027, 3, 16), ()),))
    night = datetime(2027, 3, 16, 20, tzinfo=UTC)
    assert reasons(space, closed_on_tuesday, long) == (ImpactReason.OUTSIDE_HOURS,)
    assert reasons(space, closed_on_tuesday, long, now=night) == ()
    assert reasons(space, replace(space, rooms=()), long, now=long.period.end) == ()


def test_the_time_a_room_stays_empty_behind_a_booking_may_be_closed() -> None:
    space = a_house()
    space = edited(space, rules=replace(space.rooms[0].rules, buffer=timedelta(minutes=30)))
    assert reasons(space, replace(space, opening_hours=TO_NOON), morning(space)) == ()


def test_a_room_that_goes_takes_its_bookings_along() -> None:
    space = a_house()
    after = replace(space, rooms=space.rooms[1:])
    assert reasons(space, after, morning(space)) == (ImpactReason.ROOM_REMOVED,)
    assert reasons(space, after, morning(space, index=1)) == ()
    assert reasons(after, replace(after, opening_hours=TO_NOON), morning(space)) == ()


def test_a_party_larger_than_the_room_is_touched_and_one_that_fits_is_not() -> None:
    space = a_house()
    after = edited(space, capacity=4)
    assert reasons(space, after, morning(space, people=5)) == (ImpactReason.OVER_CAPACITY,)
    assert reasons(space, after, morning(space, people=4)) == ()


def test_of_seats_those_booked_last_are_over() -> None:
    space = a_house()
    first, second, third = (
        replace(morning(space, index=1, people=2, key=str(number)), created_at=NOW + timedelta(minutes=number))
        for number in range(3)
    )
    found = touched_by(space, edited(space, 1, capacity=4), [third, first, second], NOW)
    assert [one.booking for one in found] == [third]
    kept_over = edited(space, 1, capacity=4)
    again = touched_by(kept_over, edited(space, 1, capacity=3), [first, second, third], NOW)
    assert [one.booking for one in again] == [second]
    assert touched_by(space, edited(space, 1, capacity=9), [first, second, third], NOW) == []


def test_another_price_touches_those_agreed_at_the_old_one() -> None:
    space = a_house()
    dearer = edited(space, tariff=Tariff(Basis.HT, hour=4000, half_day=12000))
    booking = morning(space)
    assert reasons(space, dearer, booking) == (ImpactReason.PRICE_CHANGED,)
    # Its morning costs the same by the hour; and what was agreed at today's price comes back to it.
    assert reasons(space, edited(space, tariff=Tariff(Basis.HT, hour=3000)), booking) == ()
    assert reasons(dearer, space, booking) == ()
    assert reasons(space, dearer, replace(booking, guest="Jeanne Dupont")) == ()


def test_what_the_same_time_would_cost_is_told_where_it_is_another_price() -> None:
    space = a_house()
    dearer = edited(space, tariff=Tariff(Basis.HT, hour=4000, half_day=12000))
    [touched] = touched_by(space, dearer, [morning(space)], NOW)
    assert (touched.booking.amount, touched.new_price) == (10800, 14400)
    [free] = touched_by(space, edited(space, tariff=None), [morning(space)], NOW)
    assert free.new_price == 0
    [shut] = touched_by(space, replace(space, rooms=()), [morning(space)], NOW)
    assert shut.new_price is None


def test_a_free_room_that_costs_something_touches_what_was_free() -> None:
    space = a_house(tariff=None)
    assert reasons(space, edited(space, tariff=Tariff(Basis.TTC, hour=100)), morning(space)) == (
        ImpactReason.PRICE_CHANGED,
    )


def test_another_way_of_selling_is_told() -> None:
    space = a_house(tariff=None)
    assert reasons(space, edited(space, sold_as=SoldAs.SEAT), morning(space)) == (ImpactReason.SOLD_OTHERWISE,)


def test_an_edit_that_takes_nothing_away_looks_at_nobody() -> None:
    space = a_house()
    labelled = replace(space, exceptional_days=(DayHours(date(2027, 5, 1), (), "Fête du Travail"),))
    renamed = replace(labelled, exceptional_days=(DayHours(date(2027, 5, 1), (), "1er mai"),))
    assert not may_touch(space, replace(space, name="Autrement", rooms=(*space.rooms, a_room())))
    assert not may_touch(labelled, renamed)
    assert may_touch(space, labelled)
    assert may_touch(space, replace(space, rooms=space.rooms[:1]))


# Whatever people booked

HOURS = st.lists(st.booleans(), min_size=5, max_size=5).map(
    lambda days: tuple((OpenInterval(540, 720),) if half else NINE_TO_SIX[0] for half in days) + ((),) * 2
)
SPANS = st.tuples(st.integers(0, 3), st.integers(36, 70), st.integers(1, 12), st.integers(1, SEATS))


def at(day: int, quarter: int) -> str:
    return f"2027-03-{16 + day}T{quarter // 4:02}:{quarter % 4 * 15:02}"


def seats(space: Space, spans: list[tuple[int, int, int, int]]) -> list[Booking]:
    """In the order in which they were made, whether or not all of them found a place."""
    ends = [min(72, quarter + length) for _, quarter, length, _ in spans]
    return [
        replace(
            booked(space, at(day, quarter), at(day, end), index=1, people=people, key=str(number)),
            created_at=NOW + timedelta(seconds=number),
        )
        for number, ((day, quarter, _, people), end) in enumerate(zip(spans, ends, strict=True))
    ]


def crowding(bookings: list[Booking]) -> int:
    """The most people in one quarter."""
    carried: Counter[int] = Counter()
    for booking in bookings:
        carried.update(dict.fromkeys(quarters(booking.held, timedelta(hours=1)), booking.people))
    return max(carried.values(), default=0)


@settings(max_examples=60, deadline=None)
@given(spans=st.lists(SPANS, max_size=8), capacity=st.integers(1, SEATS), hours=HOURS)
def test_what_is_not_touched_fits_the_space_as_it_becomes(
    spans: list[tuple[int, int, int, int]], capacity: int, hours: tuple[tuple[OpenInterval, ...], ...]
) -> None:
    space = a_house()
    bookings: list[Booking] = []
    for one in seats(space, spans):
        if misfits(space, [*bookings, one], NOW) == []:
            bookings.append(one)
    after = replace(edited(space, 1, capacity=capacity), opening_hours=hours)

    touched = {one.booking.id for one in touched_by(space, after, bookings, NOW)}

    left = [one for one in bookings if one.id not in touched]
    assert misfits(after, left, NOW) == []
    assert crowding(left) <= capacity
    assert touched <= {one.booking.id for one in misfits(after, bookings, NOW)}
    assert touched_by(after, after, bookings, NOW) == []
