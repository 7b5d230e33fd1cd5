"""What a booking's money leaves on paper: the ledger's journals and the documents ordered. Pure.

Each `Entry` names a transition that `Change` carries; `commit` writes its journal and order in the same transaction.
docs/billing.md has the table; amounts are TTC cents, and every document repeats the booking's amounts to the cent.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from chalicelib.billing.model import (
    Kind,
    Line,
    Order,
    Payment,
    Process,
    VatKey,
    document_id,
    line,
)
from chalicelib.bookings.invoice_lines import last_day, lines_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.trail import price_hash
from chalicelib.core.money import NOTHING, Amounts
from chalicelib.ledger import chart
from chalicelib.ledger.model import Journal, LedgerAccount, Posting
from chalicelib.legal.model import SettlementMode, legal_day
from chalicelib.pricing.model import ALL


class Entry(StrEnum):
    """`sale`: captured for a confirmed booking. `sale_undone`: cancelled, money is to go back. `sale_lowered`: moved
    to where it costs less. `refund_granted`: afterwards, by its host. `stray`: captured for no sale. `refund`: gone
    back. `refund_returned`: it came back from the coworker's bank."""

    SALE = "sale"
    SALE_UNDONE = "sale_undone"
    SALE_LOWERED = "sale_lowered"
    REFUND_GRANTED = "refund_granted"
    STRAY = "stray"
    REFUND = "refund"
    REFUND_RETURNED = "refund_returned"


GIVES_BACK = frozenset({Entry.SALE_UNDONE, Entry.SALE_LOWERED, Entry.REFUND_GRANTED})
"""Each decides one more part of the price that goes back, the last of the booking's `returns`."""

REPEATED = (Entry.STRAY, Entry.REFUND, Entry.REFUND_RETURNED)
"""Money may come, go, bounce and go again."""

WHY = {
    Entry.SALE_UNDONE: {"fr": "réservation annulée", "en": "booking cancelled"},
    Entry.SALE_LOWERED: {
        "fr": "réservation déplacée à un horaire moins cher",
        "en": "booking moved to a cheaper time",
    },
    Entry.REFUND_GRANTED: {"fr": "remboursement accordé par l'hôte", "en": "refund granted by the host"},
}
PART = {
    Entry.SALE_UNDONE: {
        "fr": "{percent} % du prix, selon les conditions d'annulation",
        "en": "{percent} % of the price, by the conditions of cancellation",
    },
    Entry.SALE_LOWERED: {"fr": "différence de prix", "en": "difference in price"},
    Entry.REFUND_GRANTED: {"fr": "ce qui restait payé", "en": "what was still paid"},
}


def invoice_id(booking: Booking) -> str:
    return document_id(booking.key, "invoice")


def credit_note_id(booking: Booking, number: int = 1) -> str:
    """Of what it was decided to give back first, second and so on."""
    return document_id(booking.key, "credit_note" if number == 1 else f"credit_note:{number}")


def documented_amounts(booking: Booking) -> dict[str, Amounts]:
    """What each document says that a booking may have, by its id; most have one or none."""
    parts = booking.returns or (NOTHING,)
    notes = {credit_note_id(booking, number): part for number, part in enumerate(parts, 1)}
    return {invoice_id(booking): booking.price.amounts} | notes


def sale_reference(booking: Booking) -> str:
    return f"{Entry.SALE}:{booking.id}"


def return_reference(booking: Booking, number: int) -> str:
    """Whatever the reason: a part is decided to go back once."""
    return f"back:{booking.id}:{number}"


def reference_of(entry: Entry, booking: Booking) -> str:
    if entry is Entry.SALE:
        return sale_reference(booking)
    if entry in GIVES_BACK:
        return return_reference(booking, len(booking.returns))
    return f"{entry.value}:{booking.id}:{booking.version}"


def journal_of(entry: Entry, booking: Booking, now: datetime, cents: int = 0) -> Journal:
    """`cents` of a refund: what left, or came back."""
    evidence = {"booking": booking.id, "intent": booking.payment_intent_id}
    if entry is Entry.SALE:
        evidence["price_sha256"] = price_hash(booking.price)
    postings = tuple(_postings(entry, booking, cents))
    return Journal(reference_of(entry, booking), entry.value, now, postings, booking.host_id, evidence)


