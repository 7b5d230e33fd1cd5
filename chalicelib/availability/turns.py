"""Places for several at once: who of those in line finds his, and how places go from one holder to the next ones."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from chalicelib.availability import store
from chalicelib.availability.free import fits
from chalicelib.availability.hold import Holding
from chalicelib.availability.slots import PER_BUCKET, WHOLE_WEIGHT, Shift, buckets_of, quarters, weight_of
from chalicelib.availability.store import Counters
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.kit.unit_of_work import Refused, UnitOfWork
from chalicelib.spaces.model import Room, SoldAs


@dataclass(frozen=True)
class Wanted:
    """Places for `people` in every quarter of `held`."""

    held: Sequence[Period]
    people: int


def who_fits(
    room: Room, wanted: Sequence[Wanted], offset: timedelta, *, freed: Holding | None = None, most: int
) -> list[int]:
    """Which of them find their places, by index, each on top of those before it; at most so many. `freed` counts as
    given back. One strong query over all their days: 1 RCU for about eight."""
    if not wanted:
        return []
    days = [buckets_of(one.held, offset) for one in wanted]
    first, last = min(map(min, days)), max(map(max, days))
    taken = _taken(store.counters(room.key, first, last, consistent=True), freed)
    found: list[int] = []
    for index, (one, buckets) in enumerate(zip(wanted, days, strict=True)):
        if len(found) < most and fits(room, buckets, taken, one.people):
            found.append(index)
            for bucket, slots in buckets.items():
                day = taken.setdefault(bucket, {})
                for slot in slots:
                    day[slot] = day.get(slot, 0) + weight_of(room, one.people)
    return found


def hand_over(uow: UnitOfWork, before: Holding, room: Room, wanted: Sequence[Wanted], *, refused: Refused) -> None:
    """Takes a holding away and gives its room to others, by the difference: a quarter that gets heavier must have the
    places. The same commit must hold the compare-and-swap that ends the holding."""
    change: Counter[int] = Counter()
    for number in quarters(before.held, before.offset):
        change[number] -= before.weight
    for one in wanted:
        for number in quarters(one.held, before.offset):
            change[number] += weight_of(room, one.people)
    limit = WHOLE_WEIGHT if room.sold_as is SoldAs.WHOLE else room.capacity
    shifts = {number: Shift(by, limit - by if by > 0 else 0) for number, by in sorted(change.items()) if by}
    store.shift(uow, room.key, shifts, refused=refused)


def _taken(counted: Mapping[int, Counters], freed: Holding | None) -> dict[int, Counters]:
    taken = {bucket: dict(counters) for bucket, counters in counted.items()}
    for number in quarters(freed.held, freed.offset) if freed else ():
        bucket, slot = divmod(number, PER_BUCKET)
        if bucket in taken:
            taken[bucket][slot] = taken[bucket].get(slot, 0) - (freed.weight if freed else 0)
    return taken
