"""What the rest of the product knows of a payment, whoever the provider is. Amounts are cents of EUR."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from chalicelib.core.errors import Language

T = TypeVar("T")


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


@dataclass(frozen=True)
class Payment:
    """An intent with its history. `reference` is our booking named in its metadata ("" if none); `moved_at` is when
    it was made, authorised or cancelled, whichever came last; `received` and `given_back` are what was taken and what
    went back.
    """

    intent: Intent
    reference: str
    moved_at: datetime
    received: int
    given_back: int

    @property
    def id(self) -> str:
        return self.intent.id


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
class ListedCheckout:
    """A hosted page as lists show it. `reference` is our booking named in its metadata ("" if none)."""

    id: str
    status: CheckoutStatus
    reference: str
    expires_at: datetime


@dataclass(frozen=True)
class News:
    """Something that the provider has told, or tried to tell; `body` is its message, word for word."""

    id: str
    kind: str
    at: datetime
    body: str


@dataclass(frozen=True)
class Listed(Generic[T]):
    """A page of a list, the newest first. `after` starts the next page; None after the last."""

    items: tuple[T, ...]
    after: str | None


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


EntityType = Literal["company", "government_entity", "individual"]


@dataclass(frozen=True)
class NewConnectedAccount:
    """What the provider is told of a host; it asks him for the rest."""

    host_id: str
    name: str
    email: str
    entity_type: EntityType
    language: Language


class Capability(StrEnum):
    """Whether money can be sent to an account. `pending`: the provider looks at it. `refused`: it never will be."""

    ACTIVE = "active"
    PENDING = "pending"
    RESTRICTED = "restricted"
    REFUSED = "refused"


@dataclass(frozen=True)
class ProviderAccount:
    """A host's, as the provider has it now. `waits_for`: what its owner still has to give, in the provider's codes,
    before `due_by`."""

    id: str
    host_id: str
    capability: Capability
    waits_for: tuple[str, ...]
    due_by: datetime | None


class ProviderUnavailable(Exception):
    """No usable answer: nothing is known of the effect. Look before trying again."""


class ProviderRefused(Exception):
    """A definite no; `code` is Stripe's (`charge_expired_for_capture`, …)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
