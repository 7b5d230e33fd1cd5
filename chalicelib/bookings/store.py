"""Bookings in the table.

    pk BK#<id>   sk A
    mine      USER#<user>#BK / <start>#<id>    host      HOST#<host>#BK / <start>#<id>
    due       BOOKING#<shard> / <due_at>#<id>, only while the clock has something to do with it

All indexes are KEYS_ONLY, so that one write costs 1 WCU in each whatever the booking's size; lists read the
bookings themselves in batches.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from typing import Any

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.bookings.frozen import price_json, price_of
from chalicelib.bookings.model import Booking, Cancellation, Money, Party, Status, booking_key
from chalicelib.core.period import Period
from chalicelib.kit import table
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Key
from chalicelib.kit.unit_of_work import UnitOfWork

SK = "A"
SHARDS = 4

Page = tuple[list[Booking], Key | None]

LATER_THAN_ANY = "~"


class BookingItem(Model):
    class Meta:
        table_name = settings().table_name

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    version = NumberAttribute()
    user = UnicodeAttribute()
    host = UnicodeAttribute()
    space = UnicodeAttribute()
    room = UnicodeAttribute()
    names = JSONAttribute()
    tz = UnicodeAttribute()
    offset = NumberAttribute()
    span = JSONAttribute()
    held = JSONAttribute()
    people = NumberAttribute()
    weight = NumberAttribute()
    price = JSONAttribute()
    automatic = BooleanAttribute()
    delay = NumberAttribute()
    created = UnicodeAttribute()
    body_hash = UnicodeAttribute()
    language = UnicodeAttribute()
    status = UnicodeAttribute()
    money = UnicodeAttribute()
    attempts = NumberAttribute(default=0)
    due_at = UnicodeAttribute(null=True)
    answer_by = UnicodeAttribute(null=True)
    pay_until = UnicodeAttribute(null=True)
    checkouts = NumberAttribute(default=0)
    checkout = UnicodeAttribute(null=True)
    intent = UnicodeAttribute(null=True)
    cancellation = JSONAttribute(null=True)
    mine_pk = UnicodeAttribute()
    mine_sk = UnicodeAttribute()
    host_pk = UnicodeAttribute()
    host_sk = UnicodeAttribute()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)


def add(uow: UnitOfWork, booking: Booking) -> None:
    """Its key is a business key: a second put of the same booking raises Replayed."""
    uow.create(_item(booking).serialize())


def save(uow: UnitOfWork, booking: Booking) -> None:
    """Compare-and-swap on the version before this one. Raises StaleVersion on commit."""
    uow.replace(_item(booking).serialize(), version=booking.version - 1)


def get(booking_id: str) -> Booking | None:
    """Strongly consistent."""
    found = table.read(booking_key(booking_id), SK)
    return _booking(found) if found else None


def page_of_user(user_id: str, after: Key | None, limit: int) -> Page:
    return _page("mine", f"USER#{user_id}#BK", after, limit)


def page_of_host(host_id: str, after: Key | None, limit: int) -> Page:
    return _page("host", f"HOST#{host_id}#BK", after, limit)


def due(now: datetime) -> Iterator[Booking]:
    """The bookings whose hour has come, shard by shard, the longest overdue first; read strongly, many at a time."""
    for shard in range(SHARDS):
        keys = list(table.index_until("due", _due_pk(shard), _text(now) + LATER_THAN_ANY))
        for start in range(0, len(keys), table.MOST_KEYS):
            yield from _in_order(keys[start : start + table.MOST_KEYS], read=_readable)


def due_page(until: datetime | None, after: str | None, limit: int) -> tuple[list[Booking], str | None]:
    """Bookings that wait for an hour up to `until` (None: any), shard by shard, strongly read; the next cursor."""
    span = ("0", (_text(until) if until else "") + LATER_THAN_ANY)
    shards = [_due_pk(shard) for shard in range(SHARDS)]
    keys, last = table.index_stretch("due", shards, span, after=after, limit=limit)
    return _in_order(keys), last


def keys_of_host(host_id: str, since: datetime, after: Key | None, limit: int) -> tuple[list[Key], Key | None]:
    """A page of keys of its bookings that start at `since` or later, and where it ended. Eventually consistent."""
    span = (_text(since), LATER_THAN_ANY)
    return table.index_page("host", f"HOST#{host_id}#BK", span=span, after=after, limit=limit)


def page_of_host_since(host_id: str, since: datetime, after: Key | None, limit: int) -> Page:
    """Those that start at `since` or later, the earliest first; read strongly."""
    keys, last = keys_of_host(host_id, since, after, limit)
    return _in_order(keys), last


def _page(index: str, pk: str, after: Key | None, limit: int) -> Page:
    keys, last = table.index_page(index, pk, after=after, limit=limit, newest_first=True)
    return _in_order(keys), last


def _in_order(keys: Sequence[Key], read: Callable[[Any], Booking | None] | None = None) -> list[Booking]:
    found = map(read or _booking, table.read_many(keys, consistent=True))
    bookings = {booking.key: booking for booking in found if booking}
    in_order = dict.fromkeys(at["pk"]["S"] for at in keys)
    return [bookings[pk] for pk in in_order if pk in bookings]


def _readable(raw: Any) -> Booking | None:
    """One item that this version cannot read must not keep the clock from all others."""
    try:
        return _booking(raw)
    except (ValueError, TypeError, LookupError):
        logger.exception("booking_unreadable", extra={"key": raw["pk"]["S"]})
        return None


def _due_pk(shard: int) -> str:
    return f"BOOKING#{shard}"


def _item(booking: Booking) -> BookingItem:
    at = f"{_text(booking.period.start)}#{booking.id}"
    shard = zlib.crc32(booking.id.encode()) % SHARDS
    due_at = _text(booking.due_at) if booking.due_at else None
    return BookingItem(
        pk=booking.key,
        sk=SK,
        version=booking.version,
        user=booking.user_id,
        host=booking.host_id,
        space=booking.space_id,
        room=booking.room_id,
        names=[booking.space_name, booking.room_name],
        tz=booking.timezone,
        offset=booking.std_offset_minutes,
        span=_minutes(booking.period),
        held=_held_json(booking.held),
        people=booking.people,
        weight=booking.weight,
        price=price_json(booking.price),
        automatic=booking.automatic,
        delay=booking.answer_delay_minutes,
        created=_text(booking.created_at),
        body_hash=booking.body_hash,
        language=booking.language,
        status=booking.status.value,
        money=booking.money.value,
        attempts=booking.attempts,
        due_at=due_at,
        answer_by=_text(booking.answer_by) if booking.answer_by else None,
        pay_until=_text(booking.pay_until) if booking.pay_until else None,
        checkouts=booking.checkouts,
        checkout=booking.checkout_id or None,
        intent=booking.payment_intent_id or None,
        cancellation=_cancellation_json(booking.cancellation),
        mine_pk=f"USER#{booking.user_id}#BK",
        mine_sk=at,
        host_pk=f"HOST#{booking.host_id}#BK",
        host_sk=at,
        due_pk=_due_pk(shard) if due_at else None,
        due_sk=f"{due_at}#{booking.id}" if due_at else None,
    )


def _booking(raw: Any) -> Booking:
    item = BookingItem.from_raw_data(raw)
    space_name, room_name = item.names
    return Booking(
        id=item.pk.removeprefix("BK#"),
        user_id=item.user,
        host_id=item.host,
        space_id=item.space,
        room_id=item.room,
        space_name=space_name,
        room_name=room_name,
        timezone=item.tz,
        std_offset_minutes=int(item.offset),
        period=_period(item.span),
        held=held_of(item.held),
        people=int(item.people),
        weight=int(item.weight),
        price=price_of(item.price),
        automatic=item.automatic,
        answer_delay_minutes=int(item.delay),
        created_at=datetime.fromisoformat(item.created),
        body_hash=item.body_hash,
        language="en" if item.language == "en" else "fr",
        status=Status(item.status),
        money=Money(item.money),
        attempts=int(item.attempts),
        due_at=datetime.fromisoformat(item.due_at) if item.due_at else None,
        answer_by=datetime.fromisoformat(item.answer_by) if item.answer_by else None,
        pay_until=datetime.fromisoformat(item.pay_until) if item.pay_until else None,
        checkouts=int(item.checkouts),
        checkout_id=item.checkout or "",
        payment_intent_id=item.intent or "",
        cancellation=_cancellation(item.cancellation),
        version=int(item.version),
    )


def _minutes(period: Period) -> list[int]:
    return [int(period.start.timestamp()) // 60, int(period.end.timestamp()) // 60]


def _period(minutes: Sequence[int]) -> Period:
    start, end = (datetime.fromtimestamp(60 * minute, UTC) for minute in minutes)
    return Period(start, end)


def _held_json(held: tuple[Period, ...]) -> list[int]:
    """Minutes: the first start, then lengths and gaps in turn, so that a month of days stays a short item."""
    edges = [minute for period in held for minute in _minutes(period)]
    return edges[:1] + [later - earlier for earlier, later in pairwise(edges)]


def held_of(steps: list[int]) -> tuple[Period, ...]:
    """What `_held_json` wrote."""
    edges = list(accumulate(steps))
    return tuple(map(_period, zip(edges[::2], edges[1::2], strict=True)))


def _cancellation_json(cancellation: Cancellation | None) -> Any:
    return [cancellation.by, cancellation.refunded, cancellation.reason] if cancellation else None


def _cancellation(value: Any) -> Cancellation | None:
    return Cancellation(Party(value[0]), value[1], value[2]) if value else None


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
