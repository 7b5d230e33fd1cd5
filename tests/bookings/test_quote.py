"""What may be booked, and the one refusal that each wrong wish gets. Pure: no table, no clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.bookings.errors import (
    EndsBeforeStart,
    InThePast,
    LongerThanAllowed,
    OffGrid,
    OutsideCardLimits,
    OverCapacity,
    TooFarAhead,
    TooLong,
    TooShort,
    TooSoon,
)
from chalicelib.bookings.quote import SPAN_REFUSALS, Quote, Span, quote
from chalicelib.core.errors import Refusal
from chalicelib.core.money import Basis
from chalicelib.core.zones import OffsetMismatch, TimeDoesNotExist, TimeIsAmbiguous, UnreadableTime
from chalicelib.legal.errors import CannotSell
from chalicelib.legal.model import PLATFORM, SettlementMode
from chalicelib.spaces.model import OpenInterval, SoldAs, Tariff
from tests.make.bookings import NOW
from tests.make.legal import some_terms
from tests.make.spaces import a_live_space, a_room

DAY_AND_NIGHT = ((OpenInterval(0, 1440),),) * 7

WRONG: dict[type[Refusal], tuple[str, str, int, str | None]] = {
    UnreadableTime: ("tomorrow", "2027-03-16T12:00", 1, "start"),
    TimeDoesNotExist: ("2027-03-28T02:30", "2027-03-28T04:00", 1, "start"),
    TimeIsAmbiguous: ("2027-10-31T01:00", "2027-10-31T02:30", 1, "end"),
    OffsetMismatch: ("2027-03-16T09:00+02:00", "2027-03-16T12:00", 1, "start"),
    OffGrid: ("2027-03-16T09:00", "2027-03-16T11:59", 1, "end"),
    EndsBeforeStart: ("2027-03-16T12:00", "2027-03-16T09:00", 1, "end"),
    InThePast: ("2027-03-15T08:45", "2027-03-15T12:00", 1, "start"),
    TooSoon: ("2027-03-15T10:45", "2027-03-15T12:00", 1, "start"),
    TooFarAhead: ("2027-06-04T09:00", "2027-06-04T12:00", 1, "end"),
    TooLong: ("2027-03-16T09:00", "2027-04-16T10:15", 1, "end"),
    OverCapacity: ("2027-03-16T09:00", "2027-03-16T12:00", 9, "people"),
    OutsideOpeningHours: ("2027-03-16T08:45", "2027-03-16T12:00", 1, None),
}


def asked(
    start: str, end: str, people: int = 1, *, now: datetime = NOW, hours: object = None, **room: object
) -> Quote:
    the_room = a_room(**room)
    space = a_live_space(rooms=(the_room,), **({"opening_hours": hours} if hours else {}))
    return quote(space, the_room, Span(start, end, people), some_terms(), now=now)


def test_every_refusal_that_the_routes_declare_has_its_case() -> None:
    assert set(WRONG) | {OutsideCardLimits, CannotSell, TooShort, LongerThanAllowed} == set(SPAN_REFUSALS)


@pytest.mark.parametrize(("hour", "refused"), [(160, True), (167, False), (10_000_000, True)])
def test_a_total_that_no_card_can_pay_is_refused_before_places_are_taken(hour: int, refused: bool) -> None:
    """A quarter of an hour at 1.60 € HT costs 0.48 € TTC; nine hours at 100,000 € are more than Stripe takes."""
    tariff = Tariff(Basis.HT, hour=hour)
    end = "2027-03-16T09:15" if hour < 1000 else "2027-03-16T18:00"
    try:
        asked("2027-03-16T09:00", end, tariff=tariff)
    except OutsideCardLimits:
        assert refused
    else:
        assert not refused


@pytest.mark.parametrize("refusal", WRONG, ids=lambda refusal: refusal.code)
def test_a_wrong_wish_is_refused_where_it_is_wrong(refusal: type[Refusal]) -> None:
    start, end, people, pointer = WRONG[refusal]
    with pytest.raises(refusal) as refused:
        asked(start, end, people)
    assert type(refused.value) is refusal
    assert refused.value.pointer == pointer
    assert refused.value.words("fr") != refused.value.words("en")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2027-03-15T09:00", "2027-03-15T09:00"),
        ("2027-03-16T09:00:30", "2027-03-16T12:00"),
        ("2027-03-16T09:00:00.000001", "2027-03-16T12:00"),
    ],
    ids=["nothing", "seconds", "microseconds"],
)
def test_an_empty_span_and_odd_seconds_are_refused(start: str, end: str) -> None:
    with pytest.raises((EndsBeforeStart, OffGrid)):
        asked(start, end)


def test_a_request_may_start_two_hours_from_now_and_an_automatic_room_at_once() -> None:
    assert asked("2027-03-15T11:00", "2027-03-15T12:00").period.start == NOW + timedelta(hours=2)
    assert asked("2027-03-15T09:00", "2027-03-15T10:00", automatic_acceptance=True).answer_by is None
    with pytest.raises(InThePast):
        asked("2027-03-15T08:45", "2027-03-15T10:00", automatic_acceptance=True)


def test_a_paid_booking_ends_within_eighty_days_and_a_free_one_within_a_year() -> None:
    assert (NOW + timedelta(days=80)).isoformat() == "2027-06-03T08:00:00+00:00"
    assert asked("2027-06-03T09:00", "2027-06-03T10:00")
    with pytest.raises(TooFarAhead) as refused:
        asked("2027-06-03T09:00", "2027-06-03T10:15")
    assert refused.value.params == {"days": 80}
    assert asked("2027-06-03T09:00", "2027-06-03T10:15", tariff=None)
    with pytest.raises(TooFarAhead):
        asked("2028-03-15T09:00", "2028-03-15T12:00", tariff=None)


def test_both_half_past_twos_of_the_long_night_are_booked_apart() -> None:
    now = datetime(2027, 10, 20, 8, tzinfo=UTC)
    first = asked("2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00", now=now, hours=DAY_AND_NIGHT)
    second = asked("2027-10-31T02:30+01:00", "2027-10-31T03:30", now=now, hours=DAY_AND_NIGHT)
    assert (first.period.minutes, second.period.minutes) == (60, 60)
    assert first.period.end == second.period.start
    assert first.price == second.price


def test_the_short_night_is_held_and_charged_for_what_it_is() -> None:
    night = asked("2027-03-28T01:00", "2027-03-28T04:00", hours=DAY_AND_NIGHT)
    assert sum(period.minutes for period in night.held) == 120
    assert night.price.amounts.ht == 6000


def test_closed_hours_in_between_are_neither_held_nor_charged() -> None:
    two_days = asked("2027-03-18T09:00", "2027-03-22T18:00")
    assert [period.minutes for period in two_days.held] == [540, 540, 540]
    assert two_days.price.amounts.ht == 3 * 18_000


def test_a_seat_weighs_a_person_and_a_whole_room_more_than_any_capacity() -> None:
    seats = asked("2027-03-16T09:00", "2027-03-16T12:00", 3, sold_as=SoldAs.SEAT)
    whole = asked("2027-03-16T09:00", "2027-03-16T12:00", 3)
    assert (seats.weight, whole.weight) == (3, 1000)
    assert seats.price.amounts.ht == 3 * whole.price.amounts.ht


@settings(deadline=None)
@given(st.integers(-400, 400 * 96), st.integers(-96, 40 * 96), st.integers(1, 12))
def test_any_wish_on_the_grid_is_quoted_or_refused_in_words(start: int, length: int, people: int) -> None:
    begins = NOW + start * timedelta(minutes=15)
    wall = begins.astimezone(a_live_space().zone)
    ends = (begins + length * timedelta(minutes=15)).astimezone(a_live_space().zone)
    try:
        quoted = asked(wall.isoformat(), ends.isoformat(), people)
    except Refusal as refused:
        assert type(refused) in SPAN_REFUSALS  # noqa: PT017
        return
    assert quoted.answer_by is not None
    assert NOW < quoted.answer_by <= quoted.period.start - timedelta(hours=1)
    assert quoted.held[0].start == quoted.period.start
    assert quoted.held[-1].end == quoted.period.end
    assert quoted.price.amounts.ttc > 0


def test_what_the_platform_resells_costs_the_price_typed_ht_and_the_platforms_tax() -> None:
    resold = some_terms(mode=SettlementMode.MONTHLY, seller_id=PLATFORM)
    room = a_room(tariff=Tariff(Basis.HT, hour=10_000))
    price = quote(
        a_live_space(rooms=(room,)), room, Span("2027-03-16T09:00", "2027-03-16T10:00", 1), resold, now=NOW
    ).price
    assert (price.amounts.ht, price.amounts.ttc, price.terms) == (10_000, 12_000, resold)


def test_what_the_platform_resells_is_not_sold_at_a_price_typed_ttc() -> None:
    room = a_room(tariff=Tariff(Basis.TTC, hour=10_000))
    resold = some_terms(mode=SettlementMode.MONTHLY, seller_id=PLATFORM)
    with pytest.raises(CannotSell) as refused:
        quote(a_live_space(rooms=(room,)), room, Span("2027-03-16T09:00", "2027-03-16T10:00", 1), resold, now=NOW)
    assert refused.value.params["missing"] == ["price_in_ht"]
