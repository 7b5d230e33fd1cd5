"""What must hold on paper at the end of every story: journals, documents, their numbers and their original bytes."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.billing import store
from chalicelib.billing.model import Document, Kind
from chalicelib.bookings import papers
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.papers import Entry
from chalicelib.core.errors import NotFound
from chalicelib.ledger.find import journal_of
from tests.make.audit import bookings

Item = dict[str, Any]
GIVEN_BACK = {Money.REFUNDING, Money.REFUNDED, Money.REFUND_FAILED}


def assert_on_paper(items: Iterable[Item], original: Callable[[str], bytes]) -> None:
    """Each sale has its journal and invoice, each sale undone its credit note, and no other document was issued; the
    numbers of a series follow each other; the bytes kept are those that were first written."""
    items = list(items)
    assert not [item["pk"]["S"] for item in items if item["sk"]["S"].startswith("ORDER#")], "orders never issued"
    issued = {item["pk"]["S"].removeprefix("DOC#") for item in items if _is_document(item)}
    called_for = [one for booking in bookings() for one in _documents_of(booking)]
    assert Counter(called_for) == Counter(issued)
    documents = store.get_many(sorted(issued))
    _numbers_follow_each_other(documents)
    for document in documents:
        kept = store.original_of(document.id)
        assert kept is not None
        assert hashlib.sha256(original(kept.object_key)).hexdigest() == kept.sha256
        assert journal_of(f"document:{document.id}").evidence["sha256"] == kept.sha256


def _documents_of(booking: Booking) -> list[str]:
    if not was_sold(booking):
        return []
    undone = booking.status is Status.CANCELLED and booking.money in GIVEN_BACK
    return [papers.invoice_id(booking), papers.credit_note_id(booking)] if undone else [papers.invoice_id(booking)]


def was_sold(booking: Booking) -> bool:
    """Captured for a booking that was confirmed, whatever came of it."""
    try:
        journal_of(papers.reference_of(Entry.SALE, booking))
    except NotFound:
        assert not (booking.status is Status.CONFIRMED and booking.amount), "confirmed and paid, but not on paper"
        return False
    return True


def _numbers_follow_each_other(documents: list[Document]) -> None:
    for kind in Kind:
        numbers = sorted(document.number for document in documents if document.draft.kind is kind)
        assert [int(number.rsplit("-", 1)[1]) for number in numbers] == list(range(1, len(numbers) + 1))


def _is_document(item: Item) -> bool:
    return bool(item["pk"]["S"].startswith("DOC#") and item["sk"]["S"] == store.SK)
