"""What an offer is and what becomes of it. Pure, like `transitions`.

An offer is a booking that holds its places until it is taken, refused, or its half hour is over.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.bookings import policy
from chalicelib.bookings.change import Change, fact_of
from chalicelib.bookings.errors import AlreadyDecided
from chalicelib.bookings.facts import OfferPassed, PlaceOffered
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.quote import Quote
from chalicelib.bookings.transitions import WORDS, placed
from chalicelib.bookings.waiting.errors import OfferOver
from chalicelib.bookings.waiting.model import Entry, held_until
from chalicelib.core.ids import new_id
from chalicelib.core.lazy import dataclass

SILENCE, REFUSED, WITHDRAWN = "silence", "refused", "withdrawn"


@dataclass(frozen=True)
class Offer:
    """Places that `entry` waits for, at today's price, kept until `until`."""

    entry: Entry
    quoted: Quote
    until: datetime


def offer_of(entry: Entry, quoted: Quote, now: datetime) -> Offer | None:
    """None when too little time is left to take it."""
    until = held_until(quoted.period.start, policy.notice_of(quoted.room), now)
    return Offer(entry, quoted, until) if until else None


def offered(offer: Offer, now: datetime) -> Change:
    """The first version of the booking that an offer is. Its price stays what it is now."""
    room, entry = offer.quoted.room, offer.entry
    booking = Booking(
        id=new_id("bk"),
        user_id=entry.user_id,
        **offer.quoted.booked,
        automatic=room.automatic_acceptance,
        cancellation_policy=() if offer.quoted.price.is_free else room.cancellation,
        answer_delay_minutes=int(room.answer_delay.total_seconds()) // 60,
        created_at=now,
        body_hash="",
        language=entry.language,
        status=Status.OFFERED,
        money=Money.NONE,
        due_at=offer.until,
    )
    return Change(booking, (fact_of(booking, PlaceOffered, amount=booking.amount, until=offer.until.isoformat()),))


def taken(booking: Booking, terms: str, now: datetime) -> Change:
    """The booking goes on as any other that was just placed, under the terms of sale that were accepted.

    Raises OfferOver.
    """
    if booking.status is not Status.OFFERED or booking.due_at is None or now >= booking.due_at:
        raise OfferOver
    price = booking.price
    if price.terms:
        price = replace(price, terms=replace(price.terms, terms=terms))
    after = booking.next(price=price, due_at=None)
    if not price.is_free:
        until = policy.pay_until(now)
        return placed(
            replace(
                after,
                status=Status.AWAITING_PAYMENT,
                money=Money.AWAITED,
                due_at=until + policy.CHECKOUT_GRACE,
                pay_until=until,
                checkouts=1,
            )
        )
    if booking.automatic:
        return placed(replace(after, status=Status.CONFIRMED))
    delay = timedelta(minutes=booking.answer_delay_minutes)
    answer_by = policy.answer_deadline(now, delay=delay, start=booking.period.start, capture_before=None)
    return placed(replace(after, status=Status.PENDING_HOST, answer_by=answer_by, due_at=answer_by))


def passed(booking: Booking, cause: str, reason: str = "") -> Change:
    """The places go on to whoever is next. `reason` is that of a host who withdraws it. Raises AlreadyDecided."""
    if booking.status is not Status.OFFERED:
        french, english = WORDS[booking.status]
        raise AlreadyDecided(status=booking.status.value, status_fr=french, status_en=english)
    after = booking.next(status=Status.ABANDONED, due_at=None, attempts=0)
    return Change(after, (fact_of(after, OfferPassed, cause=cause, reason=reason),), frees=True)
