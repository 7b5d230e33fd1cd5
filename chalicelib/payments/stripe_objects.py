"""From Stripe's objects to ours, and from our order to Stripe's. Pure: no calls."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chalicelib.core.money import CURRENCY
from chalicelib.payments.model import (
    Checkout,
    CheckoutStatus,
    Intent,
    IntentStatus,
    ListedCheckout,
    News,
    Order,
    Payment,
    Refund,
    RefundStatus,
)

if TYPE_CHECKING:
    import stripe
    from stripe.params.checkout import SessionCreateParams

REFERENCE = "booking_id"
"""Under which name our metadata hold the booking: what has none is not ours."""

INTENT_STATUSES = {
    "requires_capture": IntentStatus.HELD,
    "succeeded": IntentStatus.CAPTURED,
    "canceled": IntentStatus.CANCELLED,
}
REFUND_STATUSES = {
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}


def session_of(order: Order) -> "SessionCreateParams":
    metadata = order.metadata
    return {
        "mode": "payment",
        "client_reference_id": order.reference,
        "customer_email": order.email,
        "locale": order.language,
        "expires_at": int(order.expires_at.timestamp()),
        # Only cards can be held; SEPA debits cannot.
        "allowed_payment_method_types": ["card"],
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": CURRENCY.lower(),
                    "unit_amount": order.amount,
                    "product_data": {"name": order.label, "description": order.details},
                },
            }
        ],
        "payment_intent_data": {
            "capture_method": "automatic" if order.automatic else "manual",
            "transfer_group": order.reference,
            "metadata": metadata,
        },
        "metadata": metadata,
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
    }


def checkout_of(session: "stripe.checkout.Session") -> Checkout:
    intent = session.payment_intent
    return Checkout(
        id=session.id,
        status=CheckoutStatus(session.status or "open"),
        url=session.url or "",
        intent=None if intent is None or isinstance(intent, str) else intent_of(intent),
    )


def intent_of(intent: "stripe.PaymentIntent") -> Intent:
    return Intent(
        id=intent.id,
        status=INTENT_STATUSES.get(intent.status, IntentStatus.WAITING),
        amount=intent.amount,
        capture_before=_capture_before(intent.latest_charge),
        charge_id=_id(intent.latest_charge),
        group=_group(intent.latest_charge),
    )


def _id(charge: "str | stripe.Charge | None") -> str:
    return charge if isinstance(charge, str) else charge.id if charge else ""


def _group(charge: "str | stripe.Charge | None") -> str:
    return (charge.transfer_group or "") if charge and not isinstance(charge, str) else ""


def payment_of(intent: "stripe.PaymentIntent") -> Payment:
    """Needs `latest_charge` expanded."""
    charge = None if isinstance(intent.latest_charge, str) else intent.latest_charge
    moments = (intent.created, intent.canceled_at, charge and charge.created)
    taken = INTENT_STATUSES.get(intent.status) is IntentStatus.CAPTURED
    return Payment(
        intent=intent_of(intent),
        reference=_reference(intent.metadata),
        moved_at=_instant(max(moment for moment in moments if moment)),
        received=intent.amount_received if taken else 0,
        given_back=charge.amount_refunded if taken and charge else 0,
    )


def listed_checkout_of(session: "stripe.checkout.Session") -> ListedCheckout:
    return ListedCheckout(
        id=session.id,
        status=CheckoutStatus(session.status or "open"),
        reference=_reference(session.metadata),
        expires_at=_instant(session.expires_at),
    )


def news_of(event: "stripe.Event") -> News:
    body = json.dumps(event.to_dict(for_json=True), separators=(",", ":"))
    return News(id=event.id, kind=event.type, at=_instant(event.created), body=body)


def _capture_before(charge: "stripe.Charge | str | None") -> datetime | None:
    if charge is None or isinstance(charge, str) or charge.payment_method_details is None:
        return None
    card = charge.payment_method_details.card
    limit = getattr(card, "capture_before", None)
    return _instant(limit) if limit else None


def refund_of(refund: "stripe.Refund") -> Refund:
    return Refund(
        id=refund.id,
        status=REFUND_STATUSES.get(refund.status or "", RefundStatus.PENDING),
        amount=refund.amount,
        failure=getattr(refund, "failure_reason", None) or "",
        reference=_reference(refund.metadata),
    )


def _reference(metadata: "stripe.StripeObject | None") -> str:
    return str(metadata[REFERENCE]) if metadata is not None and REFERENCE in metadata else ""


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
