"""What happens to a booking. These lines are its timeline, the host's audit log and the cause of every mail."""

from dataclasses import dataclass

from chalicelib.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class BookingFact(Fact):
    """Amounts are TTC cents."""


@dataclass(frozen=True, kw_only=True)
class BookingPlaced(BookingFact):
    """The slots are taken and the coworker was sent to pay."""

    amount: int


@dataclass(frozen=True, kw_only=True)
class BookingRequested(BookingFact):
    """The request is before the host, who answers before `answer_by` (RFC 3339)."""

    amount: int
    answer_by: str


@dataclass(frozen=True, kw_only=True)
class BookingConfirmed(BookingFact):
    automatic: bool
    amount: int


@dataclass(frozen=True, kw_only=True)
class BookingDeclined(BookingFact):
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BookingExpired(BookingFact):
    """`cause`: silence (nobody answered in time), hold_lost (it could not be captured), paid_too_late."""

    cause: str


@dataclass(frozen=True, kw_only=True)
class BookingAbandoned(BookingFact):
    """The coworker never paid; Stripe confirmed that he no longer can."""


@dataclass(frozen=True, kw_only=True)
class BookingCancelled(BookingFact):
    """`was_confirmed` False means a request withdrawn before the host answered."""

    by: str
    refunded: bool
    was_confirmed: bool
    amount: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BookingAccepted(BookingFact):
    """The host said yes; the capture follows."""


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(BookingFact):
    amount: int


@dataclass(frozen=True, kw_only=True)
class PaymentCaptured(BookingFact):
    amount: int


@dataclass(frozen=True, kw_only=True)
class HoldReleased(BookingFact):
    amount: int


@dataclass(frozen=True, kw_only=True)
class PaymentRefunded(BookingFact):
    amount: int


@dataclass(frozen=True, kw_only=True)
class RefundFailed(BookingFact):
    """Stripe could not give the money back; the operator must."""

    amount: int
    cause: str


@dataclass(frozen=True, kw_only=True)
class PaymentKept(BookingFact):
    """Cancelled without refund: the host keeps the money and said why."""

    amount: int
