"""Every hold and payment at Stripe belongs to a booking that says the same, every hold of ours is at Stripe, and what
a booking has decided is done there within a day.

What a lost event or an unfinished call left behind is repaired by giving the payment its effect on the booking.
Money of a booking that we never had is reported and never touched: whose it is, only a person can find out.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking, Money
from chalicelib.bookings.overdue import waiting
from chalicelib.bookings.reconcile import disagreement, reconcile
from chalicelib.core.errors import NotFound
from chalicelib.core.facts import SYSTEM
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.operations.listed import Repaired, Trouble, findings_of, look_through, resume
from chalicelib.operations.model import Findings, Violation
from chalicelib.payments.model import IntentStatus, Listed, Payment, ProviderRefused
from chalicelib.payments.stripe_gateway import gateway

REACH = timedelta(days=8)
"""A card's hold lasts seven days at most."""

SETTLING = timedelta(minutes=10)
"""What moved since then may still be on its way to us."""

MOST_TRIES = 10
"""With pauses that double, that is most of a day in which Stripe did not do what a booking has decided."""

OURS = "ours"
"""After Stripe's payments come our bookings that wait: cursors of the second half begin so."""


def examine(cursor: str | None, now: datetime) -> Findings:
    if cursor and cursor.startswith(OURS):
        return _examine_ours(cursor.removeprefix(OURS) or None, now)
    began, after = resume(cursor, now)
    page = gateway().payments(since=began - REACH, after=after)
    settled = tuple(one for one in page.items if one.reference and one.moved_at <= now - SETTLING)
    found = look_through(Listed(settled, page.after), lambda payment: _look(payment, now), began)
    return found if found.cursor else replace(found, cursor=OURS)


def _examine_ours(after: str | None, now: datetime) -> Findings:
    bookings, last = waiting(after=after)
    troubles = [trouble for booking in bookings if (trouble := _look_at_ours(booking, now))]
    return findings_of(troubles, len(bookings), OURS + last if last else None)


def _look(payment: Payment, now: datetime) -> Trouble | None:
    try:
        booking = booking_of(payment.reference)
    except NotFound:
        return _of_nobody(payment)
    return _compare(booking, payment, now)


def _look_at_ours(booking: Booking, now: datetime) -> Trouble | None:
    if booking.attempts >= MOST_TRIES:
        return Violation(booking.id, f"{booking.status} / {booking.money}: tried {booking.attempts} times in vain")
    if booking.money is not Money.HELD:
        return None
    try:
        payment = gateway().payment(booking.payment_intent_id)
    except ProviderRefused as refused:
        return Violation(booking.payment_intent_id, f"{booking.id} says that it is held; Stripe: {refused.code}")
    return _compare(booking, payment, now) if payment.moved_at <= now - SETTLING else None


def _compare(booking: Booking, payment: Payment, now: datetime) -> Trouble | None:
    if not disagreement(booking, payment):
        return None
    # A page of a list ages while it is gone through: nothing is touched before both sides were seen afresh.
    said = _disagreement_now(booking, payment)
    if not said:
        return None
    try:
        reconcile(booking_of(booking.id), payment.id, uow=UnitOfWork(now=now, actor=SYSTEM))
    except ProviderRefused as refused:
        return Violation(payment.id, f"{said}; Stripe: {refused.code}")
    left = _disagreement_now(booking, payment)
    return Violation(payment.id, left) if left else Repaired(payment.id, said)


def _disagreement_now(booking: Booking, payment: Payment) -> str:
    """The payment first: what a booking decides meanwhile shows in the booking."""
    present = gateway().payment(payment.id)
    return disagreement(booking_of(booking.id), present)


def _of_nobody(payment: Payment) -> Violation | None:
    kept = payment.received - payment.given_back
    if payment.intent.status is IntentStatus.HELD:
        return Violation(payment.id, f"{payment.reference}, which we do not know: held {payment.intent.amount}")
    return Violation(payment.id, f"{payment.reference}, which we do not know: taken {kept}") if kept else None
