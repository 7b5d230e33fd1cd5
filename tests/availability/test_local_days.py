"""Two years of local days in the zones of France and of others whose clocks are odd: every quarter has one place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.availability.free import EPOCH
from chalicelib.availability.slots import PER_BUCKET, QUARTER, buckets_of, quarter_number
from chalicelib.core.errors import Refusal
from chalicelib.core.period import Period
from chalicelib.core.zones import (
    OffsetMismatch,
    TimeDoesNotExist,
    TimeIsAmbiguous,
    boundary,
    instant_of,
    standard_offset,
    zone_named,
)
from chalicelib.spaces.model import OpeningHours, OpenInterval
from tests.make.spaces import a_space

ONE_HOUR = {"Europe/Paris", "Europe/London", "Europe/Lisbon", "America/Miquelon", "America/New_York"}
HALF_AN_HOUR = {"Australia/Lord_Howe"}
NEVER = {
    "America/Cayenne", "America/Guadeloupe", "Indian/Kerguelen", "Indian/Mayotte", "Indian/Reunion",
    "Pacific/Gambier", "Pacific/Marquesas", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Wallis",
}  # fmt: skip
ZONES = sorted(ONE_HOUR | HALF_AN_HOUR | NEVER)
FIRST, DAYS = date(2026, 1, 1), 730
TWO_YEARS = [FIRST + timedelta(days=number) for number in range(DAYS)]
USUAL = 96

each_zone = pytest.mark.parametrize("name", ZONES)
each_changing_zone = pytest.mark.parametrize("name", sorted(ONE_HOUR | HALF_AN_HOUR))


def shift_of(name: str) -> int:
    """By how many quarters the clocks of a zone jump."""
    return 4 if name in ONE_HOUR else 2 if name in HALF_AN_HOUR else 0


def whole(day: date, zone: ZoneInfo) -> Period:
    return Period(boundary(day, 0, zone), boundary(day, 24 * 60, zone, closing=True))


@cache
def lengths(name: str) -> dict[date, int]:
    """Quarters of each local day."""
    zone = zone_named(name)
    offset = standard_offset(zone, FIRST.year)
    return {day: sum(map(len, buckets_of([whole(day, zone)], offset).values())) for day in TWO_YEARS}


def changing_days(name: str) -> Iterator[date]:
    return (day for day, length in lengths(name).items() if length != USUAL)


def walls(day: date) -> list[datetime]:
    """What a clock on the wall would show at each quarter of a day on which nothing happens."""
    return [datetime.combine(day, time()) + number * QUARTER for number in range(USUAL)]


@each_zone
def test_a_local_day_is_as_long_as_its_clocks_say(name: str) -> None:
    """92, 96 or 100 quarters; 94 or 98 on Lord Howe, whose clocks move by half an hour."""
    shift = shift_of(name)
    odd = sorted(length for length in lengths(name).values() if length != USUAL)
    assert odd == ([USUAL - shift] * 2 + [USUAL + shift] * 2 if shift else [])


@each_zone
def test_local_days_fill_storage_without_a_gap_and_without_an_overlap(name: str) -> None:
    zone = zone_named(name)
    offset = standard_offset(zone, FIRST.year)
    seen: list[int] = []
    for day in TWO_YEARS:
        for bucket, slots in buckets_of([whole(day, zone)], offset).items():
            assert all(0 <= slot < PER_BUCKET for slot in slots)
            seen += [bucket * PER_BUCKET + slot for slot in slots]
    assert seen == list(range(seen[0], seen[0] + sum(lengths(name).values())))


@each_zone
def test_a_place_leads_back_to_the_quarter_it_came_from(name: str) -> None:
    """On the days around each change, and on the first of each month."""
    zone = zone_named(name)
    offset = standard_offset(zone, FIRST.year)
    near = {day + timedelta(days=step) for day in changing_days(name) for step in (-1, 0, 1)}
    for day in sorted(near | {day for day in TWO_YEARS if day.day == 1}):
        period = whole(day, zone)
        places = [(b, slot) for b, slots in buckets_of([period], offset).items() for slot in slots]
        back = [EPOCH + (bucket * PER_BUCKET + slot) * QUARTER - offset for bucket, slot in places]
        assert back == [period.start + number * QUARTER for number in range(len(back))]
        assert {instant.astimezone(zone).date() for instant in back} == {day}
        assert [instant_of(instant.astimezone(zone).isoformat(), zone) for instant in back] == back


@each_changing_zone
def test_wall_times_that_a_short_day_skips_are_refused_and_no_others(name: str) -> None:
    zone, shift = zone_named(name), shift_of(name)
    for day in changing_days(name):
        refused = [wall for wall in walls(day) if refusal_of(wall, zone) is TimeDoesNotExist]
        assert len(refused) == max(0, USUAL - lengths(name)[day])
        assert [wall - refused[0] for wall in refused] == [number * QUARTER for number in range(len(refused))]
        assert len(refused) in {0, shift}


def refusal_of(wall: datetime, zone: ZoneInfo) -> type[Refusal] | None:
    try:
        instant_of(wall.isoformat(), zone)
    except Refusal as refused:
        return type(refused)
    return None


@each_changing_zone
def test_each_half_of_a_doubled_hour_is_reached_by_its_offset_and_has_its_own_place(name: str) -> None:
    zone, shift = zone_named(name), shift_of(name)
    offset = standard_offset(zone, FIRST.year)
    for day in changing_days(name):
        doubled = [wall for wall in walls(day) if refusal_of(wall, zone) is TimeIsAmbiguous]
        assert len(doubled) == max(0, lengths(name)[day] - USUAL)
        for wall in doubled:
            shown = [wall.replace(tzinfo=zone, fold=fold).isoformat() for fold in (0, 1)]
            first, second = (instant_of(each, zone) for each in shown)
            assert second - first == shift * QUARTER
            assert quarter_number(second, offset) - quarter_number(first, offset) == shift


@each_zone
@settings(max_examples=60)
@given(day=st.sampled_from(TWO_YEARS), quarter=st.integers(0, USUAL - 1), wrong=st.integers(1, 4))
def test_an_offset_that_a_clock_never_shows_is_refused(name: str, day: date, quarter: int, wrong: int) -> None:
    zone = zone_named(name)
    wall = walls(day)[quarter]
    real = wall.replace(tzinfo=zone).utcoffset()
    assert real is not None
    lie = wall.replace(tzinfo=UTC).isoformat().replace("+00:00", spelled(real + timedelta(hours=3 + wrong)))
    with pytest.raises((OffsetMismatch, TimeDoesNotExist)):
        instant_of(lie, zone)


def spelled(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@each_zone
def test_opening_hours_stay_where_they_are_on_the_wall(name: str) -> None:
    """Nine to six is nine hours, summer and winter, whatever storage counts in."""
    space = a_space(timezone=name, opening_hours=daily(9 * 60, 18 * 60))
    for day in TWO_YEARS:
        [period] = space.open_periods(day)
        assert [end.astimezone(space.zone).strftime("%d %H:%M") for end in (period.start, period.end)] == [
            f"{day:%d} 09:00",
            f"{day:%d} 18:00",
        ]
        assert period.minutes == 9 * 60


@each_zone
def test_a_space_that_never_closes_is_open_for_the_whole_of_each_day(name: str) -> None:
    space = a_space(timezone=name, opening_hours=daily(0, 24 * 60))
    for day, length in lengths(name).items():
        assert [period.minutes for period in space.open_periods(day)] == [length * 15]


@each_changing_zone
def test_a_night_of_opening_hours_is_as_long_as_it_really_lasts(name: str) -> None:
    """From half past midnight to half past four, all changes happen in between."""
    space = a_space(timezone=name, opening_hours=daily(30, 4 * 60 + 30))
    for day in changing_days(name):
        [period] = space.open_periods(day)
        assert period.minutes == 240 + (lengths(name)[day] - USUAL) * 15


def daily(opens: int, closes: int) -> OpeningHours:
    return ((OpenInterval(opens, closes),),) * 7
