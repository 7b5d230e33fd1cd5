"""Bringing a booking in line with what Stripe holds: after a webhook, after a decision, or because time passed.

Each function looks at Stripe first, then writes; each may be repeated, by anybody, at any moment. Calls to Stripe
stay outside the transaction: the decision is written before (status, money), the outcome after.
"""

from collections.abc import Callable

from chalicelib.bookings.checkout import latest_checkout
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.model import HOLDS_SLOTS, Booking, Money, Status
from chalicelib.bookings.transitions import (
    Change,
    abandoned,
    captured,
    hold_lost,
    paid,
    postponed,
    refund_failed,
    refunded,
    released,
    stray_payment,
)
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments.model import (
    Checkout,
    CheckoutStatus,
    Intent,
    IntentStatus,
    ProviderRefused,
    ProviderUnavailable,
    Refund,
    RefundStatus,
)
from chalicelib.payments.stripe_gateway import gateway

MakeWork = Callable[[], UnitOfWork]
"""A fresh unit of work: a webhook's already holds its inbox record, so that both are written or neither."""


def move_money(booking: Booking, make_work: MakeWork) -> Booking:
    """Does what `money` says is decided but not yet done at Stripe; a failure is left to the clock."""
    moves = {Money.CAPTURING: _capture, Money.RELEASING: _release, Money.REFUNDING: _refund}
    move = moves.get(booking.money)
    if move is None:
        return booking
    try:
        return move(booking, make_work)
    except ProviderUnavailable:
        return on_latest(booking, lambda latest: _postpone(latest, make_work()))


def close_checkout(booking: Booking, make_work: MakeWork) -> Booking:
    """Ends an unpaid booking: its places are free once Stripe says that nobody can pay any more, not before.

    Raises ProviderUnavailable, ProviderRefused.
    """
    checkout = latest_checkout(booking, make_work().now)
    if checkout is not None and checkout.status is CheckoutStatus.OPEN:
        checkout = _expire(checkout)
    return on_latest(booking, lambda latest: _apply_checkout(latest, checkout, make_work()))


def apply_checkout(booking: Booking, make_work: MakeWork) -> Booking:
    """After an event about the payment page."""
    checkout = latest_checkout(booking, make_work().now)
    return on_latest(booking, lambda latest: _apply_checkout(latest, checkout, make_work()))


def apply_intent(booking: Booking, intent_id: str, make_work: MakeWork) -> Booking:
    """After an event about the payment itself."""
    intent = gateway().intent(intent_id)
    return on_latest(booking, lambda latest: _apply_intent(latest, intent, make_work()))


def apply_refunds(booking: Booking, make_work: MakeWork) -> Booking:
    """After an event about a refund."""
    found = gateway().refunds_of(booking.payment_intent_id)
    return on_latest(booking, lambda latest: _apply_refunds(latest, found, make_work()))


def _expire(checkout: Checkout) -> Checkout:
    try:
        return gateway().expire_checkout(checkout.id, key=f"xs:{checkout.id}")
    except ProviderRefused:
        return gateway().checkout(checkout.id)


def _apply_checkout(booking: Booking, checkout: Checkout | None, uow: UnitOfWork) -> Booking:
    intent = checkout.intent if checkout else None
    if intent is not None and intent.status in {IntentStatus.HELD, IntentStatus.CAPTURED}:
        return _apply_intent(booking, intent, uow)
    nobody_can_pay = checkout is None or checkout.status is CheckoutStatus.EXPIRED
    if nobody_can_pay and booking.status is Status.AWAITING_PAYMENT:
        return commit(abandoned(booking), uow)
    return _unchanged(booking, uow)


def _apply_intent(booking: Booking, intent: Intent, uow: UnitOfWork) -> Booking:
    if booking.payment_intent_id not in {"", intent.id}:
        # Somebody paid a second page of the same booking: that money goes straight back.
        _return_money(intent)
        return _unchanged(booking, uow)
    change = _change_for(booking, intent, uow)
    return commit(change, uow) if change else _unchanged(booking, uow)


