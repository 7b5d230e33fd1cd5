"""A booking, its states and its money. Pure: every change returns the next version or raises a refusal."""

from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import NOTHING, Amounts
from chalicelib.core.period import Period
from chalicelib.legal.model import SellingTerms
from chalicelib.pricing.model import Price
from chalicelib.spaces.model import CancellationPolicy


class Status(StrEnum):
    OFFERED = "offered"
    AWAITING_PAYMENT = "awaiting_payment"
    PENDING_HOST = "pending_host"
    CONFIRMING = "confirming"
    CONFIRMED = "confirmed"
    ABANDONED = "abandoned"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


HOLDS_SLOTS = frozenset(
    {Status.OFFERED, Status.AWAITING_PAYMENT, Status.PENDING_HOST, Status.CONFIRMING, Status.CONFIRMED}
)


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


TAKEN = frozenset({Money.CAPTURED, Money.REFUNDING, Money.REFUNDED, Money.REFUND_FAILED})
"""Where the money of a booking is once it was captured, whatever of it went back."""


class Party(StrEnum):
    COWORKER = "coworker"
    HOST = "host"


class Outcome(StrEnum):
    """Whether the guest came. Of a booking of several days it is said once, for all of them."""

    ARRIVED = "arrived"
    NO_SHOW = "no_show"


class Proof(StrEnum):
    """What an arrival rests on: the word of a member of the host, or the code that only the guest could show."""

    RECEPTION = "reception"
    GUEST = "guest"


@dataclass(frozen=True)
class Arrival:
    """`at` is when `marked_by`, a user, said so."""

    outcome: Outcome
    at: datetime
    by: Proof
    marked_by: str


@dataclass(frozen=True)
class Cancellation:
    """Who cancelled; `reason` is what the host wrote when he kept the money. Of what was still paid, `kept` percent
    stay with him although the rest is `refunded`, as his conditions had it. `was_confirmed` False means a request
    that was withdrawn."""

    by: Party
    refunded: bool
    reason: str = ""
    kept: int = 0
    was_confirmed: bool = True


@dataclass(frozen=True)
class SeriesPart:
    """One date of a series of `dates` that are sold together. The booking `payer_id`, the first of them, has the
    payment page, the payment of all of them, `charged` TTC cents, and the host's answer: the others follow it. `rank`
    is its number among them; 0 is not noted."""

    series_id: str
    payer_id: str
    dates: int
    charged: int
    rank: int = 0


@dataclass(frozen=True)
class Booking:
    """`weight` is what each quarter of `held` carries on the room's counters.

    `due_at` is when the clock next has something to do with this booking; `answer_by` is the host's deadline,
    `pay_until` the payment page's. `moved_from` are the periods that it had since it was sold, the first of them the
    one that its invoice names. A booking that the host entered has a `guest`, a name, and perhaps a `note`; its
    `user_id` is then the member who entered it. `checkouts` counts the pages asked for, `attempts` the calls to the
    payment provider that failed since the last decision. `returns` are the parts of a captured price that it was
    decided to give back, one after the other; `returned`, TTC cents, is what of them is back with the coworker.
    `of_series` is the series that it was booked for later, with a payment and an answer of its own. `changed_at` is
    when what was read had been written.
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
    cancellation_policy: CancellationPolicy = ()
    moved_from: tuple[Period, ...] = ()
    guest: str = ""
    note: str = ""
    series: SeriesPart | None = None
    of_series: str = ""
    arrival: Arrival | None = None
    returns: tuple[Amounts, ...] = ()
    returned: int = 0
    changed_at: datetime | None = field(default=None, compare=False)
    version: int = 1

    @property
    def key(self) -> str:
        return booking_key(self.id)

    @property
    def amount(self) -> int:
        """What the coworker pays, TTC cents."""
        return self.price.amounts.ttc

    @property
    def payer_id(self) -> str:
        """Of the booking whose payment pays for it."""
        return self.series.payer_id if self.series else self.id

    @property
    def follows(self) -> bool:
        """It is paid for and answered with another one."""
        return self.payer_id != self.id

    @property
    def charged(self) -> int:
        """The amount of the payment that pays for it, TTC cents: of its whole series, where it is part of one."""
        return self.series.charged if self.series else self.amount

    @property
    def back(self) -> Amounts:
        """What goes back to the coworker, in all."""
        return sum(self.returns, NOTHING)

    @property
    def standing(self) -> Amounts:
        """What of the price does not go back."""
        return self.price.amounts - self.back

    @property
    def owed_back(self) -> int:
        """TTC cents that it was decided to give back and that the coworker does not have yet."""
        return self.back.ttc - self.returned

    @property
    def terms(self) -> SellingTerms:
        """What it was sold under. Raises ValueError of one that is free: nothing was sold."""
        if self.price.terms is None:
            raise ValueError(f"{self.id} is free")
        return self.price.terms

    @property
    def sold_period(self) -> Period:
        """What its documents name: a move after the sale issues no new ones."""
        return self.moved_from[0] if self.moved_from else self.period

    @property
    def cancellation_refunds(self) -> bool:
        return self.cancellation is not None and self.cancellation.refunded

    def next(self, **changes: Any) -> "Booking":
        return replace(self, version=self.version + 1, **changes)


def booking_key(booking_id: str) -> str:
    return f"BK#{booking_id}"
