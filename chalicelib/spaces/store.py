"""Reading and writing spaces with their rooms: one aggregate under the version of META."""

from chalicelib.core.errors import Busy
from chalicelib.identity.model import host_key
from chalicelib.kit import table
from chalicelib.kit.table import Item, Key
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.items import LIVE, META, QUEUE, room_ids, room_item, space_item, space_of
from chalicelib.spaces.model import Space, SpaceStatus, room_key, space_key

LAST_ROOM = "ROOM#~"
MOST_TRIES = 8

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
    keys, last = table.index_page("host", host_key(host_id), start="SPACE#", after=after, limit=limit)
    return _spaces(keys, consistent=True), last


def page_of_queue(*, after: Key | None, limit: int) -> Page:
    """The index may still show a space that was decided a moment ago: it is left out."""
    keys, last = table.index_page("due", QUEUE, after=after, limit=limit)
    spaces = _spaces(keys, consistent=True)
    return [space for space in spaces if space.status is SpaceStatus.IN_MODERATION], last


def page_of_live(city_start: str, *, after: Key | None, limit: int) -> Page:
    keys, last = table.index_page("listed", LIVE, start=city_start, after=after, limit=limit)
    spaces = _spaces(keys, consistent=False)
    return [space for space in spaces if space.status is SpaceStatus.LIVE], last


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
