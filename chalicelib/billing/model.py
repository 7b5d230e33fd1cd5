"""Invoices, credit notes and deposits as data: frozen when issued, whatever renders them. Pure.

Amounts are integer cents, positive in every kind. Codes: UNTDID 1001 for kinds (BR-FR-04), BR-FR-08 for BT-23.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.core.errors import Language
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import FULL_RATE, to_cents
from chalicelib.legal.model import Exemption, LegalEntity, VatCategory, VatRegime


class Kind(StrEnum):
    INVOICE = "380"
    CREDIT_NOTE = "381"
    DEPOSIT = "386"
    SELF_BILLED = "389"
    SELF_BILLED_CREDIT_NOTE = "261"

    @property
    def gives_back(self) -> bool:
        return self in {Kind.CREDIT_NOTE, Kind.SELF_BILLED_CREDIT_NOTE}


PREFIXES = {
    Kind.INVOICE: "F",
    Kind.CREDIT_NOTE: "A",
    Kind.DEPOSIT: "AC",
    Kind.SELF_BILLED: "AF",
    Kind.SELF_BILLED_CREDIT_NOTE: "AAF",
}
"""What the numbers of each kind begin with."""


@dataclass(frozen=True)
class Series:
    """The numbers of one seller and kind."""

    seller_id: str
    kind: Kind

    @property
    def key(self) -> str:
        return f"SERIES#{self.seller_id}#{PREFIXES[self.kind]}"


class Process(StrEnum):
    """BT-23 for services: to be paid, already paid, final after a deposit."""

    TO_PAY = "S1"
    PAID = "S2"
    FINAL = "S4"


class UnitCode(StrEnum):
    """UN/ECE recommendation 20."""

    HOUR = "HUR"
    DAY = "DAY"
    WEEK = "WEE"
    MONTH = "MON"
    PIECE = "C62"


@dataclass(frozen=True)
class VatKey:
    """What a line is taxed under; VAT is computed per key on the sum of its lines. `rate` in basis points."""

    category: VatCategory
    rate: int
    exemption: Exemption | None = None


@dataclass(frozen=True)
class Line:
    """`unit_price` in cents net of VAT, with up to four decimals of a euro; `discount` cents off the whole line.

    `net` is exactly `quantity × unit_price - discount`, half up: `line` below makes it so.
    """

    label: str
    quantity: Decimal
    unit: UnitCode
    unit_price: Decimal
    net: int
    vat: VatKey
    detail: str = ""
    discount: int = 0


def line(
    label: str,
    quantity: Decimal,
    unit_price: Decimal,
    vat: VatKey,
    *,
    unit: UnitCode = UnitCode.PIECE,
    detail: str = "",
    discount: int = 0,
) -> Line:
    """Raises ValueError for what no invoice may hold: no quantity, a negative price, a discount above the line."""
    net = to_cents(quantity * unit_price) - discount
    if quantity <= 0 or unit_price < 0 or discount < 0 or net < 0:
        raise ValueError("a line has a positive quantity, a price and at most its own amount off")
    return Line(label, quantity, unit, unit_price, net, vat, detail, discount)


@dataclass(frozen=True)
class VatLine:
    """The tax of all lines of one key, on their sum. Cents."""

    key: VatKey
    base: int
    vat: int


@dataclass(frozen=True)
class Totals:
    """`ht + vat == ttc`; `due == ttc + rounding - prepaid`.

    `rounding` (BT-114) is what separates the lines from what the client was told to pay: the last cent of a price
    typed TTC that no HT price can reach, or one for each of many amounts that were rounded before they were added.
    """

    ht: int
    vat: int
    ttc: int
    rounding: int = 0
    prepaid: int = 0

    @property
    def payable(self) -> int:
        """What the client pays in all, before and after."""
        return self.ttc + self.rounding

    @property
    def due(self) -> int:
        return self.payable - self.prepaid


def vat_lines(lines: Iterable[Line]) -> tuple[VatLine, ...]:
    """VAT per rate on the sum of its lines (CGI annexe II art. 242 nonies A; EN 16931 BR-CO-17)."""
    bases: dict[VatKey, int] = {}
    for one in lines:
        bases[one.vat] = bases.get(one.vat, 0) + one.net
    return tuple(VatLine(key, base, to_cents(Decimal(base) * key.rate / FULL_RATE)) for key, base in bases.items())


def totals(lines: Sequence[Line], *, payable: int | None = None, prepaid: int = 0, roundings: int = 1) -> Totals:
    """`payable` is what the client was told to pay; None means what the lines add up to.

    Raises ValueError when they differ by more than the `roundings` cents that rounding explains.
    """
    ht = sum(one.net for one in lines)
    vat = sum(one.vat for one in vat_lines(lines))
    rounding = 0 if payable is None else payable - ht - vat
    if abs(rounding) > roundings:
        raise ValueError(f"lines and price differ by {rounding} cents")
    return Totals(ht, vat, ht + vat, rounding, prepaid)


@dataclass(frozen=True)
class Reference:
    """An earlier document that this one corrects or settles."""

    number: str
    issued_on: date
    amount: int = 0
    """TTC cents already invoiced by it; of deposits."""


@dataclass(frozen=True)
class Annex:
    """A table that is printed behind a document, kept in the archive before the document is ordered (`annex`).

    `sha256` of its bytes, in hexadecimal.
    """

    object_key: str
    sha256: str


@dataclass(frozen=True)
class Payment:
    """Money that had come when the document was issued. `method` is UNTDID 4461: 48 a card, 30 a transfer, 97 what
    was withheld from the buyer's own payouts (clearing between partners)."""

    on: date
    amount: int
    method: str = "48"


