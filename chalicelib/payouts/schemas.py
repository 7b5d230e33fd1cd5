"""Shapes of « Mes versements », of the month-end run and of the platform's own payouts. Amounts are cents."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from chalicelib.billing.schemas import DocumentView
from chalicelib.core.money import Basis
from chalicelib.kit.shapes import Day, Instant, MoneyView, Page, PageQuery, Shape
from chalicelib.legal.model import SettlementMode
from chalicelib.legal.typed import plain_text
from chalicelib.payouts.model import Block, MonthState, PayoutState, State

LONGEST_REASON = 1000

Reason = Annotated[str, Field(min_length=3, max_length=LONGEST_REASON), AfterValidator(plain_text)]


class ReasonBody(Shape):
    """What the other side reads."""

    reason: Reason


class MonthSummary(Shape):
    """`ht` is what the host typed for its bookings, net of VAT. `payday` is when a month that is settled *monthly* is
    sent; null *per booking*."""

    month: Annotated[str, Field(examples=["2026-10"])]
    state: MonthState
    count: int
    ht: int
    contest_until: Instant | None
    payday: Day | None


class MonthPage(Page):
    items: list[MonthSummary]


class TallyView(Shape):
    """Bookings, and cents of what was typed and paid for them."""

    count: int
    ht: int
    ttc: int


class DifferenceView(Shape):
    """What was counted with each booking, and what the bookings add up to: nothing is billed until both agree."""

    counted: TallyView
    found: TallyView


class MonthView(MonthSummary):
    """`gross` is what the host sold, `commission` what the platform invoices on it, `net` what is transferred but for
    `recovered`, which an earlier debt took. `sent` is on its way or arrived, `arrived` in the bank.

    `refunded` is what coworkers had paid for bookings that are not owed any more. A month that is parked says why in
    `reason` (`no_mandate`, `sums_differ`), one that is contested what the host wrote.
    """

    gross: MoneyView
    commission: MoneyView
    net: int
    recovered: int
    sent: int
    arrived: int
    refunded: int
    difference: DifferenceView | None
    reason: str
    documents: list[DocumentView]


class PayoutView(Shape):
    """To the host's bank. `arrives_on` is Stripe's day, `failure` its code for what came back."""

    number: int
    amount: int
    state: PayoutState
    created_at: Instant
    arrives_on: Day | None
    failure: str


class LineView(Shape):
    """A booking on its way to the bank. `ends` is its scheduled end on the space's clocks. `typed` is the price on
    the side of the tax where it was typed (`basis`, null while the booking cannot be read).

    `gross`, `commission` and `net` are null for what is not owed any more; `refunded` is what went back, TTC.
    `transferred` is `net` without what an earlier debt took.
    """

    booking_id: str
    label: str
    ends: str
    mode: SettlementMode
    typed: int
    basis: Basis | None
    gross: MoneyView | None
    commission_rate: int
    commission: MoneyView | None
    refunded: int
    net: int | None
    state: State
    block: Block | None
    due_at: Instant | None
    transferred: int
    recovered: int
    transfer: str
    payout: PayoutView | None


class LinePage(Page):
    items: list[LineView]
    total: int


class CsvView(Shape):
    """A file of a few hundred kilobytes at most, to be saved under its name."""

    file_name: str
    text: str


class AccountView(Shape):
    """`on_account` is at Stripe and waits for its payout, `debt` what the next payments pay back first. `next_on` is
    the earliest day of the next payout, null when it is the next business day. `failure` is Stripe's code of the last
    payout, while it keeps the next one waiting."""

    on_account: int
    debt: int
    next_on: Day | None
    failure: str


class PayoutPage(Page):
    items: list[PayoutView]


class ComparedView(Shape):
    """Cents that we and Stripe book of one kind on the host's account; `held` is what lies on it in all."""

    kind: Literal["transfers", "reversals", "payouts", "returned", "other", "held"]
    ours: int
    theirs: int
    difference: int


class ReconciliationView(Shape):
    items: list[ComparedView]
    agrees: bool


class ProgressView(Shape):
    """How many hosts' months are in which state; `remaining` are still to be billed by the run."""

    month: str
    over: bool
    total: int
    closed: int
    contested: int
    parked: int
    remaining: int


class HostMonthView(Shape):
    host_id: str
    host_name: str
    state: MonthState
    count: int
    ht: int
    reason: str


class HostMonthQuery(PageQuery):
    state: MonthState | None = None


class HostMonthPage(Page):
    items: list[HostMonthView]


class AskedView(Shape):
    """How many hosts the run was asked to bill."""

    asked: int


class OwnBalanceView(Shape):
    """`available` and `pending` are Stripe's; `owed` is what open payables may need, `free` what may leave."""

    available: int
    pending: int
    owed: int
    free: int


class OwnPayoutBody(Shape):
    amount: Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]


class OwnPayoutView(Shape):
    amount: int
    arrives_on: Day
