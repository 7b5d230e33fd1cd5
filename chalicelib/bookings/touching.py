"""Which bookings an edit of a space touches, and why. Pure.

Only what the edit adds counts: a booking that did not fit before is not touched by it once more. Of a booking that is
under way, what is left of it is looked at.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from chalicelib.availability.slots import quarters
from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import rates_of
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.pricing.cover import cheapest_cover
from chalicelib.spaces.model import Room, SoldAs, Space


class ImpactReason(StrEnum):
    """`outside_hours`: some of its time is no longer open. `over_capacity`: its people, or theirs with those who
    booked before them, are more than the room now takes. `price_changed`: the same time now costs something else,
    which a price that was agreed does not follow."""

    ROOM_REMOVED = "room_removed"
    OUTSIDE_HOURS = "outside_hours"
    OVER_CAPACITY = "over_capacity"
    SOLD_OTHERWISE = "sold_otherwise"
    PRICE_CHANGED = "price_changed"


@dataclass(frozen=True)
class Touched:
    """`new_price`: TTC cents that its time would cost by the new prices, of one whose price changed."""

    booking: Booking
    reasons: tuple[ImpactReason, ...]
    new_price: int | None = None


def may_touch(before: Space, after: Space) -> bool:
    """Whether any booking has to be looked at: hours, or what a room takes, costs and is sold as, have changed."""
    return _opened(before) != _opened(after) or any(
        _sold(room) != _sold(after.room(room.id)) for room in before.rooms
    )


def touched_by(before: Space, after: Space, bookings: Sequence[Booking], now: datetime) -> list[Touched]:
    """Those of `bookings`, all that hold places in the space, that the edit touches; in their order."""
    over: set[str] = set()
    for room in before.rooms:
        there = after.room(room.id)
        if there and there.capacity < room.capacity:
            inside = [booking for booking in bookings if booking.room_id == room.id]
            over |= _over(there.capacity, inside, now) - _over(room.capacity, inside, now)
    found: list[Touched] = []
    for one in bookings:
        price = _new_price(before, after, one, now)
        why = (
            _reasons(before, after, one, now)
            | _if(one.id in over, ImpactReason.OVER_CAPACITY)
            | _if(price is not None, ImpactReason.PRICE_CHANGED)
        )
        found += _told(one, why, price)
    return found


def misfits(space: Space, bookings: Sequence[Booking], now: datetime) -> list[Touched]:
    """Those of `bookings`, all that hold places in the space, that do not fit it as it now is: of a quarter with too
    many people, all of them."""
    over: set[str] = set()
    for room in space.rooms:
        over |= _crowded(room.capacity, [booking for booking in bookings if booking.room_id == room.id], now)
    found: list[Touched] = []
    for one in bookings:
        why = (
            _if(space.room(one.room_id) is None, ImpactReason.ROOM_REMOVED)
            | _if(_closed(space, _to_come(one, now)), ImpactReason.OUTSIDE_HOURS)
            | _if(one.id in over, ImpactReason.OVER_CAPACITY)
        )
        found += _told(one, why)
    return found


def _reasons(before: Space, after: Space, booking: Booking, now: datetime) -> set[ImpactReason]:
    to_come = _to_come(booking, now)
    if not to_come:
        return set()
    open_before = [cut for part in to_come for cut in _open_parts(before, part)]
    room, there = before.room(booking.room_id), after.room(booking.room_id)
    return (
        _if(_closed(after, open_before), ImpactReason.OUTSIDE_HOURS)
        | _if(room is not None and there is None, ImpactReason.ROOM_REMOVED)
        | _if(bool(room and there and room.sold_as is not there.sold_as), ImpactReason.SOLD_OTHERWISE)
    )


def _over(capacity: int, bookings: Sequence[Booking], now: datetime) -> set[str]:
    """Ids of those for whom the room has no place: it is given out anew in the order in which they booked."""
    taken: Counter[int] = Counter()
    over: set[str] = set()
    for booking in sorted(bookings, key=lambda one: (one.created_at, one.id)):
        held = _quarters(booking, now)
        if any(taken[quarter] + booking.people > capacity for quarter in held):
            over.add(booking.id)
        else:
            taken.update(dict.fromkeys(held, booking.people))
    return over


def _crowded(capacity: int, bookings: Sequence[Booking], now: datetime) -> set[str]:
    carried: Counter[int] = Counter()
    for booking in bookings:
        carried.update(dict.fromkeys(_quarters(booking, now), booking.people))
    return {one.id for one in bookings if any(carried[quarter] > capacity for quarter in _quarters(one, now))}


def _quarters(booking: Booking, now: datetime) -> list[int]:
    return list(quarters(_to_come(booking, now), timedelta(minutes=booking.std_offset_minutes)))


def _new_price(before: Space, after: Space, booking: Booking, now: datetime) -> int | None:
    """Of the time that it holds, at the new tariff under the terms of its sale, in TTC cents. None unless that is
    another price than before and than what was agreed."""
    room, there = before.room(booking.room_id), after.room(booking.room_id)
    if booking.guest or not (room and there) or not _to_come(booking, now):
        return None
    if (room.tariff, room.sold_as) == (there.tariff, there.sold_as):
        return None
    parts = [(part.start.astimezone(after.zone).date(), part) for part in _sold_parts(booking)]
    price = _ttc(there, parts, booking)
    return None if price in {_ttc(room, parts, booking), booking.standing.ttc} else price


def _ttc(room: Room, parts: list[tuple[date, Period]], booking: Booking) -> int:
    if room.tariff is None:
        return 0
    seats = booking.people if room.sold_as is SoldAs.SEAT else 1
    rates, basis = rates_of(room.tariff), room.tariff.basis
    price = cheapest_cover(parts, rates, basis=basis, vat_rate=booking.price.vat_rate, seats=seats)
    return price.amounts.ttc


def _sold_parts(booking: Booking) -> list[Period]:
    """What it holds, but for the time that the room stays empty behind it."""
    return [cut for part in booking.held if (cut := part.intersection(booking.period))]


def _to_come(booking: Booking, now: datetime) -> list[Period]:
    if booking.period.end <= now:
        return []
    rest = Period(max(now, booking.period.start), booking.period.end)
    return [cut for part in booking.held if (cut := part.intersection(rest))]


def _open_parts(space: Space, part: Period) -> Iterator[Period]:
    for day in part.local_days(space.zone):
        for period in space.open_periods(day):
            if cut := period.intersection(part):
                yield cut


def _closed(space: Space, parts: Sequence[Period]) -> bool:
    """Whether the space is not open during all of them."""
    return any(
        sum((cut.end - cut.start for cut in _open_parts(space, part)), timedelta()) < part.end - part.start
        for part in parts
    )


def _if(holds: bool, reason: ImpactReason) -> set[ImpactReason]:
    return {reason} if holds else set()


def _told(booking: Booking, why: set[ImpactReason], price: int | None = None) -> list[Touched]:
    """Nothing without a reason."""
    return [Touched(booking, tuple(one for one in ImpactReason if one in why), price)] if why else []


def _opened(space: Space) -> tuple[Any, ...]:
    return space.timezone, space.opening_hours, {one.day: one.hours for one in space.exceptional_days}


def _sold(room: Room | None) -> tuple[Any, ...] | None:
    return (room.capacity, room.sold_as, room.tariff) if room else None
