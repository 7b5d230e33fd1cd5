"""Whether the ledger and the documents say of a booking's money what the booking says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from chalicelib.billing.find import documents
from chalicelib.billing.model import Document
from chalicelib.bookings.model import Booking, Money
from chalicelib.bookings.papers import (
    REPEATED,
    Entry,
    credit_note_id,
    documented_amounts,
    earned,
    invoice_id,
    return_reference,
    sale_reference,
)
from chalicelib.bookings.trail import trail_of
from chalicelib.ledger import chart
from chalicelib.ledger.find import journals_of
from chalicelib.ledger.model import Journal, LedgerAccount

PATIENCE = timedelta(hours=1)
"""A document has its number within seconds of its order; a worker that failed tries again for an hour."""


def shortcomings(booking: Booking, now: datetime) -> list[str]:
    """Of a booking whose money is one of TAKEN, in words and cents. All is strongly read."""
    journals = _journals_of(booking)
    found = {one.document.id: one.document for one in documents([*documented_amounts(booking)])}
    return [*_in_the_books(booking, journals.values()), *_on_paper(booking, journals, found, now)]


def _journals_of(booking: Booking) -> Mapping[str, Journal]:
    """Those that its changes may have written, by their references; who writes often is asked about under every
    version."""
    parts = range(1, max(1, len(booking.returns)) + 1)
    references = [sale_reference(booking), *(return_reference(booking, number) for number in parts)]
    if booking.returns or booking.money is not Money.CAPTURED:
        versions = range(1, booking.version + 1)
        references += [f"{entry.value}:{booking.id}:{version}" for entry in REPEATED for version in versions]
    return journals_of(references)


def _in_the_books(booking: Booking, journals: Iterable[Journal]) -> Iterator[str]:
    moved: Counter[str] = Counter()
    left: Counter[LedgerAccount] = Counter()
    for journal in journals:
        moved[journal.kind] += sum(posting.amount for posting in journal.postings)
        left.update(journal.balances())
    taken = moved[Entry.SALE] + moved[Entry.STRAY]
    back = moved[Entry.REFUND] - moved[Entry.REFUND_RETURNED]
    if taken != booking.amount:
        yield f"{booking.money} {booking.amount}, taken {taken} in the ledger"
    if back != booking.returned:
        yield f"{booking.money} {booking.returned}, given back {back} in the ledger"
    standing = {account: cents for account, cents in left.items() if cents}
    if standing != _expected(booking):
        yield f"accounts {dict(sorted(standing.items()))}, expected {dict(sorted(_expected(booking).items()))}"


def _expected(booking: Booking) -> Mapping[LedgerAccount, int]:
    """What its journals leave on each account, debits positive."""
    left = {chart.PSP: booking.amount - booking.returned, chart.REFUNDS_DUE: -booking.owed_back}
    left |= {account: -cents for account, cents in earned(booking, booking.standing)}
    return {account: cents for account, cents in left.items() if cents}


def _on_paper(
    booking: Booking, journals: Mapping[str, Journal], found: Mapping[str, Document], now: datetime
) -> Iterator[str]:
    sale, meant = sale_reference(booking), documented_amounts(booking)
    notes = {credit_note_id(booking, number): return_reference(booking, number) for number in range(1, len(meant))}
    for document_id, reference in ({invoice_id(booking): sale} | notes).items():
        ordered = journals.get(reference)
        if ordered and document_id not in found and ordered.at <= now - PATIENCE:
            yield f"the document of its {ordered.kind} was never issued"
        if ordered is None and document_id in found:
            yield f"{found[document_id].number} documents no {reference}"
    recorded = journals[sale].evidence.get("price_sha256") if sale in journals else None
    for number, what in trail_of(booking.price, meant, list(found.values()), recorded).differences:
        yield f"{number}: other {what}"
    invoice = found.get(invoice_id(booking))
    for credit_note in (found[one] for one in notes if one in found and invoice):
        if invoice and _cited(credit_note) != invoice.number:
            yield f"{credit_note.number} cites {_cited(credit_note)}, not {invoice.number}"


def _cited(document: Document) -> str:
    return document.draft.corrects.number if document.draft.corrects else "nothing"
