"""The only file that talks to Stripe. `stripe` takes 130 ms to import, so it loads on first use.

Every POST carries an idempotency key named after the business fact. Keys of retried moves end with the attempt:
Stripe replays the first answer of a key for a day, even a 500, so the caller looks first and then asks anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chalicelib.core.money import CURRENCY
from chalicelib.kit.secrets import secrets
from chalicelib.kit.settings import settings
from chalicelib.payments.model import (
    Checkout,
    CheckoutStatus,
    Intent,
    IntentStatus,
    Order,
    ProviderRefused,
    ProviderUnavailable,
    Refund,
    RefundStatus,
)

if TYPE_CHECKING:
    import stripe
    from stripe.params.checkout import SessionCreateParams

TIMEOUT_SECONDS = (2.0, 6.0)
RETRIES = 1
"""With a look-up after a lost answer this stays inside API Gateway's 29 seconds."""

CLOCK_DIFFERENCE = timedelta(minutes=5)
STRIPE_HOSTS = "https://api.stripe.com"
EXPANDED = "payment_intent.latest_charge"

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


class StripeGateway:
    """`client` is Stripe's own; tests give it an HTTP client that checks every request against the SDK."""

    def __init__(self, client: "stripe.StripeClient") -> None:
        self._client = client

    def open_checkout(self, order: Order, *, key: str) -> Checkout:
        """Creates the hosted page, or finds it again under the same `key`.

        Raises ProviderUnavailable, ProviderRefused.
        """
        with _translated():
            return _checkout(self._client.v1.checkout.sessions.create(_session(order), {"idempotency_key": key}))

    def checkout(self, checkout_id: str) -> Checkout:
        with _translated():
            return _checkout(self._client.v1.checkout.sessions.retrieve(checkout_id, {"expand": [EXPANDED]}))

    def find_checkout(self, reference: str, *, since: datetime) -> Checkout | None:
        """The latest page made for our `reference`. Reads every page made since then: for lost answers only."""
        with _translated():
            found = self._client.v1.checkout.sessions.list(
                {"created": {"gte": int((since - CLOCK_DIFFERENCE).timestamp())}, "limit": 100}
            )
            for session in found.auto_paging_iter():
                if session.client_reference_id == reference:
                    return self.checkout(session.id)
        return None

    def expire_checkout(self, checkout_id: str, *, key: str) -> Checkout:
        """Raises ProviderRefused when the page is no longer open: read it again."""
        with _translated():
            return _checkout(self._client.v1.checkout.sessions.expire(checkout_id, options={"idempotency_key": key}))

    def intent(self, intent_id: str) -> Intent:
        with _translated():
            return _intent(self._client.v1.payment_intents.retrieve(intent_id, {"expand": ["latest_charge"]}))

    def capture(self, intent_id: str, *, key: str) -> Intent:
        with _translated():
            return _intent(self._client.v1.payment_intents.capture(intent_id, options={"idempotency_key": key}))

    def release(self, intent_id: str, *, key: str) -> Intent:
        with _translated():
            return _intent(self._client.v1.payment_intents.cancel(intent_id, options={"idempotency_key": key}))

    def refund(self, intent_id: str, amount: int, *, key: str, metadata: dict[str, str]) -> Refund:
        with _translated():
            return _refund(
                self._client.v1.refunds.create(
                    {"payment_intent": intent_id, "amount": amount, "metadata": metadata},
                    {"idempotency_key": key},
                )
            )

    def refunds_of(self, intent_id: str) -> list[Refund]:
        with _translated():
            found = self._client.v1.refunds.list({"payment_intent": intent_id, "limit": 100})
            return [_refund(refund) for refund in found.data]


def build(http_client: Any = None) -> StripeGateway:
    """Raises SecretMissing; refuses to send a live key anywhere but to Stripe."""
    import stripe

    api_key, base = secrets().stripe_secret_key, settings().stripe_api_base
    if "_live_" in api_key and base != STRIPE_HOSTS:
        raise ValueError("a live key only ever goes to api.stripe.com")
    client = stripe.StripeClient(
        api_key,
        http_client=http_client or stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        max_network_retries=RETRIES,
        base_addresses={"api": base},
    )
    return StripeGateway(client)


def gateway() -> StripeGateway:
    """For the key that the secret store holds now: a rolled key is taken up within minutes."""
    return _built(secrets().stripe_secret_key)


@lru_cache(maxsize=1)
def _built(_api_key: str) -> StripeGateway:
    return build()


@contextmanager
def _translated() -> Iterator[None]:
    """A definite refusal of Stripe's is told apart from no usable answer."""
    import stripe

    try:
        yield
    except (stripe.CardError, stripe.InvalidRequestError) as refused:
        raise ProviderRefused(refused.code or "invalid_request", refused.user_message or "") from refused
    except stripe.StripeError as failed:
        raise ProviderUnavailable(type(failed).__name__) from failed


def _session(order: Order) -> "SessionCreateParams":
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


def _checkout(session: "stripe.checkout.Session") -> Checkout:
    intent = session.payment_intent
    return Checkout(
        id=session.id,
        status=CheckoutStatus(session.status or "open"),
        url=session.url or "",
        intent=None if intent is None or isinstance(intent, str) else _intent(intent),
    )


def _intent(intent: "stripe.PaymentIntent") -> Intent:
    return Intent(
        id=intent.id,
        status=INTENT_STATUSES.get(intent.status, IntentStatus.WAITING),
        amount=intent.amount,
        capture_before=_capture_before(intent.latest_charge),
    )


def _capture_before(charge: "stripe.Charge | str | None") -> datetime | None:
    if charge is None or isinstance(charge, str) or charge.payment_method_details is None:
        return None
    card = charge.payment_method_details.card
    limit = getattr(card, "capture_before", None)
    return datetime.fromtimestamp(limit, UTC) if limit else None


def _refund(refund: "stripe.Refund") -> Refund:
    return Refund(
        id=refund.id,
        status=REFUND_STATUSES.get(refund.status or "", RefundStatus.PENDING),
        amount=refund.amount,
        failure=getattr(refund, "failure_reason", None) or "",
    )
