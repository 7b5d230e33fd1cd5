"""What the platform owes hosts, and the ways it takes to their banks. Pure. Amounts are cents.

A **payable** is what one booking owes its host. A **movement** is money that came to, or left, his account at the
payment provider; they are numbered. A **payout** sends a stretch of movements to his bank. A **month** gathers the
payables whose service was scheduled to end in it, and is closed once.
"""

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chalicelib.core.lazy import dataclass
from chalicelib.core.money import NOTHING, Amounts
from chalicelib.legal.model import SettlementMode, Tax


class State(StrEnum):
    """`waiting`: owed, its day has not come or something keeps it. `releasing`: taken from what we owe, the transfer
    is being made. `sent`: it is on the host's account. `taking_back`: it is coming back. `cancelled`: not owed."""

    WAITING = "waiting"
    RELEASING = "releasing"
    SENT = "sent"
    TAKING_BACK = "taking_back"
    CANCELLED = "cancelled"


class Block(StrEnum):
    """Why what is due does not leave. Each ends by itself when its cause does; the clock looks every hour.

    `account`: the host's account cannot receive. `disputed`: the coworker's bank took the money back. `contested`:
    the host contests the month's invoice. `not_billable`: the booking does not hold the money. `funds`: the
    platform's balance is short. `refused`: the provider would not, for another reason."""

    ACCOUNT = "account"
    DISPUTED = "disputed"
    CONTESTED = "contested"
    NOT_BILLABLE = "not_billable"
    FUNDS = "funds"
    REFUSED = "refused"


@dataclass(frozen=True)
class Payable:
    """`ends` is the scheduled end as the clocks of the space show it, `month` that of the run which bills it.

    `ht` is what the host typed, net of VAT; `ttc` what the coworker paid. `tax` is the host's own, `commission_rate`
    basis points of `ht`. `net` is what was transferred and `recovered` what a debt took of it; `number` that of the
    movement. `returned` is what went back to the coworker when he cancelled, no longer in `ht` and `ttc`. `disputed`
    counts the open disputes. `due_at` is when the clock next looks.
    """

    host_id: str
    month: str
    ends: datetime
    booking_id: str
    label: str
    mode: SettlementMode
    ht: int
    ttc: int
    tax: Tax
    commission_rate: int
    commission_tax: Tax
    due_at: datetime | None = None
    state: State = State.WAITING
    attempt: int = 1
    net: int = 0
    recovered: int = 0
    number: int = 0
    transfer_id: str = ""
    returned: int = 0
    block: Block | None = None
    disputed: bool = False
    version: int = 1

    @property
    def id(self) -> str:
        return f"pa_{self.booking_id.removeprefix('bk_')}"

    @property
    def is_owed(self) -> bool:
        return self.state is not State.CANCELLED

    def next(self, **changes: Any) -> "Payable":
        return replace(self, version=self.version + 1, **changes)


@dataclass(frozen=True)
class Share:
    """What one payable comes to: the host's own sale, the commission on it, and what is transferred to him."""

    gross: Amounts
    commission: Amounts

    @property
    def net(self) -> int:
        return self.gross.ttc - self.commission.ttc


class MonthState(StrEnum):
    """`open`: it runs, or its run did not come to it yet. `parked`: its sums do not agree, nothing was billed.
    `closed`: billed. `contested`: the host contests what was billed, nothing of it is paid."""

    OPEN = "open"
    PARKED = "parked"
    CLOSED = "closed"
    CONTESTED = "contested"


@dataclass(frozen=True)
class Month:
    """A host's month. `count`, `ht` and `ttc` are counted with each payable, apart from the payables themselves: the
    run bills only what both agree on.

    `self_billed` and `commission` are ids of documents ("" for none), `annex` the name of the frozen list.
    """

    host_id: str
    month: str
    count: int = 0
    ht: int = 0
    ttc: int = 0
    state: MonthState = MonthState.OPEN
    closed_at: datetime | None = None
    contest_until: datetime | None = None
    contested_at: datetime | None = None
    reason: str = ""
    self_billed: str = ""
    commission: str = ""
    annex: str = ""
    annex_sha256: str = ""
    payday: date | None = None
    due_at: datetime | None = None
    version: int = 1

    @property
    def is_billed(self) -> bool:
        return self.state in {MonthState.CLOSED, MonthState.CONTESTED}

    def next(self, **changes: Any) -> "Month":
        return replace(self, version=self.version + 1, **changes)


class PayoutState(StrEnum):
    """`creating`: decided, the provider is asked. `sent`: on its way. `paid`: in the bank. `failed`: it came back."""

    CREATING = "creating"
    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"


@dataclass(frozen=True)
class Payout:
    """The movements from `first` to `last`, both included, to the host's bank. `arrives_on` is the provider's day;
    `returned_as` the movement that brought it back."""

    host_id: str
    number: int
    first: int
    last: int
    amount: int
    created_at: datetime
    state: PayoutState = PayoutState.CREATING
    payout_id: str = ""
    arrives_on: date | None = None
    failure: str = ""
    returned_as: int = 0
    version: int = 1

    @property
    def id(self) -> str:
        return f"{self.host_id}:{self.number}"

    def next(self, **changes: Any) -> "Payout":
        return replace(self, version=self.version + 1, **changes)


class MovementKind(StrEnum):
    TRANSFER = "transfer"
    REVERSAL = "reversal"
    RETURNED = "returned"
    """A payout that the bank sent back: it is on the account again."""


@dataclass(frozen=True)
class Movement:
    """`amount` is positive when it comes to the account. `source` is the provider's id of what moved it."""

    number: int
    kind: MovementKind
    amount: int
    at: datetime
    source: str
    about: str = ""


@dataclass(frozen=True)
class Purse:
    """A host's account as we keep it. `movements` is the number of the last one, `paid_up_to` that of the last which
    a payout took; `payouts` counts those, `open_payout` is the number of one being made. `debt` is what he owes us.

    `pay_after` is the first day on which the next payout may be made, `returns` how many in a row came back.
    """

    host_id: str
    movements: int = 0
    paid_up_to: int = 0
    payouts: int = 0
    debt: int = 0
    open_payout: int = 0
    returns: int = 0
    pay_after: date | None = None
    due_at: datetime | None = None
    version: int = 0

    @property
    def key(self) -> str:
        return f"PURSE#{self.host_id}"

    @property
    def has_money(self) -> bool:
        return self.movements > self.paid_up_to or self.open_payout > 0

    def next(self, **changes: Any) -> "Purse":
        return replace(self, version=self.version + 1, **changes)


@dataclass(frozen=True)
class Statement:
    """What a month comes to, line by line: what its run bills, or would bill now."""

    lines: tuple[tuple[Payable, Share], ...]
    gross: Amounts = field(default_factory=lambda: NOTHING)
    commission: Amounts = field(default_factory=lambda: NOTHING)

    @property
    def net(self) -> int:
        return self.gross.ttc - self.commission.ttc

    def of(self, mode: SettlementMode) -> Sequence[tuple[Payable, Share]]:
        return [(payable, share) for payable, share in self.lines if payable.mode is mode]
