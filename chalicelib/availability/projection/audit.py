"""Is the projection what spaces and counters say? For those who check it, and mend it."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.availability.audit import bucket_at
from chalicelib.availability.projection import rebuild, store
from chalicelib.availability.projection.listing import list_space
from chalicelib.availability.projection.model import ShardDay, listing_of
from chalicelib.availability.projection.project import project_all, project_rooms
from chalicelib.core.lazy import dataclass
from chalicelib.kit.table import Key
from chalicelib.spaces.find import live_spaces
from chalicelib.spaces.model import Space


@dataclass(frozen=True)
class Difference:
    """A room's day whose bits are not those of its counters."""

    at: ShardDay
    room_id: str


def spaces_not_listed(after: Key | None, limit: int) -> tuple[int, list[str], Key | None]:
    """A page of the published spaces: how many there are, the ids of those that the directory does not hold as they
    are, and where the next page starts. 1 RCU each, and what the list costs."""
    spaces, last = live_spaces("", after=after, limit=limit)
    return len(spaces), [space.id for space in spaces if not _is_listed(space)], last


def list_again(space_ids: Iterable[str], now: datetime) -> None:
    for space_id in space_ids:
        listing = list_space(space_id, now=now, again=True)
        if listing:
            project_rooms([room.id for room in listing.rooms], bucket_at(now) - rebuild.YESTERDAY)


def shard_behind(city: str, shard: int) -> tuple[str, int] | None:
    """The first shard with rooms from this one on, in this city or the next; None after the last."""
    heads = store.heads_from("", city, 2)
    for head in heads:
        first = shard if head.city == city else 0
        following = [number for number in store.shards_of(store.directory(head.city)) if number >= first]
        if following:
            return head.city, following[0]
    return (heads[-1].city + store.GAP, 0) if len(heads) == 2 else None


def differences(city: str, shard: int, now: datetime) -> tuple[int, set[Difference]]:
    """How many rooms a shard has, and which of their days differ, from yesterday on: 370 RCU for the shard, and a
    query for each room, all strongly read."""
    inside = [one for one in store.directory(city) if any(place.shard == shard for place in one.places)]
    rooms = sum(place.shard == shard for one in inside for place in one.places)
    found = rebuild.differences(city, shard, inside, bucket_at(now) - rebuild.YESTERDAY)
    return rooms, {Difference(at, room_id) for at, room_id in found}


def mend(found: Iterable[Difference]) -> None:
    project_all((one.at, one.room_id) for one in found)


def _is_listed(space: Space) -> bool:
    listing = store.listed(space.id).listing
    if listing is None or listing.city != space.address.city_slug:
        return False
    numbers = {room.id: room.number for room in listing.rooms}
    return all(room.id in numbers for room in space.rooms) and listing == listing_of(space, numbers)
