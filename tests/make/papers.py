"""What bookings left in the ledger and among the documents: read as it lies there, by nobody's rules."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from chalicelib.billing import store as documents
from chalicelib.billing.issue import issue_series
from chalicelib.billing.model import Document, Kind, Order, Series
from chalicelib.bookings.model import Booking
from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.ledger.model import Journal, LedgerAccount
from chalicelib.ledger.text import journal_from
from chalicelib.legal.model import PLATFORM
from tests.make.till import Till


def journals(booking: Booking | None = None) -> list[Journal]:
    """Of a booking, or all that move money, in the order in which they were written."""
    found = []
    for page in dynamodb().get_paginator("scan").paginate(TableName=settings().ledger_table_name):
        found += [journal_from(item["text"]["S"]) for item in page["Items"] if item["pk"]["S"].startswith("J#")]
    of_money = [one for one in found if one.postings]
    # Of one instant, what comes in comes before what goes out.
    of_money.sort(key=lambda one: (one.at, one.kind not in {"sale", "stray"}, one.kind == "refund"))
    return [one for one in of_money if booking is None or one.evidence["booking"] == booking.id]


def kinds_of(booking: Booking) -> list[str]:
    return [one.kind for one in journals(booking)]


def balances(found: Iterable[Journal]) -> dict[LedgerAccount, int]:
    """Debits positive; accounts on which nothing is left are absent."""
    added: Counter[LedgerAccount] = Counter()
    for one in found:
        added.update(one.balances())
    return {account: cents for account, cents in added.items() if cents}


def waiting(booking: Booking) -> list[Order]:
    """Orders of a booking that are not issued yet, whoever sells."""
    sellers = (booking.host_id, PLATFORM)
    found = [one for seller in sellers for kind in Kind for one in documents.orders_of(Series(seller, kind), 100)]
    return [one for one in found if one.source == booking.key]


def issue_all(till: Till, *hosts: str) -> None:
    for seller in (*hosts, PLATFORM):
        for kind in Kind:
            issue_series(Series(seller, kind), now=till.now)


def issued_for(till: Till, booking: Booking) -> list[Document]:
    """Issues what waits; the documents of a booking, in the order in which they were ordered."""
    orders = waiting(booking)
    issue_all(till, booking.host_id)
    return documents.get_many([one.id for one in sorted(orders, key=lambda one: one.ordered_at)])


# What somebody with an operator's key does to the main table.


def put_over(pk: str, sk: str, **attributes: Any) -> None:
    """Some attributes of an item become others."""
    found = table.read(pk, sk) or table.key(pk, sk)
    dynamodb().put_item(TableName=settings().table_name, Item=found | attributes)


def overwritten(document: Document) -> None:
    """By one that says something else."""
    put_over(document.key, "A", data={"S": documents._documents().dump_json(document).decode()})
