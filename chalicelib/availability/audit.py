"""What the counters carry, for those who check them against the bookings."""

from datetime import datetime, timedelta

from chalicelib.availability import store
from chalicelib.availability.slots import PER_BUCKET, quarter_number
from chalicelib.spaces.model import room_key

LAST_BUCKET = 999_999

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


def bucket_at(instant: datetime) -> int:
    """The bucket of an instant on UTC's clock: at most one off its bucket in any space."""
    return quarter_number(instant, timedelta()) // PER_BUCKET
