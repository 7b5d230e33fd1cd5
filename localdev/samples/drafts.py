"""What samples have in common: days, rates, and an invoice to change by keyword."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from chalicelib.billing.model import Document, Draft, Kind, Line, Payment, Process, UnitCode, VatKey, line, totals
from chalicelib.legal.model import Exemption, VatCategory, VatRegime
from localdev.samples.people import CABINET, FABRIQUE

ISSUED_AT = datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
ISSUED_ON = date(2027, 1, 14)
DUE_ON = date(2027, 2, 13)
FULL = VatKey(VatCategory.STANDARD, 2000)
MIDDLE = VatKey(VatCategory.STANDARD, 1000)
REDUCED = VatKey(VatCategory.STANDARD, 550)
FRANCHISE = VatKey(VatCategory.EXEMPT, 0, Exemption.FRANCHISE)
OUTSIDE = VatKey(VatCategory.OUTSIDE, 0, Exemption.PUBLIC_BODY)
TERRITORY = VatKey(VatCategory.EXEMPT, 0, Exemption.TERRITORY)
CARD = "48"

MEETING = "Salle Ménilmontant"
EQUIPPED = ", avec écran, tableau blanc et visioconférence"
MEETING_DETAIL = "Mardi 12 janvier 2027, de 9 h à 12 h"


def sample(
    number: str,
    lines: tuple[Line, ...],
    *,
    payable: int | None = None,
    prepaid: int = 0,
    roundings: int = 1,
    **draft: Any,
) -> Document:
    """An invoice between companies to be paid within 30 days, changed by keyword."""
    said: dict[str, Any] = {
        "kind": Kind.INVOICE,
        "process": Process.TO_PAY,
        "language": "fr",
        "seller_id": "host-1",
        "seller": FABRIQUE,
        "regime": VatRegime.NORMAL,
        "buyer_id": "user-1",
        "buyer": CABINET,
        "lines": lines,
        "totals": totals(lines, payable=payable, prepaid=prepaid, roundings=roundings),
        "source": "BK#sample",
        "period": (date(2027, 1, 12), date(2027, 1, 12)),
        "payment_days": 30,
        "on_behalf_by": "Pupitre",
    }
    due_on = draft.pop("due_on", DUE_ON)
    return Document(f"sample-{number}", number, ISSUED_AT, ISSUED_ON, due_on, Draft(**(said | draft)))


def paid(
    number: str,
    lines: tuple[Line, ...],
    *,
    payable: int | None = None,
    roundings: int = 1,
    method: str = CARD,
    **draft: Any,
) -> Document:
    """Paid in full on the day of issue, by card unless told otherwise."""
    owed = totals(lines, payable=payable, roundings=roundings).payable
    document = sample(number, lines, payable=payable, prepaid=owed, roundings=roundings, due_on=ISSUED_ON, **draft)
    payment = Payment(ISSUED_ON, owed, method)
    return replace(document, draft=replace(document.draft, process=Process.PAID, payment=payment, payment_days=0))


def hours(count: str, price: str, vat: VatKey = FULL, **more: Any) -> Line:
    """`price` in euros."""
    detail = more.pop("detail", MEETING_DETAIL)
    return line(MEETING, Decimal(count), Decimal(price) * 100, vat, unit=UnitCode.HOUR, detail=detail, **more)
