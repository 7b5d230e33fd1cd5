"""Bringing a booking in line with what Stripe holds: after a webhook, after a decision, or because time passed.

Each function looks at Stripe first, then writes; each may be repeated, by anybody, at any moment. Calls to Stripe
stay outside the transaction: the decision is written before (status, money), the outcome after.
"""

from collections.abc import Callable

from chalicelib.bookings.checkout import latest_checkout
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.outcomes import (
    abandoned,
    capture_refused,
    change_for,
    looked_at_again,
    postponed,
    refund_failed,
    refunded,
    second_payment_bounced,
    second_payment_returned,
)
from chalicelib.bookings.papers import bounced_journal, stray_journals
from chalicelib.core.errors import StaleVersion
from chalicelib.kit import inbox
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.post import post
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

SECOND_PAYMENT, BOUNCED = "second_payment", "bounced"
"""What the return of one is claimed as, by the payment's id, and its coming back, by the refund's: told once."""

MakeWork = Callable[[], UnitOfWork]
"""A fresh unit of work: a webhook's already holds its inbox record, so that both are written or neither."""


def move_money(booking: Booking, make_work: MakeWork) -> Booking:
    """Does what `money` says is decided but not yet done at Stripe; a failure is left to the clock."""
    try:
        return on_latest(booking, lambda latest: _move(latest, make_work()))
    except ProviderUnavailable:
        return put_off(booking, make_work)


def put_off(booking: Booking, make_work: MakeWork) -> Booking:
    """Leaves a booking to a later run of the clock."""
    return on_latest(booking, lambda latest: _postpone(latest, make_work()))


def close_checkout(booking: Booking, make_work: MakeWork) -> Booking:
    """Ends an unpaid booking: its places are free once Stripe says that nobody can pay any more, not before.

    Raises ProviderUnavailable, ProviderRefused.
    """
    return on_latest(booking, lambda latest: _look_at_checkout(latest, make_work(), close=True))


def apply_checkout(booking: Booking, make_work: MakeWork) -> Booking:
    """After an event about the payment page."""
    return on_latest(booking, lambda latest: _look_at_checkout(latest, make_work(), close=False))


def apply_intent(booking: Booking, intent_id: str, make_work: MakeWork) -> Booking:
    """After an event about the payment itself."""
    return on_latest(booking, lambda latest: _apply_intent(latest, gateway().intent(intent_id), make_work()))


def apply_refunds(booking: Booking, intent_id: str, make_work: MakeWork) -> Booking:
    """After an event about a refund of a payment."""

    def look(latest: Booking) -> Booking:
        found = gateway().refunds_of(intent_id)
        if latest.payment_intent_id != intent_id:
            return _note_bounced(latest, intent_id, found, make_work())
        return _apply_refunds(latest, own(found, latest), make_work())

    return on_latest(booking, look)


def refunds_for(booking: Booking) -> list[Refund]:
    """Of its payment, those that are its own. Raises ProviderUnavailable."""
    return own(gateway().refunds_of(booking.payment_intent_id), booking)


def own(found: list[Refund], booking: Booking) -> list[Refund]:
    """Where one payment pays for a series, those that name the booking. One made by hand names none: it counts for
    the booking that pays."""
    return [one for one in found if one.reference == booking.id or not (one.reference or booking.follows)]


def _look_at_checkout(booking: Booking, uow: UnitOfWork, *, close: bool) -> Booking:
    if booking.status is not Status.AWAITING_PAYMENT and not booking.checkout_id:
        return _unchanged(booking, uow)
    checkout = latest_checkout(booking, uow.now)
    if close and checkout is not None and checkout.status is CheckoutStatus.OPEN:
        checkout = _expire(checkout)
    intent = checkout.intent if checkout else None
    if intent is not None and intent.status in {IntentStatus.HELD, IntentStatus.CAPTURED}:
        return _apply_intent(booking, intent, uow)
    if booking.status is Status.AWAITING_PAYMENT and _nobody_can_pay(checkout):
        return commit(abandoned(booking), uow)
    return _unchanged(booking, uow)


def _expire(checkout: Checkout) -> Checkout:
    try:
        return gateway().expire_checkout(checkout.id, key=f"xs:{checkout.id}")
    except ProviderRefused:
        return gateway().checkout(checkout.id)


def _nobody_can_pay(checkout: Checkout | None) -> bool:
    if checkout is None or checkout.status is CheckoutStatus.EXPIRED:
        return True
    cancelled = checkout.intent is not None and checkout.intent.status is IntentStatus.CANCELLED
    return cancelled and checkout.status is CheckoutStatus.COMPLETE


def _apply_intent(booking: Booking, intent: Intent, uow: UnitOfWork) -> Booking:
    if booking.payment_intent_id not in {"", intent.id}:
        return _return_second_payment(booking, intent, uow)
    change = change_for(booking, intent, now=uow.now)
    return commit(change, uow) if change else _unchanged(booking, uow)


def _return_second_payment(booking: Booking, intent: Intent, uow: UnitOfWork) -> Booking:
    """Somebody paid a second page of the same booking: that money goes straight back, and the timeline says so once.

    Whoever comes after a worker that died in between finds it returned, and still has to tell it.
    """
    captured = intent.status is IntentStatus.CAPTURED
    if captured:
        rest = intent.amount - _standing(gateway().refunds_of(intent.id))
        if rest > 0:
            _ask_refund(booking, intent.id, rest, f"re:{intent.id}:{uow.now:%Y%m%d%H%M}")
    elif intent.status is IntentStatus.HELD:
        gateway().release(intent.id, key=f"rel:{intent.id}:{uow.now:%Y%m%d%H%M}")
    # One that was never held or taken has no limit either: a page that nobody paid is no news.
    if (captured or intent.capture_before) and inbox.unclaimed(SECOND_PAYMENT, [intent.id]):
        # Whoever lost looks again; taken for "this message was handled", its own claim would never be written.
        inbox.claim(uow, SECOND_PAYMENT, intent.id, refused=StaleVersion)
        uow.record(second_payment_returned(booking, intent.amount, captured=captured))
        for journal in stray_journals(booking, intent.id, intent.amount, uow.now) if captured else ():
            post(uow, journal, refused=StaleVersion)
    return _unchanged(booking, uow)


