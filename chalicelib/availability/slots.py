"""From absolute time to the counters that carry it.

Storage never sees daylight saving time: a bucket is a day of 96 quarters counted with the space's constant offset,
so no quarter is ever doubled or missing (docs/adr/0003). The fields are named `s00` to `s95`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.spaces.model import Room, SoldAs

QUARTER = timedelta(minutes=15)
PER_BUCKET = 96
WHOLE_WEIGHT = 1000
"""A booking of the whole room weighs more than any capacity, so that no later change of capacity, nor of how the
room is sold, lets a second party in."""

Buckets = dict[int, list[int]]
"""Bucket number -> its quarters (0 to 95), ascending."""


@dataclass(frozen=True)
class Shift:
    """What a quarter's counter changes `by`; it must carry `most` at the most where it gets heavier."""

    by: int
    most: int = 0


def quarter_number(instant: datetime, offset: timedelta) -> int:
    """Quarters since 1970 on the space's constant clock, rounded down."""
    return int((instant.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC) + offset) // QUARTER)


def quarters(periods: Iterable[Period], offset: timedelta) -> Iterator[int]:
    for period in periods:
        yield from range(quarter_number(period.start, offset), quarter_number(period.end, offset))


def buckets_of(periods: Iterable[Period], offset: timedelta) -> Buckets:
    buckets: Buckets = {}
    for number in quarters(periods, offset):
        bucket, slot = divmod(number, PER_BUCKET)
        buckets.setdefault(bucket, []).append(slot)
    return buckets


def field(slot: int) -> str:
    return f"s{slot:02d}"


def weight_of(room: Room, people: int) -> int:
    return WHOLE_WEIGHT if room.sold_as is SoldAs.WHOLE else people


def most_before(room: Room, people: int) -> int:
    """The highest counter at which a party of `people` still finds its place."""
    return 0 if room.sold_as is SoldAs.WHOLE else room.capacity - people


def places_left(room: Room, count: int) -> int:
    """Places that a counter leaves: seats, or the whole capacity or nothing for a room sold whole."""
    if room.sold_as is SoldAs.WHOLE:
        return 0 if count else room.capacity
    return max(0, room.capacity - count)


def shifts_of(
    before: Sequence[Period],
    weight_before: int,
    after: Sequence[Period],
    weight: int,
    *,
    most: int,
    offset: timedelta,
) -> dict[int, Shift]:
    """By quarter, what moving a holding within its room changes: quarters of both spans, at the same weight, do not
    change and are asked nothing, so that a booking never stands in its own way."""
    left, taken = set(quarters(before, offset)), set(quarters(after, offset))
    shifts: dict[int, Shift] = {}
    for number in sorted(left | taken):
        own = weight_before if number in left else 0
        by = (weight if number in taken else 0) - own
        if by:
            shifts[number] = Shift(by, most + own if by > 0 else 0)
    return shifts
