"""The dates of a series follow the one that pays for them: its payment, its host's answer, its end without either.

Safe to repeat, by anybody, at any moment. A worker that dies between two of them leaves the rest to the clock: each
waits in its index until it is decided.
"""

from datetime import datetime

from chalicelib.bookings import outcomes, transitions
from chalicelib.bookings.change import Change
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.find import booking_of, bookings_among
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.series import store
from chalicelib.bookings.settle import MakeWork, move_money, put_off
from chalicelib.payments.model import Intent, ProviderUnavailable
from chalicelib.payments.stripe_gateway import gateway

UNDECIDED = frozenset({Status.AWAITING_PAYMENT, Status.PENDING_HOST})
NOTHING_TAKEN = frozenset({Money.NONE, Money.AWAITED, Money.RELEASING, Money.RELEASED})
GOES_BACK = frozenset({Money.REFUNDING, Money.REFUNDED, Money.REFUND_FAILED})
MOST_STEPS = 4
"""Unpaid, paid, answered, settled."""


def followed(payer: Booking, make_work: MakeWork) -> Booking:
    """Lets all dates that `payer` pays for follow it; one that cannot now is the clock's. Returns `payer`."""
    if payer.series is None:
        return payer
    for part in parts_of(payer):
        if part.follows:
            try:
                follow(part, make_work)
            except ProviderUnavailable:
                put_off(part, make_work)
    return payer


def parts_of(booking: Booking) -> list[Booking]:
    """What one payment pays for: the dates sold together with this one, whatever was booked in their place since, or
    this one alone. Strongly read."""
    series = store.get(booking.series.series_id) if booking.series else None
    if series is None:
        return [booking]
    return [one for one in bookings_among(series.known_ids) if one.payer_id == booking.payer_id]


def follow(part: Booking, make_work: MakeWork) -> Booking:
    """Raises ProviderUnavailable, Busy."""
    for _ in range(MOST_STEPS):
        after = on_latest(part, lambda latest: _step(latest, booking_of(latest.payer_id), make_work))
        if after.version == part.version:
            break
        part = after
    return move_money(part, make_work)


def _step(part: Booking, payer: Booking, make_work: MakeWork) -> Booking:
    uow = make_work()
    intent = gateway().intent(payer.payment_intent_id) if wants_payment(part, payer) else None
    change = following(part, payer, intent, uow.now)
    return commit(change, uow) if change else part


def wants_payment(part: Booking, payer: Booking) -> bool:
    """What the payment says now decides. Pure."""
    if part.status is Status.AWAITING_PAYMENT:
        return payer.status not in {Status.AWAITING_PAYMENT, Status.ABANDONED} and payer.money not in NOTHING_TAKEN
    return part.status is Status.ABANDONED and part.money is Money.NONE and payer.money in GOES_BACK


def following(part: Booking, payer: Booking, intent: Intent | None, now: datetime) -> Change | None:
    """The next step towards where `payer` is, None once there. `intent` where `wants_payment`. Pure."""
    if intent:
        return outcomes.change_for(part, intent, now=now, answer_by=payer.answer_by)
    if part.status is Status.AWAITING_PAYMENT and payer.status is not Status.AWAITING_PAYMENT:
        return outcomes.abandoned(part)
    if part.status is not Status.PENDING_HOST:
        return None
    if _was_accepted(payer):
        return transitions.accepted_in_time(part, now)
    match payer.status:
        case Status.DECLINED:
            return transitions.declined(part, "", now)
        case Status.CANCELLED:
            return transitions.withdrawn(part, now)
        case Status.EXPIRED:
            return transitions.expired(part, now)
    return None


def _was_accepted(payer: Booking) -> bool:
    """And its payment taken: until then the whole series may still be lost."""
    cancelled = payer.cancellation is not None and payer.cancellation.was_confirmed
    return payer.status is Status.CONFIRMED or (payer.status is Status.CANCELLED and cancelled)
