"""What settings must hold before their owner can sell, what fits together, and what of the past may change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from chalicelib.legal.errors import (
    CompanyIsFixed,
    IdentifierNeeded,
    PastIsFixed,
    SiretOfAnother,
    StillNeeded,
    VatNumberOfAnother,
)
from chalicelib.legal.model import (
    PLATFORM,
    BillingSettings,
    Dated,
    LegalEntity,
    PostalAddress,
    Standing,
    VatRegime,
    in_force,
)
from chalicelib.legal.typed import EUROPEAN

T = TypeVar("T")

PLATFORM_SETTINGS = "platform_settings"
VAT_TERRITORY = "vat_territory"
CONNECTED_ACCOUNT = "connected_account"

WITH_CAPITAL = {
    "EURL", "SARL", "SAS", "SASU", "SA", "SCA", "SCS", "SNC", "SCI", "SELARL", "SELAS", "SELASU", "SELAFA", "SCOP",
    "SCIC", "SEM", "SPL", "SE",
}  # fmt: skip
"""Forms that have a capital, which their documents state (C. com. R.123-238). A form written out has one when it
begins with « société »."""

EU_NUMBER_BEGINS = {"GR": "EL"}
"""Where the letters of a VAT number are not those of the country."""


def missing(settings: BillingSettings, day: date) -> tuple[str, ...]:
    """Codes of what keeps their owner from selling on `day`, in the order of the page."""
    regime = in_force(settings.regimes, day)
    lacks = _lacks_of(settings.entity, regime) | {"regime": regime is None}
    if settings.owner_id != PLATFORM:
        lacks |= {
            "settlement_mode": in_force(settings.modes, day) is None,
            "mandate": settings.active_mandate is None,
        }
    return _codes(lacks)


def missing_to_sell(standing: Standing, day: date) -> tuple[str, ...]:
    """The same, and the account that a host's money goes to."""
    codes = missing(standing.settings, day)
    paid = standing.settings.owner_id == PLATFORM or (standing.account and standing.account.can_receive)
    return codes if paid else (*codes, CONNECTED_ACCOUNT)


def missing_to_give_a_mandate(settings: BillingSettings, day: date) -> tuple[str, ...]:
    """Codes of what is not known yet of whoever would give it."""
    return _codes(_lacks_of(settings.entity, in_force(settings.regimes, day)))


def needs_capital(form: str) -> bool:
    """« S.A.S. à capital variable » as much as « Société par actions simplifiée »."""
    first = (form.upper().replace(".", "").split() or [""])[0]
    return first in WITH_CAPITAL or first in {"SOCIÉTÉ", "SOCIETE"}


def demand_coherent(entity: LegalEntity) -> None:
    """Raises SiretOfAnother, VatNumberOfAnother: the identifiers of a French company carry its SIREN."""
    if entity.siret and not (entity.siren and entity.siret.startswith(entity.siren)):
        raise SiretOfAnother
    if entity.vat_number and not (
        entity.siren and entity.vat_number.startswith("FR") and entity.vat_number.endswith(entity.siren)
    ):
        raise VatNumberOfAnother


def demand_a_whole_buyer(entity: LegalEntity) -> None:
    """A French company names its SIREN, one of another member state its VAT number, and each its address.

    Raises IdentifierNeeded, SiretOfAnother, VatNumberOfAnother.
    """
    if not entity.is_company:
        return
    country = entity.address.country
    european = EU_NUMBER_BEGINS.get(country, country) in EUROPEAN
    needed = {
        "address/line1": entity.address.line1,
        "address/city": entity.address.city,
        "siren": entity.siren or country != "FR",
        "vat_number": entity.vat_number or country == "FR" or not european,
    }
    for pointer, given in needed.items():
        if not given:
            raise IdentifierNeeded(pointer)
    if country == "FR":
        _demand_own_identifiers(entity)
    elif european and not entity.vat_number.startswith(EU_NUMBER_BEGINS.get(country, country)):
        raise VatNumberOfAnother("vat_number")


def demand_still_whole(before: BillingSettings, edited: BillingSettings, day: date) -> None:
    """What documents will name cannot be emptied once it was whole: a sale of yesterday may be invoiced tomorrow. And
    whoever gave a mandate stays that company: its numbers follow each other, and are nobody else's.

    Raises StillNeeded, CompanyIsFixed.
    """
    if before.mandate and before.mandate.siren != edited.entity.siren:
        raise CompanyIsFixed
    lacking = missing_to_give_a_mandate(edited, day)
    if lacking and not missing_to_give_a_mandate(before, day):
        raise StillNeeded(lacking)


def demand_past_unchanged(
    before: Sequence[Dated[T]], after: Sequence[Dated[T]], *, today: date, pointer: str
) -> tuple[Dated[T], ...]:
    """`after`, in order. Raises PastIsFixed when it says anything else of the days before `today`."""
    if _of_the_past(before, today) != _of_the_past(after, today):
        raise PastIsFixed(pointer)
    return tuple(sorted(after, key=lambda dated: dated.since))


def _of_the_past(values: Sequence[Dated[T]], today: date) -> dict[date, T]:
    return {dated.since: dated.value for dated in values if dated.since < today}


def _demand_own_identifiers(entity: LegalEntity) -> None:
    """The same as for a seller, at the pointers of a buyer's page."""
    try:
        demand_coherent(entity)
    except SiretOfAnother as refusal:
        raise SiretOfAnother("siret") from refusal
    except VatNumberOfAnother as refusal:
        raise VatNumberOfAnother("vat_number") from refusal


def _lacks_of(entity: LegalEntity, regime: VatRegime | None) -> dict[str, bool]:
    """A public body has no legal form to state, no capital and no register of commerce."""
    private = regime is not VatRegime.PUBLIC_BODY
    return {
        "legal_name": not entity.name,
        "legal_form": private and not entity.form,
        "capital": private and needs_capital(entity.form) and entity.capital is None,
        "siren": not entity.siren,
        "siret": not entity.siret,
        "registry": private and not entity.register,
        "address": not _is_whole(entity.address),
        "vat_number": regime is not None and regime.charges_vat and not entity.vat_number,
    }


def _is_whole(address: PostalAddress) -> bool:
    return all((address.line1, address.postcode, address.city))


def _codes(lacks: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(code for code, lacking in lacks.items() if lacking)
