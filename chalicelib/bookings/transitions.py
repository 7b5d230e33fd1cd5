"""What people and the clock decide about a booking. Pure: no I/O, `now` is an argument.

The verbs around it read, call the payment provider and commit; whether a change is allowed is decided here.
"""

from dataclasses import replace
from datetime import datetime

from chalicelib.bookings import policy
from chalicelib.bookings.change import SOON, Change, fact_of, requested
from chalicelib.bookings.errors import AlreadyDecided, CannotCancel, CannotRefund, ReasonRequired, TooLate
from chalicelib.bookings.facts import (
    BookingAccepted,
    BookingCancelled,
    BookingConfirmed,
    BookingDeclined,
    BookingExpired,
    BookingFact,
    BookingPlaced,
    PaymentKept,
    RefundGranted,
)
from chalicelib.bookings.giving_back import all_that_stands, giving, percent_of_it
from chalicelib.bookings.model import TAKEN, Booking, Cancellation, Money, Party, Status
from chalicelib.bookings.papers import Entry
from chalicelib.core.money import NOTHING
from chalicelib.pricing.model import ALL

WORDS = {
    Status.OFFERED: ("proposée", "offered"),
    Status.AWAITING_PAYMENT: ("en attente de paiement", "awaiting payment"),
    Status.PENDING_HOST: ("en attente", "pending"),
    Status.CONFIRMING: ("en cours de confirmation", "being confirmed"),
    Status.CONFIRMED: ("confirmée", "confirmed"),
    Status.ABANDONED: ("abandonnée", "abandoned"),
    Status.DECLINED: ("déclinée", "declined"),
    Status.EXPIRED: ("expirée", "expired"),
    Status.CANCELLED: ("annulée", "cancelled"),
}


def placed(booking: Booking) -> Change:
    """The first version: what a new booking starts as."""
    if booking.status is Status.AWAITING_PAYMENT:
        return Change(booking, (fact_of(booking, BookingPlaced, amount=booking.amount),))
    if booking.status is Status.CONFIRMED:
        return Change(booking, (fact_of(booking, BookingConfirmed, automatic=True, amount=0),))
    return Change(booking, (requested(booking),))


def accepted(booking: Booking, now: datetime) -> Change:
    """Raises AlreadyDecided, TooLate."""
    _pending(booking)
    if booking.answer_by is None or now >= booking.answer_by:
        raise TooLate
    return accepted_in_time(booking, now)


def accepted_in_time(booking: Booking, now: datetime) -> Change:
    """The yes was said before the deadline, of the whole series perhaps. Raises AlreadyDecided."""
    _pending(booking)
    if booking.money is Money.HELD:
        after = booking.next(status=Status.CONFIRMING, money=Money.CAPTURING, due_at=now + SOON, attempts=0)
        return Change(after, (fact_of(after, BookingAccepted),))
    after = booking.next(status=Status.CONFIRMED, due_at=None)
    return Change(
        after,
        (fact_of(after, BookingAccepted), fact_of(after, BookingConfirmed, automatic=False, amount=0)),
    )


def declined(booking: Booking, reason: str, now: datetime) -> Change:
    """Raises AlreadyDecided. Always releases the hold: a refused service is never charged."""
    _pending(booking)
    after = _released(booking, Status.DECLINED, now)
    return Change(after, (fact_of(after, BookingDeclined, reason=reason),), frees=True)


def expired(booking: Booking, now: datetime) -> Change:
    """Raises AlreadyDecided."""
    _pending(booking)
    after = _released(booking, Status.EXPIRED, now)
    return Change(after, (fact_of(after, BookingExpired, cause="silence"),), frees=True)


