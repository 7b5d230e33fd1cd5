"""The test cards the hosted page knows. Any other number is refused and never kept."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Decline:
    code: str
    decline_code: str | None
    message: str


@dataclass(frozen=True)
class KnownCard:
    number: str
    brand: str
    label: Literal["ok", "three_d_secure", "insufficient_funds", "expired", "other"] = "other"
    three_d_secure: bool = False
    decline: Decline | None = None
    refund: Literal["succeeds", "succeeds_later", "fails_later"] = "succeeds"
    disputed: bool = False

    @property
    def last4(self) -> str:
        return self.number[-4:]


_INSUFFICIENT = Decline("card_declined", "insufficient_funds", "Your card has insufficient funds.")
_EXPIRED = Decline("expired_card", "expired_card", "Your card has expired.")
_INCORRECT_CVC = Decline("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.")
GENERIC_DECLINE = Decline("card_declined", "generic_decline", "Your card was declined.")

_CARDS = (
    KnownCard("4242424242424242", "visa", "ok"),
    KnownCard("4000002500003155", "visa", "three_d_secure", three_d_secure=True),
    KnownCard("4000000000009995", "visa", "insufficient_funds", decline=_INSUFFICIENT),
    KnownCard("4000000000000069", "visa", "expired", decline=_EXPIRED),
    KnownCard("4000000000000002", "visa", decline=GENERIC_DECLINE),
    KnownCard("4000000000000127", "visa", decline=_INCORRECT_CVC),
    KnownCard("4000000000007726", "visa", refund="succeeds_later"),
    KnownCard("4000000000005126", "visa", refund="fails_later"),
    KnownCard("4000000000000259", "visa", disputed=True),
    KnownCard("5555555555554444", "mastercard"),
)
KNOWN_CARDS = {card.number: card for card in _CARDS}
QUICK_CARDS = tuple(card for card in _CARDS if card.label != "other")


def passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(digit * 2, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
