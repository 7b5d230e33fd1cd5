"""Orders of documents as a sale makes them, issued and stored through the real functions."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.billing import store
from chalicelib.billing.archive import keep_original
from chalicelib.billing.issue import issue_series
from chalicelib.billing.model import Document, Kind, Order, Payment, Process, Series, document_id
from chalicelib.billing.orders import order
from chalicelib.core.facts import SYSTEM
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.model import VatRegime
from tests.make.documents import a_line

NOW = datetime(2027, 3, 15, 8, tzinfo=UTC)
"""A Monday, nine o'clock in Paris."""

HOST = "ho_fabrique"
INVOICES, CREDIT_NOTES = Series(HOST, Kind.INVOICE), Series(HOST, Kind.CREDIT_NOTE)


def an_order(source: str = "BK#bk_1", **changes: Any) -> Order:
    """Three hours of a room at 35 € HT, paid by card: 126.00 € TTC."""
    fields: dict[str, Any] = {
        "id": document_id(source, "invoice"),
        "kind": Kind.INVOICE,
        "process": Process.PAID,
        "language": "fr",
        "seller_id": HOST,
        "regime": VatRegime.NORMAL,
        "buyer_id": "coworker",
        "lines": (a_line(),),
        "payable": 12_600,
        "source": source,
        "ordered_at": NOW,
        "period": (date(2027, 3, 16), date(2027, 3, 16)),
        "payment": Payment(date(2027, 3, 15), 12_600),
    }
    return Order(**fields | changes)


def undoing(sold: Order, **changes: Any) -> Order:
    """The credit note of all that an order says, a minute later."""
    fields: dict[str, Any] = {
        **vars(sold),
        "id": document_id(sold.source, "credit_note"),
        "kind": Kind.CREDIT_NOTE,
        "process": Process.TO_PAY,
        "payment": None,
        "corrects": sold.id,
        "reason": "réservation annulée",
        "ordered_at": sold.ordered_at + timedelta(minutes=1),
    }
    return Order(**fields | changes)


def ordered(*orders: Order) -> None:
    for one in orders:
        uow = UnitOfWork(now=one.ordered_at, actor=SYSTEM)
        order(uow, one)
        uow.commit()


def issued(*orders: Order, now: datetime = NOW) -> list[Document]:
    """Ordered and issued, in the order asked for; whoever sells them has settings, whoever buys them a profile."""
    ordered(*orders)
    for series in dict.fromkeys(one.series for one in orders):
        issue_series(series, now=now)
    return store.get_many([one.id for one in orders])


def stored(*orders: Order, now: datetime = NOW) -> list[Document]:
    """Issued, with their files in the archive."""
    found = issued(*orders, now=now)
    for document in found:
        keep_original(document.id, now=now)
    return found
