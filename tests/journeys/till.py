"""Stripe's side of a journey: its hosted page without a browser, and what it holds of a booking."""

from typing import Any, cast

import requests

GOOD_CARD = "4242424242424242"
BANK_ASKS = "4000002500003155"
NO_FUNDS = "4000000000009995"

Json = dict[str, Any]


class Till:
    """The Stripe double at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url

    def fill_in(self, page: str, card: str = GOOD_CARD) -> requests.Response:
        """Sends the card form, without following where it leads."""
        fields = {"email": "payeur@example.org", "number": card, "expiry": "12/40", "cvc": "123", "name": "P. Ayeur"}
        return requests.post(page, data=fields, allow_redirects=False, timeout=20)

    def pay(self, page: str) -> str:
        """Pays with a card that works. Returns the address that the payer is led back to."""
        answer = self.fill_in(page)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def approve(self, page: str) -> str:
        """Says yes on the bank's page. Returns the address that the payer is led back to."""
        answer = requests.post(f"{page}/3ds", data={"outcome": "approve"}, allow_redirects=False, timeout=20)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def state(self) -> Json:
        answer = requests.get(f"{self.url}/_double/state", timeout=20)
        return cast(Json, answer.json())

    def control(self, action: str, **order: Any) -> None:
        answer = requests.post(f"{self.url}/_double/{action}", json=order, timeout=20)
        assert answer.status_code == 200, answer.text

    def sessions_of(self, booking_id: str) -> list[Json]:
        return self._of("checkout.session", booking_id)

    def intent_of(self, booking_id: str) -> Json:
        [intent] = self._of("payment_intent", booking_id)
        return intent

    def refunds_of(self, booking_id: str) -> list[Json]:
        intent = self.intent_of(booking_id)
        refunds = cast(list[Json], self.state()["objects"]["refund"])
        return [refund for refund in refunds if refund["payment_intent"] == intent["id"]]

    def _of(self, kind: str, booking_id: str) -> list[Json]:
        items = cast(list[Json], self.state()["objects"][kind])
        return [item for item in items if item["metadata"].get("booking_id") == booking_id]
