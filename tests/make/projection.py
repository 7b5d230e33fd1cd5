"""The projection as its queue would make it, and what it should be."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from chalicelib.availability import store as counters
from chalicelib.availability.projection import rebuild, store, work
from chalicelib.availability.projection.bitmaps import entry_of
from chalicelib.availability.projection.listing import list_space
from chalicelib.availability.projection.model import Place, ShardDay
from chalicelib.availability.wish import Wish
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import key
from chalicelib.spaces.model import Space, room_key
from tests.make.bookings import NOW
from tests.make.counted import DAY

TUESDAY = date(2027, 3, 16)
PROJECTED = ("CITIES", "CITY#", "POSTCODES", "CELLS", "FREE#")


def wish(where: str = "paris", **changes: Any) -> Wish:
    """Tuesday from nine to noon for one person."""
    fields: dict[str, Any] = {"day": TUESDAY, "start": "09:00", "end": "12:00", "people": 1}
    return Wish(where, **fields | changes)


def listed(*spaces: Space) -> None:
    for space in spaces:
        list_space(space.id, now=NOW)


def rooms_before(count: int, city: str = "paris") -> None:
    """As if so many rooms had come and gone: the next ones reach into the next shard."""
    item = key("CITIES", city) | {"next": {"N": str(count)}, "version": {"N": "1"}}
    dynamodb().put_item(TableName=settings().table_name, Item=item)


def place_of(room_id: str) -> Place:
    (place,) = store.places([room_id])
    return place


def entry(room_id: str, bucket: int = DAY) -> bytes | None:
    place = place_of(room_id)
    return store.shard_day(ShardDay(place.city, place.shard, bucket))[0].get(place.position)


def entry_counted(room_id: str, bucket: int = DAY) -> bytes | None:
    place = place_of(room_id)
    taken = counters.counters(room_key(room_id), bucket, bucket, consistent=True).get(bucket, {})
    return entry_of(taken, capacity=place.capacity, sold_as=place.sold_as)


def rebuilt(city: str = "", now: datetime = NOW, crash_at: int | None = None) -> list[dict[str, Any]]:
    """Every step from the first to the last; at step `crash_at` the worker dies after its work, before it could tell
    the queue, so that the message comes a second time."""
    steps: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = [{"rebuild": "spaces", "city": city, "after": None}]
    while waiting:
        message = json.loads(json.dumps(waiting.pop(0)))
        steps.append(message)
        following: list[dict[str, Any]] = []
        rebuild.step(message, now, send=following.append)
        waiting += [message] if len(steps) - 1 == crash_at else following
    return steps


def everything() -> dict[tuple[str, str], Any]:
    """All that the projection holds, versions and ages left out."""
    found: dict[tuple[str, str], Any] = {}
    for item in _items():
        pk, sk = item["pk"]["S"], item["sk"]["S"]
        if pk.startswith(PROJECTED) or sk in ("LISTED", "PLACE"):
            found[pk, sk] = {name: value for name, value in item.items() if name not in ("version", "ttl")}
    return found


def wiped(starts: Iterable[str] = PROJECTED, own: bool = True) -> None:
    for item in _items():
        pk, sk = item["pk"]["S"], item["sk"]["S"]
        if pk.startswith(tuple(starts)) or (own and sk in ("LISTED", "PLACE")):
            dynamodb().delete_item(TableName=settings().table_name, Key={"pk": item["pk"], "sk": item["sk"]})


def hear(room_id: str, bucket: int = DAY, now: datetime = NOW) -> None:
    """The queue tells that a counter of this day changed."""
    work.handle(json.dumps({"room": room_id, "bucket": bucket}), now)


def _items() -> list[dict[str, Any]]:
    return [
        item
        for page in dynamodb().get_paginator("scan").paginate(TableName=settings().table_name)
        for item in page["Items"]
    ]
