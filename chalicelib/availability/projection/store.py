"""The projection in the table. Raw client.

head        pk CITIES             sk <city>             next (number of the next room), version
listing     pk CITY#<city>        sk SPACE#<id>         d
own copy    pk SPACE#<id>         sk LISTED             d, city, version
place       pk ROOM#<id>          sk PLACE              city, n, capacity, sold_as
postcode    pk POSTCODES          sk <postcode>#<city>
cell        pk CELLS              sk <row>#<column>#<city>
shard       pk FREE#<city>#<bucket, 6 digits>   sk <shard, 4 digits>   bits, version; ttl two days after the bucket

Postcodes and cells only ever grow: they say where to look, the listings what is there.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from chalicelib.availability.projection.bitmaps import Entries, entries_of, packed
from chalicelib.availability.projection.cells import cell_of
from chalicelib.availability.projection.model import Listing, Place, ShardDay, listing_from, text_of
from chalicelib.core.errors import StaleVersion
from chalicelib.core.lazy import dataclass
from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.model import SoldAs, room_key, space_key

CITIES, POSTCODES, CELLS, LISTED, PLACE = "CITIES", "POSTCODES", "CELLS", "LISTED", "PLACE"
FIRST, LAST = "0", "~"
"""Around every slug and id: a key is never empty."""

GAP = " "
"""Behind a slug, before every other that begins with it."""

DAY_SECONDS = 86_400
KEPT_DAYS = 3


@dataclass(frozen=True)
class Head:
    """`next` is the number of the city's next room; `version` changes with every listing. 0 before the first."""

    city: str
    next: int
    version: int


@dataclass(frozen=True)
class Listed:
    """A space's own copy of its listing. `version` 0: it was never listed; `listing` None: it no longer is."""

    listing: Listing | None
    version: int


def listed(space_id: str) -> Listed:
    """Strongly consistent, 1 RCU."""
    item = table.read(space_key(space_id), LISTED)
    if item is None:
        return Listed(None, 0)
    return Listed(listing_from(item["d"]["B"]) if "d" in item else None, int(item["version"]["N"]))


def head(city: str) -> Head:
    """Strongly consistent, 1 RCU."""
    item = table.read(CITIES, city)
    return _head(item) if item else Head(city, 0, 0)


def heads(cities: Sequence[str]) -> list[Head]:
    """Those that exist, in the order of `cities`; 0.5 RCU each."""
    items = table.read_many([table.key(CITIES, city) for city in cities], consistent=False)
    found = {one.city: one for one in map(_head, items)}
    return [found[city] for city in cities if city in found]


def heads_from(start: str, first: str, limit: int) -> list[Head]:
    """Cities whose name begins with `start`, from `first` on, in order: one query, 0.5 RCU for some fifty."""
    answer = _query(CITIES, max(start, first, FIRST), start + LAST, Limit=limit)
    return [_head(item) for item in answer["Items"]]


def cities_of_postcode(start: str) -> list[str]:
    found = table.partition(POSTCODES, start, start + LAST, consistent=False)
    return sorted({item["sk"]["S"].split("#")[1] for item in found})


def cities_between(row: int, first: int, last: int) -> set[str]:
    """The cities with a space in a stretch of a row of cells."""
    found = table.partition(CELLS, _cell(row, first), _cell(row, last) + LAST, consistent=False)
    return {item["sk"]["S"].split("#")[2] for item in found}


def directory(city: str) -> list[Listing]:
    """Every listing of a city, strongly read: 1 RCU for some twelve spaces."""
    return [listing_from(item["d"]["B"]) for item in table.partition(f"CITY#{city}", "SPACE#", "SPACE#" + LAST)]


def places(room_ids: Iterable[str]) -> list[Place]:
    """Those that exist, strongly read, 1 RCU each."""
    keys = [table.key(room_key(room_id), PLACE) for room_id in room_ids]
    return [_place(item) for item in table.read_many(keys, consistent=True)]


def save(uow: UnitOfWork, before: Listed, after: Listing | None, heads: Sequence[Head], space_id: str) -> None:
    """Replaces a listing and the places of its rooms. `heads` are those of the cities that it leaves and comes to; a
    commit is refused with StaleVersion when somebody else wrote one of these meanwhile."""
    own = {**table.key(space_key(space_id), LISTED), "version": {"N": str(before.version + 1)}}
    if after:
        text = {"d": {"B": text_of(after)}}
        own |= text | {"city": {"S": after.city}}
        uow.put(table.key(f"CITY#{after.city}", f"SPACE#{space_id}") | text)
        _put_ways_there(uow, after)
    if before.version:
        uow.replace(own, version=before.version)
    else:
        uow.create(own, refused=StaleVersion)
    if before.listing and (after is None or before.listing.city != after.city):
        uow.delete(f"CITY#{before.listing.city}", f"SPACE#{space_id}")
    _save_places(uow, before.listing, after)
    for one in heads:
        _save_head(uow, one, after)


