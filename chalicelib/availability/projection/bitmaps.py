"""Counters of a room's day as bits: for 1, 2, 4 and 8 people, in which of the 96 quarters do so many still fit?

A room without an entry is free all day, which most rooms are on most days. Fifty rooms make a shard: 7 bytes that say
which of them have an entry, then 48 bytes for each of those, compressed. Incompressible, 2,980 entries of a city of
5,000 rooms are 150 KB, 19 RCU; real days, which have few hours and many alike, are a fraction of that.
"""

import zlib
from collections.abc import Iterable, Mapping

from chalicelib.availability.slots import PER_BUCKET
from chalicelib.core.lazy import dataclass
from chalicelib.spaces.model import SoldAs

LEVELS = (1, 2, 4, 8)
PER_SHARD = 50
PRESENT_BYTES = 7
LEVEL_BYTES = PER_BUCKET // 8
ENTRY_BYTES = LEVEL_BYTES * len(LEVELS)
ALL_DAY = (1 << PER_BUCKET) - 1

Entries = dict[int, bytes]
"""Position in the shard (0 to 49) -> the room's 48 bytes; an absent one is free all day."""


def entry_of(counters: Mapping[int, int], *, capacity: int, sold_as: SoldAs) -> bytes | None:
    """None for a day that carries nothing."""
    taken = {slot: count for slot, count in counters.items() if count}
    if not taken:
        return None
    left = {slot: _left(count, capacity, sold_as) for slot, count in taken.items()}
    return b"".join(_level(left, level, capacity).to_bytes(LEVEL_BYTES) for level in LEVELS)


def level_for(people: int) -> int:
    """The index of the highest level that a party reaches: exact for 1, 2, 4 and 8 and for rooms sold whole; for
    others a room that it shows may be full, none that it hides is free."""
    return max(index for index, level in enumerate(LEVELS) if level <= people)


def mask_of(slots: Iterable[int]) -> int:
    mask = 0
    for slot in slots:
        mask |= 1 << slot
    return mask


@dataclass(frozen=True)
class Shard:
    """A shard's day as it is stored, unpacked: `present` has a bit for each room with an entry."""

    present: int
    entries: bytes

    def taken(self, level: int, mask: int) -> int:
        """A bit for each position at which so many people do not fit in every quarter of `mask`."""
        start, left, found = LEVEL_BYTES * level, self.present, 0
        while left:
            bit = left & -left
            if mask & ~int.from_bytes(self.entries[start : start + LEVEL_BYTES]):
                found |= bit
            left ^= bit
            start += ENTRY_BYTES
        return found


def packed(entries: Entries) -> bytes:
    """The same bytes for the same entries."""
    present = mask_of(entries).to_bytes(PRESENT_BYTES)
    return zlib.compress(present + b"".join(entries[position] for position in sorted(entries)))


def shard_of(stored: bytes) -> Shard:
    unpacked = zlib.decompress(stored)
    return Shard(int.from_bytes(unpacked[:PRESENT_BYTES]), unpacked[PRESENT_BYTES:])


def entries_of(stored: bytes) -> Entries:
    shard = shard_of(stored)
    positions = [position for position in range(PER_SHARD) if shard.present >> position & 1]
    return {
        position: shard.entries[ENTRY_BYTES * rank : ENTRY_BYTES * (rank + 1)]
        for rank, position in enumerate(positions)
    }


def _left(count: int, capacity: int, sold_as: SoldAs) -> int:
    if sold_as is SoldAs.WHOLE:
        return 0 if count > 0 else capacity
    return capacity - count


def _level(left: Mapping[int, int], level: int, capacity: int) -> int:
    free = ALL_DAY if capacity >= level else 0
    return free & ~mask_of(slot for slot, places in left.items() if places < level)
