"""What a sale is made under: read when a price is shown, frozen when a booking is made."""

from collections.abc import Collection
from datetime import date

from chalicelib.legal import policy, store
from chalicelib.legal.errors import CannotSell, TerritoryWithoutTax
from chalicelib.legal.model import (
    PLATFORM,
    BillingSettings,
    Condition,
    Exemption,
    Place,
    SellingTerms,
    SettlementMode,
    Standing,
    VatCategory,
    VatRegime,
    in_force,
)
from chalicelib.legal.texts import current_terms
from chalicelib.legal.vat import VatRule, rule_of

WITHOUT_VAT = {
    VatRegime.FRANCHISE: (VatCategory.EXEMPT, Exemption.FRANCHISE),
    VatRegime.PUBLIC_BODY: (VatCategory.OUTSIDE, Exemption.PUBLIC_BODY),
}


def selling_terms(host_id: str, postcode: str, day: date) -> SellingTerms:
    """Of a room at `postcode`, sold on `day`. One BatchGet of three items, strongly read. Raises CannotSell."""
    place = Place(host_id, postcode)
    found = conditions([place], day)[place]
    if found.terms is None:
        raise CannotSell(found.missing)
    return found.terms


def conditions(places: Collection[Place], day: date) -> dict[Place, Condition]:
    """One BatchGet for all of them, strongly read."""
    known = store.standings({PLATFORM, *(place.host_id for place in places)}) if places else {}
    return {place: _condition(known[place.host_id], known[PLATFORM], place.postcode, day) for place in places}


def _condition(of_host: Standing, of_platform: Standing, postcode: str, day: date) -> Condition:
    missing = _missing(of_host, of_platform, day)
    if not _is_taxed(postcode, day):
        missing = (*missing, policy.VAT_TERRITORY)
    host, platform = of_host.settings, of_platform.settings
    mode, mandate = in_force(host.modes, day), host.active_mandate
    seller = platform if mode is SettlementMode.MONTHLY else host
    regime = in_force(seller.regimes, day)
    if missing or mode is None or mandate is None or regime is None:
        return Condition(None, missing)
    rule = rule_of(postcode, day)
    category, rate, exemption = taxed(regime, rule)
    terms = SellingTerms(
        mode=mode,
        seller_id=seller.owner_id,
        seller_name=seller.entity.name,
        regime=regime,
        vat_category=category,
        vat_rate=rate,
        vat_rule=rule.version,
        commission_rate=_commission(host, platform, day),
        mandate=mandate.version,
        terms=current_terms(),
        exemption=exemption,
    )
    return Condition(terms)


def readiness(host_id: str, day: date) -> tuple[str, ...]:
    """Codes of what keeps a host from selling at all, wherever his rooms are."""
    return _missing(*_both(host_id), day)


def commission_in_force(host_id: str, day: date) -> int:
    """Basis points of the price HT."""
    host, platform = _both(host_id)
    return _commission(host.settings, platform.settings, day)


def _both(host_id: str) -> tuple[Standing, Standing]:
    found = store.standings([host_id, PLATFORM])
    return found[host_id], found[PLATFORM]


def _missing(host: Standing, platform: Standing, day: date) -> tuple[str, ...]:
    """The platform is named on every document: as the seller, or as whoever issues it under mandate."""
    codes = policy.missing_to_sell(host, day)
    return (*codes, policy.PLATFORM_SETTINGS) if policy.missing(platform.settings, day) else codes


def _is_taxed(postcode: str, day: date) -> bool:
    try:
        rule_of(postcode, day)
    except TerritoryWithoutTax:
        return False
    return True


def taxed(regime: VatRegime, rule: VatRule) -> tuple[VatCategory, int, Exemption | None]:
    """French Guiana and Mayotte are told as exempt: an invoice « outside the scope » (O) could not hold other rooms
    of the same seller, nor his VAT number (EN 16931 BR-O-02, BR-O-11)."""
    if regime in WITHOUT_VAT:
        category, exemption = WITHOUT_VAT[regime]
        return category, 0, exemption
    if rule.exemption:
        return VatCategory.EXEMPT, 0, rule.exemption
    return VatCategory.STANDARD, rule.rate, None


def _commission(host: BillingSettings, platform: BillingSettings, day: date) -> int:
    own = in_force(host.commissions, day)
    return own if own is not None else in_force(platform.commissions, day) or 0
