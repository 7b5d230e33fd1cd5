"""Seller and buyer, BG-4 and BG-7, as the French directory of companies wants to find them."""

from xml.etree.ElementTree import Element, SubElement

from chalicelib.billing.model import Draft
from chalicelib.billing.rendering.identity import legal_form
from chalicelib.legal.model import LegalEntity, PostalAddress, VatCategory

SIREN, SIRET, DIRECTORY, MAIL = "0002", "0009", "0225", "EM"
"""Schemes: ISO 6523 (BT-30, BT-29) and electronic addresses (BT-34, BT-49)."""
VAT_NUMBER, TAX_NUMBER = "VA", "FC"


def add_seller(agreement: Element, draft: Draft) -> None:
    """A seller without a VAT number gives his SIREN as tax number (BT-32): BR-E-02 wants one of both."""
    party = SubElement(agreement, "ram:SellerTradeParty")
    if draft.seller.siret:
        _text(party, "ram:GlobalID", draft.seller.siret, schemeID=SIRET)
    _text(party, "ram:Name", draft.seller.name)
    if legal := legal_form(draft.seller, draft.language):
        _text(party, "ram:Description", legal)
    _who_and_where(party, draft.seller)
    if _is_outside_the_scope(draft):
        return
    if draft.seller.vat_number:
        _tax_number(party, draft.seller.vat_number, VAT_NUMBER)
    elif draft.seller.siren:
        _tax_number(party, draft.seller.siren, TAX_NUMBER)


def add_buyer(agreement: Element, draft: Draft) -> None:
    party = SubElement(agreement, "ram:BuyerTradeParty")
    if draft.buyer.siret:
        _text(party, "ram:GlobalID", draft.buyer.siret, schemeID=SIRET)
    _text(party, "ram:Name", draft.buyer.name)
    _who_and_where(party, draft.buyer)
    if draft.buyer.vat_number and not _is_outside_the_scope(draft):
        _tax_number(party, draft.buyer.vat_number, VAT_NUMBER)


def _is_outside_the_scope(draft: Draft) -> bool:
    """BR-O-02: then nobody shows a VAT number."""
    return any(line.vat.category is VatCategory.OUTSIDE for line in draft.lines)


def _who_and_where(party: Element, entity: LegalEntity) -> None:
    if entity.siren:
        _text(SubElement(party, "ram:SpecifiedLegalOrganization"), "ram:ID", entity.siren, schemeID=SIREN)
    _address(party, entity.address)
    # BR-FR-21 and 22: the platform of a French company is found by its SIREN, anybody else by mail.
    scheme, address = (DIRECTORY, entity.siren) if entity.siren else (MAIL, entity.email)
    if address:
        _text(SubElement(party, "ram:URIUniversalCommunication"), "ram:URIID", address, schemeID=scheme)


def _address(party: Element, address: PostalAddress) -> None:
    postal = SubElement(party, "ram:PostalTradeAddress")
    _text(postal, "ram:PostcodeCode", address.postcode)
    _text(postal, "ram:LineOne", address.line1)
    if address.line2:
        _text(postal, "ram:LineTwo", address.line2)
    _text(postal, "ram:CityName", address.city)
    _text(postal, "ram:CountryID", address.country)


def _tax_number(party: Element, number: str, scheme: str) -> None:
    _text(SubElement(party, "ram:SpecifiedTaxRegistration"), "ram:ID", number, schemeID=scheme)


def _text(parent: Element, tag: str, content: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = content
