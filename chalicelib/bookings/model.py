"""A booking, its states and its money. Pure: every change returns the next version or raises a refusal."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from chalicelib.core.errors import Language
from chalicelib.core.period import Period
from chalicelib.pricing.model import Price


class Status(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    PENDING_HOST = "pending_host"
    CONFIRMING = "confirming"
    CONFIRMED = "confirmed"
    ABANDONED = "abandoned"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


HOLDS_SLOTS = frozenset({Status.AWAITING_PAYMENT, Status.PENDING_HOST, Status.CONFIRMING, Status.CONFIRMED})


class Money(StrEnum):
    """Where the coworker's money is. `releasing` and `refunding` are decisions that Stripe has yet to confirm:
    a schedule repeats the call until it does."""

    NONE = "none"
    AWAITED = "awaited"
    HELD = "held"
    CAPTURING = "capturing"
    CAPTURED = "captured"
    RELEASING = "releasing"
    RELEASED = "released"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    REFUND_FAILED = "refund_failed"


class Party(StrEnum):
    COWORKER = "coworker"
    HOST = "host"


@dataclass(frozen=True)
class Cancellation:
    """Who cancelled; `reason` is what the host wrote when he kept the money."""

    by: Party
    refunded: bool
    reason: str = ""


@dataclass(frozen=True)
class Booking:
    """`weight` is what each quarter of `held` carries on the room's counters.

    `due_at` is when the clock next has something to do with this booking; `answer_by` is the host's deadline,
    `pay_until` the payment page's. `checkouts` counts the pages asked for, `attempts` the calls to the payment
    provider that failed since the last decision.
    """

    id: str
    user_id: str
    host_id: str
    space_id: str
    room_id: str
    space_name: str
    room_name: str
    timezone: str
    std_offset_minutes: int
    period: Period
    held: tuple[Period, ...]
    people: int
    weight: int
    price: Price
    automatic: bool
    answer_delay_minutes: int
    created_at: datetime
    body_hash: str
    language: Language
    status: Status
    money: Money
    attempts: int = 0
    due_at: datetime | None = None
    answer_by: datetime | None = None
    pay_until: datetime | None = None
    checkouts: int = 0
    checkout_id: str = ""
    payment_intent_id: str = ""
    cancellation: Cancellation | None = None
    version: int = 1

    @property
    def key(self) -> str:
        return booking_key(self.id)

    @property
    def amount(self) -> int:
        """What the coworker pays, TTC cents."""
        return self.price.amounts.ttc

    @property
    def cancellation_refunds(self) -> bool:
        return self.cancellation is not None and self.cancellation.refunded

    def next(self, **changes: Any) -> "Booking":
        return replace(self, version=self.version + 1, **changes)


def booking_key(booking_id: str) -> str:
    return f"BK#{booking_id}"
