"""Hosts and platform as documents name them: complete and valid, changed by keyword where the test cares."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from chalicelib.core.facts import SYSTEM
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import store
from chalicelib.legal.model import (
    PLATFORM,
    BillingSettings,
    Condition,
    ConnectedAccount,
    ConnectedState,
    Dated,
    LegalEntity,
    Mandate,
    PostalAddress,
    SellingTerms,
    SettlementMode,
    VatCategory,
    VatRegime,
)
from chalicelib.legal.texts import current_mandate, current_terms

SIREN, SIRET, VAT_NUMBER = "732829320", "73282932000074", "FR44732829320"
PLATFORM_SIREN, PLATFORM_SIRET, PLATFORM_VAT_NUMBER = "404833048", "40483304800014", "FR83404833048"
LONG_AGO = date(2026, 1, 1)
SIGNED_AT = datetime(2027, 1, 4, 9, tzinfo=UTC)


def entity_body(**changes: Any) -> dict[str, Any]:
    """A company in Paris that charges VAT, as the host's page sends it."""
    return {
        "name": "La Fabrique SAS",
        "form": "SAS",
        "capital": 1_000_000,
        "siren": SIREN,
        "siret": SIRET,
        "registry": "RCS Paris",
        "vat_number": VAT_NUMBER,
        "email": "compta@fabrique.example",
        "address": {"line1": "12 rue Rébeval", "line2": "", "postcode": "75019", "city": "Paris", "country": "FR"},
    } | changes


def settings_body(since: date, **changes: Any) -> dict[str, Any]:
    """The whole page of that company, which sells each booking by itself from `since` on."""
    return {
        "entity": entity_body(),
        "regimes": [{"since": since.isoformat(), "regime": "normal"}],
        "modes": [{"since": since.isoformat(), "mode": "per_booking"}],
        "footer": "Merci de votre visite.",
        "payment_days": 30,
    } | changes


def platform_body(since: date, **changes: Any) -> dict[str, Any]:
    """The operator's page: a company that charges VAT and takes 10 % from `since` on."""
    return {
        "entity": entity_body(
            name="Pupitre SAS", siren=PLATFORM_SIREN, siret=PLATFORM_SIRET, vat_number=PLATFORM_VAT_NUMBER
        ),
        "regimes": [{"since": since.isoformat(), "regime": "normal"}],
        "commissions": [{"since": since.isoformat(), "rate": 1000}],
    } | changes


def an_entity(**changes: Any) -> LegalEntity:
    fields: dict[str, Any] = {
        "name": "La Fabrique SAS",
        "address": PostalAddress("12 rue Rébeval", "75019", "Paris"),
        "email": "compta@fabrique.example",
        "form": "SAS",
        "capital": 1_000_000,
        "siren": SIREN,
        "siret": SIRET,
        "register": "RCS Paris",
        "vat_number": VAT_NUMBER,
    }
    return LegalEntity(**fields | changes)


def a_mandate(**changes: Any) -> Mandate:
    """Given by that company, with the texts in force."""
    fields: dict[str, Any] = {
        "host_id": "ho_fabrique",
        "version": current_mandate(),
        "signer_id": "sub-ada",
        "signer_name": "Ada Lovelace",
        "accepted_at": SIGNED_AT,
        "ip": "203.0.113.7",
        "terms": current_terms(),
        "entity_name": "La Fabrique SAS",
        "siren": SIREN,
    }
    return Mandate(**fields | changes)


def ready_settings(host_id: str = "ho_fabrique", **changes: Any) -> BillingSettings:
    """Nothing is missing since long: per booking, with VAT, without a commission."""
    fields: dict[str, Any] = {
        "owner_id": host_id,
        "entity": an_entity(),
        "regimes": (Dated(LONG_AGO, VatRegime.NORMAL),),
        "modes": (Dated(LONG_AGO, SettlementMode.PER_BOOKING),),
        "mandate": a_mandate(host_id=host_id),
    }
    return BillingSettings(**fields | changes)


def platform_settings(**changes: Any) -> BillingSettings:
    """Nothing is missing since long; it takes no commission."""
    entity = an_entity(name="Pupitre SAS", siren=PLATFORM_SIREN, siret=PLATFORM_SIRET, vat_number=PLATFORM_VAT_NUMBER)
    fields = {"entity": entity, "modes": (), "mandate": None}
    return ready_settings(PLATFORM, **fields | changes)


def in_mode(settings: BillingSettings, mode: SettlementMode) -> BillingSettings:
    return replace(settings, modes=(Dated(LONG_AGO, mode),))


def under(settings: BillingSettings, regime: VatRegime) -> BillingSettings:
    return replace(settings, regimes=(Dated(LONG_AGO, regime),))


def an_account(host_id: str = "ho_fabrique", **changes: Any) -> ConnectedAccount:
    """Money can be sent there."""
    fields: dict[str, Any] = {
        "host_id": host_id,
        "account_id": f"acct_{host_id}",
        "state": ConnectedState.ACTIVE,
        "seen_at": SIGNED_AT,
        "holds_payouts": True,
    }
    return ConnectedAccount(**fields | changes)


def kept(account: ConnectedAccount) -> ConnectedAccount:
    """As it is, without the provider and the fact."""
    uow = UnitOfWork(now=SIGNED_AT, actor=SYSTEM)
    store.save_account(uow, account, read_at=0)
    uow.commit()
    return account


def saved(settings: BillingSettings, *, account: ConnectedAccount | None = None) -> BillingSettings:
    """Puts the settings into the table as they are, without the verbs and their facts; a host's with an `account`,
    an active one unless told otherwise."""
    uow = UnitOfWork(now=SIGNED_AT, actor=SYSTEM)
    store.save_settings(uow, settings, read_at=0)
    if settings.owner_id != PLATFORM:
        store.save_account(uow, account or an_account(settings.owner_id), read_at=0)
    uow.commit()
    return settings


def sells(host_id: str = "ho_fabrique") -> None:
    """Host and platform have all that paid rooms want, unless they have settings already."""
    for settings in (ready_settings(host_id), platform_settings()):
        if store.settings(settings.owner_id) is None:
            saved(settings)


def some_terms(**changes: Any) -> SellingTerms:
    """The host sells by himself, with 20 % of VAT, without a commission."""
    fields: dict[str, Any] = {
        "mode": SettlementMode.PER_BOOKING,
        "seller_id": "ho_fabrique",
        "seller_name": "La Fabrique SAS",
        "regime": VatRegime.NORMAL,
        "vat_category": VatCategory.STANDARD,
        "vat_rate": 2000,
        "vat_rule": "metropole-2014",
        "commission_rate": 0,
        "mandate": current_mandate(),
        "terms": current_terms(),
    }
    return SellingTerms(**fields | changes)


SELLS = Condition(some_terms())
"""Nothing is missing."""
