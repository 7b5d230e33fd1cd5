"""What a booking's money leaves on paper: the ledger's journals and the documents ordered. Pure.

Each `Entry` names a transition that `Change` carries; `commit` writes its journal and order in the same transaction.
docs/billing.md has the table; amounts are TTC cents, and every document repeats the booking's amounts to the cent.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from chalicelib.billing.model import (
    Kind,
    Line,
    Order,
    Payment,
    Process,
    UnitCode,
    VatKey,
    document_id,
    line,
)
from chalicelib.bookings.model import Booking
from chalicelib.bookings.trail import price_hash
from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import NOTHING, Amounts, Basis, to_cents
from chalicelib.ledger import chart
from chalicelib.ledger.model import Journal, LedgerAccount, Posting
from chalicelib.legal.model import SellingTerms, SettlementMode, legal_day
from chalicelib.pricing.model import ALL, Price, PriceLine, Unit


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

UNIT_CODES = {
    Unit.HOUR: UnitCode.HOUR,
    Unit.HALF_DAY: UnitCode.PIECE,
    Unit.DAY: UnitCode.DAY,
    Unit.WEEK: UnitCode.WEEK,
    Unit.MONTH: UnitCode.MONTH,
}

UNIT_WORDS = {
    "fr": {
        Unit.HOUR: ("heure", "heures"),
        Unit.HALF_DAY: ("demi-journée", "demi-journées"),
        Unit.DAY: ("journée", "journées"),
        Unit.WEEK: ("semaine", "semaines"),
        Unit.MONTH: ("mois", "mois"),
    },
    "en": {
        Unit.HOUR: ("hour", "hours"),
        Unit.HALF_DAY: ("half-day", "half-days"),
        Unit.DAY: ("day", "days"),
        Unit.WEEK: ("week", "weeks"),
        Unit.MONTH: ("month", "months"),
    },
}
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
    terms = _terms(booking)
    if terms.mode is SettlementMode.PER_BOOKING:
        yield chart.host_payable(booking.host_id), amounts.ttc
        return
    yield chart.sales(terms.vat_rate), amounts.ht + amounts.rounding
    if amounts.vat:
        yield chart.vat_collected(terms.vat_rate), amounts.vat


def _order(booking: Booking, wanted_id: str, kind: Kind, process: Process, payable: int, now: datetime) -> Order:
    terms, zone = _terms(booking), ZoneInfo(booking.timezone)
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
        period=(booking.sold_period.start.astimezone(zone).date(), _last_day(booking, zone)),
    )


def _last_day(booking: Booking, zone: ZoneInfo) -> date:
    """What ends at midnight ends on the day before it."""
    return (booking.sold_period.end - timedelta(microseconds=1)).astimezone(zone).date()


def lines_of(booking: Booking) -> tuple[Line, ...]:
    """The price's lines as a document prints them, net of VAT: their sum is the booking's HT, to the cent.

    What was typed HT keeps its units and unit prices. What was typed TTC is shared out of the HT total by the largest
    remainder and says its TTC price in words, since no unit price HT would multiply back.
    """
    price, terms = booking.price, _terms(booking)
    key = VatKey(terms.vat_category, terms.vat_rate, terms.exemption)
    groups = list(_groups(price))
    typed_net = price.basis is Basis.HT or terms.vat_rate == 0
    nets = [group.amount for group in groups] if typed_net else _shared(price.amounts.ht, groups)
    return tuple(
        _line(booking, group, net, key, keeps_units=typed_net) for group, net in zip(groups, nets, strict=True)
    )


def _part_line(entry: Entry, booking: Booking, net: int) -> Line:
    """Of a part of the price, whose lines are not those of the sale."""
    terms, percent = _terms(booking), ALL - (booking.cancellation.kept if booking.cancellation else 0)
    key = VatKey(terms.vat_category, terms.vat_rate, terms.exemption)
    label = f"{booking.space_name} · {booking.room_name}"
    return line(label, Decimal(1), Decimal(net), key, detail=PART[entry][booking.language].format(percent=percent))


@dataclass(frozen=True)
class _Group:
    """Equal lines of several days and seats; `amount` on the basis that was typed."""

    line: PriceLine
    days: tuple[date, ...]
    count: int

    @property
    def amount(self) -> int:
        return self.line.amount * self.count

    @property
    def quantity(self) -> Decimal:
        return self.line.quantity * self.count


def _groups(price: Price) -> Iterator[_Group]:
    found: dict[tuple[Unit, Decimal, int, int], list[PriceLine]] = {}
    for one in price.lines:
        found.setdefault((one.unit, one.quantity, one.unit_price, one.amount), []).append(one)
    for same in found.values():
        yield _Group(same[0], tuple(one.day for one in same), len(same) * price.seats)


def _shared(total: int, groups: list[_Group]) -> list[int]:
    """`total` cents in the proportion of the groups' amounts, the cents left over to the largest remainders."""
    whole = sum(group.amount for group in groups)
    shares = [total * group.amount // whole for group in groups]
    by_remainder = sorted(range(len(groups)), key=lambda n: -(total * groups[n].amount % whole))
    for number in by_remainder[: total - sum(shares)]:
        shares[number] += 1
    return shares


def _line(booking: Booking, group: _Group, net: int, key: VatKey, *, keeps_units: bool) -> Line:
    label = f"{booking.space_name} · {booking.room_name}"
    detail = _detail(booking, group, says_price=not keeps_units)
    if keeps_units and to_cents(group.quantity * group.line.unit_price) == net:
        unit = UNIT_CODES[group.line.unit]
        return line(label, group.quantity, Decimal(group.line.unit_price), key, unit=unit, detail=detail)
    if keeps_units:
        # A started quarter rounds for each day and seat: only the rounded price multiplies back.
        return line(label, Decimal(group.count), Decimal(group.line.amount), key, detail=detail)
    return line(label, Decimal(1), Decimal(net), key, detail=detail)


def _detail(booking: Booking, group: _Group, *, says_price: bool) -> str:
    language, zone = booking.language, ZoneInfo(booking.timezone)
    first, last = group.days[0], group.days[-1]
    days = f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"
    start, end = booking.sold_period.start.astimezone(zone), booking.sold_period.end.astimezone(zone)
    if start.date() == _last_day(booking, zone):
        until = f"{end:%H:%M}" if end.date() == start.date() else "24:00"
        days = f"{days}, {start:%H:%M}–{until}"
    said = [days, f"{_number(group.line.quantity, language)} {_unit(group.line, language)}"]
    if len(group.days) > 1:
        said.append(f"{len(group.days)} {'jours' if language == 'fr' else 'days'}")
    if booking.price.seats > 1:
        said.append(f"{booking.price.seats} {'places' if language == 'fr' else 'seats'}")
    if says_price:
        typed = _number(Decimal(group.line.unit_price) / 100, language, decimals=2)
        said.append(f"{typed} € TTC" if language == "fr" else f"€{typed} incl. VAT")
    return " · ".join(said)


def _unit(line: PriceLine, language: Language) -> str:
    """French counts in the plural from two on, English above one."""
    several = line.quantity >= 2 if language == "fr" else line.quantity > 1
    return UNIT_WORDS[language][line.unit][several]


def _number(value: Decimal, language: Language, decimals: int | None = None) -> str:
    text = f"{value:.{decimals}f}" if decimals is not None else f"{value.normalize():f}"
    return text.replace(".", ",") if language == "fr" else text


def _terms(booking: Booking) -> SellingTerms:
    if booking.price.terms is None:
        raise ValueError(f"{booking.id} is free: nothing was sold")
    return booking.price.terms
