"""Storage never sees daylight saving time: no quarter is ever doubled or missing."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.availability.slots import (
    PER_BUCKET,
    QUARTER,
    WHOLE_WEIGHT,
    buckets_of,
    most_before,
    places_left,
    quarter_number,
    weight_of,
)
from chalicelib.core.period import Period
from chalicelib.core.zones import boundary, standard_offset
from chalicelib.spaces.model import SoldAs
from tests.make.spaces import a_room

ZONES = [
    "Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte",
    "America/Miquelon", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Gambier", "Pacific/Wallis",
    "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
]  # fmt: skip
INSTANTS = st.integers(0, 6 * 365 * 96).map(lambda n: datetime(2025, 1, 1, tzinfo=UTC) + n * QUARTER)


@pytest.mark.parametrize("name", ZONES)
def test_every_quarter_of_two_years_has_one_place(name: str) -> None:
    offset = standard_offset(ZoneInfo(name), 2027)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    period = Period(start, start + timedelta(days=730))
    places = [(bucket, slot) for bucket, slots in buckets_of([period], offset).items() for slot in slots]
    assert len(places) == len(set(places)) == 730 * PER_BUCKET


@pytest.mark.parametrize("name", ZONES)
def test_a_local_working_day_stays_in_one_bucket(name: str) -> None:
    zone = ZoneInfo(name)
    offset = standard_offset(zone, 2027)
    for number in range(730):
        day = date(2026, 1, 1) + timedelta(days=number)
        period = Period(boundary(day, 8 * 60, zone), boundary(day, 20 * 60, zone))
        assert len(buckets_of([period], offset)) == 1, day


@given(INSTANTS, st.integers(1, 500), st.sampled_from(ZONES))
def test_a_span_holds_one_quarter_for_each_fifteen_minutes(start: datetime, quarters: int, name: str) -> None:
    period = Period(start, start + quarters * QUARTER)
    held = buckets_of([period], standard_offset(ZoneInfo(name), 2027))
    assert sum(map(len, held.values())) == quarters


def test_the_two_half_past_twos_of_october_are_two_quarters() -> None:
    paris = ZoneInfo("Europe/Paris")
    first, second = (datetime(2027, 10, 31, 2, 30, tzinfo=paris, fold=fold) for fold in (0, 1))
    offset = standard_offset(paris, 2027)
    assert quarter_number(second, offset) - quarter_number(first, offset) == 4


def test_a_whole_booking_outweighs_any_later_capacity() -> None:
    whole = a_room(sold_as=SoldAs.WHOLE, capacity=4)
    grown = a_room(sold_as=SoldAs.SEAT, capacity=500)
    assert weight_of(whole, 4) == WHOLE_WEIGHT > most_before(grown, 1)
    assert places_left(grown, WHOLE_WEIGHT) == 0


def test_seats_are_counted_one_by_one() -> None:
    room = a_room(sold_as=SoldAs.SEAT, capacity=8)
    assert (weight_of(room, 3), most_before(room, 3), places_left(room, 6)) == (3, 5, 2)
