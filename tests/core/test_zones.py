"""Wall clock to instant: hours that do not exist, hours that exist twice, offsets that lie."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.errors import Refusal
from chalicelib.core.zones import (
    OffsetMismatch,
    TimeDoesNotExist,
    TimeIsAmbiguous,
    UnknownZone,
    UnreadableTime,
    boundary,
    first_instant_of,
    instant_of,
    instants_of,
    standard_offset,
    zone_named,
)

PARIS = ZoneInfo("Europe/Paris")
ZONES = (
    "Europe/Paris", "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Indian/Reunion", "Indian/Mayotte",
    "America/Guadeloupe", "America/Cayenne", "America/St_Johns", "America/Miquelon", "Pacific/Noumea",
    "Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Wallis", "Australia/Lord_Howe", "Asia/Kathmandu",
)  # fmt: skip


def test_the_hour_that_spring_skips_is_refused() -> None:
    with pytest.raises(TimeDoesNotExist) as refused:
        instant_of("2027-03-28T02:30", PARIS, pointer="start")
    assert refused.value.pointer == "start"
    assert "02:30" in refused.value.words("fr")


@pytest.mark.parametrize("offset", ["+01:00", "+02:00"])
def test_no_offset_makes_a_skipped_hour_exist(offset: str) -> None:
    with pytest.raises(TimeDoesNotExist):
        instant_of(f"2027-03-28T02:30{offset}", PARIS)


def test_the_doubled_hour_of_autumn_must_be_told_apart() -> None:
    with pytest.raises(TimeIsAmbiguous) as refused:
        instant_of("2027-10-31T02:30", PARIS)
    assert refused.value.params["candidates"] == "2027-10-31T02:30+02:00, 2027-10-31T02:30+01:00"


def test_both_halves_of_the_doubled_hour_are_reached_by_their_offset() -> None:
    first, second = (instant_of(f"2027-10-31T02:30{offset}", PARIS) for offset in ("+02:00", "+01:00"))
    assert (first, second) == (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, tzinfo=UTC))


def test_a_search_takes_the_first_of_a_doubled_hour() -> None:
    assert first_instant_of("2027-10-31T02:30", PARIS) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    with pytest.raises(TimeDoesNotExist):
        first_instant_of("2027-03-28T02:30", PARIS)


@pytest.mark.parametrize(
    "value",
    [
        "2027-07-01T09:00+01:00",
        "2027-07-01T09:00Z",
        "2027-10-31T02:30+00:00",
        "2027-12-01T09:00+02:00",
    ],
)
def test_an_offset_that_is_not_the_zones_is_refused(value: str) -> None:
    with pytest.raises(OffsetMismatch):
        instant_of(value, PARIS)


@pytest.mark.parametrize("value", ["", "demain", "2027-02-30T09:00", "2027-03-16T25:00", "2027-03-16T09:60", "١٢:٠٠"])
def test_what_is_not_a_time_is_refused(value: str) -> None:
    with pytest.raises(UnreadableTime):
        instant_of(value, PARIS)


@pytest.mark.parametrize(
    ("value", "zone"), [("0001-01-01T00:00", "Europe/Paris"), ("9999-12-31T23:59", "America/Guadeloupe")]
)
def test_a_wall_time_beyond_the_calendar_is_refused_in_words(value: str, zone: str) -> None:
    with pytest.raises(Refusal):
        instant_of(value, ZoneInfo(zone))


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "europe/paris", "Europe/Paris\x00"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone_named(name)


@pytest.mark.parametrize("name", ZONES)
@settings(deadline=None)
@given(moment=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_every_instant_of_every_zone_is_one_of_those_its_wall_clock_means(name: str, moment: datetime) -> None:
    zone = zone_named(name)
    instant = moment.replace(tzinfo=UTC)
    shown = instant.astimezone(zone)
    assert instant in instants_of(shown.replace(tzinfo=None), zone)
    assert instant_of(shown.isoformat(), zone) == instant


@pytest.mark.parametrize("name", ZONES)
@settings(deadline=None)
@given(wall=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_a_wall_time_means_nought_to_two_instants_that_show_it(name: str, wall: datetime) -> None:
    zone = zone_named(name)
    found = instants_of(wall, zone)
    assert len(found) <= 2
    assert found == sorted(set(found))
    assert all(instant.astimezone(zone).replace(tzinfo=None) == wall for instant in found)


@pytest.mark.parametrize("name", ZONES)
def test_the_standard_offset_is_a_multiple_of_the_quarter_and_never_above_the_real_one(name: str) -> None:
    zone = zone_named(name)
    offset = standard_offset(zone, 2027)
    assert offset % timedelta(minutes=15) == timedelta()
    for month in (1, 7):
        real = datetime(2027, month, 1, tzinfo=zone).utcoffset()
        assert real is not None
        assert offset <= real


def test_opening_hours_begin_at_the_first_doubled_hour_and_close_at_the_last() -> None:
    day = date(2027, 10, 31)
    opens, closes = boundary(day, 150, PARIS), boundary(day, 150, PARIS, closing=True)
    assert closes - opens == timedelta(hours=1)


def test_midnight_at_the_end_of_a_day_is_that_of_the_next() -> None:
    assert boundary(date(2027, 3, 15), 1440, PARIS, closing=True) == boundary(date(2027, 3, 16), 0, PARIS)
