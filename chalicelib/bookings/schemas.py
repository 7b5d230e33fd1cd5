"""Shapes of price previews, booking requests and bookings as each side sees them."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from chalicelib.billing.schemas import DocumentKind, DocumentView
from chalicelib.bookings.arrival_schemas import AttendanceView, CheckInView
from chalicelib.bookings.model import Money, Party, Status
from chalicelib.bookings.trail import Difference, Step
from chalicelib.core.money import Basis
from chalicelib.kit.shapes import Instant, MoneyView, Page, PageQuery, Shape
from chalicelib.legal.model import Exemption, VatRegime
from chalicelib.pricing.model import Unit
from chalicelib.spaces.shapes import CancellationStepShape

WallTime = Annotated[
    str,
    Field(max_length=32, examples=["2027-03-29T09:30", "2027-10-31T02:30+01:00"]),
]
"""A wall time of the room's zone, on the quarter; an offset settles an hour that exists twice."""

People = Annotated[int, Field(strict=True, ge=1, le=500)]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class PriceQuery(Shape):
    start: WallTime
    end: WallTime
    people: Annotated[int, Field(ge=1, le=500)] = 1


class PriceLineView(Shape):
    """`quantity` units at `unit_price` cents on the basis of the price."""

    day: dt.date
    unit: Unit
    quantity: float
    unit_price: int
    amount: int


class PriceView(Shape):
    """Lines, times `seats`, give the amount on `basis`; the other side of the tax is derived once.

    `sold_by` names the seller: the host, or the platform which buys from him.
    """

    total: MoneyView
    basis: Basis | None
    vat_rate: int
    seats: int
    lines: list[PriceLineView]
    sold_by: str | None


class PreviewView(Shape):
    """What would be booked, its exact price, and what happens next. `answer_by` is None where the room accepts by
    itself; `free` says whether the places are still there now."""

    start: Instant
    end: Instant
    timezone: str
    people: int
    price: PriceView
    automatic: bool
    answer_by: Instant | None
    free: bool


class BookingBody(Shape):
    """`expected_ttc` is the total the coworker saw, in cents: another one is refused, never charged. `terms` is the
    version of the terms of sale that he accepts (`GET /v1/terms`); a free room needs none."""

    space_id: Identifier
    room_id: Identifier
    start: WallTime
    end: WallTime
    people: People
    expected_ttc: Annotated[int, Field(strict=True, ge=0)]
    terms: Annotated[str, Field(max_length=20)] = ""


class TimelineEntryView(Shape):
    """A step of the booking; `amount` in cents where money moved, `reason` where somebody gave one."""

    at: Instant
    kind: str
    by: Literal["coworker", "host", "system", "stripe"]
    amount: int | None = None
    reason: str | None = None


class CancellationView(Shape):
    """`back` is what goes back to the coworker, in cents."""

    by: Party
    refunded: bool
    reason: str
    back: int


class SeriesPartView(Shape):
    """`dates` in all were sold together, and `rank` is its number among them (0: not noted); `payer_id` is the
    booking whose payment and answer are theirs."""

    id: str
    payer_id: str
    dates: int
    rank: int


class BookingSummary(Shape):
    """`offered_until` ends an offer to whoever waited for the places. `of_series` is the series of which it is a date
    booked later, with a payment and an answer of its own: it has no `series`, whose dates share theirs. `back` are
    the TTC cents that it was decided to give back, on their way or there."""

    id: str
    status: Status
    money: Money
    version: int
    space_id: str
    room_id: str
    space_name: str
    room_name: str
    start: Instant
    end: Instant
    timezone: str
    people: int
    total: MoneyView
    back: int
    answer_by: Instant | None
    offered_until: Instant | None
    created_at: Instant
    series: SeriesPartView | None = None
    of_series: str | None = None
    coworker_name: str | None = None


class GuestInfoView(Shape):
    """How a guest gets in, and whom he asks."""

    contact_email: str
    contact_phone: str
    access_notes: str


class BookingView(BookingSummary):
    """`cancellation_policy` is the one frozen with the booking; `guest_info` is for the coworker of a confirmed one.
    `refund_if_cancelled` is what comes back, in cents, if its coworker cancels now; None when he cannot.

    `documents` are those that its reader may download: a host sees what was issued in his name, not what the platform
    sold as its own. `attendance` is that of a confirmed one; `check_in` is for its coworker until
    its end. `pay_until` ends an unpaid booking. `coworker_name` and `coworker_email` are for the host only.
    """

    price: PriceView
    automatic: bool
    pay_until: Instant | None
    checkout_url: str | None
    can_accept: bool
    can_decline: bool
    can_cancel: bool
    refund_if_cancelled: int | None
    cancellation_policy: list[CancellationStepShape]
    guest_info: GuestInfoView | None = None
    attendance: AttendanceView | None = None
    check_in: CheckInView | None = None
    cancellation: CancellationView | None
    timeline: list[TimelineEntryView]
    documents: list[DocumentView]
    coworker_email: str | None = None


class TrailSaleView(Shape):
    """What the sale was made under. `seller` says who sold: the host, or the platform which buys from him. What these
    two agreed, `commission_rate` and `mandate`, is null for the coworker."""

    seller: Literal["host", "platform"]
    regime: VatRegime
    vat_rate: int
    vat_rule: str
    exemption: Exemption | None
    commission_rate: int | None
    mandate: str | None
    terms: str


class TrailDocumentView(Shape):
    """What a document prints. Cents; `payable` is what its reader pays, or gets back."""

    number: str
    kind: DocumentKind
    ht: int
    vat: int
    rounding: int
    payable: int


class TrailDifferenceView(Shape):
    document: str
    what: Difference


class PriceTrailView(Shape):
    """From what the host typed to what the documents print. `typed` is the sum of the lines in cents on
    `price.basis`; `steps` lead from it to the price paid. `differences` is what documents say otherwise: always
    empty, unless something is wrong that people must see. `sha256` is the frozen price's; `sealed` once the ledger
    keeps it.
    """

    typed: int
    discount: int
    price: PriceView
    sale: TrailSaleView | None
    rule: str
    steps: list[Step]
    documents: list[TrailDocumentView]
    differences: list[TrailDifferenceView]
    sha256: str
    sealed: bool


class BookingPage(Page):
    items: list[BookingSummary]


class BookingListQuery(PageQuery):
    status: Status | None = None


class CheckoutView(Shape):
    """Where to pay. The page is Stripe's."""

    checkout_url: str


class HostCancellationBody(Shape):
    """`reason` is required when `refund` is false; the coworker reads it."""

    refund: Annotated[bool, Field(strict=True)] = True
    reason: Annotated[str, Field(max_length=1000)] = ""


class DeclineBody(Shape):
    """`reason` is optional; the coworker reads it."""

    reason: Annotated[str, Field(max_length=1000)] = ""