def _change_for(booking: Booking, intent: Intent, uow: UnitOfWork) -> Change | None:
    """What the state of the payment means for the booking, whichever news of it came first."""
    took = intent.status is IntentStatus.CAPTURED
    if intent.status in {IntentStatus.HELD, IntentStatus.CAPTURED}:
        if booking.status is Status.AWAITING_PAYMENT:
            return paid(booking, intent.id, captured=took, capture_before=intent.capture_before, now=uow.now)
        if booking.money is Money.CAPTURING and took:
            return captured(booking)
        if booking.status not in HOLDS_SLOTS and booking.money in {Money.NONE, Money.AWAITED}:
            return stray_payment(booking, intent.id, captured=took, now=uow.now)
    if intent.status is IntentStatus.CANCELLED:
        if booking.money is Money.RELEASING:
            return released(booking)
        if booking.status in {Status.PENDING_HOST, Status.CONFIRMING} and booking.payment_intent_id:
            return hold_lost(booking)
    return None


def _return_money(intent: Intent) -> None:
    if intent.status is IntentStatus.HELD:
        gateway().release(intent.id, key=f"rel:{intent.id}")
    elif intent.status is IntentStatus.CAPTURED:
        gateway().refund(intent.id, intent.amount, key=f"re:{intent.id}", metadata={})


def _capture(booking: Booking, make_work: MakeWork) -> Booking:
    intent = gateway().intent(booking.payment_intent_id)
    if intent.status is IntentStatus.HELD:
        intent = _or_look(booking, lambda key: gateway().capture(intent.id, key=key), f"cap:{booking.id}")
    if intent.status is IntentStatus.HELD:
        raise ProviderUnavailable("the hold is still uncaptured")
    return on_latest(booking, lambda latest: _apply_intent(latest, intent, make_work()))


def _release(booking: Booking, make_work: MakeWork) -> Booking:
    intent = gateway().intent(booking.payment_intent_id)
    if intent.status is IntentStatus.HELD:
        intent = _or_look(booking, lambda key: gateway().release(intent.id, key=key), f"rel:{booking.id}")
    if intent.status is not IntentStatus.CANCELLED:
        raise ProviderUnavailable("the hold is still there")
    return on_latest(booking, lambda latest: _apply_intent(latest, intent, make_work()))


def _refund(booking: Booking, make_work: MakeWork) -> Booking:
    """Looks for a refund before asking for one: after a day Stripe forgets a key, and a blind retry pays twice."""
    found = gateway().refunds_of(booking.payment_intent_id)
    if not [refund for refund in found if refund.status is not RefundStatus.FAILED]:
        try:
            found.append(
                gateway().refund(
                    booking.payment_intent_id,
                    booking.amount,
                    key=f"re:{booking.id}:{booking.attempts}",
                    metadata={"booking_id": booking.id},
                )
            )
        except ProviderRefused as refused:
            cause = refused.code
            return on_latest(booking, lambda latest: _fail_refund(latest, cause, make_work()))
    return on_latest(booking, lambda latest: _apply_refunds(latest, found, make_work()))


def _or_look(booking: Booking, ask: Callable[[str], Intent], key: str) -> Intent:
    """Asks; when Stripe refuses (the hold lapsed, or another worker was first), the payment itself tells."""
    try:
        return ask(f"{key}:{booking.attempts}")
    except ProviderRefused:
        return gateway().intent(booking.payment_intent_id)


def _apply_refunds(booking: Booking, found: list[Refund], uow: UnitOfWork) -> Booking:
    if booking.money not in {Money.REFUNDING, Money.REFUNDED}:
        return _unchanged(booking, uow)
    statuses = [refund.status for refund in found]
    if RefundStatus.SUCCEEDED in statuses and booking.money is Money.REFUNDING:
        return commit(refunded(booking), uow)
    if statuses and all(status is RefundStatus.FAILED for status in statuses):
        return commit(refund_failed(booking, found[-1].failure), uow)
    if RefundStatus.PENDING in statuses and booking.money is Money.REFUNDING and not uow.holds_writes:
        return commit(postponed(booking, uow.now), uow)
    return _unchanged(booking, uow)


def _fail_refund(booking: Booking, cause: str, uow: UnitOfWork) -> Booking:
    if booking.money is not Money.REFUNDING:
        return _unchanged(booking, uow)
    return commit(refund_failed(booking, cause), uow)


def _postpone(booking: Booking, uow: UnitOfWork) -> Booking:
    if booking.due_at is None:
        return booking
    return commit(postponed(booking, uow.now), uow)


def _unchanged(booking: Booking, uow: UnitOfWork) -> Booking:
    """Nothing to change; a message that brought us here is still noted as handled."""
    if uow.holds_writes:
        uow.commit()
    return booking
