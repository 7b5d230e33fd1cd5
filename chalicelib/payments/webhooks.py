"""Stripe's events: verified at the edge, kept raw on a queue, parsed by the worker.

The worker never verifies again: a message older than five minutes would fail. It never trusts the payload either:
an event only says where to look (docs/adr/0005).
"""

import json
from typing import Any

from chalicelib.core.errors import Kind, Refusal
from chalicelib.core.lazy import dataclass
from chalicelib.kit.aws import sqs
from chalicelib.kit.queue import reading
from chalicelib.kit.secrets import secrets
from chalicelib.kit.settings import settings

TOLERANCE_SECONDS = 300

EVENT_TYPES = (
    "checkout.session.completed",
    "checkout.session.expired",
    "payment_intent.amount_capturable_updated",
    "payment_intent.succeeded",
    "payment_intent.canceled",
    "charge.expired",
    "refund.updated",
    "refund.failed",
)
"""Snapshots of our own account that we subscribe to: infra/stripe-events.yaml and reactions.HANDLERS say the same,
which a test holds."""

ACCOUNT_EVENT_TYPES = (
    "v2.core.account[requirements].updated",
    "v2.core.account[configuration.recipient].updated",
    "v2.core.account[configuration.recipient].capability_status_updated",
    "v2.core.account.closed",
    "account.updated",
)
"""About the accounts of hosts: thin events, and the one snapshot that says the same. Each only says where to look."""


PAYOUT_EVENT_TYPES = ("payout.paid", "payout.failed", "payout.canceled")
"""Of the accounts of hosts: what we sent has arrived, or came back."""

DISPUTE_EVENT_TYPES = ("charge.dispute.created", "charge.dispute.closed")
"""Of our own account: a coworker's bank took money back, and how that ended."""


class BadSignature(Refusal):
    code, kind = "bad_signature", Kind.MALFORMED
    fr, en = "La signature n'est pas valable.", "The signature is not valid."


@dataclass(frozen=True)
class StripeEvent:
    """`object_id` is what it is about, a host's account in ACCOUNT_EVENT_TYPES; `reference` our booking named in its
    metadata ("" if none); `account_id` the account of a host that it happened on ("" for our own)."""

    id: str
    type: str
    object_id: str
    payment_intent_id: str
    reference: str
    account_id: str = ""


def receive(raw: bytes, signature: str) -> None:
    """Checks the signature over the raw bytes and queues them. Raises BadSignature."""
    if not signature.isascii():
        raise BadSignature
    try:
        body = raw.decode("utf-8")
    except UnicodeDecodeError as forged:
        raise BadSignature from forged
    # One secret for each endpoint at Stripe: there are two while its API version changes, and either may have signed.
    if not any(_is_signed(body, signature, secret) for secret in secrets().stripe_webhook_secret.split()):
        raise BadSignature
    enqueue(body)


def _is_signed(body: str, signature: str, secret: str) -> bool:
    import stripe

    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE_SECONDS)
    except stripe.SignatureVerificationError:
        return False
    return True


def enqueue(body: str) -> None:
    """For the worker: an event that Stripe signed, or one that we asked it for ourselves."""
    sqs().send_message(QueueUrl=settings().stripe_events_queue_url, MessageBody=body)


def parse(body: str) -> StripeEvent:
    """Raises Unreadable."""
    with reading():
        event = json.loads(body)
        if event.get("object") == "v2.core.event":
            # Thin: it names what it is about and says nothing of it.
            return StripeEvent(event["id"], event["type"], event["related_object"]["id"], "", "")
        about: dict[str, Any] = event["data"]["object"]
        intent = about.get("payment_intent") or (about["id"] if about["object"] == "payment_intent" else "")
        return StripeEvent(
            id=event["id"],
            type=event["type"],
            # Balances and their settings have none.
            object_id=about.get("id", ""),
            payment_intent_id=intent if isinstance(intent, str) else intent["id"],
            reference=(about.get("metadata") or {}).get("booking_id", ""),
            account_id=event.get("account") or "",
        )
