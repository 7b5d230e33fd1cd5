"""The dated table of legal sentences. Change it here; `mentions` chooses from it.

Words in braces are filled in. To correct a text: set `until` of its row to the last day, add a row that begins on the
next one. An accountant should read this page before the product issues its first document, and once a year.
"""

from datetime import date
from enum import StrEnum

from chalicelib.core.lazy import dataclass

ALWAYS = date(2020, 1, 1)
"""Before the first document that the product can issue."""


class Place(StrEnum):
    """Where a page says it: above the lines, in small print below, or only in the XML."""

    ABOVE = "above"
    BELOW = "below"
    NOWHERE = "nowhere"


class Element(StrEnum):
    """Where the XML says it, as EN 16931 numbers its terms; some sentences have data of their own there instead."""

    NOTE = "BT-22"
    TERMS = "BT-20"
    EXEMPTION = "BT-120"
    ELSEWHERE = ""


@dataclass(frozen=True)
class Text:
    """`until` is the last day. `subject`: UNTDID 4451 (BT-21); `vatex`: code of the exemption (BT-121)."""

    code: str
    since: date
    until: date | None
    fr: str
    en: str
    source: str
    place: Place
    element: Element
    subject: str = ""
    vatex: str = ""


TEXTS = (
    Text(
        "self_billed", ALWAYS, None,
        "Autofacturation",
        "Self-billing (autofacturation)",
        "CGI annexe II art. 242 nonies A; directive 2006/112/CE art. 226 10 bis",
        Place.ABOVE, Element.NOTE,
    ),
    Text(
        "mandate", ALWAYS, None,
        "Facture émise par {issuer} au nom et pour le compte de {seller}",
        "Invoice issued by {issuer} in the name and on behalf of {seller}",
        "CGI art. 289 I-2; BOI-TVA-DECLA-30-20-10",
        Place.ABOVE, Element.NOTE,
    ),
    Text(
        "mandate_credit", ALWAYS, None,
        "Avoir émis par {issuer} au nom et pour le compte de {seller}",
        "Credit note issued by {issuer} in the name and on behalf of {seller}",
        "CGI art. 289 I-2; BOI-TVA-DECLA-30-20-10",
        Place.ABOVE, Element.NOTE,
    ),
    Text(
        "corrects", ALWAYS, None,
        "Avoir sur la facture {number} du {date}",
        "Credit note on invoice {number} of {date}",
        "CGI art. 289 I-5; BR-FR-CO-05",
        Place.ABOVE, Element.ELSEWHERE,
    ),
    Text(
        "reason", ALWAYS, None,
        "Motif : {reason}",
        "Reason: {reason}",
        "CGI art. 289 I-5",
        Place.ABOVE, Element.NOTE,
    ),
    Text(
        "deposit", ALWAYS, None,
        "Facture d'acompte : elle sera déduite de la facture de solde",
        "Deposit invoice: it will be deducted from the final invoice",
        "CGI art. 289 I-1 c",
        Place.ABOVE, Element.NOTE,
    ),
    Text(
        "deposit_deducted", ALWAYS, None,
        "Acompte déduit : facture {number} du {date}, {amount} TTC",
        "Deposit deducted: invoice {number} of {date}, {amount} incl. VAT",
        "CGI art. 289 I-1 c; BR-FR-CO-08",
        Place.ABOVE, Element.NOTE,
    ),
    Text(
        "paid", ALWAYS, None,
        "Payée le {date} {method}",
        "Paid on {date} {method}",
        "BR-FR-CO-09",
        Place.ABOVE, Element.TERMS,
    ),
    Text(
        "paid_in_part", ALWAYS, None,
        "{amount} payés le {date} {method}",
        "{amount} paid on {date} {method}",
        "",
        Place.ABOVE, Element.TERMS,
    ),
    Text(
        "refunded", ALWAYS, None,
        "{amount} remboursés le {date} {method}",
        "{amount} refunded on {date} {method}",
        "",
        Place.ABOVE, Element.TERMS,
    ),
    Text(
        "paid_by_deduction", ALWAYS, None,
        "Réglée par compensation sur vos versements",
        "Settled by deduction from your payouts",
        "C. civ. art. 1347",
        Place.ABOVE, Element.TERMS,
    ),
    Text(
        "refunded_by_deduction", ALWAYS, None,
        "{amount} remboursés par compensation sur vos versements",
        "{amount} refunded with your payouts",
        "C. civ. art. 1347",
        Place.ABOVE, Element.TERMS,
    ),
    Text(
        "term_on_day", ALWAYS, None,
        "À payer au plus tard le {date}",
        "To be paid by {date}",
        "C. com. art. L.441-9 I",
        Place.BELOW, Element.TERMS,
    ),
    Text(
        "term", ALWAYS, None,
        "Paiement à {days} jours : au plus tard le {date}",
        "Payment within {days} days: by {date}",
        "C. com. art. L.441-9 I, L.441-10 I",
        Place.BELOW, Element.TERMS,
    ),
    Text(
        "term_at_once", ALWAYS, None,
        "Paiement à réception",
        "Payment on receipt",
        "C. com. art. L.441-9 I",
        Place.BELOW, Element.TERMS,
    ),
    Text(
        "annex", ALWAYS, None,
        "Le détail est en annexe, qui fait partie de cette pièce",
        "Details are in the annex, which is part of this document",
        "CGI annexe II art. 242 nonies A",
        Place.BELOW, Element.NOTE,
    ),
    Text(
        "nature", ALWAYS, None,
        "Nature des opérations : prestations de services",
        "Nature of operations: provision of services",
        "CGI annexe II art. 242 nonies A, décret 2022-1299",
        Place.BELOW, Element.ELSEWHERE,
    ),
    Text(
        "debits", ALWAYS, None,
        "Option pour le paiement de la taxe d'après les débits",
        "VAT is due on invoicing (option pour le paiement de la taxe d'après les débits)",
        "CGI art. 269-2 c; annexe II art. 242 nonies A, décret 2022-1299",
        Place.BELOW, Element.NOTE,
    ),
    Text(
        "franchise", ALWAYS, date(2027, 12, 31),
        "TVA non applicable, art. 293 B du CGI",
        "VAT not applicable (TVA non applicable, art. 293 B du CGI)",
        "CGI art. 293 E; references to the CGI are accepted until the end of 2027 (ordonnance 2025-1247)",
        Place.BELOW, Element.EXEMPTION, vatex="VATEX-FR-FRANCHISE",
    ),
    # The article is known, its official wording was not published when this was written: to be read again in 2027.
    Text(
        "franchise", date(2028, 1, 1), None,
        "TVA non applicable, art. L. 223-1 du CIBS",
        "VAT not applicable (TVA non applicable, art. L. 223-1 du CIBS)",
        "CIBS art. L.223-1 to L.223-24 (ordonnance 2025-1247)",
        Place.BELOW, Element.EXEMPTION, vatex="VATEX-FR-FRANCHISE",
    ),
    Text(
        "public_body", ALWAYS, None,
        "Hors du champ d'application de la TVA, art. 256 B du CGI",
        "Outside the scope of VAT (art. 256 B du CGI)",
        "CGI art. 256 B",
        Place.BELOW, Element.EXEMPTION, vatex="VATEX-EU-O",
    ),
    Text(
        "territory", ALWAYS, None,
        "TVA non applicable, art. 294, 1 du CGI",
        "VAT not applicable (TVA non applicable, art. 294, 1 du CGI)",
        "CGI art. 294, 1 (Guyane, Mayotte)",
        Place.BELOW, Element.EXEMPTION,
    ),
    Text(
        "late_penalties", ALWAYS, None,
        "Tout retard de paiement entraîne, sans rappel, des pénalités au taux de trois fois le taux d'intérêt légal",
        "Late payment bears penalties at three times the French legal interest rate, without reminder",
        "C. com. art. L.441-10 II",
        Place.BELOW, Element.NOTE, subject="PMD",
    ),
    Text(
        "no_late_penalties", ALWAYS, None,
        "Pénalités de retard : sans objet",
        "Late penalties: not applicable",
        "BR-FR-05; C. com. art. L.441-10 binds professionals",
        Place.NOWHERE, Element.NOTE, subject="PMD",
    ),
    Text(
        "recovery", ALWAYS, None,
        "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €",
        "Fixed compensation for recovery costs in case of late payment: €40",
        "C. com. art. L.441-10 II, D.441-5",
        Place.BELOW, Element.NOTE, subject="PMT",
    ),
    Text(
        "no_recovery", ALWAYS, None,
        "Indemnité forfaitaire pour frais de recouvrement : sans objet",
        "Fixed compensation for recovery costs: not applicable",
        "BR-FR-05; C. com. art. L.441-10 binds professionals",
        Place.NOWHERE, Element.NOTE, subject="PMT",
    ),
    Text(
        "no_discount", ALWAYS, None,
        "Pas d'escompte pour paiement anticipé",
        "No discount for early payment",
        "C. com. art. L.441-9 I",
        Place.BELOW, Element.NOTE, subject="AAB",
    ),
    Text(
        "no_discount_unprinted", ALWAYS, None,
        "Pas d'escompte pour paiement anticipé",
        "No discount for early payment",
        "BR-FR-05",
        Place.NOWHERE, Element.NOTE, subject="AAB",
    ),
)  # fmt: skip
