"""What the rest of the product knows of a payment, whoever the provider is. Amounts are cents of EUR."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Language


class IntentStatus(StrEnum):
    """`WAITING` gathers every state in which no money is held or taken yet."""

    WAITING = "waiting"
    HELD = "held"
    CAPTURED = "captured"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Intent:
    """A payment. `capture_before` is when the card's issuer lets the hold lapse."""

    id: str
    status: IntentStatus
    amount: int
    capture_before: datetime | None


class CheckoutStatus(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Checkout:
    """A hosted payment page. `url` is empty once it is no longer open."""

    id: str
    status: CheckoutStatus
    url: str
    intent: Intent | None


@dataclass(frozen=True)
class Order:
    """What to ask for: one line, held (`automatic` False) or captured at once, until `expires_at`."""

    reference: str
    amount: int
    label: str
    details: str
    email: str
    language: Language
    automatic: bool
    expires_at: datetime
    success_url: str
    cancel_url: str
    metadata: dict[str, str]


class RefundStatus(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True)
class Refund:
    id: str
    status: RefundStatus
    amount: int
    failure: str = ""


class ProviderUnavailable(Exception):
    """No usable answer: nothing is known of the effect. Look before trying again."""


class ProviderRefused(Exception):
    """A definite no; `code` is Stripe's (`charge_expired_for_capture`, …)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