def order_of(entry: Entry, booking: Booking, now: datetime) -> Order | None:
    """The document that goes with an entry. Money that was taken for no sale, and its way back, have none."""
    if entry is Entry.SALE:
        invoice = _order(booking, invoice_id(booking), Kind.INVOICE, Process.PAID, booking.amount, now)
        return replace(invoice, payment=Payment(on=legal_day(now), amount=booking.amount))
    if entry in GIVES_BACK:
        part, number = booking.returns[-1], len(booking.returns)
        wanted = credit_note_id(booking, number)
        credit_note = _order(booking, wanted, Kind.CREDIT_NOTE, Process.TO_PAY, part.ttc, now)
        if part != booking.price.amounts:
            credit_note = replace(credit_note, lines=(_part_line(entry, booking, part.ht),), roundings=2 * number)
        return replace(credit_note, corrects=invoice_id(booking), reason=WHY[entry][booking.language])
    return None


def stray_journals(booking: Booking, intent_id: str, amount: int, now: datetime) -> tuple[Journal, Journal]:
    """A second payment of one booking: taken, and sent back."""
    evidence = {"booking": booking.id, "intent": intent_id}
    came = (Posting(chart.PSP, chart.REFUNDS_DUE, amount),)
    left = (Posting(chart.REFUNDS_DUE, chart.PSP, amount),)
    return (
        Journal(f"stray:{intent_id}", Entry.STRAY.value, now, came, booking.host_id, evidence),
        Journal(f"refund:{intent_id}", Entry.REFUND.value, now, left, booking.host_id, evidence),
    )


def bounced_journal(booking: Booking, intent_id: str, refund_id: str, amount: int, now: datetime) -> Journal:
    """The return of a second payment came back from the coworker's bank."""
    evidence = {"booking": booking.id, "intent": intent_id, "refund": refund_id}
    back = (Posting(chart.PSP, chart.REFUNDS_DUE, amount),)
    reference = f"refund_returned:{refund_id}"
    return Journal(reference, Entry.REFUND_RETURNED.value, now, back, booking.host_id, evidence)


def _postings(entry: Entry, booking: Booking, cents: int) -> Iterator[Posting]:
    match entry:
        case Entry.SALE:
            for account, part in earned(booking, booking.price.amounts):
                yield Posting(chart.PSP, account, part)
        case Entry.SALE_UNDONE | Entry.SALE_LOWERED | Entry.REFUND_GRANTED:
            for account, part in earned(booking, booking.returns[-1]):
                yield Posting(account, chart.REFUNDS_DUE, part)
        case Entry.STRAY:
            yield Posting(chart.PSP, chart.REFUNDS_DUE, booking.amount)
        case Entry.REFUND:
            yield Posting(chart.REFUNDS_DUE, chart.PSP, cents)
        case Entry.REFUND_RETURNED:
            yield Posting(chart.PSP, chart.REFUNDS_DUE, cents)


def earned(booking: Booking, amounts: Amounts) -> Iterator[tuple[LedgerAccount, int]]:
    """Whose the money of a sale, or of a part of it, is: the host's whole, or the platform's own turnover and the tax
    on it."""
    terms = booking.terms
    if terms.mode is SettlementMode.PER_BOOKING:
        yield chart.host_payable(booking.host_id), amounts.ttc
        return
    yield chart.sales(terms.vat_rate), amounts.ht + amounts.rounding
    if amounts.vat:
        yield chart.vat_collected(terms.vat_rate), amounts.vat


def _order(booking: Booking, wanted_id: str, kind: Kind, process: Process, payable: int, now: datetime) -> Order:
    terms, zone = booking.terms, ZoneInfo(booking.timezone)
    return Order(
        id=wanted_id,
        kind=kind,
        process=process,
        language=booking.language,
        seller_id=terms.seller_id,
        regime=terms.regime,
        buyer_id=booking.user_id,
        lines=lines_of(booking),
        payable=payable,
        source=booking.key,
        ordered_at=now,
        period=(booking.sold_period.start.astimezone(zone).date(), last_day(booking, zone)),
    )


def _part_line(entry: Entry, booking: Booking, net: int) -> Line:
    """Of a part of the price, whose lines are not those of the sale."""
    terms, percent = booking.terms, ALL - (booking.cancellation.kept if booking.cancellation else 0)
    key = VatKey(terms.vat_category, terms.vat_rate, terms.exemption)
    label = f"{booking.space_name} · {booking.room_name}"
    return line(label, Decimal(1), Decimal(net), key, detail=PART[entry][booking.language].format(percent=percent))
