"""Every cross-domain effect in one place: Stripe's events to verbs, facts to consumers.

The events listed in HANDLERS, and those about accounts, are what infra subscribes to; a test holds them equal.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.billing.archive import keep_original
from chalicelib.billing.facts import DocumentIssued, DocumentOrdered
from chalicelib.billing.issue import issue_series
from chalicelib.billing.model import Kind, Series
from chalicelib.bookings import settle
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.core.errors import NotFound
from chalicelib.core.facts import STRIPE, Recorded
from chalicelib.kit import inbox
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.notifications import deliver
from chalicelib.payments import onboarding
from chalicelib.payments.webhooks import ACCOUNT_EVENT_TYPES, StripeEvent, parse

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
    effect = _effect_of(event)
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


def _effect_of(event: StripeEvent) -> Callable[[settle.MakeWork], object] | None:
    if event.type in ACCOUNT_EVENT_TYPES:
        return lambda work: onboarding.look_again(event.object_id, make_work=work)
    handler = HANDLERS.get(event.type)
    if handler is not None and event.reference:
        return lambda work: handler(event, booking_of(event.reference), work)
    return None


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
    return {settings().mails_queue_url: deliver.wants, settings().documents_queue_url: _makes_documents}
