"""Each room-day counter is the sum of the bookings and blocks that hold it, from yesterday on.

Counters, blocks and bookings are read one after the other, and the index of bookings lags a moment behind: a
difference is only one when it stands still over three readings.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import groupby
from operator import add

from chalicelib.availability.audit import Quarters, bucket_at, no_quarters, places_blocked, places_counted
from chalicelib.bookings.audit import Held, places_held
from chalicelib.core.lazy import dataclass
from chalicelib.identity.hosts import host_ids
from chalicelib.operations.model import Findings, Violation
from chalicelib.spaces.find import host_spaces

HOSTS = 5
ROOMS = 100
"""Of one host at a time: a step keeps 1 KB per room and booked day."""

SPACES = 25
PAUSES = (2.0, 8.0)
"""Seconds before the second and the third reading."""

YESTERDAY = 2
"""Buckets before today's of UTC: yesterday's is among them in every zone."""

DAY_SECONDS = 86_400
MOST_DAYS = 5
"""Of one room: what is wrong with more is told by the last of them."""


@dataclass(frozen=True)
class Part:
    """The rooms of a host whose ids lie behind `after`, up to `until` (None: all that follow). `listed` are those of
    its spaces; a booking may name others, of rooms that are gone."""

    host_id: str
    after: str
    until: str | None
    listed: tuple[str, ...]

    def covers(self, room_id: str) -> bool:
        return self.after < room_id and (self.until is None or room_id <= self.until)


@dataclass(frozen=True, order=True)
class Difference:
    room_id: str
    bucket: int
    slot: int
    counted: int
    held: int


def examine(cursor: str | None, now: datetime, *, pause: Callable[[float], object] = time.sleep) -> Findings:
    parts, after = _parts(cursor)
    standing = {part: _differences(part, part.listed, part.covers, now) for part in parts}
    for seconds in PAUSES:
        standing = {part: found for part, found in standing.items() if found}
        if standing:
            pause(seconds)
            standing = {part: found & _again(part, found, now) for part, found in standing.items()}
    return Findings(
        examined=sum(len(part.listed) for part in parts),
        violations=[violation for found in standing.values() for violation in _violations(found)],
        cursor=after,
    )


def _parts(cursor: str | None) -> tuple[list[Part], str | None]:
    """What a step goes through, and the next cursor: the last host done, or the one half done and its last room."""
    host_id, _, room_id = (cursor or "").partition("/")
    if room_id:
        part = _part(host_id, room_id)
        return [part], f"{host_id}/{part.until}" if part.until else host_id
    hosts, more = host_ids(after=host_id or None, limit=HOSTS)
    parts: list[Part] = []
    for each in hosts:
        parts.append(_part(each, ""))
        if parts[-1].until:
            return parts, f"{each}/{parts[-1].until}"
    return parts, hosts[-1] if more else None


def _part(host_id: str, after: str) -> Part:
    left = sorted(room_id for room_id in _listed_rooms(host_id) if room_id > after)
    listed = tuple(left[:ROOMS])
    return Part(host_id, after, listed[-1] if len(left) > ROOMS else None, listed)


def _listed_rooms(host_id: str) -> Iterator[str]:
    spaces, after = host_spaces(host_id, after=None, limit=SPACES)
    while True:
        yield from (room.id for space in spaces for room in space.rooms)
        if after is None:
            return
        spaces, after = host_spaces(host_id, after=after, limit=SPACES)


def _again(part: Part, found: set[Difference], now: datetime) -> set[Difference]:
    rooms = {difference.room_id for difference in found}
    return _differences(part, rooms, rooms.__contains__, now)


def _differences(part: Part, listed: Iterable[str], wanted: Callable[[str], bool], now: datetime) -> set[Difference]:
    first = bucket_at(now) - YESTERDAY
    held = places_held(part.host_id, first, wanted, now=now)
    return {
        difference
        for room_id in {*listed, *held}
        for difference in _of_room(room_id, places_counted(room_id, first), _all_held(room_id, held, first))
    }


def _all_held(room_id: str, held: Held, first: int) -> dict[int, Quarters]:
    """By bookings and by blocks, which stack."""
    booked, blocked = held.get(room_id, {}), places_blocked(room_id, first)
    return {
        bucket: list(map(add, booked.get(bucket, no_quarters()), blocked.get(bucket, no_quarters())))
        for bucket in booked.keys() | blocked.keys()
    }


def _of_room(room_id: str, counted: dict[int, Quarters], held: dict[int, Quarters]) -> Iterator[Difference]:
    for bucket in counted.keys() | held.keys():
        pairs = zip(counted.get(bucket, no_quarters()), held.get(bucket, no_quarters()), strict=True)
        for slot, (count, weight) in enumerate(pairs):
            if count != weight:
                yield Difference(room_id, bucket, slot, count, weight)


def _violations(found: set[Difference]) -> Iterator[Violation]:
    """One for each room and day."""
    for room_id, of_room in groupby(sorted(found), key=lambda one: one.room_id):
        days = [list(of_day) for _, of_day in groupby(of_room, key=lambda one: one.bucket)]
        for number, quarters in enumerate(days[:MOST_DAYS], start=1):
            more = f"; {len(days) - number} later days as well" if number == MOST_DAYS < len(days) else ""
            yield Violation(f"{room_id}/{_day(quarters[0])}", _detail(quarters) + more)


def _detail(quarters: list[Difference]) -> str:
    one = quarters[0]
    since = f"{one.slot // 4:02}:{one.slot % 4 * 15:02}"
    return f"{len(quarters)} quarters from {since} on: counted {one.counted}, held {one.held}"


def _day(one: Difference) -> date:
    """On the constant clock of the room's space."""
    return datetime.fromtimestamp(one.bucket * DAY_SECONDS, UTC).date()
