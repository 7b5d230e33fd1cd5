"""A till: the Stripe double on the tests' own clock, reached through the client that checks every request."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
import requests
import stripe

from chalicelib.bookings.deadlines import run_deadlines
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments import stripe_gateway
from chalicelib.payments.stripe_gateway import StripeGateway
from chalicelib.payments.webhooks import DISPUTE_EVENT_TYPES, PAYOUT_EVENT_TYPES
from chalicelib.reactions import HANDLERS, react_to_stripe
from localdev.doubles.stripe import StripeDouble
from tests.contract.stripe_contract import ContractClient, SentRequest, examine
from tests.make.bookings import NOW, work

GOOD_CARD = "4242424242424242"
BANK_ASKS = "4000002500003155"
NO_FUNDS = "4000000000009995"
REFUND_LATER = "4000000000007726"
REFUND_FAILS = "4000000000005126"

AUTHORISATION = {"Authorization": "Bearer sk_test_of_the_tests"}
CLIENT_TIMEOUT = (2, 5)
SDK_TRIES = 3


class PatientClient(ContractClient):
    """Lets a page be asked for outside its window, and keeps count: the product repeats a key to find the page it may
    have made, and takes a refusal for "there is none"."""

    def __init__(self, inner: stripe.HTTPClient, *, now: Callable[[], float]) -> None:
        super().__init__(inner, now=now)
        self.asked_late: list[SentRequest] = []

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[Any, int, Mapping[str, str]]:
        request, problems = examine(method, url, headers or {}, post_data, self._now())
        if problems and all(problem.startswith("expires_at is ") for problem in problems):
            self.asked_late.append(request)
            self.sent.append(request)
            return self._inner.request(method, url, headers, post_data)
        return super().request(method, url, headers, post_data, _usage=_usage)


class Till:
    """`now` is everybody's time: moving it moves the double's clock too. Webhooks wait here until delivered."""

    gateway: StripeGateway

    def __init__(self, double: StripeDouble) -> None:
        self._url = double.url
        self._delivered: set[str] = set()
        self.now = NOW
        self.may_ask_late = False
        self.contract = PatientClient(stripe.RequestsClient(timeout=CLIENT_TIMEOUT), now=lambda: self.now.timestamp())
        self.control("reset")
        self.at(NOW)

    def at(self, instant: datetime) -> datetime:
        self.now = instant
        self.control("clock", offset_seconds=int(instant.timestamp()) - int(time.time()))
        return instant

    def later(self, **span: float) -> datetime:
        return self.at(self.now + timedelta(**span))

    def work(self, user_id: str = "coworker") -> UnitOfWork:
        return work(user_id, self.now)

    def run_clock(self) -> int:
        return run_deadlines(self.now)

    def control(self, action: str, **order: Any) -> Any:
        answer = requests.post(f"{self._url}/_double/{action}", json=order, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def fail(self, kind: str, method: str, path: str, times: int = SDK_TRIES) -> None:
        """Orders failures. A time-out is a cut connection: nobody waits for it."""
        self.control("fail_next", kind=kind, method=method, path=path, times=times, hang_seconds=0)

    def pay(self, page: str | None, card: str = GOOD_CARD) -> requests.Response:
        """What the payer's browser sends; leads away (303) once the page is satisfied."""
        assert page is not None
        typed = {"email": "lea@example.test", "number": card, "expiry": "12 / 40", "cvc": "123", "name": "Léa T."}
        return requests.post(page, data=typed, allow_redirects=False, timeout=10)

    def approve(self, bank_page: str) -> requests.Response:
        """The payer says yes on the bank's page."""
        return requests.post(bank_page, data={"outcome": "approve"}, allow_redirects=False, timeout=10)

    def events(self, *kinds: str) -> list[str]:
        """Bodies of all events that we subscribe to, in the order they happened; `kinds` selects."""
        listed = self._list("events")
        wanted = kinds or (*HANDLERS, *DISPUTE_EVENT_TYPES)
        return [json.dumps(event) for event in reversed(listed) if event["type"] in wanted]

    def events_of(self, account_id: str) -> list[str]:
        """Those of a host's account that tell of payouts, as the endpoint for accounts gets them."""
        listed = self._list("events", account_id)
        told = [event for event in reversed(listed) if event["type"] in PAYOUT_EVENT_TYPES]
        return [json.dumps(event | {"account": account_id}) for event in told]

    def deliver(self, *accounts: str) -> int:
        """Hands over, once, in order, what was not handed over yet: of our own account, or of those of hosts."""
        told = [body for one in accounts for body in self.events_of(one)] if accounts else self.events()
        new = [body for body in told if json.loads(body)["id"] not in self._delivered]
        for body in new:
            self._delivered.add(json.loads(body)["id"])
            self.receive(body)
        return len(new)

    def receive(self, body: str) -> None:
        react_to_stripe(body, now=self.now)

    def page_of(self, booking: Booking) -> str:
        """The page that Stripe holds for a booking, whether or not we noted it."""
        url: str = self.sessions(booking)[0]["url"]
        return url

    def sessions(self, booking: Booking) -> list[Any]:
        return [one for one in self._list("checkout/sessions") if one["client_reference_id"] == booking.id]

    def intents(self, booking: Booking) -> list[Any]:
        return [one for one in self._list("payment_intents") if one["metadata"].get("booking_id") == booking.payer_id]

    def refunds(self, intent_id: str) -> list[Any]:
        return [one for one in self._list("refunds") if one["payment_intent"] == intent_id]

    def asked(self, method: str, ending: str) -> list[str | None]:
        """The idempotency keys of the requests sent to an address."""
        sent = self.contract.sent
        return [one.idempotency_key for one in sent if one.method == method and one.path.endswith(ending)]

    def _list(self, name: str, account_id: str = "") -> list[Any]:
        headers = AUTHORISATION | ({"Stripe-Account": account_id} if account_id else {})
        answer = requests.get(f"{self._url}/v1/{name}?limit=100", headers=headers, timeout=10)
        found: list[Any] = answer.json()["data"]
        return found


def till_at(double: StripeDouble, monkeypatch: pytest.MonkeyPatch, *asking: ModuleType) -> Till:
    """A till at the double, to which the modules that ask Stripe are pointed, through the client that checks them."""
    till = Till(double)
    pointed = replace(settings(), stripe_api_base=double.url)
    monkeypatch.setattr(stripe_gateway, "settings", lambda: pointed)
    till.gateway = stripe_gateway.build(till.contract)
    for module in asking:
        monkeypatch.setattr(module, "gateway", lambda: till.gateway)
    monkeypatch.setattr(stripe.HTTPClient, "_sleep_time_seconds", lambda *_: 0)
    return till


def latest(booking: Booking) -> Booking:
    return booking_of(booking.id)