@dataclass(frozen=True)
class Order:
    """What a document will say, but for who the parties are on the day it is issued and the numbers it cites.

    `payable` is what the client was told to pay, TTC cents. `corrects` and `settles` are ids of documents. `due_on`
    is None where the seller's term says it. `roundings` is how many cents rounding may explain: one for each amount
    that was rounded before it was added.
    """

    id: str
    kind: Kind
    process: Process
    language: Language
    seller_id: str
    regime: VatRegime
    buyer_id: str
    lines: tuple[Line, ...]
    payable: int
    source: str
    ordered_at: datetime
    period: tuple[date, date] | None = None
    payment: Payment | None = None
    corrects: str = ""
    settles: tuple[str, ...] = ()
    reason: str = ""
    due_on: date | None = None
    annex: Annex | None = None
    roundings: int = 1

    @property
    def series(self) -> Series:
        return Series(self.seller_id, self.kind)


@dataclass(frozen=True)
class Draft:
    """All that a document says but its number and dates. `source` is the key of what was sold (`BK#…`).

    `on_behalf_by` is the name of whoever issues it under the seller's mandate; `buyer_id` the user, host or platform
    that it is addressed to. `regime` is the seller's. `corrects` and `deposits` are resolved when it is issued.
    """

    kind: Kind
    process: Process
    language: Language
    seller_id: str
    seller: LegalEntity
    regime: VatRegime
    buyer_id: str
    buyer: LegalEntity
    lines: tuple[Line, ...]
    totals: Totals
    source: str
    period: tuple[date, date] | None = None
    payment: Payment | None = None
    payment_days: int = 0
    on_behalf_by: str = ""
    footer: str = ""
    logo: str = ""
    corrects: Reference | None = None
    deposits: tuple[Reference, ...] = ()
    reason: str = ""
    """Of a credit note, as its reader should understand it."""
    annex: Annex | None = None


@dataclass(frozen=True)
class Document:
    """Issued: its number and data never change again. `issued_on` and `due_on` are days of the seller."""

    id: str
    number: str
    issued_at: datetime
    issued_on: date
    due_on: date
    draft: Draft

    @property
    def key(self) -> str:
        return document_key(self.id)

    @property
    def vat_lines(self) -> tuple[VatLine, ...]:
        return vat_lines(self.draft.lines)


@dataclass(frozen=True)
class Original:
    """The bytes of a document as they were first written, and must be found again: SHA-256 in hexadecimal."""

    object_key: str
    sha256: str
    size: int
    stored_at: datetime


def document_key(document_id: str) -> str:
    return f"DOC#{document_id}"


def document_id(source: str, purpose: str) -> str:
    """The same sale and purpose always mean the same document: ordering twice is ordering once."""
    return derived_id("doc", source, purpose)
