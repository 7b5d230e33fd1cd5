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
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.received) >= count, timeout=10)
        return self.events


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
