"""What a city's directory holds of its spaces, and where a room's bits are. Pure."""

import json
import zlib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from chalicelib.availability.projection.bitmaps import PER_SHARD
from chalicelib.core.lazy import dataclass
from chalicelib.spaces.model import Location, Room, RoomKind, SoldAs, Space, Tariff

MINUTE = timedelta(minutes=1)
HOURS_OF = {"hour": 1, "half_day": 4, "day": 8}
"""What each unit of a tariff counts as, to compare rooms that are sold by different ones."""


@dataclass(frozen=True)
class Place:
    """Where a room's bits are: `number` counts the rooms of a city in the order in which they came. A room that goes
    leaves its number behind, which costs nothing: who has no entry takes no space."""

    room_id: str
    city: str
    number: int
    capacity: int
    sold_as: SoldAs

    @property
    def shard(self) -> int:
        return self.number // PER_SHARD

    @property
    def position(self) -> int:
        return self.number % PER_SHARD


@dataclass(frozen=True)
class ShardDay:
    """What one item holds: a bucket of the fifty rooms of a shard."""

    city: str
    shard: int
    bucket: int


@dataclass(frozen=True)
class ListedRoom:
    """`hourly` in cents, as typed: the hour's price, or the cheapest hour of a half-day or a day; 0 if free, None if
    the room is sold by the week or month alone. `offers` are names of what stands in it and in its space."""

    id: str
    number: int
    kind: RoomKind
    capacity: int
    sold_as: SoldAs
    hourly: int | None
    offers: frozenset[str]


@dataclass(frozen=True)
class Listing:
    """A published space as the search filters it. `week` and `exceptions` are opening hours in words, Monday first
    and by day: equal hours are equal words. `offset` is the constant one, in minutes."""

    space_id: str
    city: str
    postcode: str
    location: Location | None
    timezone: str
    offset: int
    week: tuple[str, ...]
    exceptions: Mapping[str, str]
    rooms: tuple[ListedRoom, ...]

    def hours_on(self, day: date) -> str:
        exceptional = self.exceptions.get(f"{day}") if self.exceptions else None
        return self.week[day.weekday()] if exceptional is None else exceptional

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(Place(room.id, self.city, room.number, room.capacity, room.sold_as) for room in self.rooms)


def listing_of(space: Space, numbers: Mapping[str, int]) -> Listing:
    """`numbers` names each room of the space."""
    return Listing(
        space_id=space.id,
        city=space.address.city_slug,
        postcode=space.address.postcode,
        location=space.location,
        timezone=space.timezone,
        offset=space.std_offset // MINUTE,
        week=tuple(" ".join(map(str, hours)) for hours in space.opening_hours),
        exceptions={f"{one.day}": " ".join(map(str, one.hours)) for one in space.exceptional_days},
        rooms=tuple(_listed(space, room, numbers[room.id]) for room in space.rooms),
    )


def text_of(listing: Listing) -> bytes:
    """The same bytes for the same listing."""
    where = listing.location
    body = {
        "i": listing.space_id,
        "c": listing.city,
        "p": listing.postcode,
        "l": [where.latitude, where.longitude] if where else None,
        "t": [listing.timezone, listing.offset],
        "w": listing.week,
        "x": dict(sorted(listing.exceptions.items())),
        "r": [
            [one.id, one.number, one.kind, one.capacity, one.sold_as, one.hourly, sorted(one.offers)]
            for one in listing.rooms
        ],
    }
    return zlib.compress(json.dumps(body, separators=(",", ":")).encode())


def listing_from(text: bytes) -> Listing:
    body = json.loads(zlib.decompress(text))
    timezone, offset = body["t"]
    return Listing(
        space_id=body["i"],
        city=body["c"],
        postcode=body["p"],
        location=Location(*body["l"]) if body["l"] else None,
        timezone=timezone,
        offset=offset,
        week=tuple(body["w"]),
        exceptions=body["x"],
        rooms=tuple(_room_from(one) for one in body["r"]),
    )


def hourly_of(tariff: Tariff | None) -> int | None:
    """Cents an hour, rounded up; as typed, so that it is the figure that people read on the card."""
    if tariff is None:
        return 0
    if tariff.hour is not None:
        return tariff.hour
    prices = [-(-price // hours) for unit, hours in HOURS_OF.items() if (price := getattr(tariff, unit)) is not None]
    return min(prices, default=None)


def _listed(space: Space, room: Room, number: int) -> ListedRoom:
    return ListedRoom(
        id=room.id,
        number=number,
        kind=room.kind,
        capacity=room.capacity,
        sold_as=room.sold_as,
        hourly=hourly_of(room.tariff),
        offers=frozenset(map(str, (*space.amenities, *room.equipment))),
    )


def _room_from(body: list[Any]) -> ListedRoom:
    room_id, number, kind, capacity, sold_as, hourly, offers = body
    return ListedRoom(room_id, number, RoomKind(kind), capacity, SoldAs(sold_as), hourly, frozenset(offers))
