"""What happens on the way to a host's bank. Amounts are cents."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class MonthParked(Fact):
    """Its sums do not agree: nothing was billed, somebody has to look."""

    month: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MonthContested(Fact):
    month: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ContestSettled(Fact):
    """The operator and the host agreed: what was billed is paid."""

    month: str


@dataclass(frozen=True, kw_only=True)
class TransferMade(Fact):
    """`recovered` is what an earlier debt took of it."""

    booking: str
    amount: int
    recovered: int
    transfer: str


@dataclass(frozen=True, kw_only=True)
class TransferTakenBack(Fact):
    """`debt` is what the host's account no longer had, and he now owes."""

    booking: str
    amount: int
    debt: int
    cause: str


@dataclass(frozen=True, kw_only=True)
class PayoutSent(Fact):
    """To the host's bank. `arrives_on` is the provider's day."""

    payout: int
    amount: int
    arrives_on: str


@dataclass(frozen=True, kw_only=True)
class PayoutPaid(Fact):
    payout: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class PayoutFailed(Fact):
    """The bank sent it back: it is on the host's account again."""

    payout: int
    amount: int
    cause: str


@dataclass(frozen=True, kw_only=True)
class DisputeOpened(Fact):
    """The coworker's bank took the money back until the dispute is decided."""

    dispute: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class DisputeClosed(Fact):
    dispute: str
    amount: int
    won: bool


@dataclass(frozen=True, kw_only=True)
class PlatformPaidOut(Fact):
    amount: int
    payout: str
