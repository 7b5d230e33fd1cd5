"""Hours, exceptional days and blocks through every night on which the clocks change, against a model that walks
through each day quarter by quarter and looks at the wall clock."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from chalicelib.availability.blocks import BLOCK_WEIGHT
from chalicelib.availability.free import runs
from chalicelib.availability.slots import QUARTER, buckets_of
from chalicelib.core.period import Period
from chalicelib.core.zones import standard_offset
from chalicelib.spaces.model import DayHours, OpenInterval, Space
from tests.make.spaces import a_live_space, a_room

ZONES = ("Europe/Paris", "America/Martinique", "Indian/Reunion", "Pacific/Marquesas")
FIRST, LAST = date(2027, 1, 1), date(2028, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MIDNIGHT = 24 * 60


@st.composite
def hours(draw: st.DrawFn) -> tuple[OpenInterval, ...]:
    """None to three ranges on the quarter, apart from each other, up to midnight."""
    edges = sorted(draw(st.sets(st.integers(0, MIDNIGHT // 15), max_size=6)))
    return tuple(OpenInterval(15 * a, 15 * b) for a, b in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def spaces(draw: st.DrawFn, zone: str) -> Space:
    days = draw(st.lists(st.sampled_from(DAYS), max_size=12, unique=True))
    return a_live_space(
        timezone=zone,
        std_offset=standard_offset(ZoneInfo(zone), FIRST.year),
        opening_hours=tuple(draw(hours()) for _ in range(7)),
        exceptional_days=tuple(DayHours(day, draw(hours())) for day in days),
    )


@st.composite
def blocks(draw: st.DrawFn) -> Period:
    start = datetime(2027, 1, 1, tzinfo=UTC) + QUARTER * draw(st.integers(0, 2 * 365 * 96))
    return Period(start, start + QUARTER * draw(st.integers(1, 31 * 96)))


def walls(day: date, zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    """Every quarter at which clocks of the zone show `day`, in order, with the minute that they show."""
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    while instant.astimezone(zone).date() <= day:
        wall = instant.astimezone(zone)
        if wall.date() == day:
            yield instant, 60 * wall.hour + wall.minute
        instant += QUARTER


def open_quarters(space: Space, day: date) -> set[datetime]:
    """From the first moment that shows the opening hour or later, to the last that shows less than the closing
    one."""
    shown, found = list(walls(day, space.zone)), set()
    for interval in space.hours_on(day):
        inside = [at for at, minute in shown if minute < interval.closes]
        first = next((at for at, minute in shown if minute >= interval.opens), None)
        if first is not None and inside:
            found |= {at for at, _ in shown if first <= at <= inside[-1]}
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_a_room_is_free_when_it_is_open_and_not_blocked(zone: str) -> None:
    # Without shrinking: two years of quarters a try would take an hour of it.
    @settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate))
    @given(spaces(zone), st.lists(blocks(), max_size=8))
    def holds(space: Space, blocked: list[Period]) -> None:
        room = a_room(tariff=None)
        taken: dict[int, Counter[int]] = {}
        for block in blocked:
            for bucket, slots in buckets_of([block], space.std_offset).items():
                taken.setdefault(bucket, Counter()).update(dict.fromkeys(slots, BLOCK_WEIGHT))
        for day in DAYS:
            found = runs(room, space.open_periods(day), taken, space.std_offset, now=LONG_AGO)
            free = {at for run in found if run.free for at in quarters_of(run.period)}
            expected = {
                at for at in open_quarters(space, day) if not any(one.start <= at < one.end for one in blocked)
            }
            assert free == expected, day

    holds()


def quarters_of(period: Period) -> Iterator[datetime]:
    instant = period.start
    while instant < period.end:
        yield instant
        instant += QUARTER


def test_the_model_knows_short_and_long_days() -> None:
    paris = ZoneInfo("Europe/Paris")
    lengths = [len(list(walls(day, paris))) for day in (date(2027, 3, 28), date(2027, 6, 1), date(2027, 10, 31))]
    assert lengths == [92, 96, 100]
