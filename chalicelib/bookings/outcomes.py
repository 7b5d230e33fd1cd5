"""What Stripe's word does to a booking: paid, captured, released, refunded, or lost. Pure, like `transitions`.

The verbs around it look at Stripe and commit; what its answer means is decided here.
"""

from datetime import datetime, timedelta

from chalicelib.bookings import policy
from chalicelib.bookings.change import SOON, Change, fact_of, requested
from chalicelib.bookings.facts import (
    BookingAbandoned,
    BookingConfirmed,
    BookingExpired,
    BookingFact,
    HoldPlaced,
    HoldReleased,
    PaymentCaptured,
    PaymentRefunded,
    RefundFailed,
)
from chalicelib.bookings.giving_back import all_that_stands, giving
from chalicelib.bookings.model import HOLDS_SLOTS, Booking, Money, Status
from chalicelib.bookings.papers import Entry
from chalicelib.payments.model import Intent, IntentStatus

EVERY_DAY = timedelta(days=1)


def change_for(
    booking: Booking, intent: Intent, *, now: datetime, answer_by: datetime | None = None
) -> Change | None:
    """What the state of the payment means for the booking, whichever news of it came first. `answer_by` is the host's
    deadline where it is known: of a series, which he answers once."""
    took = intent.status is IntentStatus.CAPTURED
    if intent.status in {IntentStatus.HELD, IntentStatus.CAPTURED}:
        if booking.status is Status.AWAITING_PAYMENT:
            return _charged(booking, intent, now) if took else _held(booking, intent, answer_by, now)
        if booking.money is Money.CAPTURING and took:
            return captured(booking)
        if booking.status not in HOLDS_SLOTS and booking.money in {Money.NONE, Money.AWAITED}:
            return stray_payment(booking, intent.id, captured=took, now=now)
        if booking.money is Money.RELEASING and took:
            # Captured by hand in Stripe's dashboard before we let it go.
            return stray_payment(booking, intent.id, captured=True, now=now)
    if intent.status is IntentStatus.CANCELLED:
        if booking.money is Money.RELEASING:
            return released(booking)
        if booking.status in {Status.PENDING_HOST, Status.CONFIRMING} and booking.payment_intent_id:
            return hold_lost(booking)
    return None


def _charged(booking: Booking, intent: Intent, now: datetime) -> Change:
    """The room accepts by itself. A charge that comes when the time is already over goes straight back."""
    if now >= booking.period.end:
        after = booking.next(
            status=Status.EXPIRED,
            money=Money.REFUNDING,
            payment_intent_id=intent.id,
            due_at=now + SOON,
            attempts=0,
        )
        facts = (
            fact_of(after, PaymentCaptured, amount=after.amount),
            fact_of(after, BookingExpired, cause="paid_too_late"),
        )
        return Change(giving(after, all_that_stands(after)), facts, frees=True, entries=(Entry.STRAY,))
    after = booking.next(
        status=Status.CONFIRMED,
        money=Money.CAPTURED,
        payment_intent_id=intent.id,
        due_at=None,
        attempts=0,
    )
    return Change(
        after,
        (
            fact_of(after, PaymentCaptured, amount=after.amount),
            fact_of(after, BookingConfirmed, automatic=booking.automatic, amount=after.amount),
        ),
        entries=(Entry.SALE,),
    )


def _held(booking: Booking, intent: Intent, answer_by: datetime | None, now: datetime) -> Change:
    deadline = answer_by or policy.answer_deadline(
        now,
        delay=timedelta(minutes=booking.answer_delay_minutes),
        start=booking.period.start,
        capture_before=intent.capture_before,
    )
    after = booking.next(
        status=Status.PENDING_HOST,
        money=Money.HELD,
        payment_intent_id=intent.id,
        answer_by=deadline,
        due_at=deadline,
        attempts=0,
    )
    return Change(after, (fact_of(after, HoldPlaced, amount=after.amount), requested(after)))


def abandoned(booking: Booking) -> Change:
    """Stripe confirmed that nobody can pay any more."""
    after = booking.next(status=Status.ABANDONED, money=Money.NONE, due_at=None, attempts=0)
    return Change(after, (fact_of(after, BookingAbandoned),), frees=True)


