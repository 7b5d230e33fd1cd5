"""Every cross-domain effect in one place: Stripe's events to verbs, facts to consumers.

The events listed in HANDLERS, and those about accounts, are what infra subscribes to; a test holds them equal.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.availability.projection import work as projection
from chalicelib.billing.archive import keep_original
from chalicelib.billing.facts import DocumentIssued, DocumentOrdered
from chalicelib.billing.issue import issue_series
from chalicelib.billing.model import Kind, Series
from chalicelib.bookings import settle
from chalicelib.bookings.facts import BookingCancelled, BookingMoved, PaymentCaptured
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.series import follow
from chalicelib.bookings.waiting import serve
from chalicelib.claims import work as claims
from chalicelib.core.errors import NotFound
from chalicelib.core.facts import STRIPE, Recorded
from chalicelib.kit import inbox, outbox, queue
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.facts import ConnectedAccountChanged, MandateAccepted
from chalicelib.legal.model import ConnectedState
from chalicelib.notifications import deliver
from chalicelib.payments import onboarding
from chalicelib.payments.webhooks import (
    ACCOUNT_EVENT_TYPES,
    DISPUTE_EVENT_TYPES,
    PAYOUT_EVENT_TYPES,
    StripeEvent,
    parse,
)
from chalicelib.payouts import bank, disputes, payables, run

Handler = Callable[[StripeEvent, Booking, settle.MakeWork], Booking]


def _about_checkout(_: StripeEvent, booking: Booking, work: settle.MakeWork) -> Booking:
    return settle.apply_checkout(booking, work)


def _about_intent(event: StripeEvent, booking: Booking, work: settle.MakeWork) -> Booking:
    return settle.apply_intent(booking, event.payment_intent_id, work)


def _about_refund(event: StripeEvent, booking: Booking, work: settle.MakeWork) -> Booking:
    return settle.apply_refunds(booking, event.payment_intent_id, work)


HANDLERS: Mapping[str, Handler] = {
    "checkout.session.completed": _about_checkout,
    "checkout.session.expired": _about_checkout,
    "payment_intent.amount_capturable_updated": _about_intent,
    "payment_intent.succeeded": _about_intent,
    "payment_intent.canceled": _about_intent,
    "charge.expired": _about_intent,
    "refund.updated": _about_refund,
    "refund.failed": _about_refund,
}


def react_to_stripe(body: str, *, now: datetime) -> None:
    """Handles one queued event, once: its id is claimed in the transaction of what it causes."""
    event = parse(body)
    effect = _effect_of(event, now)
    if effect is None:
        # Not ours: another product may share the Stripe account.
        logger.info("stripe_event_ignored", extra={"type": event.type, "event_id": event.id})
        return

    first = UnitOfWork(now=now, actor=STRIPE)

    def work() -> UnitOfWork:
        uow = first.again()
        inbox.claim(uow, "stripe", event.id)
        return uow

    try:
        effect(work)
    except inbox.AlreadyHandled:
        logger.info("stripe_event_repeated", extra={"event_id": event.id})
    except NotFound:
        logger.error("stripe_event_of_unknown_booking", extra={"event_id": event.id})
        raise


def _effect_of(event: StripeEvent, now: datetime) -> Callable[[settle.MakeWork], object] | None:
    if event.type in ACCOUNT_EVENT_TYPES:
        return lambda work: onboarding.look_again(event.object_id, make_work=work)
    if event.type in PAYOUT_EVENT_TYPES and event.account_id:
        return lambda work: bank.look_at(event.account_id, event.object_id, make_work=work)
    if event.type in DISPUTE_EVENT_TYPES:
        return lambda work: _about_dispute(event, work, now)
    handler = HANDLERS.get(event.type)
    if handler is not None and event.reference:
        return lambda work: _about_booking(handler, event, work, now)
    return None


def _about_booking(handler: Handler, event: StripeEvent, work: settle.MakeWork, now: datetime) -> None:
    booking = booking_of(event.reference)
    if booking.series is None or booking.follows:
        handler(event, booking, work)
        return
    # A transaction for each date of the series: repeated, they look again. Claimed after the last.
    follow.followed(handler(event, booking, _unclaimed(now)), _unclaimed(now))
    work().commit()


def _unclaimed(now: datetime) -> settle.MakeWork:
    return lambda: UnitOfWork(now=now, actor=STRIPE)


def _about_dispute(event: StripeEvent, work: settle.MakeWork, now: datetime) -> None:
    """Several steps, each with a transaction of its own: repeated, they look again. Claimed after the last."""
    disputes.look_at(event.payment_intent_id, make_work=_unclaimed(now))
    work().commit()


def react_to_payouts(body: str, *, now: datetime, out_of_time: Callable[[], bool] = lambda: False) -> None:
    """A host's turn, or a fact about money that he is owed; safe to repeat."""
    with queue.reading():
        message = json.loads(body)
        asked = "do" in message
    if asked:
        run.work(message, now, out_of_time)
        return
    recorded = outbox.told(body)
    if recorded is None:
        return
    fact = recorded.fact
    if isinstance(fact, ConnectedAccountChanged):
        run.ask_for(str(fact.host_id), now)
    elif isinstance(fact, MandateAccepted):
        run.ask_for_parked(str(fact.host_id), now)
    else:
        payables.follow(fact.subject.removeprefix("BK#"), now=now)


def _moves_what_is_owed(recorded: Recorded) -> bool:
    fact = recorded.fact
    if isinstance(fact, ConnectedAccountChanged):
        return fact.state == ConnectedState.ACTIVE
    return isinstance(fact, PaymentCaptured | BookingCancelled | BookingMoved | MandateAccepted)


def react_to_documents(recorded: Recorded, *, now: datetime) -> None:
    """Issues what was ordered, stores what was issued; safe to repeat."""
    fact = recorded.fact
    if isinstance(fact, DocumentOrdered):
        issue_series(Series(fact.seller_id, Kind[fact.document_kind.upper()]), now=now)
    elif isinstance(fact, DocumentIssued):
        keep_original(fact.subject.removeprefix("DOC#"), now=now)


def _makes_documents(recorded: Recorded) -> bool:
    return isinstance(recorded.fact, DocumentOrdered | DocumentIssued)


def consumers() -> dict[str, Callable[[Recorded], bool]]:
    """Queue URL of each consumer of facts, and which facts it wants."""
    return {
        settings().mails_queue_url: deliver.wants,
        settings().documents_queue_url: _makes_documents,
        settings().payouts_queue_url: _moves_what_is_owed,
        settings().search_queue_url: projection.wants,
        settings().claims_queue_url: claims.wants,
        settings().waiting_queue_url: serve.wants,
    }
