"""Whether the ledger and the documents say of a booking's money what the booking says."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from chalicelib.billing.find import documents
from chalicelib.billing.model import Document
from chalicelib.bookings.model import Booking, Money
from chalicelib.bookings.papers import (
    ONCE,
    Entry,
    credit_note_id,
    document_ids,
    earned,
    invoice_id,
    journal_of,
    reference_of,
)
from chalicelib.bookings.trail import trail_of
from chalicelib.ledger import chart
from chalicelib.ledger.find import journals_of
from chalicelib.ledger.model import Journal, LedgerAccount

PATIENCE = timedelta(hours=1)
"""A document has its number within seconds of its order; a worker that failed tries again for an hour."""

MONEY_TAKEN = frozenset({Money.CAPTURED, Money.REFUNDING, Money.REFUNDED, Money.REFUND_FAILED})
"""Where the money of a booking is once it was captured."""


def shortcomings(booking: Booking, now: datetime) -> list[str]:
    """Of a booking whose money is one of MONEY_TAKEN, in words and cents. All is strongly read."""
    journals = _journals_of(booking)
    found = {one.document.id: one.document for one in documents(document_ids(booking))}
    return [*_in_the_books(booking, journals), *_on_paper(booking, journals, found, now)]


def _journals_of(booking: Booking) -> list[Journal]:
    """Those that its changes may have written; who writes often is asked about under every version."""
    references = [reference_of(entry, booking) for entry in sorted(ONCE)]
    if booking.money is not Money.CAPTURED:
        repeated = [entry for entry in Entry if entry not in ONCE]
        versions = range(1, booking.version + 1)
        references += [f"{entry.value}:{booking.id}:{version}" for entry in repeated for version in versions]
    return list(journals_of(references).values())


def _in_the_books(booking: Booking, journals: list[Journal]) -> Iterator[str]:
    moved: Counter[str] = Counter()
    left: Counter[LedgerAccount] = Counter()
    for journal in journals:
        moved[journal.kind] += sum(posting.amount for posting in journal.postings)
        left.update(journal.balances())
    taken = moved[Entry.SALE] + moved[Entry.STRAY]
    back = moved[Entry.REFUND] - moved[Entry.REFUND_RETURNED]
    returned = booking.back.ttc if booking.money is Money.REFUNDED else 0
    if taken != booking.amount:
        yield f"{booking.money} {booking.amount}, taken {taken} in the ledger"
    if back != returned:
        yield f"{booking.money} {booking.back.ttc}, given back {back} in the ledger"
    standing = {account: cents for account, cents in left.items() if cents}
    if standing != _expected(booking):
        yield f"accounts {dict(sorted(standing.items()))}, expected {dict(sorted(_expected(booking).items()))}"


def _expected(booking: Booking) -> Mapping[LedgerAccount, int]:
    """What its journals leave on each account, debits positive."""
    if booking.money is Money.CAPTURED:
        return journal_of(Entry.SALE, booking, booking.created_at).balances()
    kept = booking.price.amounts - booking.back
    earned_of_it = {account: -cents for account, cents in earned(booking, kept) if cents}
    if booking.money is Money.REFUNDED:
        return {chart.PSP: kept.ttc} | earned_of_it if kept.ttc else {}
    return {chart.PSP: booking.amount, chart.REFUNDS_DUE: -booking.back.ttc} | earned_of_it


def _on_paper(
    booking: Booking, journals: list[Journal], found: Mapping[str, Document], now: datetime
) -> Iterator[str]:
    by_kind = {journal.kind: journal for journal in journals}
    sale = by_kind.get(Entry.SALE)
    wanted = {Entry.SALE: invoice_id(booking), Entry.SALE_UNDONE: credit_note_id(booking)}
    for entry, document_id in wanted.items():
        ordered = by_kind.get(entry)
        if ordered and document_id not in found and ordered.at <= now - PATIENCE:
            yield f"the document of its {entry} was never issued"
        if ordered is None and document_id in found:
            yield f"{found[document_id].number} documents no {entry}"
    recorded = sale.evidence.get("price_sha256") if sale else None
    for number, what in trail_of(booking.price, booking.back, list(found.values()), recorded).differences:
        yield f"{number}: other {what}"
    invoice, credit_note = found.get(invoice_id(booking)), found.get(credit_note_id(booking))
    if credit_note and invoice and _cited(credit_note) != invoice.number:
        yield f"{credit_note.number} cites {_cited(credit_note)}, not {invoice.number}"


def _cited(document: Document) -> str:
    return document.draft.corrects.number if document.draft.corrects else "nothing"
