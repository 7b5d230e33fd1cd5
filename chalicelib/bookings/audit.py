"""What the bookings hold, for those who check the counters against them."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from chalicelib.availability.audit import Quarters, no_quarters
from chalicelib.availability.slots import buckets_of
from chalicelib.bookings import policy, store
from chalicelib.bookings.items import held_of
from chalicelib.bookings.model import HOLDS_SLOTS, Booking
from chalicelib.kit import table
from chalicelib.kit.table import Item, Key

Held = dict[str, dict[int, Quarters]]
"""Room -> bucket -> what each quarter should carry."""

MARGIN = timedelta(days=4)
"""The buckets that `places_held` is asked for began at most so long ago, in whatever zone."""

SAYS = ("room", "status", "weight", "offset", "held")
"""The little of a booking that says which places it takes."""

BATCH = 100


def places_held(host_id: str, first: int, wanted: Callable[[str], bool], *, now: datetime) -> Held:
    """What the bookings of a host hold in its `wanted` rooms from bucket `first` on, at most two before today's.

    Reads every booking that starts from 35 days ago on, strongly: 1 RCU each. Keeps 1 KB per room and booked day.
    """
    held: Held = {}
    for item in _bookings_since(host_id, now - timedelta(days=policy.LONGEST_DAYS) - MARGIN):
        room_id, weight = item["room"]["S"], int(item["weight"]["N"])
        if item["status"]["S"] not in HOLDS_SLOTS or not wanted(room_id):
            continue
        periods = held_of(json.loads(item["held"]["S"]))
        for bucket, slots in buckets_of(periods, timedelta(minutes=int(item["offset"]["N"]))).items():
            if bucket >= first:
                quarters = held.setdefault(room_id, {}).setdefault(bucket, no_quarters())
                for slot in slots:
                    quarters[slot] += weight
    return held


def bookings_since(
    host_id: str, start: datetime, *, after: Key | None, limit: int
) -> tuple[list[Booking], Key | None]:
    """Bookings of a host that start at `start` or later: a page, strongly read, and where it ended."""
    return store.page_of_host_since(host_id, start, after, limit)


def _bookings_since(host_id: str, start: datetime) -> Iterator[Item]:
    after: Key | None = None
    while True:
        keys, after = store.keys_of_host(host_id, start, after, BATCH)
        yield from table.read_many(keys, consistent=True, only=SAYS)
        if after is None:
            return
