"""Comparing a booking with a payment that Stripe has for it, and bringing it in line with that payment.

The webhooks and the clock do so all day long; this is for whatever both of them missed. Everything may be repeated.
"""

from datetime import datetime

from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.model import HOLDS_SLOTS, Booking, Money, Status
from chalicelib.bookings.outcomes import refunded
from chalicelib.bookings.settle import apply_intent, apply_refunds, move_money, own, refunds_for
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments.model import CheckoutStatus, IntentStatus, Payment, ProviderRefused, RefundStatus
from chalicelib.payments.stripe_gateway import gateway

UNDER_WAY = frozenset({Money.CAPTURING, Money.RELEASING, Money.REFUNDING})
NOTHING, HELD, TAKEN, PART_BACK, ALL_BACK = "nothing", "held", "taken", "partly given back", "given back"

EXPECTED: dict[Money, set[str]] = {
    Money.NONE: {NOTHING, ALL_BACK},
    Money.AWAITED: {NOTHING},
    Money.HELD: {HELD},
    Money.RELEASED: {NOTHING},
    Money.REFUNDED: {ALL_BACK},
    Money.REFUND_FAILED: {TAKEN, PART_BACK},
}
EXPECTED_OF_A_SECOND = {NOTHING, ALL_BACK}


def disagreement(booking: Booking, payment: Payment) -> str:
    """What Stripe and the booking say, when they do not say the same; else empty. A decision that the clock still has
    to carry out at Stripe is no disagreement.

    Raises ProviderUnavailable, ProviderRefused.
    """
    second = booking.payment_intent_id not in {"", payment.id}
    if not second and booking.money in UNDER_WAY and booking.due_at is not None:
        return ""
    there = _at_stripe(booking, payment, second=second)
    agreed = EXPECTED_OF_A_SECOND if second else _expected(booking)
    if there in agreed and (second or there == NOTHING or payment.intent.amount == booking.charged):
        return ""
    kind = "second payment" if second else "payment"
    return (
        f"{booking.id}: {booking.status} / {booking.money} {booking.amount}; {kind} {there} {payment.intent.amount}"
    )


def reconcile(booking: Booking, payment_id: str, *, uow: UnitOfWork) -> Booking:
    """Lets the payment, as it is at Stripe now, have its effect on the booking, and carries out what follows from it.

    Raises ProviderUnavailable, ProviderRefused.
    """
    settled = apply_intent(booking, payment_id, uow.again)
    if settled.money is Money.REFUNDED:
        settled = apply_refunds(settled, settled.payment_intent_id, uow.again)
    if settled.money is Money.REFUND_FAILED:
        settled = on_latest(settled, lambda latest: _given_back_after_all(latest, uow.again()))
    return move_money(settled, uow.again)


def close_page(page_id: str, *, now: datetime) -> bool:
    """Closes a payment page that nobody should pay any more; False when it was no longer open.

    Raises ProviderUnavailable, ProviderRefused when it is open and Stripe will not close it.
    """
    try:
        # Under a key of its own: Stripe would replay what it answered to an earlier try, even a refusal.
        gateway().expire_checkout(page_id, key=f"xs:{page_id}:{now:%Y%m%d%H%M}")
    except ProviderRefused:
        if gateway().checkout(page_id).status is CheckoutStatus.OPEN:
            raise
        return False
    return True


def may_be_paid(booking: Booking) -> bool:
    return booking.status is Status.AWAITING_PAYMENT


def _expected(booking: Booking) -> set[str]:
    if booking.money is Money.CAPTURED:
        return {ALL_BACK if booking.returns else TAKEN}
    return EXPECTED.get(booking.money, set())


def _at_stripe(booking: Booking, payment: Payment, *, second: bool) -> str:
    if payment.intent.status is IntentStatus.HELD:
        return HELD
    if payment.intent.status is not IntentStatus.CAPTURED:
        return NOTHING
    back = _given_back(booking, payment, second=second) if second or _may_have_gone_back(booking, payment) else 0
    if back:
        # Of a booking a part may stay; a second payment goes back whole.
        decided = payment.received if second else booking.back.ttc or booking.amount
        return ALL_BACK if back >= decided else PART_BACK
    return TAKEN if payment.received == payment.intent.amount else f"taken in part ({payment.received})"


def _may_have_gone_back(booking: Booking, payment: Payment) -> bool:
    """Spares a call for each booking that stands and whose charge counts no refund."""
    return payment.given_back > 0 or booking.status not in HOLDS_SLOTS


def _given_back(booking: Booking, payment: Payment, *, second: bool) -> int:
    found = gateway().refunds_of(payment.id)
    counted = found if second else own(found, booking)
    return sum(one.amount for one in counted if one.status is not RefundStatus.FAILED)


def _given_back_after_all(booking: Booking, uow: UnitOfWork) -> Booking:
    """Stripe could not, so staff did it in its dashboard: that news names no booking."""
    found = refunds_for(booking)
    made = sum(one.amount for one in found if one.status is RefundStatus.SUCCEEDED)
    if booking.money is Money.REFUND_FAILED and made >= booking.back.ttc:
        return commit(refunded(booking), uow)
    return booking
