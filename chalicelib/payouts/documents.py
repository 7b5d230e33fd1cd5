"""The documents of a month: the host's self-billed invoice, the platform's for its commission, what corrects them.
Pure: orders and the tables annexed to them. docs/payouts.md."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from chalicelib.billing.annex import AnnexTable, Column
from chalicelib.billing.model import Annex, Kind, Line, Order, Payment, Process, VatKey, document_id, line
from chalicelib.billing.rendering.figures import MONTHS, money, rate
from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass
from chalicelib.legal.model import PLATFORM, Tax, VatRegime, legal_day
from chalicelib.payouts import policy
from chalicelib.payouts.model import Month, Payable, Share

Lines = Sequence[tuple[Payable, Share]]

CLEARED = "97"
"""UNTDID 4461: the commission is withheld from what the host is paid."""

UNDONE = {"fr": "réservation remboursée", "en": "booking refunded"}
BOOKINGS = {"fr": ("réservation", "réservations"), "en": ("booking", "bookings")}
COMMISSION = {"fr": "Commission", "en": "Commission"}


@dataclass(frozen=True)
class Paper:
    """What the documents of one month share: the seller's regime, the language of the host, when it is written."""

    regime: VatRegime
    language: Language
    now: datetime


def month_key(host_id: str, month: str) -> str:
    """What the documents of a month name as their source."""
    return f"MONTH#{host_id}#{month}"


def self_billed_id(host_id: str, month: str) -> str:
    return document_id(month_key(host_id, month), "self_billed")


def commission_id(host_id: str, month: str) -> str:
    return document_id(month_key(host_id, month), "commission")


def corrections_of(booking_id: str) -> tuple[str, str]:
    """Ids of the credit notes that a booking may have, once its month was billed."""
    source = f"BK#{booking_id}"
    return document_id(source, "self_billed_credit_note"), document_id(source, "commission_credit_note")


def self_billed_order(month: Month, lines: Lines, paper: Paper, annex: Annex) -> Order:
    """The host's invoice to the platform, drawn up by the platform (CGI 289 I-2)."""
    return Order(
        id=self_billed_id(month.host_id, month.month),
        kind=Kind.SELF_BILLED,
        process=Process.TO_PAY,
        language=paper.language,
        seller_id=month.host_id,
        regime=paper.regime,
        buyer_id=PLATFORM,
        lines=tuple(_rooms(lines, paper.language)),
        payable=sum(share.gross.ttc for _, share in lines),
        source=month_key(month.host_id, month.month),
        ordered_at=paper.now,
        period=span_of(month.month),
        due_on=policy.last_arrival_of(month.month),
        annex=annex,
    )


def commission_order(month: Month, lines: Lines, paper: Paper, annex: Annex) -> Order:
    """The platform's invoice for its commission, which it has withheld, or will."""
    payable = sum(share.commission.ttc for _, share in lines)
    return Order(
        id=commission_id(month.host_id, month.month),
        kind=Kind.INVOICE,
        process=Process.PAID,
        language=paper.language,
        seller_id=PLATFORM,
        regime=paper.regime,
        buyer_id=month.host_id,
        lines=tuple(_rates(lines, paper.language)),
        payable=payable,
        source=month_key(month.host_id, month.month),
        ordered_at=paper.now,
        period=span_of(month.month),
        payment=Payment(on=legal_day(paper.now), amount=payable, method=CLEARED),
        annex=annex,
        roundings=len(lines),
    )


def self_billed_credit_order(payable: Payable, share: Share, paper: Paper) -> Order:
    """A booking of a month that was billed is no longer owed."""
    return Order(
        id=corrections_of(payable.booking_id)[0],
        kind=Kind.SELF_BILLED_CREDIT_NOTE,
        process=Process.TO_PAY,
        language=paper.language,
        seller_id=payable.host_id,
        regime=paper.regime,
        buyer_id=PLATFORM,
        lines=(_one(payable, share.gross.ht, payable.tax),),
        payable=share.gross.ttc,
        source=f"BK#{payable.booking_id}",
        ordered_at=paper.now,
        corrects=self_billed_id(payable.host_id, payable.month),
        reason=UNDONE[paper.language],
    )


def commission_credit_order(payable: Payable, share: Share, paper: Paper) -> Order:
    """The commission follows the money kept."""
    prefix = f"{COMMISSION[paper.language]} · "
    return Order(
        id=corrections_of(payable.booking_id)[1],
        kind=Kind.CREDIT_NOTE,
        process=Process.TO_PAY,
        language=paper.language,
        seller_id=PLATFORM,
        regime=paper.regime,
        buyer_id=payable.host_id,
        lines=(_one(payable, share.commission.ht, payable.commission_tax, prefix),),
        payable=share.commission.ttc,
        source=f"BK#{payable.booking_id}",
        ordered_at=paper.now,
        corrects=commission_id(payable.host_id, payable.month),
        reason=UNDONE[paper.language],
    )


