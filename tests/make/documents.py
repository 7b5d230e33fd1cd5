"""Documents as tests want them: complete and valid, changed by keyword where the test cares."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from chalicelib.billing.model import (
    Document,
    Draft,
    Kind,
    Line,
    Payment,
    Process,
    UnitCode,
    VatKey,
    line,
    totals,
)
from chalicelib.legal.model import LegalEntity, PostalAddress, VatCategory, VatRegime
from localdev.samples.people import FABRIQUE

FULL_RATE = VatKey(VatCategory.STANDARD, 2000)
ISSUED_ON = date(2027, 1, 14)

SELLER = FABRIQUE
COMPANY = LegalEntity(
    name="Cabinet Lumière",
    address=PostalAddress("27 boulevard de la Liberté", "59800", "Lille"),
    email="compta@lumiere.example",
    form="SARL",
    siren="000100057",
    siret="00010005700017",
    vat_number="FR65000100057",
)
PERSON = LegalEntity(
    name="Zoé Martin",
    address=PostalAddress("5 impasse des Lilas", "35000", "Rennes"),
    email="zoe@courriel.example",
    is_company=False,
)


def a_line(**changes: Any) -> Line:
    """Three hours of a room at 35 € HT."""
    made: dict[str, Any] = {
        "label": "Salle Ménilmontant",
        "quantity": Decimal(3),
        "unit_price": Decimal(3500),
        "vat": FULL_RATE,
        "unit": UnitCode.HOUR,
        "detail": "Mardi 12 janvier 2027, de 9 h à 12 h",
    }
    return line(**(made | changes))


def a_document(
    *lines: Line, payable: int | None = None, prepaid: int = 0, issued_on: date = ISSUED_ON, **changes: Any
) -> Document:
    """An invoice between companies to be paid within 30 days. Other keywords change its draft."""
    sold = lines or (a_line(),)
    said: dict[str, Any] = {
        "kind": Kind.INVOICE,
        "process": Process.TO_PAY,
        "language": "fr",
        "seller_id": "host-1",
        "seller": SELLER,
        "regime": VatRegime.NORMAL,
        "buyer_id": "user-1",
        "buyer": COMPANY,
        "lines": sold,
        "totals": totals(sold, payable=payable, prepaid=prepaid),
        "source": "BK#bk_1",
        "period": (date(2027, 1, 12), date(2027, 1, 12)),
        "payment_days": 30,
    }
    due_on = date.fromordinal(issued_on.toordinal() + 30)
    issued_at = datetime(issued_on.year, issued_on.month, issued_on.day, 9, 30, tzinfo=UTC)
    return Document("doc-1", "F-2027-000012", issued_at, issued_on, due_on, Draft(**(said | changes)))


def paid(document: Document) -> Document:
    """The same, paid in full by card when it was issued."""
    draft = document.draft
    settled = replace(draft.totals, prepaid=draft.totals.payable)
    payment = Payment(document.issued_on, settled.prepaid)
    return replace(
        document,
        due_on=document.issued_on,
        draft=replace(draft, process=Process.PAID, totals=settled, payment=payment, payment_days=0),
    )