def cancelled_by_coworker(booking: Booking, now: datetime) -> Change:
    """Withdraws a request, or cancels a confirmed booking: what its conditions keep stays with the host.

    Raises CannotCancel.
    """
    if booking.status is Status.PENDING_HOST:
        return withdrawn(booking, now)
    if booking.status is not Status.CONFIRMED or now >= booking.period.end:
        raise CannotCancel
    kept = policy.kept_percent(booking.cancellation_policy, start=booking.period.start, now=now)
    refunded = kept < ALL and booking.standing.ttc > 0
    return _cancelled(booking, Cancellation(Party.COWORKER, refunded, kept=kept if refunded else 0), now)


def cancelled_by_host(booking: Booking, *, refund: bool, reason: str, now: datetime) -> Change:
    """Raises CannotCancel, ReasonRequired (money is kept only with a reason that the coworker reads)."""
    if booking.status is not Status.CONFIRMED or now >= booking.period.end:
        raise CannotCancel
    keeps = not refund and booking.standing.ttc > 0
    if keeps and not reason:
        raise ReasonRequired("reason")
    return _cancelled(
        booking, Cancellation(Party.HOST, refunded=refund and booking.standing.ttc > 0, reason=reason), now
    )


def refunded_afterwards(booking: Booking, *, reason: str, by: Party, now: datetime) -> Change:
    """After the service, or after a cancellation that kept money: all that was not given back yet goes back.

    Raises CannotRefund, ReasonRequired (the coworker reads it).
    """
    over = booking.status is Status.CANCELLED or (booking.status is Status.CONFIRMED and now >= booking.period.end)
    if not over or booking.money not in {Money.CAPTURED, Money.REFUNDED} or not booking.standing.ttc:
        raise CannotRefund
    if not reason:
        raise ReasonRequired("reason")
    after = giving(
        booking.next(money=Money.REFUNDING, due_at=now + SOON, attempts=0),
        all_that_stands(booking),
    )
    fact = fact_of(after, RefundGranted, amount=after.returns[-1].ttc, by=by.value, reason=reason)
    return Change(after, (fact,), entries=(Entry.REFUND_GRANTED,))


def _pending(booking: Booking) -> None:
    if booking.status is not Status.PENDING_HOST:
        french, english = WORDS[booking.status]
        raise AlreadyDecided(status=booking.status.value, status_fr=french, status_en=english)


def _released(booking: Booking, status: Status, now: datetime) -> Booking:
    holds = booking.money is Money.HELD
    return booking.next(
        status=status,
        money=Money.RELEASING if holds else booking.money,
        due_at=now + SOON if holds else None,
        attempts=0,
    )


def withdrawn(booking: Booking, now: datetime) -> Change:
    """Raises AlreadyDecided."""
    _pending(booking)
    held = booking.money is Money.HELD
    cancellation = Cancellation(Party.COWORKER, refunded=held, was_confirmed=False)
    after = replace(_released(booking, Status.CANCELLED, now), cancellation=cancellation)
    fact = fact_of(
        after,
        BookingCancelled,
        by=Party.COWORKER.value,
        refunded=held,
        was_confirmed=False,
        amount=after.amount,
    )
    return Change(after, (fact,), frees=True)


def _cancelled(booking: Booking, cancellation: Cancellation, now: datetime) -> Change:
    stays = booking.standing.ttc if booking.money in TAKEN else 0
    after = booking.next(status=Status.CANCELLED, cancellation=cancellation)
    back = percent_of_it(booking, ALL - cancellation.kept) if stays and cancellation.refunded else NOTHING
    if back.ttc:
        after = giving(replace(after, money=Money.REFUNDING, due_at=now + SOON, attempts=0), back)
    facts: list[BookingFact] = [
        fact_of(
            after,
            BookingCancelled,
            by=cancellation.by.value,
            refunded=cancellation.refunded,
            was_confirmed=True,
            amount=back.ttc if cancellation.refunded else stays,
            reason=cancellation.reason,
        )
    ]
    if stays > back.ttc:
        facts.append(fact_of(after, PaymentKept, amount=stays - back.ttc))
    entries = (Entry.SALE_UNDONE,) if back.ttc else ()
    return Change(after, tuple(facts), frees=True, entries=entries)
