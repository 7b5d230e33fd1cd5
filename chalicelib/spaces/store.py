"""Reading and writing spaces with their rooms: one aggregate under the version of META.

Calls go through the one client of kit, which has our time limits.
"""

import random
import time
from typing import Any

from chalicelib.core.errors import Busy
from chalicelib.identity.model import host_key
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import Item, UnitOfWork, key
from chalicelib.spaces.items import LIVE, META, QUEUE, room_ids, room_item, space_item, space_of
from chalicelib.spaces.model import Space, SpaceStatus, room_key, space_key

LAST_ROOM = "ROOM#~"
MOST_KEYS = 100
MOST_TRIES = 8
FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.5

Key = dict[str, Any]
"""Where a page of an index ended, in DynamoDB's own notation."""

Page = tuple[list[Space], Key | None]


def add(uow: UnitOfWork, space: Space) -> None:
    """Creates the space; at commit, Replayed when its id is taken."""
    uow.create(space_item(space))
    for room in space.rooms:
        uow.put(room_item(space, room))


def save(uow: UnitOfWork, before: Space, after: Space) -> None:
    """Replaces META at the version of `before`, and touches only the rooms that differ."""
    uow.replace(space_item(after), version=before.version)
    gone = {room.id: room for room in before.rooms}
    for room in after.rooms:
        if gone.pop(room.id, None) != room:
            uow.put(room_item(after, room))
    for room in gone.values():
        uow.delete(before.key, room.key)


def load(space_id: str) -> Space | None:
    """One strongly consistent Query, about 1 RCU per 4 KB of texts. Raises Busy.

    A Query is not a snapshot. META comes first, so the rooms can only be newer: who then writes is refused by
    META's version. A room that META names but that is gone was removed in between: read again.
    """
    for _ in range(MOST_TRIES):
        items = _partition(space_id)
        if not items:
            return None
        space = space_of(items[0], items[1:])
        if len(space.rooms) == len(room_ids(items[0])):
            return space
    raise Busy


def page_of_host(host_id: str, *, after: Key | None, limit: int) -> Page:
    keys, last = _index_page("by_host", "host", host_key(host_id), "SPACE#", after, limit)
    return _spaces(keys, consistent=True), last


def page_of_queue(*, after: Key | None, limit: int) -> Page:
    """The index may still show a space that was decided a moment ago: it is left out."""
    keys, last = _index_page("due", "due", QUEUE, "", after, limit)
    spaces = _spaces(keys, consistent=True)
    return [space for space in spaces if space.status is SpaceStatus.IN_MODERATION], last


def page_of_live(city_start: str, *, after: Key | None, limit: int) -> Page:
    keys, last = _index_page("listed", "listed", LIVE, city_start, after, limit)
    spaces = _spaces(keys, consistent=False)
    return [space for space in spaces if space.status is SpaceStatus.LIVE], last


def _partition(space_id: str) -> list[Item]:
    """META and the rooms. Facts sort before META: no read of a space pays for its history."""
    pages = (
        dynamodb()
        .get_paginator("query")
        .paginate(
            TableName=settings().table_name,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues={
                ":pk": {"S": space_key(space_id)},
                ":first": {"S": META},
                ":last": {"S": LAST_ROOM},
            },
            ConsistentRead=True,
        )
    )
    return [item for page in pages for item in page["Items"]]


def _index_page(
    index: str, prefix: str, partition: str, start: str, after: Key | None, limit: int
) -> tuple[list[Key], Key | None]:
    """Keys of items whose sort key in the index begins with `start`, in order, and where the page ended."""
    condition, values = f"{prefix}_pk = :pk", {":pk": {"S": partition}}
    if start:
        condition += f" AND begins_with({prefix}_sk, :start)"
        values[":start"] = {"S": start}
    arguments: dict[str, Any] = {"ExclusiveStartKey": after} if after else {}
    answer = dynamodb().query(
        TableName=settings().table_name,
        IndexName=index,
        KeyConditionExpression=condition,
        ExpressionAttributeValues=values,
        Limit=limit,
        **arguments,
    )
    keys = [key(item["pk"]["S"], item["sk"]["S"]) for item in answer["Items"]]
    return keys, answer.get("LastEvaluatedKey")


def _spaces(keys: list[Key], *, consistent: bool) -> list[Space]:
    """Spaces then their rooms: two BatchGetItem, and one more per 100 items. Keeps the order of `keys`."""
    metas = {item["pk"]["S"]: item for item in _items(keys, consistent=consistent)}
    room_keys = [key(pk, room_key(room_id)) for pk, meta in metas.items() for room_id in room_ids(meta)]
    rooms: dict[str, list[Item]] = {pk: [] for pk in metas}
    for item in _items(room_keys, consistent=consistent):
        rooms[item["pk"]["S"]].append(item)
    in_order = [wanted["pk"]["S"] for wanted in keys]
    return [space_of(metas[pk], rooms[pk]) for pk in in_order if pk in metas]


def _items(keys: list[Key], *, consistent: bool) -> list[Item]:
    """What DynamoDB leaves unprocessed is asked again, with full jitter. Raises Busy when it never comes."""
    found: list[Item] = []
    table = settings().table_name
    for start in range(0, len(keys), MOST_KEYS):
        chunk = keys[start : start + MOST_KEYS]
        waiting: Any = {table: {"Keys": chunk, "ConsistentRead": consistent}}
        for attempt in range(MOST_TRIES):
            answer = dynamodb().batch_get_item(RequestItems=waiting)
            found += answer["Responses"].get(table, [])
            waiting = answer["UnprocessedKeys"]
            if not waiting:
                break
            time.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))
        else:
            raise Busy
    return found