def shard_day(at: ShardDay) -> tuple[Entries, int]:
    """The entries and the version of a shard's day, strongly read; none and 0 before the first."""
    item = table.read(_free(at), f"{at.shard:04d}")
    return (entries_of(item["bits"]["B"]), int(item["version"]["N"])) if item else ({}, 0)


def put_shard_day(at: ShardDay, entries: Entries, *, version: int) -> bool:
    """False when it is no longer at `version`. An item is never deleted but by its age: versions would begin anew."""
    condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
    if version:
        condition = {
            "ConditionExpression": "#version = :version",
            "ExpressionAttributeNames": {"#version": "version"},
            "ExpressionAttributeValues": {":version": {"N": str(version)}},
        }
    item = table.key(_free(at), f"{at.shard:04d}") | {
        "bits": {"B": packed(entries)},
        "version": {"N": str(version + 1)},
        "ttl": {"N": str((at.bucket + KEPT_DAYS) * DAY_SECONDS)},
    }
    try:
        dynamodb().put_item(TableName=settings().table_name, Item=item, **condition)
    except dynamodb().exceptions.ConditionalCheckFailedException:
        return False
    return True


def stored_days(city: str, shard: int, buckets: Iterable[int]) -> dict[int, Entries]:
    """A shard on many days, strongly read, 1 RCU a day even where there is nothing."""
    keys = [table.key(_free(ShardDay(city, shard, bucket)), f"{shard:04d}") for bucket in buckets]
    return {
        int(item["pk"]["S"].rpartition("#")[2]): entries_of(item["bits"]["B"])
        for item in table.read_many(keys, consistent=True)
    }


def stored_on(city: str, bucket: int) -> dict[int, bytes]:
    """The shards of a city on a day, packed; eventually consistent, 0.5 RCU for 4 KB of them together."""
    pk = _free(ShardDay(city, 0, bucket))
    shards: dict[int, bytes] = {}
    more: dict[str, Any] = {"ProjectionExpression": "sk, bits"}
    while True:
        answer = _query(pk, "0", LAST, **more)
        shards |= {int(item["sk"]["S"]): item["bits"]["B"] for item in answer["Items"]}
        if "LastEvaluatedKey" not in answer:
            return shards
        more["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _query(pk: str, first: str, last: str, **more: Any) -> Any:
    return dynamodb().query(
        TableName=settings().table_name,
        KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues={":pk": {"S": pk}, ":first": {"S": first}, ":last": {"S": last}},
        **more,
    )


def _put_ways_there(uow: UnitOfWork, listing: Listing) -> None:
    uow.put(table.key(POSTCODES, f"{listing.postcode}#{listing.city}"))
    if listing.location:
        uow.put(table.key(CELLS, f"{_cell(*cell_of(listing.location))}#{listing.city}"))


def _save_places(uow: UnitOfWork, before: Listing | None, after: Listing | None) -> None:
    gone = {room.id for room in before.rooms} if before else set()
    for place in after.places if after else ():
        gone.discard(place.room_id)
        uow.put(
            table.key(room_key(place.room_id), PLACE)
            | {
                "city": {"S": place.city},
                "n": {"N": str(place.number)},
                "capacity": {"N": str(place.capacity)},
                "sold_as": {"S": place.sold_as.value},
            }
        )
    for room_id in sorted(gone):
        uow.delete(room_key(room_id), PLACE)


def _save_head(uow: UnitOfWork, head: Head, after: Listing | None) -> None:
    numbers = [room.number for room in after.rooms] if after and after.city == head.city else []
    item = table.key(CITIES, head.city) | {
        "next": {"N": str(max([head.next, *(number + 1 for number in numbers)]))},
        "version": {"N": str(head.version + 1)},
    }
    if head.version:
        uow.replace(item, version=head.version)
    else:
        uow.create(item, refused=StaleVersion)


def _free(at: ShardDay) -> str:
    return f"FREE#{at.city}#{at.bucket:06d}"


def _cell(row: int, column: int) -> str:
    return f"{row:04d}#{column:04d}"


def _head(item: Item) -> Head:
    return Head(item["sk"]["S"], int(item["next"]["N"]), int(item["version"]["N"]))


def _place(item: Item) -> Place:
    return Place(
        room_id=item["pk"]["S"].removeprefix("ROOM#"),
        city=item["city"]["S"],
        number=int(item["n"]["N"]),
        capacity=int(item["capacity"]["N"]),
        sold_as=SoldAs(item["sold_as"]["S"]),
    )


def shards_of(listings: Iterable[Listing]) -> Iterator[int]:
    yield from sorted({place.shard for listing in listings for place in listing.places})
