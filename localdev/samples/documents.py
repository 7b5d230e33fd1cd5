"""The samples, each under the name of its file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from chalicelib.billing.model import Document, Kind, Payment, Process, Reference, UnitCode, line
from chalicelib.billing.rendering.pdf import render
from chalicelib.legal.model import VatRegime
from localdev.samples.drafts import (
    CARD,
    FRANCHISE,
    FULL,
    ISSUED_ON,
    MIDDLE,
    OUTSIDE,
    REDUCED,
    TERRITORY,
    hours,
    paid,
    sample,
)
from localdev.samples.people import ATELIER, BRUSSELS, COWORKER, FABRIQUE, LONG_NAME, TOWN
from localdev.samples.settlement import SETTLEMENT


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
    **{name: one.make for name, one in SETTLEMENT.items()},
}


def drawn(name: str, *, logo: bytes | None = None) -> bytes:
    """The bytes of a sample, with its annex if it has one."""
    annex = SETTLEMENT[name].annex if name in SETTLEMENT else None
    return render(SAMPLES[name](), logo=logo, annex=annex)
