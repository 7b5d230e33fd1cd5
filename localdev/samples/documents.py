"""The samples, each under the name of its file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from chalicelib.billing.model import (
    Document,
    Draft,
    Kind,
    Line,
    Payment,
    Process,
    Reference,
    UnitCode,
    VatKey,
    line,
    totals,
)
from chalicelib.legal.model import Exemption, VatCategory, VatRegime
from localdev.samples.people import (
    ATELIER,
    BRUSSELS,
    CABINET,
    COWORKER,
    FABRIQUE,
    LONG_NAME,
    PLATFORM,
    TOWN,
)

ISSUED_AT = datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
ISSUED_ON = date(2027, 1, 14)
DUE_ON = date(2027, 2, 13)
FULL = VatKey(VatCategory.STANDARD, 2000)
MIDDLE = VatKey(VatCategory.STANDARD, 1000)
REDUCED = VatKey(VatCategory.STANDARD, 550)
FRANCHISE = VatKey(VatCategory.EXEMPT, 0, Exemption.FRANCHISE)
OUTSIDE = VatKey(VatCategory.OUTSIDE, 0, Exemption.PUBLIC_BODY)
TERRITORY = VatKey(VatCategory.EXEMPT, 0, Exemption.TERRITORY)
CARD = "48"

MEETING = "Salle Ménilmontant"
EQUIPPED = ", avec écran, tableau blanc et visioconférence"
MEETING_DETAIL = "Mardi 12 janvier 2027, de 9 h à 12 h"


def sample(
    number: str, lines: tuple[Line, ...], *, payable: int | None = None, prepaid: int = 0, **draft: Any
) -> Document:
    """An invoice between companies to be paid within 30 days, changed by keyword."""
    said: dict[str, Any] = {
        "kind": Kind.INVOICE,
        "process": Process.TO_PAY,
        "language": "fr",
        "seller_id": "host-1",
        "seller": FABRIQUE,
        "regime": VatRegime.NORMAL,
        "buyer_id": "user-1",
        "buyer": CABINET,
        "lines": lines,
        "totals": totals(lines, payable=payable, prepaid=prepaid),
        "source": "BK#sample",
        "period": (date(2027, 1, 12), date(2027, 1, 12)),
        "payment_days": 30,
        "on_behalf_by": "Pupitre",
    }
    due_on = draft.pop("due_on", DUE_ON)
    return Document(f"sample-{number}", number, ISSUED_AT, ISSUED_ON, due_on, Draft(**(said | draft)))


def paid(number: str, lines: tuple[Line, ...], *, payable: int | None = None, **draft: Any) -> Document:
    """Paid in full by card on the day of issue."""
    owed = totals(lines, payable=payable).payable
    document = sample(number, lines, payable=payable, prepaid=owed, due_on=ISSUED_ON, **draft)
    payment = Payment(ISSUED_ON, owed, CARD)
    return replace(document, draft=replace(document.draft, process=Process.PAID, payment=payment, payment_days=0))


def hours(count: str, price: str, vat: VatKey = FULL, **more: Any) -> Line:
    """`price` in euros."""
    detail = more.pop("detail", MEETING_DETAIL)
    return line(MEETING, Decimal(count), Decimal(price) * 100, vat, unit=UnitCode.HOUR, detail=detail, **more)


def regular() -> Document:
    pieces = (
        hours("3", "35.00"),
        line("Café et thé pour huit personnes", Decimal(1), Decimal(2400), MIDDLE),
    )
    return sample(
        "F-2027-000012", pieces, footer="Merci de votre confiance. Accueil du lundi au vendredi, de 9 h à 18 h."
    )


def franchise() -> Document:
    pieces = (
        line(
            "Place de travail", Decimal("1.5"), Decimal(2200), FRANCHISE, unit=UnitCode.DAY, detail="12 et 13 janvier"
        ),
    )
    return sample(
        "F-2027-000003",
        pieces,
        seller=ATELIER,
        regime=VatRegime.FRANCHISE,
        period=(date(2027, 1, 12), date(2027, 1, 13)),
    )


def consumer() -> Document:
    return paid(
        "F-2027-000013", (hours("2", "30.00", detail="Mardi 12 janvier 2027, de 10 h à 12 h"),), buyer=COWORKER
    )


def rates() -> Document:
    pieces = (
        line("Bureau fermé, quatre postes", Decimal(1), Decimal(89_000), FULL, unit=UnitCode.MONTH),
        line("Petits déjeuners", Decimal(12), Decimal(650), MIDDLE, detail="Servis en salle, les mardis et jeudis"),
        line("Paniers de fruits", Decimal(4), Decimal(1850), REDUCED),
    )
    period = (date(2027, 1, 1), date(2027, 1, 31))
    return sample("F-2027-000014", pieces, regime=VatRegime.DEBITS, period=period)


def discount() -> Document:
    pieces = (
        hours("8", "35.00", discount=4200, detail="Mardi 12 janvier 2027, de 9 h à 17 h"),
        line("Vidéoprojecteur", Decimal(1), Decimal(1500), FULL, unit=UnitCode.DAY, discount=1500),
    )
    return sample("F-2027-000015", pieces)


def deposit() -> Document:
    pieces = (
        line(
            "Acompte de 30 % sur la privatisation du 18 mars 2027", Decimal(1), Decimal(36_000), FULL,
            detail="Plateau du premier étage, quarante personnes",
        ),
    )  # fmt: skip
    return paid("AC-2027-000001", pieces, kind=Kind.DEPOSIT, period=None)


def final() -> Document:
    pieces = (
        line("Privatisation du plateau du premier étage", Decimal(1), Decimal(120_000), FULL, unit=UnitCode.DAY),
        line("Service en soirée", Decimal("3.25"), Decimal("48.5000") * 100, FULL, unit=UnitCode.HOUR),
    )
    return sample(
        "F-2027-000041",
        pieces,
        prepaid=43_200,
        process=Process.FINAL,
        deposits=(Reference("AC-2027-000001", ISSUED_ON, 43_200),),
    )


def credit_note() -> Document:
    pieces = (hours("3", "35.00"),)
    return sample(
        "A-2027-000002",
        pieces,
        kind=Kind.CREDIT_NOTE,
        prepaid=12_600,
        process=Process.PAID,
        payment=Payment(ISSUED_ON, 12_600, CARD),
        due_on=ISSUED_ON,
        corrects=Reference("F-2026-000977", date(2026, 12, 18)),
        reason="annulation par l'hôte, remboursée en entier",
    )


def long_table() -> Document:
    pieces = tuple(
        hours(
            "1.5" if number % 7 else "2.25",
            f"{12 + number % 23}.50",
            discount=150 if number % 10 == 0 else 0,
            detail=f"Réservation {number} du mois"
            + (", avec écran, tableau blanc et visioconférence" if number % 9 == 0 else ""),
        )
        for number in range(1, 121)
    )
    footer = "La Fabrique de Belleville, 12 rue Rébeval, 75019 Paris. Entraide entre indépendants depuis 2011."
    return sample("F-2027-000016", pieces, period=(date(2026, 12, 1), date(2027, 1, 13)), footer=footer)


def foreign() -> Document:
    pieces = (
        line(
            "Meeting room",
            Decimal(3),
            Decimal(3500),
            FULL,
            unit=UnitCode.HOUR,
            detail="Tuesday 12 January 2027, 9:00 to 12:00",
        ),
        line("Desk", Decimal(2), Decimal(125_050) / 50, FULL, unit=UnitCode.DAY, discount=500),
    )
    return sample("F-2027-000017", pieces, buyer=BRUSSELS, language="en")


def long_names() -> Document:
    label = (
        "Privatisation de l'amphithéâtre « Élise-et-Jean-Baptiste-Œttinger », sonorisation, captation et "
        "accompagnement d'une équipe de régie pendant toute la durée de l'événement"
    )
    detail = (
        "Journée d'étude internationale : Ångström, Łódź, Čapek, Gümüş, São Tomé, Ærø, Þingvellir, Køge, Mureș\n"
        "Dossier-2027/ANTICONSTITUTIONNELLEMENT-ANTICONSTITUTIONNELLEMENT-ANTICONSTITUTIONNELLEMENT-0001"
    )
    pieces = (
        line(
            label,
            Decimal("1234.5"),
            Decimal("1234.5678") * 100,
            FULL,
            unit=UnitCode.HOUR,
            detail=detail,
            discount=123_456,
        ),
        line("Nettoyage", Decimal(1), Decimal("0.3333") * 100, FULL),
    )
    return sample("F-2027-000018", pieces, buyer=LONG_NAME)


def rounded() -> Document:
    """9,99 € TTC, which no HT price reaches at 20 %."""
    pieces = (
        line(
            "Place de travail", Decimal(1), Decimal(833), FULL, detail="Formule à l'heure, prix de vente 9,99 € TTC"
        ),
    )
    return paid("F-2027-000019", pieces, payable=999, buyer=COWORKER)


def public_body() -> Document:
    pieces = (line("Salle du conseil", Decimal(4), Decimal(1500), OUTSIDE, unit=UnitCode.HOUR),)
    return sample("F-2027-000001", pieces, seller=TOWN, regime=VatRegime.PUBLIC_BODY)


def territory() -> Document:
    pieces = (line("Place de travail", Decimal(1), Decimal(2500), TERRITORY, unit=UnitCode.DAY),)
    address = replace(FABRIQUE.address, line1="14 avenue du Général-Exemple", postcode="97300", city="Cayenne")
    return paid("F-2027-000020", pieces, seller=replace(FABRIQUE, address=address), buyer=COWORKER)


def self_billed() -> Document:
    pieces = (
        line(
            "Locations de salles de décembre 2026",
            Decimal(1),
            Decimal(184_250),
            FULL,
            detail="41 réservations",
        ),
        line("Locations de bureaux de décembre 2026", Decimal(1), Decimal(62_700), FULL),
    )
    return sample(
        "AF-2027-000001",
        pieces,
        kind=Kind.SELF_BILLED,
        buyer=PLATFORM,
        period=(date(2026, 12, 1), date(2026, 12, 31)),
    )


def self_billed_credit_note() -> Document:
    pieces = (line("Réservation annulée du 3 décembre 2026", Decimal(1), Decimal(10_500), FULL),)
    return sample(
        "AAF-2027-000001",
        pieces,
        kind=Kind.SELF_BILLED_CREDIT_NOTE,
        buyer=PLATFORM,
        corrects=Reference("AF-2027-000001", ISSUED_ON),
        reason="réservation annulée après la facturation",
    )


SAMPLES: dict[str, Callable[[], Document]] = {
    "facture_simple": regular,
    "facture_franchise": franchise,
    "facture_particulier_payee": consumer,
    "facture_plusieurs_taux": rates,
    "facture_remises": discount,
    "acompte_privatisation": deposit,
    "facture_de_solde": final,
    "avoir_annulation": credit_note,
    "facture_120_lignes": long_table,
    "facture_client_etranger": foreign,
    "facture_noms_longs": long_names,
    "facture_prix_ttc_arrondi": rounded,
    "facture_collectivite": public_body,
    "facture_guyane": territory,
    "autofacture_mensuelle": self_billed,
    "avoir_autofacture": self_billed_credit_note,
}
