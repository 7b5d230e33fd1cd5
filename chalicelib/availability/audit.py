"""What the counters carry, for those who check them against the bookings."""

from datetime import UTC, datetime, timedelta

from chalicelib.availability import block_store, store
from chalicelib.availability.blocks import BLOCK_WEIGHT
from chalicelib.availability.slots import PER_BUCKET, buckets_of, quarter_number
from chalicelib.spaces.model import room_key

LAST_BUCKET = 999_999
DAY_SECONDS = 86_400

Quarters = list[int]
"""What each of the 96 quarters of a bucket carries."""


def no_quarters() -> Quarters:
    return [0] * PER_BUCKET


def places_counted(room_id: str, first: int) -> dict[int, Quarters]:
    """The counters of a room from bucket `first` on, strongly read: 1 RCU per 4 KB, about 8 booked days."""
    found: dict[int, Quarters] = {}
    for bucket, counters in store.counters(room_key(room_id), first, LAST_BUCKET, consistent=True).items():
        found[bucket] = no_quarters()
        for slot, count in counters.items():
            found[bucket][slot] = count
    return found


def places_blocked(room_id: str, first: int) -> dict[int, Quarters]:
    """What the blocks of a room add to each quarter from bucket `first` on, strongly read: a query a room."""
    found: dict[int, Quarters] = {}
    # A bucket of any zone begins within a day of the same number on UTC's clock.
    for block in block_store.since(room_id, datetime.fromtimestamp((first - 1) * DAY_SECONDS, UTC)):
        for bucket, slots in buckets_of([block.period], block.offset).items():
            if bucket >= first:
                quarters = found.setdefault(bucket, no_quarters())
                for slot in slots:
                    quarters[slot] += BLOCK_WEIGHT
    return found


def bucket_at(instant: datetime) -> int:
    """The bucket of an instant on UTC's clock: at most one off its bucket in any space."""
    return quarter_number(instant, timedelta()) // PER_BUCKET
