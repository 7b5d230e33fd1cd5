"""What is free in a room, as runs of quarters with the same number of places left."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from chalicelib.availability import store
from chalicelib.availability.slots import (
    PER_BUCKET,
    QUARTER,
    Buckets,
    most_before,
    places_left,
    quarter_number,
)
from chalicelib.availability.store import Counters
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.spaces.model import Room, Space

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FreeRun:
    period: Period
    free: int


@dataclass(frozen=True)
class FreeDay:
    """A local day; `runs` cover its open time from now on, full runs included (`free` 0)."""

    day: date
    open: bool
    runs: tuple[FreeRun, ...]


def days_of(space: Space, room: Room, first: date, days: int, *, now: datetime) -> list[FreeDay]:
    """The free time of `days` local days from `first`. One query."""
    opened = {day: space.open_periods(day) for day in (first + timedelta(days=index) for index in range(days))}
    everything = [period for periods in opened.values() for period in periods]
    taken = counters_over(room, everything, space.std_offset)
    return [
        FreeDay(day, bool(periods), tuple(runs(room, periods, taken, space.std_offset, now=now)))
        for day, periods in opened.items()
    ]


def counters_over(room: Room, periods: list[Period], offset: timedelta) -> dict[int, Counters]:
    if not periods:
        return {}
    first = quarter_number(periods[0].start, offset) // PER_BUCKET
    last = quarter_number(periods[-1].end + room.rules.buffer, offset) // PER_BUCKET
    return store.counters(room.key, first, last)


def runs(
    room: Room,
    periods: Iterable[Period],
    taken: Mapping[int, Counters],
    offset: timedelta,
    *,
    now: datetime,
) -> Iterable[FreeRun]:
    """Splits open periods into runs of equal freedom; what already began is left out. A room that stays empty after a
    booking is free up to where that time begins: any part of a free run can be booked."""
    for period in periods:
        start: datetime | None = None
        free = 0
        for number in range(quarter_number(period.start, offset), quarter_number(period.end, offset)):
            instant = EPOCH + number * QUARTER - offset
            if instant < now:
                continue
            left = places_left(room, _heaviest(taken, number, room))
            if start is None:
                start, free = instant, left
            elif left != free:
                yield FreeRun(Period(start, instant), free)
                start, free = instant, left
        if start is not None:
            yield FreeRun(Period(start, period.end), free)


def _heaviest(taken: Mapping[int, Counters], number: int, room: Room) -> int:
    """What a quarter and those that would have to stay empty behind it carry at most."""
    behind = range(number, number + 1 + room.rules.buffer // QUARTER)
    return max(taken.get(bucket, {}).get(slot, 0) for bucket, slot in (divmod(one, PER_BUCKET) for one in behind))


def fits(room: Room, buckets: Buckets, taken: Mapping[int, Counters], people: int) -> bool:
    """Is there room for `people` in every quarter?"""
    most = most_before(room, people)
    return all(taken.get(bucket, {}).get(slot, 0) <= most for bucket, slots in buckets.items() for slot in slots)
