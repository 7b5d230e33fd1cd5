"""The payments of Stripe; `connect_gateway` has the accounts of hosts, and nothing else talks to Stripe. `stripe`
takes 130 ms to import, so it loads on first use.

Every POST carries an idempotency key named after the business fact. Keys of retried moves end with the attempt:
Stripe replays the first answer of a key for a day, even a 500, so the caller looks first and then asks anew.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib.kit.observability import logger
from chalicelib.kit.secrets import secrets
from chalicelib.kit.settings import settings
from chalicelib.payments.model import (
    Checkout,
    Intent,
    Listed,
    ListedCheckout,
    News,
    Order,
    Payment,
    ProviderRefused,
    ProviderUnavailable,
    Refund,
)
from chalicelib.payments.stripe_objects import (
    checkout_of,
    intent_of,
    listed_checkout_of,
    news_of,
    payment_of,
    refund_of,
    session_of,
)

if TYPE_CHECKING:
    import stripe

TIMEOUT_SECONDS = (2.0, 6.0)
RETRIES = 1
"""With a look-up after a lost answer this stays inside API Gateway's 29 seconds."""

CLOCK_DIFFERENCE = timedelta(minutes=5)
STRIPE_HOSTS = "https://api.stripe.com"
EXPANDED = "payment_intent.latest_charge"
MOST_LISTED = 100

T = TypeVar("T")


class StripeGateway:
    """`client` is Stripe's own; tests give it an HTTP client that checks every request against the SDK."""

    def __init__(self, client: "stripe.StripeClient") -> None:
        self.client = client

    def open_checkout(self, order: Order, *, key: str) -> Checkout:
        """Creates the hosted page, or finds it again under the same `key`.

        Raises ProviderUnavailable, ProviderRefused.
        """
        with translated():
            return checkout_of(self.client.v1.checkout.sessions.create(session_of(order), {"idempotency_key": key}))

    def checkout(self, checkout_id: str) -> Checkout:
        with translated():
            return checkout_of(self.client.v1.checkout.sessions.retrieve(checkout_id, {"expand": [EXPANDED]}))

    def find_checkout(self, reference: str, *, since: datetime) -> Checkout | None:
        """The latest page made for our `reference`. Reads every page made since then: for lost answers only."""
        with translated():
            found = self.client.v1.checkout.sessions.list(
                {"created": {"gte": int((since - CLOCK_DIFFERENCE).timestamp())}, "limit": 100}
            )
            for session in found.auto_paging_iter():
                if session.client_reference_id == reference:
                    return self.checkout(session.id)
        return None

    def expire_checkout(self, checkout_id: str, *, key: str) -> Checkout:
        """Raises ProviderRefused when the page is no longer open: read it again."""
        with translated():
            return checkout_of(self.client.v1.checkout.sessions.expire(checkout_id, options={"idempotency_key": key}))

    def intent(self, intent_id: str) -> Intent:
        with translated():
            return intent_of(self.client.v1.payment_intents.retrieve(intent_id, {"expand": ["latest_charge"]}))

    def capture(self, intent_id: str, *, key: str) -> Intent:
        with translated():
            return intent_of(self.client.v1.payment_intents.capture(intent_id, options={"idempotency_key": key}))

    def release(self, intent_id: str, *, key: str) -> Intent:
        with translated():
            return intent_of(self.client.v1.payment_intents.cancel(intent_id, options={"idempotency_key": key}))

    def refund(self, intent_id: str, amount: int, *, key: str, metadata: dict[str, str]) -> Refund:
        with translated():
            return refund_of(
                self.client.v1.refunds.create(
                    {"payment_intent": intent_id, "amount": amount, "metadata": metadata},
                    {"idempotency_key": key},
                )
            )

    def refunds_of(self, intent_id: str) -> list[Refund]:
        with translated():
            found = self.client.v1.refunds.list({"payment_intent": intent_id, "limit": 100})
            return [refund_of(refund) for refund in found.data]

    def payment(self, intent_id: str) -> Payment:
        with translated():
            return payment_of(self.client.v1.payment_intents.retrieve(intent_id, {"expand": ["latest_charge"]}))

    def payments(self, *, since: datetime, after: str | None) -> Listed[Payment]:
        """Those made since then, whoever's they are, a hundred at a time. One call, like each list below."""
        with translated():
            params = _page(after, created={"gte": _seconds(since)}, expand=["data.latest_charge"])
            return _listed(self.client.v1.payment_intents.list(params), payment_of)

    def checkouts(self, *, since: datetime, after: str | None) -> Listed[ListedCheckout]:
        with translated():
            params = _page(after, created={"gte": _seconds(since)})
            return _listed(self.client.v1.checkout.sessions.list(params), listed_checkout_of)

    def news(self, kinds: Sequence[str], *, since: datetime, until: datetime, after: str | None) -> Listed[News]:
        """Events of at most twenty `kinds`, both ends included; Stripe keeps them for thirty days."""
        with translated():
            params = _page(after, created={"gte": _seconds(since), "lte": _seconds(until)}, types=list(kinds))
            return _listed(self.client.v1.events.list(params), news_of)


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
def translated() -> Iterator[None]:
    """A definite refusal of Stripe's is told apart from no usable answer."""
    import stripe

    try:
        yield
    except (stripe.CardError, stripe.InvalidRequestError) as refused:
        raise ProviderRefused(refused.code or "invalid_request", refused.user_message or "") from refused
    except stripe.StripeError as failed:
        # Callers turn this into an answer or a later try: only here can one still see that the key was refused.
        logger.error("provider_unavailable", extra={"reason": type(failed).__name__})
        raise ProviderUnavailable(type(failed).__name__) from failed


def _page(after: str | None, **filters: Any) -> Any:
    return {"limit": MOST_LISTED, **filters} | ({"starting_after": after} if after else {})


def _listed(found: "stripe.ListObject[Any]", read: Callable[[Any], T]) -> Listed[T]:
    return Listed(tuple(map(read, found.data)), found.data[-1].id if found.has_more else None)


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())