def sales_annex(month: str, lines: Lines, language: Language) -> AnnexTable:
    """Each booking of the self-billed invoice; its entries are what each comes to, found again on payday."""
    french = language == "fr"
    total = [(one.ht, one.vat, one.ttc) for one in (share.gross for _, share in lines)]
    return AnnexTable(
        title=f"Réservations de {_name(month, language)}" if french else f"Bookings of {_name(month, language)}",
        columns=(
            *_about(language),
            Column("HT" if french else "Net", "right", 12),
            Column("TVA" if french else "VAT", "right", 12),
            Column("TTC" if french else "Gross", "right", 12),
        ),
        rows=tuple(
            (*_row(payable), *(money(cents, language) for cents in (one.ht, one.vat, one.ttc)))
            for payable, one in ((payable, share.gross) for payable, share in lines)
        ),
        sums=(
            "Total", "", "",
            *(money(sum(cents), language) for cents in zip(*total, strict=True)),
        ),
        entries=tuple([payable.booking_id, share.gross.ht, share.gross.vat] for payable, share in lines),
    )  # fmt: skip


def commission_annex(month: str, lines: Lines, language: Language) -> AnnexTable:
    french = language == "fr"
    amounts = [
        (payable.ht, share.commission.ht, share.commission.vat, share.commission.ttc) for payable, share in lines
    ]
    return AnnexTable(
        title=f"Commissions de {_name(month, language)}" if french else f"Commissions of {_name(month, language)}",
        columns=(
            *_about(language),
            Column("Prix HT" if french else "Net price", "right", 11),
            Column("Taux" if french else "Rate", "right", 7),
            Column("Commission HT" if french else "Net commission", "right", 12),
            Column("TVA" if french else "VAT", "right", 9),
            Column("TTC" if french else "Gross", "right", 10),
        ),
        rows=tuple(
            (
                *_row(payable),
                money(cents[0], language),
                rate(payable.commission_rate, language),
                *(money(one, language) for one in cents[1:]),
            )
            for (payable, _), cents in zip(lines, amounts, strict=True)
        ),
        sums=(
            "Total", "", "", money(sum(one[0] for one in amounts), language), "",
            *(money(sum(one[n] for one in amounts), language) for n in (1, 2, 3)),
        ),
    )  # fmt: skip


def span_of(month: str) -> tuple[date, date]:
    """The first and the last day of `yyyy-mm`."""
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _rooms(lines: Lines, language: Language) -> Iterator[Line]:
    """A line for each room and tax; the annex has the bookings."""
    count: Counter[tuple[str, Tax]] = Counter()
    ht: Counter[tuple[str, Tax]] = Counter()
    for payable, share in lines:
        count[payable.label, payable.tax] += 1
        ht[payable.label, payable.tax] += share.gross.ht
    for label, tax in sorted(count, key=repr):
        detail = f"{_counted(count[label, tax], language)}, {_see_annex(language)}"
        yield line(label, Decimal(1), Decimal(ht[label, tax]), _key(tax), detail=detail)


def _rates(lines: Lines, language: Language) -> Iterator[Line]:
    """A line for each rate of commission."""
    count: Counter[tuple[int, Tax]] = Counter()
    base: Counter[tuple[int, Tax]] = Counter()
    ht: Counter[tuple[int, Tax]] = Counter()
    for payable, share in lines:
        same = payable.commission_rate, payable.commission_tax
        count[same] += 1
        base[same] += payable.ht
        ht[same] += share.commission.ht
    for same in sorted(count, key=repr):
        commission_rate, tax = same
        of = "sur" if language == "fr" else "of"
        net = "HT" if language == "fr" else "net"
        bookings = _counted(count[same], language)
        detail = f"{bookings}, {of} {money(base[same], language)} {net}, {_see_annex(language)}"
        label = f"{COMMISSION[language]} {rate(commission_rate, language)}"
        yield line(label, Decimal(1), Decimal(ht[same]), _key(tax), detail=detail)


def _one(payable: Payable, ht: int, tax: Tax, prefix: str = "") -> Line:
    detail = f"{payable.ends:%d/%m/%Y} · {_short(payable)}"
    return line(f"{prefix}{payable.label}", Decimal(1), Decimal(ht), _key(tax), detail=detail)


def _about(language: Language) -> tuple[Column, ...]:
    french = language == "fr"
    return (
        Column("Fin" if french else "End", "left", 15),
        Column("Réservation" if french else "Booking", "left", 12),
        Column("Salle" if french else "Room", "left", 30),
    )


def _row(payable: Payable) -> tuple[str, str, str]:
    return f"{payable.ends:%d/%m/%Y %H:%M}", _short(payable), payable.label


def _short(payable: Payable) -> str:
    """Enough of an id to find the booking by."""
    return payable.booking_id.removeprefix("bk_")[:8]


def _counted(count: int, language: Language) -> str:
    return f"{count} {BOOKINGS[language][count > 1]}"


def _see_annex(language: Language) -> str:
    return "détail en annexe" if language == "fr" else "detailed in the annex"


def _key(tax: Tax) -> VatKey:
    return VatKey(tax.category, tax.rate, tax.exemption)


def _name(month: str, language: Language) -> str:
    first = date.fromisoformat(f"{month}-01")
    return f"{MONTHS[language][first.month - 1]} {first.year}"
