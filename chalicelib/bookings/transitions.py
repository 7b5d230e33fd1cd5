"""Every change of a booking, pure: the next version and the facts that tell it. No I/O, no clock.

The verbs around it read, call the payment provider and commit; whether a change is allowed is decided here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from chalicelib.bookings import policy
from chalicelib.bookings.errors import AlreadyDecided, CannotCancel, ReasonRequired, TooLate
from chalicelib.bookings.facts import (
    BookingAbandoned,
    BookingAccepted,
    BookingCancelled,
    BookingConfirmed,
    BookingDeclined,
    BookingExpired,
    BookingFact,
    BookingPlaced,
    BookingRequested,
    HoldPlaced,
    HoldReleased,
    PaymentCaptured,
    PaymentKept,
    PaymentRefunded,
    RefundFailed,
)
from chalicelib.bookings.model import Booking, Cancellation, Money, Party, Status

F = TypeVar("F", bound=BookingFact)

SOON = timedelta(minutes=1)
"""When the clock takes over a call that the verb itself was about to make."""

WORDS = {
    Status.AWAITING_PAYMENT: ("en attente de paiement", "awaiting payment"),
    Status.PENDING_HOST: ("en attente", "pending"),
    Status.CONFIRMING: ("en cours de confirmation", "being confirmed"),
    Status.CONFIRMED: ("confirmée", "confirmed"),
    Status.ABANDONED: ("abandonnée", "abandoned"),
    Status.DECLINED: ("déclinée", "declined"),
    Status.EXPIRED: ("expirée", "expired"),
    Status.CANCELLED: ("annulée", "cancelled"),
}


@dataclass(frozen=True)
class Change:
    """`booking` is the next version; `frees` says that its places are given back in the same transaction."""

    booking: Booking
    facts: tuple[BookingFact, ...]
    frees: bool = False


def placed(booking: Booking) -> Change:
    """The first version: what a new booking starts as."""
    if booking.status is Status.AWAITING_PAYMENT:
        return Change(booking, (_fact(booking, BookingPlaced, amount=booking.amount),))
    if booking.status is Status.CONFIRMED:
        return Change(booking, (_fact(booking, BookingConfirmed, automatic=True, amount=0),))
    return Change(booking, (_requested(booking),))


def paid(
    booking: Booking, intent_id: str, *, captured: bool, capture_before: datetime | None, now: datetime
) -> Change:
    """The card is held, or charged where the room accepts by itself."""
    if captured:
        after = booking.next(
            status=Status.CONFIRMED,
            money=Money.CAPTURED,
            payment_intent_id=intent_id,
            due_at=None,
            attempts=0,
        )
        return Change(
            after,
            (
                _fact(after, PaymentCaptured, amount=after.amount),
                _fact(after, BookingConfirmed, automatic=booking.automatic, amount=after.amount),
            ),
        )
    deadline = policy.answer_deadline(
        now,
        delay=timedelta(minutes=booking.answer_delay_minutes),
        start=booking.period.start,
        capture_before=capture_before,
    )
    after = booking.next(
        status=Status.PENDING_HOST,
        money=Money.HELD,
        payment_intent_id=intent_id,
        answer_by=deadline,
        due_at=deadline,
        attempts=0,
    )
    return Change(after, (_fact(after, HoldPlaced, amount=after.amount), _requested(after)))


def abandoned(booking: Booking) -> Change:
    """Stripe confirmed that nobody can pay any more."""
    after = booking.next(status=Status.ABANDONED, money=Money.NONE, due_at=None, attempts=0)
    return Change(after, (_fact(after, BookingAbandoned),), frees=True)


def accepted(booking: Booking, now: datetime) -> Change:
    """Raises AlreadyDecided, TooLate."""
    _pending(booking)
    if booking.answer_by is None or now >= booking.answer_by:
        raise TooLate
    if booking.money is Money.HELD:
        after = booking.next(status=Status.CONFIRMING, money=Money.CAPTURING, due_at=now + SOON, attempts=0)
        return Change(after, (_fact(after, BookingAccepted),))
    after = booking.next(status=Status.CONFIRMED, due_at=None)
    return Change(
        after,
        (_fact(after, BookingAccepted), _fact(after, BookingConfirmed, automatic=False, amount=0)),
    )


def captured(booking: Booking) -> Change:
    after = booking.next(status=Status.CONFIRMED, money=Money.CAPTURED, due_at=None, attempts=0)
    return Change(
        after,
        (
            _fact(after, PaymentCaptured, amount=after.amount),
            _fact(after, BookingConfirmed, automatic=False, amount=after.amount),
        ),
    )


def hold_lost(booking: Booking) -> Change:
    """The hold is gone although the request was still open: nothing was taken, nothing is due."""
    after = booking.next(status=Status.EXPIRED, money=Money.RELEASED, due_at=None, attempts=0)
    return Change(
        after,
        (
            _fact(after, BookingExpired, cause="hold_lost"),
            _fact(after, HoldReleased, amount=after.amount),
        ),
        frees=True,
    )


def declined(booking: Booking, reason: str, now: datetime) -> Change:
    """Raises AlreadyDecided. Always releases the hold: a refused service is never charged."""
    _pending(booking)
    after = _released(booking, Status.DECLINED, now)
    return Change(after, (_fact(after, BookingDeclined, reason=reason),), frees=True)


def expired(booking: Booking, now: datetime) -> Change:
    """Raises AlreadyDecided."""
    _pending(booking)
    after = _released(booking, Status.EXPIRED, now)
    return Change(after, (_fact(after, BookingExpired, cause="silence"),), frees=True)


def cancelled_by_coworker(booking: Booking, now: datetime) -> Change:
    """Withdraws a request, or cancels a confirmed booking: all comes back before the start, nothing after.

    Raises CannotCancel.
    """
    if booking.status is Status.PENDING_HOST:
        return _withdrawn(booking, now)
    if booking.status is not Status.CONFIRMED or now >= booking.period.end:
        raise CannotCancel
    back = policy.coworker_refund(booking.amount, start=booking.period.start, now=now)
    return _cancelled(booking, Cancellation(Party.COWORKER, refunded=back > 0), now)


def cancelled_by_host(booking: Booking, *, refund: bool, reason: str, now: datetime) -> Change:
    """Raises CannotCancel, ReasonRequired (money is kept only with a reason that the coworker reads)."""
    if booking.status is not Status.CONFIRMED or now >= booking.period.end:
        raise CannotCancel
    keeps = not refund and booking.amount > 0
    if keeps and not reason:
        raise ReasonRequired("reason")
    return _cancelled(booking, Cancellation(Party.HOST, refunded=refund and booking.amount > 0, reason=reason), now)


def released(booking: Booking) -> Change:
    after = booking.next(money=Money.RELEASED, due_at=None, attempts=0)
    return Change(after, (_fact(after, HoldReleased, amount=after.amount),))


def refunded(booking: Booking) -> Change:
    after = booking.next(money=Money.REFUNDED, due_at=None, attempts=0)
    return Change(after, (_fact(after, PaymentRefunded, amount=after.amount),))


def refund_failed(booking: Booking, cause: str) -> Change:
    after = booking.next(money=Money.REFUND_FAILED, due_at=None, attempts=0)
    return Change(after, (_fact(after, RefundFailed, amount=after.amount, cause=cause),))


def stray_payment(booking: Booking, intent_id: str, *, captured: bool, now: datetime) -> Change:
    """Money arrived for a booking that is over: it goes back at once."""
    after = booking.next(
        money=Money.REFUNDING if captured else Money.RELEASING,
        payment_intent_id=intent_id,
        due_at=now + SOON,
        attempts=0,
    )
    fact = PaymentCaptured if captured else HoldPlaced
    return Change(after, (_fact(after, fact, amount=after.amount),))


def postponed(booking: Booking, now: datetime) -> Change:
    """A call to the provider failed: try again later, doubling the pause up to six hours."""
    pause = min(timedelta(minutes=2**booking.attempts), timedelta(hours=6))
    return Change(booking.next(due_at=now + pause, attempts=min(booking.attempts + 1, 20)), ())


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


def _withdrawn(booking: Booking, now: datetime) -> Change:
    held = booking.money is Money.HELD
    cancellation = Cancellation(Party.COWORKER, refunded=held)
    after = replace(_released(booking, Status.CANCELLED, now), cancellation=cancellation)
    fact = _fact(
        after,
        BookingCancelled,
        by=Party.COWORKER.value,
        refunded=held,
        was_confirmed=False,
        amount=after.amount,
    )
    return Change(after, (fact,), frees=True)


def _cancelled(booking: Booking, cancellation: Cancellation, now: datetime) -> Change:
    paid_for = booking.money is Money.CAPTURED
    money = Money.REFUNDING if paid_for and cancellation.refunded else booking.money
    after = booking.next(
        status=Status.CANCELLED,
        money=money,
        cancellation=cancellation,
        due_at=now + SOON if money is Money.REFUNDING else None,
        attempts=0,
    )
    facts: list[BookingFact] = [
        _fact(
            after,
            BookingCancelled,
            by=cancellation.by.value,
            refunded=cancellation.refunded,
            was_confirmed=True,
            amount=after.amount,
            reason=cancellation.reason,
        )
    ]
    if paid_for and not cancellation.refunded:
        facts.append(_fact(after, PaymentKept, amount=after.amount))
    return Change(after, tuple(facts), frees=True)


def _requested(booking: Booking) -> BookingRequested:
    if booking.answer_by is None:
        raise ValueError("a request has a deadline")
    return _fact(booking, BookingRequested, amount=booking.amount, answer_by=booking.answer_by.isoformat())


def _fact(booking: Booking, kind: Callable[..., F], **fields: object) -> F:
    return kind(subject=booking.key, host_id=booking.host_id, **fields)
