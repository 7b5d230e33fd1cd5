"""What is printed beside figures, in both languages. Legal sentences are in `mentions`."""

from collections.abc import Mapping

from chalicelib.billing.model import Document, Kind, Process
from chalicelib.core.errors import Language

LABELS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "seller": "Vendeur", "buyer": "Client", "number": "N°",
        "issued_on": "Date d'émission", "due_on": "Échéance", "period": "Période de la prestation",
        "corrects": "Facture d'origine",
        "label": "Désignation", "quantity": "Quantité", "unit_price": "Prix unitaire HT",
        "vat_rate": "TVA", "net": "Total HT",
        "discount": "Remise", "no_vat": "sans",
        "base": "Base HT", "rate": "Taux", "vat": "TVA",
        "total_ht": "Total HT", "total_vat": "Total TVA", "total_ttc": "Total TTC", "rounding": "Arrondi",
        "prepaid": "Déjà payé", "due": "Reste à payer",
        "refunded": "Déjà remboursé", "to_refund": "Reste à rembourser",
        "deposit": "Acompte {number} du {date}",
        "capital": "au capital de {capital}", "vat_number": "TVA", "page": "page {page}/{pages}",
        "annex": "Annexe",
    },
    "en": {
        "seller": "Seller", "buyer": "Client", "number": "No.",
        "issued_on": "Issued on", "due_on": "Due on", "period": "Service period",
        "corrects": "Original invoice",
        "label": "Description", "quantity": "Quantity", "unit_price": "Unit price excl. VAT",
        "vat_rate": "VAT", "net": "Net",
        "discount": "Discount", "no_vat": "none",
        "base": "Net amount", "rate": "Rate", "vat": "VAT",
        "total_ht": "Total excl. VAT", "total_vat": "Total VAT",
        "total_ttc": "Total incl. VAT", "rounding": "Rounding",
        "prepaid": "Already paid", "due": "Amount due",
        "refunded": "Already refunded", "to_refund": "To be refunded",
        "deposit": "Deposit {number} of {date}",
        "capital": "with a capital of {capital}", "vat_number": "VAT", "page": "page {page}/{pages}",
        "annex": "Annex",
    },
}  # fmt: skip

METHODS: Mapping[str, Mapping[Language, str]] = {
    "10": {"fr": "en espèces", "en": "in cash"},
    "20": {"fr": "par chèque", "en": "by cheque"},
    "30": {"fr": "par virement", "en": "by bank transfer"},
    "48": {"fr": "par carte", "en": "by card"},
    "58": {"fr": "par virement", "en": "by bank transfer"},
    "59": {"fr": "par prélèvement", "en": "by direct debit"},
    "97": {"fr": "par compensation sur vos versements", "en": "by deduction from your payouts"},
}
"""By UNTDID 4461."""

_TITLES: Mapping[Kind, Mapping[Language, str]] = {
    Kind.INVOICE: {"fr": "Facture", "en": "Invoice"},
    Kind.CREDIT_NOTE: {"fr": "Avoir", "en": "Credit note"},
    Kind.DEPOSIT: {"fr": "Facture d'acompte", "en": "Deposit invoice"},
    Kind.SELF_BILLED: {"fr": "Facture", "en": "Invoice"},
    Kind.SELF_BILLED_CREDIT_NOTE: {"fr": "Avoir", "en": "Credit note"},
}
_FINAL: Mapping[Language, str] = {"fr": "Facture de solde", "en": "Final invoice"}

# Countries that French invoices cross most; others are printed as their code.
COUNTRIES: Mapping[str, Mapping[Language, str]] = {
    "AT": {"fr": "Autriche", "en": "Austria"},
    "BE": {"fr": "Belgique", "en": "Belgium"},
    "CA": {"fr": "Canada", "en": "Canada"},
    "CH": {"fr": "Suisse", "en": "Switzerland"},
    "DE": {"fr": "Allemagne", "en": "Germany"},
    "DK": {"fr": "Danemark", "en": "Denmark"},
    "ES": {"fr": "Espagne", "en": "Spain"},
    "FR": {"fr": "France", "en": "France"},
    "GB": {"fr": "Royaume-Uni", "en": "United Kingdom"},
    "IE": {"fr": "Irlande", "en": "Ireland"},
    "IT": {"fr": "Italie", "en": "Italy"},
    "LU": {"fr": "Luxembourg", "en": "Luxembourg"},
    "MC": {"fr": "Monaco", "en": "Monaco"},
    "NL": {"fr": "Pays-Bas", "en": "Netherlands"},
    "PL": {"fr": "Pologne", "en": "Poland"},
    "PT": {"fr": "Portugal", "en": "Portugal"},
    "RO": {"fr": "Roumanie", "en": "Romania"},
    "SE": {"fr": "Suède", "en": "Sweden"},
    "US": {"fr": "États-Unis", "en": "United States"},
}


def title(document: Document) -> str:
    draft = document.draft
    if draft.kind is Kind.INVOICE and draft.process is Process.FINAL:
        return _FINAL[draft.language]
    return _TITLES[draft.kind][draft.language]


def method(code: str, language: Language) -> str:
    """« par carte »; nothing for a code that nobody has worded."""
    return METHODS[code][language] if code in METHODS else ""


def country(code: str, language: Language) -> str:
    return COUNTRIES[code][language] if code in COUNTRIES else code