def _note_bounced(booking: Booking, intent_id: str, found: list[Refund], uow: UnitOfWork) -> Booking:
    """The money of a second payment that a bank sent back is to be returned again, by hand: the operator is told."""
    failed = {refund.id: refund for refund in found if not _stands(refund)}
    for refund_id in inbox.unclaimed(BOUNCED, list(failed)):
        refund = failed[refund_id]
        inbox.claim(uow, BOUNCED, refund.id, refused=StaleVersion)
        uow.record(second_payment_bounced(booking, refund.amount, refund.failure))
        post(uow, bounced_journal(booking, intent_id, refund.id, refund.amount, uow.now), refused=StaleVersion)
    return _unchanged(booking, uow)


def _move(booking: Booking, uow: UnitOfWork) -> Booking:
    """What this version calls for: whoever was faster may have ended what another began."""
    moves = {
        Money.CAPTURING: _capture,
        Money.RELEASING: _release,
        Money.REFUNDING: _refund,
        Money.REFUND_FAILED: _look_for_a_refund,
    }
    move = moves.get(booking.money)
    return move(booking, uow) if move else booking


def _capture(booking: Booking, uow: UnitOfWork) -> Booking:
    intent = gateway().intent(booking.payment_intent_id)
    if intent.status is IntentStatus.HELD:
        try:
            intent = gateway().capture(intent.id, key=f"cap:{booking.id}:{booking.attempts}")
        except ProviderRefused:
            intent = gateway().intent(intent.id)
            if intent.status is IntentStatus.HELD:
                return commit(capture_refused(booking, uow.now), uow)
    return _apply_intent(booking, intent, uow)


def _release(booking: Booking, uow: UnitOfWork) -> Booking:
    intent = gateway().intent(booking.payment_intent_id)
    if intent.status is IntentStatus.HELD:
        try:
            intent = gateway().release(intent.id, key=f"rel:{booking.id}:{booking.attempts}")
        except ProviderRefused as refused:
            intent = gateway().intent(intent.id)
            if intent.status is IntentStatus.HELD:
                raise ProviderUnavailable("the hold is still there") from refused
    return _apply_intent(booking, intent, uow)


def _refund(booking: Booking, uow: UnitOfWork) -> Booking:
    """Looks before asking for the rest: after a day Stripe forgets a key, and a blind retry pays twice."""
    found = refunds_for(booking)
    standing = _standing(found)
    rest = booking.back.ttc - standing
    if rest > 0:
        key = f"re:{booking.id}:{len(booking.returns)}:{booking.attempts}"
        try:
            found.append(_ask_refund(booking, booking.payment_intent_id, rest, key))
        except ProviderRefused as refused:
            return commit(refund_failed(booking, refused.code, standing=standing, now=uow.now), uow)
    return _apply_refunds(booking, found, uow)


def _look_for_a_refund(booking: Booking, uow: UnitOfWork) -> Booking:
    """One that failed is not asked for again: somebody makes it, in Stripe's dashboard for instance."""
    if booking.due_at and uow.now < booking.due_at:
        return booking
    found = refunds_for(booking)
    if _made(found) >= booking.back.ttc:
        return commit(refunded(booking), uow)
    return commit(looked_at_again(booking, uow.now), uow)


def _made(found: list[Refund]) -> int:
    return sum(refund.amount for refund in found if refund.status is RefundStatus.SUCCEEDED)


def _standing(found: list[Refund]) -> int:
    return sum(refund.amount for refund in found if _stands(refund))


def _ask_refund(booking: Booking, intent_id: str, amount: int, key: str) -> Refund:
    return gateway().refund(intent_id, amount, key=key, metadata={"booking_id": booking.id})


def _stands(refund: Refund) -> bool:
    return refund.status is not RefundStatus.FAILED


def _apply_refunds(booking: Booking, found: list[Refund], uow: UnitOfWork) -> Booking:
    if booking.money is Money.REFUND_FAILED and _made(found) >= booking.back.ttc:
        return commit(refunded(booking), uow)
    refunding = booking.money is Money.REFUNDING
    if booking.money is Money.REFUND_FAILED or not (refunding or booking.returned):
        return _unchanged(booking, uow)
    standing = _standing(found)
    failed = [refund for refund in found if not _stands(refund)]
    if _made(found) >= booking.back.ttc:
        return commit(refunded(booking), uow) if refunding else _unchanged(booking, uow)
    if failed and standing < booking.back.ttc:
        return commit(refund_failed(booking, failed[-1].failure, standing=standing, now=uow.now), uow)
    if refunding and not uow.holds_writes:
        # Pending at the bank: its outcome comes as an event, and the clock looks again in case it is lost.
        return commit(postponed(booking, uow.now), uow)
    return _unchanged(booking, uow)


def _postpone(booking: Booking, uow: UnitOfWork) -> Booking:
    # A request that was paid meanwhile waits for its host: its hour is the host's deadline.
    if booking.due_at is None or booking.status is Status.PENDING_HOST:
        return booking
    return commit(postponed(booking, uow.now), uow)


def _unchanged(booking: Booking, uow: UnitOfWork) -> Booking:
    """Nothing to change; a message that brought us here is still noted as handled."""
    if uow.holds_writes:
        uow.commit()
    return booking
