"""Reading what the payer typed. A number that is no test card is forgotten at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from localdev.doubles.stripe.cards import KNOWN_CARDS, KnownCard, passes_luhn
from localdev.doubles.stripe.charges import Payer

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_EXPIRY = re.compile(r"(0?[1-9]|1[0-2])\s*/\s*(?:20)?(\d{2})")
_CVC = re.compile(r"\d{3,4}")
_CARD_DIGITS = 16


@dataclass(frozen=True)
class CardForm:
    email: str = ""
    name: str = ""
    card: KnownCard | None = None
    # Field name -> key of the text that explains what is wrong with it.
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def payer(self) -> Payer:
        return Payer(self.email, self.name)


def read_card_form(fields: Mapping[str, Any], now: int) -> CardForm:
    typed = {name: str(fields.get(name, "")).strip() for name in ("email", "number", "expiry", "cvc", "name")}
    number = re.sub(r"[\s-]", "", typed["number"])
    found = {
        "email": None if _EMAIL.fullmatch(typed["email"]) else "error_email",
        "number": _number_error(number),
        "expiry": _expiry_error(typed["expiry"], now),
        "cvc": None if _CVC.fullmatch(typed["cvc"]) else "error_cvc",
        "name": None if typed["name"] else "error_name",
    }
    errors = {name: text for name, text in found.items() if text}
    return CardForm(typed["email"], typed["name"], KNOWN_CARDS.get(number), errors)


def _number_error(number: str) -> str | None:
    if number in KNOWN_CARDS:
        return None
    if not number.isascii() or not number.isdigit() or len(number) < _CARD_DIGITS:
        return "error_card_incomplete"
    return "error_card_unknown" if passes_luhn(number) else "error_card_invalid"


def _expiry_error(typed: str, now: int) -> str | None:
    match = _EXPIRY.fullmatch(typed)
    if not match:
        return "error_expiry"
    today = datetime.fromtimestamp(now, UTC)
    expires = (2000 + int(match.group(2)), int(match.group(1)))
    return "error_expiry_past" if expires < (today.year, today.month) else None
