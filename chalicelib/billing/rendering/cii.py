"""The facts of a document as XML: UN/CEFACT Cross Industry Invoice, profile EN 16931 of Factur-X 1.0.

The schema fixes the order of all elements. BT-… and BG-… are the business terms of EN 16931-1; BR-FR-… the rules of
the French reform (XP Z12-012), which refuse a document at the platform that receives it. `tests/billing/validators`
runs both.
"""

import re
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

from chalicelib.billing.model import Document, Kind, Line, Process, Reference, VatLine
from chalicelib.billing.rendering.mentions import Mention, exemption, mentions, treatment
from chalicelib.billing.rendering.parties import add_buyer, add_seller
from chalicelib.billing.rendering.texts import Element as Said
from chalicelib.core.money import CURRENCY
from chalicelib.legal.model import VatCategory, VatRegime

PROFILE = "urn:cen.eu:en16931:2017"
NAMESPACES = {
    "xmlns:rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "xmlns:ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "xmlns:qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "xmlns:udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
CENTS = 100
DUE_ON_INVOICING, DUE_ON_PAYMENT = "5", "72"
"""BT-8, UNTDID 2475: when VAT falls due."""
DISCOUNT = "95"
"""BT-140, UNTDID 5189."""
NOT_DEFINED = "1"
"""BT-81 of what is still to be paid: a transfer (30) would have to name its IBAN (BR-61), and documents hold none."""
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold at all."""


def xml(document: Document) -> bytes:
    """UTF-8; the same document gives the same bytes. Raises LookupError when no legal text is in force."""
    root = Element("rsm:CrossIndustryInvoice", NAMESPACES)
    said = mentions(document)
    _context(root, document)
    _header(root, document, said)
    trade = SubElement(root, "rsm:SupplyChainTradeTransaction")
    for number, line in enumerate(document.draft.lines, 1):
        _line(trade, number, line)
    agreement = SubElement(trade, "ram:ApplicableHeaderTradeAgreement")
    add_seller(agreement, document.draft)
    add_buyer(agreement, document.draft)
    _delivery(SubElement(trade, "ram:ApplicableHeaderTradeDelivery"), document)
    _settlement(SubElement(trade, "ram:ApplicableHeaderTradeSettlement"), document, said)
    for element in root.iter():
        if element.text:
            element.text = ILLEGAL.sub("", element.text)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode()


def process_code(document: Document) -> str:
    """BT-23. What was paid in full is S2, but for a rounded price: S2 demands that BT-113 equals BT-112
    (BR-FR-CO-09), which leaves no room for BT-114 (BR-CO-16), so it goes as S1 with nothing left to pay."""
    draft = document.draft
    if draft.process is Process.PAID and draft.totals.rounding:
        return Process.TO_PAY.value
    return draft.process.value


def _context(root: Element, document: Document) -> None:
    context = SubElement(root, "rsm:ExchangedDocumentContext")
    process = SubElement(context, "ram:BusinessProcessSpecifiedDocumentContextParameter")
    _text(process, "ram:ID", process_code(document))
    _text(SubElement(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", PROFILE)


def _header(root: Element, document: Document, said: tuple[Mention, ...]) -> None:
    header = SubElement(root, "rsm:ExchangedDocument")
    _text(header, "ram:ID", document.number)
    _text(header, "ram:TypeCode", document.draft.kind.value)
    _date(SubElement(header, "ram:IssueDateTime"), document.issued_on)
    for mention in said:
        if mention.element is Said.NOTE:
            _note(header, mention.text, mention.subject)
    if document.draft.footer:
        _note(header, document.draft.footer, "")
    if sort := treatment(document):
        _note(header, sort.value, "BAR")


def _note(header: Element, content: str, subject: str) -> None:
    note = SubElement(header, "ram:IncludedNote")
    _text(note, "ram:Content", content)
    if subject:
        _text(note, "ram:SubjectCode", subject)


def _line(trade: Element, number: int, line: Line) -> None:
    """BG-25."""
    item = SubElement(trade, "ram:IncludedSupplyChainTradeLineItem")
    _text(SubElement(item, "ram:AssociatedDocumentLineDocument"), "ram:LineID", str(number))
    product = SubElement(item, "ram:SpecifiedTradeProduct")
    _text(product, "ram:Name", line.label)
    if line.detail:
        _text(product, "ram:Description", line.detail)
    price = SubElement(SubElement(item, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    _text(price, "ram:ChargeAmount", _price(line.unit_price))
    delivered = SubElement(item, "ram:SpecifiedLineTradeDelivery")
    _text(delivered, "ram:BilledQuantity", f"{line.quantity.normalize():f}", unitCode=line.unit.value)
    settlement = SubElement(item, "ram:SpecifiedLineTradeSettlement")
    tax = SubElement(settlement, "ram:ApplicableTradeTax")
    _text(tax, "ram:TypeCode", "VAT")
    _text(tax, "ram:CategoryCode", line.vat.category.value)
    _rate(tax, line.vat.category, line.vat.rate)
    if line.discount:
        _discount(settlement, line.discount)
    sums = SubElement(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    _text(sums, "ram:LineTotalAmount", _amount(line.net))


def _discount(settlement: Element, cents: int) -> None:
    """BG-27."""
    allowance = SubElement(settlement, "ram:SpecifiedTradeAllowanceCharge")
    _text(SubElement(allowance, "ram:ChargeIndicator"), "udt:Indicator", "false")
    _text(allowance, "ram:ActualAmount", _amount(cents))
    _text(allowance, "ram:ReasonCode", DISCOUNT)


def _delivery(delivery: Element, document: Document) -> None:
    """BT-72: the day on which the service was complete. The element is demanded even when empty."""
    if document.draft.period:
        event = SubElement(delivery, "ram:ActualDeliverySupplyChainEvent")
        _date(SubElement(event, "ram:OccurrenceDateTime"), document.draft.period[1])


def _settlement(settlement: Element, document: Document, said: tuple[Mention, ...]) -> None:
    """BG-16 to BG-23 and BG-3."""
    draft = document.draft
    _text(settlement, "ram:InvoiceCurrencyCode", CURRENCY)
    if draft.payment or draft.totals.due:
        means = SubElement(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")
        _text(means, "ram:TypeCode", _means(document))
    for vat in document.vat_lines:
        _tax(settlement, document, vat)
    if draft.period:
        period = SubElement(settlement, "ram:BillingSpecifiedPeriod")
        _date(SubElement(period, "ram:StartDateTime"), draft.period[0])
        _date(SubElement(period, "ram:EndDateTime"), draft.period[1])
    terms = SubElement(settlement, "ram:SpecifiedTradePaymentTerms")
    if words := [mention.text for mention in said if mention.element is Said.TERMS]:
        _text(terms, "ram:Description", ". ".join(words))
    _date(SubElement(terms, "ram:DueDateDateTime"), _due_date(document))
    _sums(settlement, document)
    for reference in (*filter(None, [draft.corrects]), *draft.deposits):
        _reference(settlement, reference)


def _means(document: Document) -> str:
    payment = document.draft.payment
    return payment.method if payment and not _needs_account(payment.method) else NOT_DEFINED


def _needs_account(method: str) -> bool:
    """BR-61: codes of transfers; a direct debit (59) needs a mandate besides."""
    return method in {"30", "58", "59"}


def _due_date(document: Document) -> date:
    """BT-9. Only what was paid, or a deposit, may be due before it was issued (BR-FR-CO-07)."""
    if process_code(document) == Process.PAID or document.draft.kind is Kind.DEPOSIT:
        return document.due_on
    return max(document.due_on, document.issued_on)


def _tax(settlement: Element, document: Document, vat: VatLine) -> None:
    """BG-23, in the order of the schema."""
    tax = SubElement(settlement, "ram:ApplicableTradeTax")
    reason = exemption(document, vat.key.exemption) if vat.key.exemption else None
    _text(tax, "ram:CalculatedAmount", _amount(vat.vat))
    _text(tax, "ram:TypeCode", "VAT")
    if reason:
        _text(tax, "ram:ExemptionReason", reason.text)
    _text(tax, "ram:BasisAmount", _amount(vat.base))
    _text(tax, "ram:CategoryCode", vat.key.category.value)
    if reason and reason.vatex:
        _text(tax, "ram:ExemptionReasonCode", reason.vatex)
    if vat.key.category is VatCategory.STANDARD:
        is_debits = document.draft.regime is VatRegime.DEBITS and document.draft.kind is not Kind.DEPOSIT
        _text(tax, "ram:DueDateTypeCode", DUE_ON_INVOICING if is_debits else DUE_ON_PAYMENT)
    _rate(tax, vat.key.category, vat.key.rate)


def _rate(tax: Element, category: VatCategory, basis_points: int) -> None:
    """Outside the scope there is no rate, not even zero (BR-O-05)."""
    if category is not VatCategory.OUTSIDE:
        _text(tax, "ram:RateApplicablePercent", _amount(basis_points))


def _sums(settlement: Element, document: Document) -> None:
    """BG-22."""
    totals = document.draft.totals
    sums = SubElement(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    _text(sums, "ram:LineTotalAmount", _amount(totals.ht))
    _text(sums, "ram:TaxBasisTotalAmount", _amount(totals.ht))
    _text(sums, "ram:TaxTotalAmount", _amount(totals.vat), currencyID=CURRENCY)
    if totals.rounding:
        _text(sums, "ram:RoundingAmount", _amount(totals.rounding))
    _text(sums, "ram:GrandTotalAmount", _amount(totals.ttc))
    if totals.prepaid or document.draft.process is Process.PAID:
        _text(sums, "ram:TotalPrepaidAmount", _amount(totals.prepaid))
    _text(sums, "ram:DuePayableAmount", _amount(totals.due))


def _reference(settlement: Element, reference: Reference) -> None:
    """BG-3."""
    earlier = SubElement(settlement, "ram:InvoiceReferencedDocument")
    _text(earlier, "ram:IssuerAssignedID", reference.number)
    issued = SubElement(earlier, "ram:FormattedIssueDateTime")
    _text(issued, "qdt:DateTimeString", f"{reference.issued_on:%Y%m%d}", format="102")


def _text(parent: Element, tag: str, content: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = content


def _date(parent: Element, day: date) -> None:
    _text(parent, "udt:DateTimeString", f"{day:%Y%m%d}", format="102")


def _amount(cents: int) -> str:
    """Also of basis points as a percentage: both have two decimals."""
    return f"{Decimal(cents) / CENTS:.2f}"


def _price(cents: Decimal) -> str:
    euros = cents / CENTS
    return f"{euros:.2f}" if euros == round(euros, 2) else f"{euros.normalize():f}"
