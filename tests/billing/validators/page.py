"""What a reader sees: the words of the pages, and whether the law's are among them.

Nothing here asks the product which sentences it chose: each is looked for because the XML says what is sold to whom.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

from pypdf import PdfReader

from tests.billing.validators.attachment import NAMES, attached, tree
from tests.billing.validators.sums import SETTLEMENT, SUMS

AGREEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
GIVES_BACK = {"381", "261"}
LANGUAGES = ["fr", "en"]
SELF_BILLED = {"389", "261"}

SENTENCES = {
    "penalties": ("trois fois le taux d'intérêt légal", "three times the French legal interest rate"),
    "recovery": (
        "frais de recouvrement en cas de retard de paiement : 40 €",
        "recovery costs in case of late payment: €40",
    ),
    "discount": ("Pas d'escompte pour paiement anticipé", "No discount for early payment"),
    "nature": ("prestations de services", "provision of services"),
    "franchise": ("art. 293 B du CGI", "art. 293 B du CGI"),
    "debits": ("d'après les débits", "d'après les débits"),
    "self-billing": ("Autofacturation", "autofacturation"),
}


def texts(pdf: Path) -> list[str]:
    """Of each page, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]


def faults(pdf: Path) -> list[str]:
    pages, root = texts(pdf), tree(attached(pdf))
    whole = " ".join(pages)
    language = LANGUAGES.index(str(PdfReader(pdf).root_object["/Lang"]))
    wanted = [SENTENCES[name][language] for name in _needed(root)]
    unwanted = [SENTENCES[name][language] for name in SENTENCES if name not in set(_needed(root))]
    return [
        *(f"lacks « {one} »" for one in [*wanted, *_facts(root, language)] if one not in whole),
        *(f"says « {one} »" for one in unwanted if one in whole),
        *(
            f"page {place} lacks its number"
            for place, page in enumerate(pages, 1)
            if f"page {place}/{len(pages)}" not in page or _number(root) not in page
        ),
    ]


def _needed(root: Element) -> Iterator[str]:
    kind = root.findtext("rsm:ExchangedDocument/ram:TypeCode", "", NAMES)
    treatment = [
        note.findtext("ram:Content", "", NAMES)
        for note in root.iterfind("rsm:ExchangedDocument/ram:IncludedNote", NAMES)
        if note.findtext("ram:SubjectCode", "", NAMES) == "BAR"
    ]
    yield "nature"
    if kind not in GIVES_BACK and treatment in (["B2B"], ["B2BINT"]):
        yield from ("penalties", "recovery", "discount")
    taxes = root.findall(f"{SETTLEMENT}/ram:ApplicableTradeTax", NAMES)
    if any(tax.findtext("ram:ExemptionReasonCode", "", NAMES) == "VATEX-FR-FRANCHISE" for tax in taxes):
        yield "franchise"
    if any(tax.findtext("ram:DueDateTypeCode", "", NAMES) == "5" for tax in taxes):
        yield "debits"
    if kind in SELF_BILLED:
        yield "self-billing"


def _facts(root: Element, language: int) -> Iterator[str]:
    """Names, numbers and totals of the XML as the page must show them."""
    yield _number(root)
    for party in ("Seller", "Buyer"):
        yield root.findtext(f"{AGREEMENT}/ram:{party}TradeParty/ram:Name", "", NAMES)
        yield root.findtext(f"{AGREEMENT}/ram:{party}TradeParty/ram:PostalTradeAddress/ram:CityName", "", NAMES)
    for tax in root.iterfind(f"{AGREEMENT}//ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']", NAMES):
        yield tax.text or ""
    for reference in root.iterfind(f"{SETTLEMENT}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID", NAMES):
        yield reference.text or ""
    for name in (
        "TaxBasisTotalAmount",
        "TaxTotalAmount",
        "GrandTotalAmount",
        "DuePayableAmount",
        "TotalPrepaidAmount",
    ):
        if said := root.findtext(f"{SUMS}/ram:{name}", "", NAMES):
            english = f"{Decimal(said):,.2f}"
            yield english if language else english.replace(",", " ").replace(".", ",")


def _number(root: Element) -> str:
    return root.findtext("rsm:ExchangedDocument/ram:ID", "", NAMES)
