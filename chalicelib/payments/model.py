"""What the rest of the product knows of a payment, whoever the provider is. Amounts are cents of EUR."""

from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass

T = TypeVar("T")


class IntentStatus(StrEnum):
    """`WAITING` gathers every state in which no money is held or taken yet."""

    WAITING = "waiting"
    HELD = "held"
    CAPTURED = "captured"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Intent:
    """A payment. `capture_before` is when the card's issuer lets the hold lapse; `charge_id` that of its latest
    charge ("" before there is one), `group` the one that its transfers will share."""

    id: str
    status: IntentStatus
    amount: int
    capture_before: datetime | None
    charge_id: str = ""
    group: str = ""


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
    """`reference` is our booking named in its metadata ("" if none)."""

    id: str
    status: RefundStatus
    amount: int
    failure: str = ""
    reference: str = ""


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


@dataclass(frozen=True)
class NewTransfer:
    """A share of one charge, for one payable: the attempt and the payable name its key."""

    host_id: str
    payable_id: str
    attempt: int
    amount: int
    account_id: str
    charge_id: str
    group: str
    invoice: str = ""


@dataclass(frozen=True)
class Transfer:
    id: str
    amount: int
    reversed: int


@dataclass(frozen=True)
class Balance:
    """What an account holds: to be sent now, and settling."""

    available: int
    pending: int


@dataclass(frozen=True)
class BalanceLine:
    """One movement of an account as the provider books it; `net` of its fees, negative when it leaves."""

    id: str
    kind: str
    net: int
    at: datetime


class BankPayoutStatus(StrEnum):
    ON_ITS_WAY = "on_its_way"
    PAID = "paid"
    FAILED = "failed"


@dataclass(frozen=True)
class BankPayout:
    """`name` is ours for it ("" if we did not make it); `failure` the provider's code."""

    id: str
    status: BankPayoutStatus
    amount: int
    arrives_on: date
    failure: str
    name: str


@dataclass(frozen=True)
class Dispute:
    """`status` is the provider's word: `won` and `lost` are final."""

    id: str
    amount: int
    status: str

    @property
    def is_open(self) -> bool:
        return self.status not in {"won", "lost", "warning_closed", "prevented"}


class ProviderUnavailable(Exception):
    """No usable answer: nothing is known of the effect. Look before trying again."""


class ProviderRefused(Exception):
    """A definite no; `code` is Stripe's (`charge_expired_for_capture`, …)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
