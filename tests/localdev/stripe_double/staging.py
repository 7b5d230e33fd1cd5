"""What the tests of the double share: a checked client, a payer, somebody who receives webhooks."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests
import stripe

from tests.contract.stripe_contract import ContractClient

WEBHOOK_SECRET = "whsec_test"
SUCCESS_URL = "http://127.0.0.1:9/retour?cs={CHECKOUT_SESSION_ID}"


class Receiver:
    """Answers webhooks with `status` and keeps what came, as sent."""

    def __init__(self) -> None:
        self.status = 200
        self.received: list[tuple[bytes, str]] = []
        self._arrived = threading.Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with receiver._arrived:
                    receiver.received.append((body, self.headers["Stripe-Signature"]))
                    receiver._arrived.notify_all()
                self.send_response(receiver.status)
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/webhooks"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def events(self) -> list[Any]:
        return [stripe.Webhook.construct_event(body, signature, WEBHOOK_SECRET) for body, signature in self.received]

    def wait_for(self, count: int) -> list[Any]:
        self.wait_for_bodies(count)
        return self.events

    def wait_for_bodies(self, count: int) -> None:
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.received) >= count, timeout=10)


Control = Callable[..., Any]


def client_of(double_url: str, offset_seconds: float = 0) -> stripe.StripeClient:
    checked = ContractClient(stripe.RequestsClient(timeout=(3, 8)), now=lambda: time.time() + offset_seconds)
    return stripe.StripeClient(
        "sk_test_double", base_addresses={"api": double_url}, http_client=checked, max_network_retries=0
    )


def open_session(client: stripe.StripeClient, key: str = "cs:bk_1:1", **changes: Any) -> Any:
    price = {"currency": "eur", "unit_amount": 4500, "product_data": {"name": "Salle Zola"}}
    params: Any = {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "payment_intent_data": {
            "capture_method": "manual",
            "transfer_group": "bk_1",
            "metadata": {"booking": "bk_1"},
        },
        "allowed_payment_method_types": ["card"],
        "metadata": {"booking": "bk_1"},
        "client_reference_id": "bk_1",
        "customer_email": "lea@example.test",
        "locale": "fr",
        "success_url": SUCCESS_URL,
        "cancel_url": "http://127.0.0.1:9/annuler",
        **changes,
    }
    return client.v1.checkout.sessions.create(params, {"idempotency_key": key})


def submit(page_url: str, number: str = "4242424242424242", **changes: str) -> requests.Response:
    """What a browser sends when the payer presses the button."""
    typed = {
        "email": "lea@example.test",
        "number": number,
        "expiry": "12 / 40",
        "cvc": "123",
        "name": "Léa T.",
    }
    return requests.post(page_url, data={**typed, **changes}, allow_redirects=False, timeout=10)


def held_payment(client: stripe.StripeClient, key: str = "cs:bk_1:1", **changes: Any) -> Any:
    """A paid session whose money is held (or taken, with `capture_method` automatic); its PaymentIntent."""
    session = open_session(client, key, **changes)
    assert submit(session.url).status_code == 303
    paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    return paid.payment_intent


DAY = 24 * 3600
GOOD_IBAN = "FR14 2004 1010 0505 0001 3M02 606"
BAD_IBAN = "FR76 3000 6000 0112 3456 7890 000"
EVERYTHING: Any = ["configuration.recipient", "requirements", "identity", "defaults"]


def keyed(key: str, account: str | None = None) -> Any:
    return {"idempotency_key": key} | ({"stripe_account": account} if account else {})


def of(account: str) -> Any:
    return {"stripe_account": account}


def new_account(client: stripe.StripeClient, key: str = "acct:h1", **changes: Any) -> Any:
    params: Any = {
        "contact_email": "compta@lepreau.example.test",
        "display_name": "Le Préau",
        "dashboard": "express",
        "identity": {
            "country": "fr",
            "entity_type": "company",
            "business_details": {"registered_name": "LE PREAU SAS"},
        },
        "configuration": {
            "recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}},
            "customer": {},
        },
        "defaults": {
            "currency": "eur",
            "locales": ["fr-FR"],
            "responsibilities": {"fees_collector": "application", "losses_collector": "application"},
        },
        "metadata": {"host": "h1"},
        "include": EVERYTHING,
        **changes,
    }
    return client.v2.core.accounts.create(params, {"idempotency_key": key})


def active_account(client: stripe.StripeClient, control: Control, key: str = "acct:h1", **order: Any) -> str:
    """One that may receive transfers; without an automatic payout that would empty it."""
    account_id: str = new_account(client, key).id
    control(f"accounts/{account_id}/finish", **order)
    by_hand: Any = {"payments": {"payouts": {"schedule": {"interval": "manual"}}}}
    client.v1.balance_settings.update(by_hand, keyed(f"set:{account_id}", account_id))
    return account_id


def taken_payment(client: stripe.StripeClient, key: str = "cs:bk_1:1", group: str | None = "bk_1") -> Any:
    """A charge of 45 euros whose money arrives three days later."""
    data: dict[str, Any] = {"capture_method": "automatic"} | ({"transfer_group": group} if group else {})
    return held_payment(client, key, payment_intent_data=data).latest_charge


def send(client: stripe.StripeClient, account: str, amount: int, key: str = "tr:1", **more: Any) -> Any:
    params: Any = {"amount": amount, "currency": "eur", "destination": account, **more}
    return client.v1.transfers.create(params, keyed(key))


def funds(client: stripe.StripeClient, account: str | None = None) -> tuple[int, int]:
    """What is available and what is pending, in cents."""
    found = client.v1.balance.retrieve({}, of(account) if account else {})
    return found.available[0].amount, found.pending[0].amount