def captured(booking: Booking) -> Change:
    after = booking.next(status=Status.CONFIRMED, money=Money.CAPTURED, due_at=None, attempts=0)
    return Change(
        after,
        (
            fact_of(after, PaymentCaptured, amount=after.amount),
            fact_of(after, BookingConfirmed, automatic=False, amount=after.amount),
        ),
        entries=(Entry.SALE,),
    )


def hold_lost(booking: Booking) -> Change:
    """The hold is gone although the request was still open: nothing was taken, nothing is due."""
    after = booking.next(status=Status.EXPIRED, money=Money.RELEASED, due_at=None, attempts=0)
    return Change(
        after,
        (
            fact_of(after, BookingExpired, cause="hold_lost"),
            fact_of(after, HoldReleased, amount=after.amount),
        ),
        frees=True,
    )


def capture_refused(booking: Booking, now: datetime) -> Change:
    """Stripe holds the money but will not take it: the hold is let go, nobody waits for a room that is not paid."""
    after = booking.next(status=Status.EXPIRED, money=Money.RELEASING, due_at=now + SOON, attempts=0)
    return Change(after, (fact_of(after, BookingExpired, cause="hold_lost"),), frees=True)


def released(booking: Booking) -> Change:
    after = booking.next(money=Money.RELEASED, due_at=None, attempts=0)
    return Change(after, (fact_of(after, HoldReleased, amount=after.amount),))


def refunded(booking: Booking) -> Change:
    """What it was decided to give back is back. What stands then of a booking that nobody cancelled is captured."""
    lessened = booking.standing.ttc > 0 and not booking.cancellation_refunds
    money = Money.CAPTURED if lessened else Money.REFUNDED
    after = booking.next(money=money, returned=booking.back.ttc, due_at=None, attempts=0)
    cents = booking.owed_back
    return Change(after, (fact_of(after, PaymentRefunded, amount=cents),), entries=(Entry.REFUND,), cents=cents)


def refund_failed(booking: Booking, cause: str, *, standing: int, now: datetime) -> Change:
    """Somebody has to see to it. The clock looks every day whether it was done by hand. `standing` are the TTC cents
    of its refunds that did not fail: of those that had been made, the rest came back from the bank."""
    came_back = max(0, booking.returned - standing)
    after = booking.next(
        money=Money.REFUND_FAILED, returned=booking.returned - came_back, due_at=now + EVERY_DAY, attempts=0
    )
    fact = fact_of(after, RefundFailed, amount=after.owed_back, cause=cause)
    return Change(after, (fact,), entries=(Entry.REFUND_RETURNED,) if came_back else (), cents=came_back)


def looked_at_again(booking: Booking, now: datetime) -> Change:
    return Change(booking.next(due_at=now + EVERY_DAY), ())


def stray_payment(booking: Booking, intent_id: str, *, captured: bool, now: datetime) -> Change:
    """Money arrived for a booking that is over: it goes back at once."""
    after = booking.next(
        money=Money.REFUNDING if captured else Money.RELEASING,
        payment_intent_id=intent_id,
        due_at=now + SOON,
        attempts=0,
    )
    if not captured:
        return Change(after, (fact_of(after, HoldPlaced, amount=after.amount),))
    fact = fact_of(after, PaymentCaptured, amount=after.amount)
    return Change(giving(after, all_that_stands(after)), (fact,), entries=(Entry.STRAY,))


def second_payment_returned(booking: Booking, amount: int, *, captured: bool) -> BookingFact:
    """The booking itself does not change: it was paid once, and that payment stands."""
    return fact_of(booking, PaymentRefunded if captured else HoldReleased, amount=amount)


def second_payment_bounced(booking: Booking, amount: int, cause: str) -> BookingFact:
    return fact_of(booking, RefundFailed, amount=amount, cause=cause)


def postponed(booking: Booking, now: datetime) -> Change:
    """A call to the provider failed: try again later, doubling the pause up to six hours, or up to a quarter of an
    hour while places wait for it."""
    longest = timedelta(minutes=15) if booking.status is Status.AWAITING_PAYMENT else timedelta(hours=6)
    pause = min(timedelta(minutes=2**booking.attempts), longest)
    return Change(booking.next(due_at=now + pause, attempts=min(booking.attempts + 1, 20)), ())
