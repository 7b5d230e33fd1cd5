"""Half-open spans of absolute time."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.period import Period

NINE = datetime(2027, 3, 15, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(moments)
    return Period(start, start + timedelta(minutes=draw(st.integers(1, 100_000))))


@pytest.mark.parametrize("end", [NINE, NINE - timedelta(seconds=1)], ids=["nothing", "backwards"])
def test_a_period_ends_after_it_starts(end: datetime) -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(NINE, end)


def test_its_ends_are_kept_in_utc() -> None:
    east = timezone(timedelta(hours=2))
    period = Period(datetime(2027, 7, 1, 9, tzinfo=east), datetime(2027, 7, 1, 10, tzinfo=east))
    assert period.start.utcoffset() == timedelta()
    assert (period.start.hour, period.end.hour) == (7, 8)


def test_its_end_is_not_part_of_it() -> None:
    period = Period(NINE, NINE + timedelta(hours=1))
    assert period.contains(NINE)
    assert not period.contains(period.end)


@settings(deadline=None)
@given(periods(), periods())
def test_an_intersection_is_the_same_from_both_sides_and_lies_in_both(one: Period, other: Period) -> None:
    both = one.intersection(other)
    assert both == other.intersection(one)
    if both is not None:
        assert all(period.start <= both.start < both.end <= period.end for period in (one, other))


def test_periods_that_only_touch_do_not_meet() -> None:
    noon = NINE + timedelta(hours=3)
    assert Period(NINE, noon).intersection(Period(noon, noon + timedelta(hours=1))) is None


def test_minutes_are_those_that_really_pass() -> None:
    spring = Period(datetime(2027, 3, 28, 0, tzinfo=PARIS), datetime(2027, 3, 29, 0, tzinfo=PARIS))
    autumn = Period(datetime(2027, 10, 31, 0, tzinfo=PARIS), datetime(2027, 11, 1, 0, tzinfo=PARIS))
    assert (spring.minutes, autumn.minutes) == (23 * 60, 25 * 60)


def test_a_period_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    period = Period(datetime(2027, 3, 15, 22, tzinfo=PARIS), datetime(2027, 3, 16, 0, tzinfo=PARIS))
    assert list(period.local_days(PARIS)) == [date(2027, 3, 15)]


@settings(deadline=None)
@given(periods())
def test_local_days_follow_each_other_without_a_gap(period: Period) -> None:
    days = list(period.local_days(PARIS))
    assert days == [days[0] + timedelta(days=index) for index in range(len(days))]
    assert days[0] == period.start.astimezone(PARIS).date()
