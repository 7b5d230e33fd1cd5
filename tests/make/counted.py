"""Counters and bookings of free rooms that are always open, and somebody who miscounts."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span
from chalicelib.core.facts import SYSTEM
from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces import store
from chalicelib.spaces.model import OpenInterval, Room, Space
from tests.make.bookings import NOW, book
from tests.make.identity import saved_host
from tests.make.spaces import a_live_space, a_room, saved

ALL_DAY = ((OpenInterval(0, 1440),),) * 7
NINE = 9 * 4
"""The quarter of nine o'clock: Paris and the constant clock of its spaces agree in winter."""

DAY = datetime(2027, 3, 16).toordinal() - datetime(1970, 1, 1).toordinal()
"""The bucket of the Tuesday on which bookings begin unless told otherwise."""


def a_house(*rooms: Room, host: str | None = None, **changes: Any) -> Space:
    rooms = rooms or (a_free_room(),)
    host_id = host or saved_host("owner").id
    return saved(a_live_space(host_id=host_id, rooms=rooms, opening_hours=ALL_DAY, **changes))


def a_free_room(**changes: Any) -> Room:
    return a_room(tariff=None, **changes)


def booked(space: Space, *, room: int = 0, day: int = 16, days: int = 1, now: datetime = NOW, **more: Any) -> Booking:
    """From nine to noon of a day in March 2027, or of several days on."""
    start, end = datetime(2027, 3, day, 9), datetime(2027, 3, day, 12) + timedelta(days=days - 1)
    span = Span(f"{start:%Y-%m-%dT%H:%M}", f"{end:%Y-%m-%dT%H:%M}", people=1)
    key = f"{space.rooms[room].id}/{day}/{days}"
    return book(space, space.rooms[room], now=now, span=span, key=key, expected_ttc=0, **more)


def counts(room: Room, *, day: int = DAY, slot: int = NINE, **change: int) -> None:
    """Somebody miscounts: `by` more, or `to` exactly."""
    verb, value = ("ADD s", change["by"]) if "by" in change else ("SET s", change["to"])
    dynamodb().update_item(
        TableName=settings().table_name,
        Key=table.key(room.key, f"DAY#{day:06d}"),
        UpdateExpression=f"{verb}{slot:02}{' = ' if verb.startswith('SET') else ' '}:value",
        ExpressionAttributeValues={":value": {"N": str(value)}},
    )


def forgotten(room: Room, day: int = DAY) -> None:
    dynamodb().delete_item(TableName=settings().table_name, Key=table.key(room.key, f"DAY#{day:06d}"))


def edited(before: Space, after: Space) -> None:
    uow = UnitOfWork(now=NOW, actor=SYSTEM)
    store.save(uow, before, after)
    uow.commit()
