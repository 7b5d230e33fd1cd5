"""Reading and writing spaces with their rooms: one aggregate under the version of META."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.core.errors import Busy
from chalicelib.core.facts import Recorded
from chalicelib.identity.model import host_key
from chalicelib.kit import outbox, table
from chalicelib.kit.table import Item, Key
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.items import LIVE, META, QUEUE, instant_text, room_ids, room_item, space_item, space_of
from chalicelib.spaces.model import Space, SpaceStatus, room_key, space_key

LAST_ROOM = "ROOM#~"
MOST_TRIES = 8
REMINDER_KEPT = timedelta(days=90)
"""Nobody is meant to wait that long; who does is reminded of again."""

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


def these(space_ids: Sequence[str]) -> list[Space]:
    """Those that exist, in this order, eventually consistent."""
    return _spaces([table.key(space_key(space_id), META) for space_id in space_ids], consistent=False)


def page_of_host(host_id: str, *, after: Key | None, limit: int) -> Page:
    keys, last = table.index_page("host", host_key(host_id), start="SPACE#", after=after, limit=limit)
    return _spaces(keys, consistent=True), last


def page_of_queue(*, after: Key | None, limit: int) -> Page:
    """The index may still show a space that was decided a moment ago: it is left out."""
    keys, last = table.index_page("due", QUEUE, after=after, limit=limit)
    spaces = _spaces(keys, consistent=True)
    return [space for space in spaces if space.waiting_since], last


def unreminded(since: datetime) -> list[Space]:
    """Those that have waited for a moderator since then, or longer, and were not reminded of."""
    keys = list(table.index_until("due", QUEUE, instant_text(since)))
    waiting = [space for space in _spaces(keys, consistent=True) if space.waiting_since]
    marks = [table.key(space.key, _reminder(one)) for space in waiting if (one := space.waiting_since)]
    known = {(item["pk"]["S"], item["sk"]["S"]) for item in table.read_many(marks, consistent=True)}
    return [space for space, mark in zip(waiting, marks, strict=True) if (space.key, mark["sk"]["S"]) not in known]


def claim_reminder(uow: UnitOfWork, space_id: str, since: datetime) -> None:
    """At commit, Replayed when there was a reminder of what has waited since then."""
    ttl = {"N": str(int((since + REMINDER_KEPT).timestamp()))}
    uow.create(table.key(space_key(space_id), _reminder(since)) | {"ttl": ttl})


def page_of_live(city_start: str, *, after: Key | None, limit: int) -> Page:
    keys, last = table.index_page("listed", LIVE, start=city_start, after=after, limit=limit)
    spaces = _spaces(keys, consistent=False)
    return [space for space in spaces if space.status is SpaceStatus.LIVE], last


def page_of_facts(space_id: str, *, after: Key | None, limit: int) -> tuple[list[Recorded], Key | None]:
    """What happened to a space and its images, the newest first; the last ones may lag a moment."""
    keys, last = table.page(space_key(space_id), span=("FACT#", "FACT#~"), after=after, limit=limit)
    items = {item["sk"]["S"]: item for item in table.read_many(keys, consistent=True)}
    return [outbox.recorded_of(items[key["sk"]["S"]]) for key in keys if key["sk"]["S"] in items], last


def _reminder(since: datetime) -> str:
    """Before META: reading a space does not read it."""
    return f"DUE_SOON#{instant_text(since)}"


def _partition(space_id: str) -> list[Item]:
    """META and the rooms. Facts sort before META: no read of a space pays for its history."""
    return list(table.partition(space_key(space_id), META, LAST_ROOM))


def _spaces(keys: list[Key], *, consistent: bool) -> list[Space]:
    """Spaces then their rooms: two BatchGetItem, and one more per 100 items. Keeps the order of `keys`."""
    metas = {item["pk"]["S"]: item for item in table.read_many(keys, consistent=consistent)}
    room_keys = [table.key(pk, room_key(room_id)) for pk, meta in metas.items() for room_id in room_ids(meta)]
    rooms: dict[str, list[Item]] = {pk: [] for pk in metas}
    for item in table.read_many(room_keys, consistent=consistent):
        rooms[item["pk"]["S"]].append(item)
    in_order = dict.fromkeys(wanted["pk"]["S"] for wanted in keys)
    return [space_of(metas[pk], rooms[pk]) for pk in in_order if pk in metas]
