"""From what a person picked to what would be booked and what it costs. Pure, but for `terms_of`."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.availability.opening import held_for, open_parts
from chalicelib.availability.slots import QUARTER, weight_of
from chalicelib.bookings import policy
from chalicelib.bookings.errors import (
    EndsBeforeStart,
    InThePast,
    LongerThanAllowed,
    OffGrid,
    OutsideCardLimits,
    OverCapacity,
    TooFarAhead,
    TooLong,
    TooShort,
    TooSoon,
    in_words,
)
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import Basis
from chalicelib.core.period import Period
from chalicelib.core.zones import (
    OffsetMismatch,
    TimeDoesNotExist,
    TimeIsAmbiguous,
    UnreadableTime,
    instant_of,
)
from chalicelib.legal.errors import CannotSell
from chalicelib.legal.model import SellingTerms, SettlementMode, legal_day
from chalicelib.legal.selling import selling_terms
from chalicelib.pricing.cover import FREE, Rates, cheapest_cover
from chalicelib.pricing.model import Price, Unit
from chalicelib.spaces.model import Room, SoldAs, Space, Tariff

SPAN_REFUSALS = [
    UnreadableTime, TimeDoesNotExist, TimeIsAmbiguous, OffsetMismatch, OffGrid, EndsBeforeStart, InThePast,
    TooSoon, TooFarAhead, TooLong, TooShort, LongerThanAllowed, OverCapacity, OutsideOpeningHours,
    OutsideCardLimits, CannotSell,
]  # fmt: skip


@dataclass(frozen=True)
class Span:
    """`start` and `end` are wall times of the room's zone, an offset settling a doubled hour."""

    start: str
    end: str
    people: int


@dataclass(frozen=True)
class Quote:
    """What a span of a room means: `held` are the open parts, each quarter of which carries `weight`."""

    space: Space
    room: Room
    period: Period
    held: tuple[Period, ...]
    people: int
    weight: int
    price: Price
    answer_by: datetime | None

    @property
    def booked(self) -> dict[str, Any]:
        """What a booking of it says in the same words, as arguments of `Booking`."""
        space, room = self.space, self.room
        return {
            "host_id": space.host_id,
            "space_id": space.id,
            "room_id": room.id,
            "space_name": space.name,
            "room_name": room.name,
            "timezone": space.timezone,
            "std_offset_minutes": int(space.std_offset.total_seconds()) // 60,
            "period": self.period,
            "held": self.held,
            "people": self.people,
            "weight": self.weight,
            "price": self.price,
        }


def quote(space: Space, room: Room, span: Span, terms: SellingTerms | None, *, now: datetime) -> Quote:
    """`terms` as `terms_of` finds them: None for a free room only. Raises one of SPAN_REFUSALS."""
    period = period_of(space, span)
    if span.people > room.capacity:
        raise OverCapacity("people", capacity=room.capacity)
    _check_length(room, period)
    _check_notice(room, period, now)
    parts = open_parts(space, period)
    price = _price(room, parts, span.people, terms)
    if not price.is_free and not policy.LEAST_CHARGE <= price.amounts.ttc <= policy.MOST_CHARGE:
        raise OutsideCardLimits("end")
    horizon = _horizon(room, price)
    if period.end > now + horizon:
        raise TooFarAhead("end", days=horizon.days)
    answer_by = policy.answer_deadline(
        now, delay=room.answer_delay, start=period.start, capture_before=_capture_limit(price, now)
    )
    return Quote(
        space=space,
        room=room,
        period=period,
        held=held_for(room, [part for _, part in parts]),
        people=span.people,
        weight=weight_of(room, span.people),
        price=price,
        answer_by=None if room.automatic_acceptance else answer_by,
    )


def period_of(space: Space, span: Span) -> Period:
    """Raises one of SPAN_REFUSALS."""
    start = instant_of(span.start, space.zone, pointer="start")
    end = instant_of(span.end, space.zone, pointer="end")
    for pointer, instant in (("start", start), ("end", end)):
        if instant.timestamp() % QUARTER.total_seconds():
            raise OffGrid(pointer)
    if end <= start:
        raise EndsBeforeStart("end")
    if end - start > timedelta(days=policy.LONGEST_DAYS):
        raise TooLong("end", days=policy.LONGEST_DAYS)
    return Period(start, end)


def _check_length(room: Room, period: Period) -> None:
    rules = room.rules
    if rules.shortest and period.end - period.start < rules.shortest:
        raise TooShort("end", **in_words(rules.shortest))
    if rules.longest and period.end - period.start > rules.longest:
        raise LongerThanAllowed("end", **in_words(rules.longest))


def _check_notice(room: Room, period: Period, now: datetime) -> None:
    if period.start < now:
        raise InThePast("start")
    notice = policy.notice_of(room)
    if period.start < now + notice:
        raise TooSoon("start", **in_words(notice))


def _horizon(room: Room, price: Price) -> timedelta:
    longest = policy.FREE_HORIZON if price.is_free else policy.PAID_HORIZON
    return min(longest, room.rules.horizon or longest)


def terms_of(space: Space, room: Room, now: datetime) -> SellingTerms | None:
    """What a sale of this room is made under now; None if it is free. One BatchGet. Raises CannotSell."""
    if room.tariff is None:
        return None
    return selling_terms(space.host_id, space.address.postcode, legal_day(now))


def _price(room: Room, parts: list[tuple[date, Period]], people: int, terms: SellingTerms | None) -> Price:
    tariff = room.tariff
    if tariff is None:
        return FREE
    if terms is None:
        raise ValueError(f"{room.id} is sold under no terms")
    if terms.mode is SettlementMode.MONTHLY and tariff.basis is Basis.TTC:
        raise CannotSell(["price_in_ht"])
    seats = people if room.sold_as is SoldAs.SEAT else 1
    price = cheapest_cover(parts, rates_of(tariff), basis=tariff.basis, vat_rate=terms.vat_rate, seats=seats)
    return replace(price, terms=terms)


def rates_of(tariff: Tariff) -> Rates:
    prices = {
        Unit.HOUR: tariff.hour,
        Unit.HALF_DAY: tariff.half_day,
        Unit.DAY: tariff.day,
        Unit.WEEK: tariff.week,
        Unit.MONTH: tariff.month,
    }
    return {unit: price for unit, price in prices.items() if price}


def _capture_limit(price: Price, now: datetime) -> datetime | None:
    """What a card hold placed now would allow, for the preview; the real limit comes with the hold."""
    return None if price.is_free else now + policy.CARD_HOLD
