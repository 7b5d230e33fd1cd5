"""Bookings in the table.

    pk BK#<id>   sk A
    mine      USER#<user>#BK / <start>#<id>    host      HOST#<host>#BK / <start>#<id>
    due       BOOKING#<shard> / <due_at>#<id>, only while the clock has something to do with it

All indexes are KEYS_ONLY, so that one write costs 1 WCU in each whatever the booking's size; lists read the
bookings themselves in batches.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from chalicelib.bookings.items import SHARDS, SK, booking_of, due_pk, item_of, text
from chalicelib.bookings.model import Booking, booking_key
from chalicelib.kit import table
from chalicelib.kit.observability import logger
from chalicelib.kit.table import Key
from chalicelib.kit.unit_of_work import UnitOfWork

Page = tuple[list[Booking], Key | None]

LATER_THAN_ANY = "~"


def add(uow: UnitOfWork, booking: Booking) -> None:
    """Its key is a business key: a second put of the same booking raises Replayed."""
    uow.create(item_of(booking, changed_at=uow.now))


def save(uow: UnitOfWork, booking: Booking) -> None:
    """Compare-and-swap on the version before this one. Raises StaleVersion on commit."""
    uow.replace(item_of(booking, changed_at=uow.now), version=booking.version - 1)


def get(booking_id: str) -> Booking | None:
    """Strongly consistent."""
    found = table.read(booking_key(booking_id), SK)
    return booking_of(found) if found else None


def get_many(booking_ids: Sequence[str]) -> list[Booking]:
    """Those that there are, in this order. Strongly consistent."""
    return _in_order([table.key(booking_key(one), SK) for one in booking_ids])


def page_of_user(user_id: str, after: Key | None, limit: int) -> Page:
    return _page("mine", f"USER#{user_id}#BK", after, limit)


def page_of_host(host_id: str, after: Key | None, limit: int) -> Page:
    return _page("host", f"HOST#{host_id}#BK", after, limit)


def due(now: datetime) -> Iterator[Booking]:
    """The bookings whose hour has come, shard by shard, the longest overdue first; read strongly, many at a time."""
    for shard in range(SHARDS):
        keys = list(table.index_until("due", due_pk(shard), text(now) + LATER_THAN_ANY))
        for start in range(0, len(keys), table.MOST_KEYS):
            yield from _in_order(keys[start : start + table.MOST_KEYS], read=_readable)


def due_page(until: datetime | None, after: str | None, limit: int) -> tuple[list[Booking], str | None]:
    """Bookings that wait for an hour up to `until` (None: any), shard by shard, strongly read; the next cursor."""
    span = ("0", (text(until) if until else "") + LATER_THAN_ANY)
    shards = [due_pk(shard) for shard in range(SHARDS)]
    keys, last = table.index_stretch("due", shards, span, after=after, limit=limit)
    return _in_order(keys), last


def keys_of_host(
    host_id: str, since: datetime, after: Key | None, limit: int, *, until: datetime | None = None
) -> tuple[list[Key], Key | None]:
    """A page of keys of its bookings that start at `since` or later, and before `until` if it is given; and where it
    ended. Eventually consistent."""
    span = (text(since), text(until) if until else LATER_THAN_ANY)
    return table.index_page("host", f"HOST#{host_id}#BK", span=span, after=after, limit=limit)


def page_of_host_since(
    host_id: str, since: datetime, after: Key | None, limit: int, *, until: datetime | None = None
) -> Page:
    """Those that start at `since` or later (and before `until`), the earliest first; read strongly."""
    keys, last = keys_of_host(host_id, since, after, limit, until=until)
    return _in_order(keys), last


def _page(index: str, pk: str, after: Key | None, limit: int) -> Page:
    keys, last = table.index_page(index, pk, after=after, limit=limit, newest_first=True)
    return _in_order(keys), last


def _in_order(keys: Sequence[Key], read: Callable[[Any], Booking | None] | None = None) -> list[Booking]:
    found = map(read or booking_of, table.read_many(keys, consistent=True))
    bookings = {booking.key: booking for booking in found if booking}
    in_order = dict.fromkeys(at["pk"]["S"] for at in keys)
    return [bookings[pk] for pk in in_order if pk in bookings]


def _readable(raw: Any) -> Booking | None:
    """One item that this version cannot read must not keep the clock from all others."""
    try:
        return booking_of(raw)
    except (ValueError, TypeError, LookupError):
        logger.exception("booking_unreadable", extra={"key": raw["pk"]["S"]})
        return None
