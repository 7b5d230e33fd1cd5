"""Bookings as items of the table, and back. The store's own (docs/architecture.md has the keys)."""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from typing import Any

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.bookings.frozen import price_json, price_of
from chalicelib.bookings.model import Arrival, Booking, Cancellation, Money, Outcome, Party, Proof, SeriesPart, Status
from chalicelib.core.money import Amounts
from chalicelib.core.period import Period
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Item
from chalicelib.spaces.model import CancellationStep

SK = "A"
SHARDS = 4


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
    steps = JSONAttribute(null=True)
    moved = JSONAttribute(null=True)
    guest = JSONAttribute(null=True)
    series = JSONAttribute(null=True)
    of_series = UnicodeAttribute(null=True)
    arrival = JSONAttribute(null=True)
    returns = JSONAttribute(null=True)
    returned = NumberAttribute(null=True)
    changed = NumberAttribute(null=True)
    mine_pk = UnicodeAttribute(null=True)
    mine_sk = UnicodeAttribute(null=True)
    host_pk = UnicodeAttribute()
    host_sk = UnicodeAttribute()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)


def due_pk(shard: int) -> str:
    return f"BOOKING#{shard}"


def item_of(booking: Booking, *, changed_at: datetime) -> Item:
    at = f"{text(booking.period.start)}#{booking.id}"
    shard = zlib.crc32(booking.id.encode()) % SHARDS
    due_at = text(booking.due_at) if booking.due_at else None
    item: Item = BookingItem(
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
        created=text(booking.created_at),
        body_hash=booking.body_hash,
        language=booking.language,
        status=booking.status.value,
        money=booking.money.value,
        attempts=booking.attempts,
        due_at=due_at,
        answer_by=text(booking.answer_by) if booking.answer_by else None,
        pay_until=text(booking.pay_until) if booking.pay_until else None,
        checkouts=booking.checkouts,
        checkout=booking.checkout_id or None,
        intent=booking.payment_intent_id or None,
        cancellation=_cancellation_json(booking.cancellation),
        steps=[[step.hours, step.kept] for step in booking.cancellation_policy] or None,
        moved=[_minutes(period) for period in booking.moved_from] or None,
        guest=[booking.guest, booking.note] if booking.guest else None,
        series=list(vars(booking.series).values()) if booking.series else None,
        of_series=booking.of_series or None,
        arrival=_arrival_json(booking.arrival),
        returns=[[part.ht, part.vat, part.ttc] for part in booking.returns] or None,
        returned=booking.returned or None,
        changed=int(changed_at.timestamp()),
        # Nobody's own: whoever entered it books for somebody else.
        mine_pk=None if booking.guest else f"USER#{booking.user_id}#BK",
        mine_sk=None if booking.guest else at,
        host_pk=f"HOST#{booking.host_id}#BK",
        host_sk=at,
        due_pk=due_pk(shard) if due_at else None,
        due_sk=f"{due_at}#{booking.id}" if due_at else None,
    ).serialize()
    return item


def booking_of(raw: Any) -> Booking:
    item = BookingItem.from_raw_data(raw)
    space_name, room_name = item.names
    guest, note = item.guest or ("", "")
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
        cancellation_policy=tuple(CancellationStep(hours, kept) for hours, kept in item.steps or ()),
        moved_from=tuple(map(_period, item.moved or ())),
        guest=guest,
        note=note,
        series=SeriesPart(*item.series) if item.series else None,
        of_series=item.of_series or "",
        arrival=_arrival(item.arrival),
        returns=tuple(Amounts(ht, vat, ttc, rounding=ttc - ht - vat) for ht, vat, ttc in item.returns or ()),
        returned=int(item.returned or 0),
        changed_at=datetime.fromtimestamp(int(item.changed), UTC) if item.changed else None,
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
    return list(vars(cancellation).values()) if cancellation else None


def _cancellation(value: Any) -> Cancellation | None:
    return Cancellation(Party(value[0]), *value[1:]) if value else None


def _arrival_json(arrival: Arrival | None) -> Any:
    return [arrival.outcome, text(arrival.at), arrival.by, arrival.marked_by] if arrival else None


def _arrival(value: Any) -> Arrival | None:
    if not value:
        return None
    outcome, at, by, marked_by = value
    return Arrival(Outcome(outcome), datetime.fromisoformat(at), Proof(by), marked_by)


def text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
