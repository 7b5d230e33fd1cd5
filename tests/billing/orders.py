"""Orders of the documents that settle a month between the platform and a host, as their orderer makes them."""

from datetime import date
from typing import Any

from chalicelib.billing.model import Annex, Kind, Order, Payment, Process
from chalicelib.legal.model import PLATFORM
from tests.make.orders import HOST, an_order

ANNEX = Annex("annexes/self_billed/ho_fabrique/sample.json", "0" * 64)
WITHHELD = "97"


def self_billed(source: str = "MONTH#1", **changes: Any) -> Order:
    """The platform bought from the host, and pays him on a day of April: 126.00 € TTC."""
    fields: dict[str, Any] = {
        "kind": Kind.SELF_BILLED,
        "process": Process.TO_PAY,
        "buyer_id": PLATFORM,
        "payment": None,
        "due_on": date(2027, 4, 12),
        "annex": ANNEX,
    }
    return an_order(source, **fields | changes)


def commission(source: str = "MONTH#2", **changes: Any) -> Order:
    """What the platform withheld from three bookings: three cents more than 126.00 € TTC."""
    fields: dict[str, Any] = {
        "seller_id": PLATFORM,
        "buyer_id": HOST,
        "payable": 12_603,
        "payment": Payment(date(2027, 3, 15), 12_603, WITHHELD),
        "roundings": 3,
    }
    return an_order(source, **fields | changes)
