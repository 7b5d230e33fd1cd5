"""What the XML says of a document, element by element; `tests/billing/validators` applies the official rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from chalicelib.billing.model import Document, Kind, Process, Reference, VatKey
from chalicelib.billing.rendering.cii import xml
from chalicelib.legal.model import Exemption, VatCategory, VatRegime
from localdev.samples.settlement import commission, self_billed, self_billed_credit_note
from tests.billing.validators.attachment import NAMES
from tests.make.documents import COMPANY, PERSON, SELLER, a_document, a_line, paid


def said(document: Document, tag: str, within: str = "") -> list[str]:
    """The texts of all `tag`, below the first `within`."""
    root = fromstring(xml(document))
    place = root.find(f".//{within}", NAMES) if within else root
    assert place is not None
    return [found.text or "" for found in place.iterfind(f".//{tag}", NAMES)]


@pytest.mark.parametrize("kind", Kind)
def test_the_kind_is_its_code(kind: Kind) -> None:
    assert said(a_document(kind=kind), "ram:TypeCode", "rsm:ExchangedDocument") == [kind.value]


def test_a_paid_invoice_owes_nothing_and_fell_due_when_it_was_paid() -> None:
    document = paid(a_document())
    assert said(document, "ram:ID", "ram:BusinessProcessSpecifiedDocumentContextParameter") == ["S2"]
    assert said(document, "ram:TotalPrepaidAmount") == ["126.00"]
    assert said(document, "ram:DuePayableAmount") == ["0.00"]
    assert said(document, "udt:DateTimeString", "ram:DueDateDateTime") == ["20270114"]
    assert said(document, "ram:TypeCode", "ram:SpecifiedTradeSettlementPaymentMeans") == ["48"]


def test_the_cent_of_a_price_typed_ttc_is_said_and_leaves_the_process_of_paid_invoices() -> None:
    document = paid(a_document(a_line(quantity=Decimal(1), unit_price=Decimal(833)), payable=999))
    assert said(document, "ram:RoundingAmount") == ["-0.01"]
    assert said(document, "ram:GrandTotalAmount") == ["10.00"]
    assert said(document, "ram:DuePayableAmount") == ["0.00"]
    assert said(document, "ram:ID", "ram:BusinessProcessSpecifiedDocumentContextParameter") == ["S1"]


def test_several_cents_that_were_withheld_are_a_rounding_too() -> None:
    document = commission()
    assert said(document, "ram:RoundingAmount") == ["0.03"]
    assert said(document, "ram:TotalPrepaidAmount") == ["1741.36"]
    assert said(document, "ram:DuePayableAmount") == ["0.00"]
    assert said(document, "ram:TypeCode", "ram:SpecifiedTradeSettlementPaymentMeans") == ["97"]
    assert said(document, "ram:Description")[-1] == "Réglée par compensation sur vos versements"


@pytest.mark.parametrize("make", [self_billed, self_billed_credit_note])
def test_who_is_billed_by_the_platform_is_reached_by_his_siren(make: Callable[[], Document]) -> None:
    """BR-FR-22: BT-34 of a document that its buyer issues."""
    endpoint = fromstring(xml(make())).find(".//ram:SellerTradeParty/ram:URIUniversalCommunication/ram:URIID", NAMES)
    assert endpoint is not None
    assert (endpoint.get("schemeID"), endpoint.text) == ("0225", "000100016")


def test_an_invoice_is_never_due_before_it_was_issued() -> None:
    document = replace(a_document(), due_on=date(2027, 1, 1))
    assert said(document, "udt:DateTimeString", "ram:DueDateDateTime") == ["20270114"]


def test_a_credit_note_cites_number_and_date() -> None:
    document = a_document(kind=Kind.CREDIT_NOTE, corrects=Reference("F-2026-000977", date(2026, 12, 18)))
    assert said(document, "ram:IssuerAssignedID") == ["F-2026-000977"]
    assert said(document, "qdt:DateTimeString") == ["20261218"]


def test_a_final_invoice_cites_its_deposits() -> None:
    deposits = (Reference("AC-1", date(2026, 12, 1), 3_000), Reference("AC-2", date(2026, 12, 2), 2_000))
    document = a_document(process=Process.FINAL, deposits=deposits, prepaid=5_000)
    assert said(document, "ram:IssuerAssignedID") == ["AC-1", "AC-2"]
    assert said(document, "ram:DuePayableAmount") == ["76.00"]


@pytest.mark.parametrize(
    ("regime", "kind", "code"),
    [
        (VatRegime.NORMAL, Kind.INVOICE, "72"),
        (VatRegime.DEBITS, Kind.INVOICE, "5"),
        (VatRegime.DEBITS, Kind.DEPOSIT, "72"),
    ],
)
def test_vat_falls_due_with_the_payment_unless_the_seller_chose_debits(
    regime: VatRegime, kind: Kind, code: str
) -> None:
    assert said(a_document(regime=regime, kind=kind), "ram:DueDateTypeCode") == [code]


def test_vat_is_said_by_rate_on_the_sum_of_lines() -> None:
    """0.12 € bears 0.02 €, three times that is 0.06 €, but their sum of 0.36 € bears 0.07 €."""
    cents = a_line(quantity=Decimal(1), unit_price=Decimal("11.5"))
    document = a_document(cents, cents, cents)
    assert said(document, "ram:BasisAmount") == ["0.36"]
    assert said(document, "ram:CalculatedAmount") == ["0.07"]


def test_a_discount_is_an_allowance_of_its_line() -> None:
    document = a_document(a_line(discount=500))
    assert said(document, "ram:ActualAmount", "ram:SpecifiedTradeAllowanceCharge") == ["5.00"]
    assert said(document, "udt:Indicator") == ["false"]
    assert said(document, "ram:LineTotalAmount", "ram:IncludedSupplyChainTradeLineItem") == ["100.00"]


def test_prices_and_quantities_keep_their_decimals() -> None:
    document = a_document(a_line(quantity=Decimal("1.2500"), unit_price=Decimal("3333.33")))
    assert said(document, "ram:ChargeAmount") == ["33.3333"]
    assert said(document, "ram:BilledQuantity") == ["1.25"]


def test_a_seller_without_vat_number_gives_his_siren_as_tax_number() -> None:
    franchise = VatKey(VatCategory.EXEMPT, 0, Exemption.FRANCHISE)
    document = a_document(a_line(vat=franchise), seller=replace(SELLER, vat_number=""), regime=VatRegime.FRANCHISE)
    root = fromstring(xml(document))
    number = root.find(".//ram:SellerTradeParty/ram:SpecifiedTaxRegistration/ram:ID", NAMES)
    assert number is not None
    assert (number.text, number.get("schemeID")) == ("000100016", "FC")
    assert said(document, "ram:ExemptionReasonCode") == ["VATEX-FR-FRANCHISE"]


def test_outside_the_scope_of_vat_nobody_shows_a_number_or_a_rate() -> None:
    outside = VatKey(VatCategory.OUTSIDE, 0, Exemption.PUBLIC_BODY)
    document = a_document(a_line(vat=outside), regime=VatRegime.PUBLIC_BODY)
    assert said(document, "ram:SpecifiedTaxRegistration") == []
    assert said(document, "ram:RateApplicablePercent") == []


@pytest.mark.parametrize(
    ("buyer", "scheme", "address"),
    [(COMPANY, "0225", "000100057"), (PERSON, "EM", "zoe@courriel.example")],
)
def test_companies_are_reached_by_siren_and_people_by_mail(buyer: object, scheme: str, address: str) -> None:
    root = fromstring(xml(a_document(buyer=buyer)))
    endpoint = root.find(".//ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID", NAMES)
    assert endpoint is not None
    assert (endpoint.get("schemeID"), endpoint.text) == (scheme, address)


def test_what_people_type_cannot_break_the_xml() -> None:
    typed = "<script>&\"' \x00\x0b\ud800 ]]> 😀"
    assert said(a_document(a_line(label=typed)), "ram:Name", "ram:SpecifiedTradeProduct") == ["<script>&\"'  ]]> 😀"]
