"""Every event of our own account at Stripe that we subscribe to has reached us and had its effect.

One that has not is put on the queue as if Stripe had just sent it: handling it is safe to repeat. It is a violation
once that has not helped either.
"""

from datetime import datetime, timedelta

from chalicelib.kit import inbox
from chalicelib.operations import store
from chalicelib.operations.listed import Repaired, Trouble, cursor_of, findings_of, resume
from chalicelib.operations.metrics import count
from chalicelib.operations.model import Findings, Violation
from chalicelib.payments.model import News
from chalicelib.payments.stripe_gateway import gateway
from chalicelib.payments.webhooks import DISPUTE_EVENT_TYPES, EVENT_TYPES, enqueue, parse

NAME = "events_are_heard"

KINDS = (*EVENT_TYPES, *DISPUTE_EVENT_TYPES)
"""At most twenty. Stripe lists what happens on a host's account under that account alone."""

REACH = timedelta(days=3)
"""For so long Stripe itself tries to deliver an event."""

ON_ITS_WAY = timedelta(minutes=15)
PATIENCE = timedelta(hours=6)
BETWEEN_RUNS = timedelta(minutes=30)
"""Who was queued less long ago was queued by this run, before a step of it was repeated."""


def examine(cursor: str | None, now: datetime) -> Findings:
    missed_before, _, place = cursor.partition(":") if cursor else ("0", "", None)
    began, after = resume(place, now)
    page = gateway().news(KINDS, since=began - REACH, until=began - ON_ITS_WAY, after=after)
    ours = {one.id: one for one in page.items if _may_be_ours(one)}
    unheard = [ours[event_id] for event_id in inbox.unclaimed("stripe", list(ours))]
    missed = int(missed_before) + len(unheard)
    following = cursor_of(began, page.after)
    if following is None:
        # Of the whole run: an alarm that rang at one page must not be silenced by the next.
        count("WebhookMissed", missed)
    troubles = [_hear(one, now) for one in unheard]
    return findings_of(troubles, len(ours), f"{missed}:{following}" if following else None)


def _may_be_ours(news: News) -> bool:
    # A dispute names no booking: its payment does, for which whoever handles it asks Stripe.
    return news.kind in DISPUTE_EVENT_TYPES or bool(parse(news.body).reference)


def _hear(news: News, now: datetime) -> Trouble:
    queued_at = store.first_try(NAME, news.id)
    if queued_at and now - queued_at >= BETWEEN_RUNS and now - news.at >= PATIENCE:
        event = parse(news.body)
        about = event.reference or event.payment_intent_id
        return Violation(news.id, f"{news.kind} of {about}: queued again, to no effect")
    enqueue(news.body)
    store.note_try(NAME, news.id, now)
    return Repaired(news.id, f"{news.kind} was never heard: queued")
