"""From counters to bits: writes what is, whatever caused it.

A shard's day is read first, then the counters, then it is written if nobody wrote it meanwhile. Whoever saw older
counters had read the shard earlier: he is refused and looks again. So events may come late, twice or in any order.
"""

import random
import time
from collections.abc import Iterable, Sequence

from chalicelib.availability import store as counters
from chalicelib.availability.projection import store
from chalicelib.availability.projection.bitmaps import Entries, entry_of
from chalicelib.availability.projection.model import Place, ShardDay
from chalicelib.core.errors import Busy
from chalicelib.spaces.model import room_key

LAST_BUCKET = 999_999
MOST_TRIES = 10
FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.5


def project_day(room_id: str, bucket: int) -> bool:
    """Says whether anything was written. A room that is not listed has no bits. Raises Busy."""
    return any(
        project(ShardDay(place.city, place.shard, bucket), [room_id]) for place in store.places([room_id])
    )  # fmt: skip


def project_rooms(room_ids: Sequence[str], first: int) -> int:
    """Every day of these rooms, from bucket `first` on, on which they carry something. Returns how many days of
    shards were written."""
    days = {
        (ShardDay(place.city, place.shard, bucket), place.room_id)
        for place in store.places(room_ids)
        for bucket in days_of(place.room_id, first)
    }
    return project_all(days)


def project_all(days: Iterable[tuple[ShardDay, str]]) -> int:
    """Each shard's day once, for all its rooms that are named with it."""
    rooms: dict[ShardDay, list[str]] = {}
    for at, room_id in days:
        rooms.setdefault(at, []).append(room_id)
    return sum(project(at, rooms[at]) for at in sorted(rooms, key=lambda at: (at.city, at.shard, at.bucket)))


def project(at: ShardDay, room_ids: Sequence[str]) -> bool:
    """Writes the bits of these rooms in a shard's day, and leaves those of others alone. 1 RCU for the shard and 2
    for each room; 1 to 3 WCU, or nothing when it is so already. Raises Busy."""
    for attempt in range(MOST_TRIES):
        stored, version = store.shard_day(at)
        entries = stored | {}
        for place, entry in _as_they_are(at, room_ids):
            entries.pop(place.position, None)
            if entry is not None:
                entries[place.position] = entry
        if entries == stored:
            return False
        if store.put_shard_day(at, entries, version=version):
            return True
        time.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))
    raise Busy


def days_of(room_id: str, first: int) -> list[int]:
    """The buckets on which a room has counters, strongly read."""
    return list(counters.counters(room_key(room_id), first, LAST_BUCKET, consistent=True))


def entries_as_counted(places: Iterable[Place], first: int) -> dict[int, Entries]:
    """What each bucket of a shard should hold for these rooms: a query a room, strongly read."""
    found: dict[int, Entries] = {}
    for place in places:
        counted = counters.counters(room_key(place.room_id), first, LAST_BUCKET, consistent=True)
        for bucket, taken in counted.items():
            entry = entry_of(taken, capacity=place.capacity, sold_as=place.sold_as)
            if entry is not None:
                found.setdefault(bucket, {})[place.position] = entry
    return found


def _as_they_are(at: ShardDay, room_ids: Sequence[str]) -> list[tuple[Place, bytes | None]]:
    """Rooms that moved elsewhere meanwhile are left out: whoever moved them wrote their bits there."""
    here = [place for place in store.places(room_ids) if (place.city, place.shard) == (at.city, at.shard)]
    keys = [room_key(place.room_id) for place in here]
    counted = counters.counters_of_many(keys, [at.bucket], consistent=True)
    return [
        (place, entry_of(counted[key].get(at.bucket, {}), capacity=place.capacity, sold_as=place.sold_as))
        for key, place in zip(keys, here, strict=True)
    ]
