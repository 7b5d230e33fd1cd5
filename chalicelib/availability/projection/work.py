"""The messages of the projection's queue: a counter that changed, a fact about a space, a step of a rebuild."""

import json
from datetime import datetime
from typing import Any

from chalicelib.availability.audit import bucket_at
from chalicelib.availability.projection import rebuild
from chalicelib.availability.projection.listing import list_space
from chalicelib.availability.projection.project import project_day, project_rooms
from chalicelib.core.facts import Recorded
from chalicelib.kit import outbox, queue
from chalicelib.kit.table import Key

DAY, ROOM, SPACE = "DAY#", "ROOM#", "SPACE#"


def is_day(key: Key) -> bool:
    """Is it the key of a room's counters?"""
    return bool(key["sk"]["S"].startswith(DAY))


def tell(key: Key) -> None:
    """Asks for the bits of a room's day, whose counters changed."""
    room_id, bucket = key["pk"]["S"].removeprefix(ROOM), int(key["sk"]["S"].removeprefix(DAY))
    rebuild.send({"room": room_id, "bucket": bucket})


def wants(recorded: Recorded) -> bool:
    """Whatever happens to a space may change what is listed of it."""
    return recorded.fact.subject.startswith(SPACE)


def handle(body: str, now: datetime) -> None:
    """Safe to repeat. Raises Unreadable."""
    with queue.reading():
        message: dict[str, Any] = json.loads(body)
        known = {"room", "rebuild", "pk"} & message.keys()
    if "room" in known:
        room_id, bucket = queue.fields(body, "room", "bucket")
        project_day(str(room_id), int(bucket))
    elif "rebuild" in known:
        rebuild.step(message, now)
    else:
        recorded = outbox.told(body)
        if recorded is not None:
            _look_at(recorded.fact.subject.removeprefix(SPACE), now)


def _look_at(space_id: str, now: datetime) -> None:
    """Every day of its rooms too: a room may be new to the directory, or hold fewer people than before. A crash after
    the listing is why this does not depend on what has changed."""
    listing = list_space(space_id, now=now)
    if listing:
        project_rooms([room.id for room in listing.rooms], bucket_at(now) - rebuild.YESTERDAY)
