"""Documents of a month's settlement: what the platform bought from a host, and the commission that it withheld."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from chalicelib.billing.annex import AnnexTable, Column
from chalicelib.billing.model import Annex, Document, Kind, Line, Payment, Process, Reference, VatKey, line
from chalicelib.billing.rendering.figures import money
from chalicelib.core.money import FULL_RATE, to_cents
from chalicelib.legal.model import PLATFORM as PLATFORM_ID
from chalicelib.legal.model import VatRegime
from localdev.samples.drafts import FRANCHISE, FULL, ISSUED_ON, paid, sample
from localdev.samples.people import ATELIER, FABRIQUE, PLATFORM

BOOKINGS = 200
FEW = 12
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
CANCELLED = date(2026, 12, 3)
TRANSFER_ON = date(2027, 1, 15)
COMMISSION = 1000
WITHHELD = "97"
KEPT = Annex("annexes/sample.json", "0" * 64)
ROOMS = (
    "Salle Ménilmontant",
    "Bureau fermé du deuxième étage, côté jardin, quatre postes et une table ronde",
    "Place de travail",
    "Plateau",
)


@dataclass(frozen=True)
class Sample:
    """How its document is made, and the annex that it names."""

    make: Callable[[], Document]
    annex: AnnexTable | None = None


@dataclass(frozen=True)
class Sold:
    """One booking of the month. Cents, net of VAT; its commission is rounded by itself when it is withheld."""

    number: int
    ht: int

    @property
    def commission(self) -> int:
        return to_cents(Decimal(self.ht) * COMMISSION / FULL_RATE)

    @property
    def words(self) -> tuple[str, str, str]:
        day = FIRST + timedelta(days=self.number * 30 // BOOKINGS)
        return f"{day:%d/%m/%Y}", f"bk_{self.number:04d}c7h2", ROOMS[self.number % len(ROOMS)]


def bookings(count: int) -> list[Sold]:
    """Most commissions bear a whole number of cents of VAT; those of every 28th booking lose a part of one."""
    return [
        Sold(number, 50 * (40 + number * 37 % 211) - (20 if number % 28 == 0 else 0))
        for number in range(1, count + 1)
    ]


def table(title: str, amounts: list[tuple[Sold, int]], key: VatKey) -> AnnexTable:
    """Of amounts net of VAT, with the VAT of each as it was rounded."""
    taxed = [(sold, ht, to_cents(Decimal(ht) * key.rate / FULL_RATE)) for sold, ht in amounts]
    return AnnexTable(
        title=title,
        columns=(
            Column("Date", "left", 9),
            Column("Réservation", "left", 12),
            Column("Salle", "left", 24),
            Column("HT", "right", 11),
            Column("TVA", "right", 10),
            Column("TTC", "right", 11),
        ),
        rows=tuple((*sold.words, *figures(ht, vat)) for sold, ht, vat in taxed),
        sums=(
            "Total", "", f"{len(taxed)} réservations",
            *figures(sum(ht for _, ht, _ in taxed), sum(vat for *_, vat in taxed)),
        ),
        entries=tuple({"booking": sold.words[1], "ht": ht, "vat": vat} for sold, ht, vat in taxed),
    )  # fmt: skip


def figures(ht: int, vat: int) -> tuple[str, str, str]:
    return money(ht, "fr"), money(vat, "fr"), money(ht + vat, "fr")


def whole(label: str, cents: int, key: VatKey, detail: str = "") -> tuple[Line, ...]:
    return (line(label, Decimal(1), Decimal(cents), key, detail=detail),)


def self_billed() -> Document:
    sold = sum(one.ht for one in bookings(BOOKINGS))
    return sample(
        "AF-2027-000001",
        whole("Mise à disposition de salles, décembre 2026", sold, FULL, f"{BOOKINGS} réservations"),
        kind=Kind.SELF_BILLED,
        buyer_id=PLATFORM_ID,
        buyer=PLATFORM,
        period=(FIRST, LAST),
        due_on=TRANSFER_ON,
        annex=KEPT,
    )


def self_billed_franchise() -> Document:
    sold = sum(one.ht for one in bookings(FEW))
    return sample(
        "AF-2027-000002",
        whole("Mise à disposition de salles, décembre 2026", sold, FRANCHISE, f"{FEW} réservations"),
        kind=Kind.SELF_BILLED,
        seller=ATELIER,
        regime=VatRegime.FRANCHISE,
        buyer_id=PLATFORM_ID,
        buyer=PLATFORM,
        period=(FIRST, LAST),
        due_on=TRANSFER_ON,
        annex=KEPT,
    )


def self_billed_credit_note() -> Document:
    return sample(
        "AAF-2027-000001",
        whole("Réservation annulée du 3 décembre 2026", 10_500, FULL),
        kind=Kind.SELF_BILLED_CREDIT_NOTE,
        buyer_id=PLATFORM_ID,
        buyer=PLATFORM,
        corrects=Reference("AF-2027-000001", ISSUED_ON),
        period=(CANCELLED, CANCELLED),
        reason="réservation annulée après la facturation",
    )


def commission() -> Document:
    """Withheld booking by booking: 3 cents more than the VAT on their sum."""
    sold = bookings(BOOKINGS)
    owed = sum(one.commission + to_cents(Decimal(one.commission) * FULL.rate / FULL_RATE) for one in sold)
    pieces = whole(
        "Commission sur les réservations de décembre 2026",
        sum(one.commission for one in sold),
        FULL,
        f"{BOOKINGS} réservations, 10 % du prix HT",
    )
    return paid(
        "F-2027-000009",
        pieces,
        payable=owed,
        roundings=BOOKINGS,
        method=WITHHELD,
        seller_id=PLATFORM_ID,
        seller=PLATFORM,
        buyer_id="host-1",
        buyer=FABRIQUE,
        period=(FIRST, LAST),
        on_behalf_by="",
        annex=KEPT,
    )


def commission_credit_note() -> Document:
    note = sample(
        "A-2027-000001",
        whole("Commission sur une réservation annulée du 3 décembre 2026", 1_050, FULL),
        prepaid=1_260,
        kind=Kind.CREDIT_NOTE,
        process=Process.PAID,
        payment=Payment(ISSUED_ON, 1_260, WITHHELD),
        seller_id=PLATFORM_ID,
        seller=PLATFORM,
        buyer_id="host-1",
        buyer=FABRIQUE,
        on_behalf_by="",
        corrects=Reference("F-2027-000009", ISSUED_ON),
        period=(CANCELLED, CANCELLED),
        reason="réservation annulée après la facturation",
    )
    return replace(note, due_on=ISSUED_ON)


def sold_table(count: int, key: VatKey) -> AnnexTable:
    return table("Réservations de décembre 2026", [(one, one.ht) for one in bookings(count)], key)


def commission_table() -> AnnexTable:
    amounts = [(one, one.commission) for one in bookings(BOOKINGS)]
    return table("Commissions de décembre 2026", amounts, FULL)


SETTLEMENT = {
    "autofacture_mensuelle": Sample(self_billed, sold_table(BOOKINGS, FULL)),
    "autofacture_franchise": Sample(self_billed_franchise, sold_table(FEW, FRANCHISE)),
    "avoir_autofacture": Sample(self_billed_credit_note),
    "facture_commission": Sample(commission, commission_table()),
    "avoir_commission": Sample(commission_credit_note),
}
