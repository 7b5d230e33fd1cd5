"""Settings, mandates and texts as the API shows them."""

from collections.abc import Iterable
from datetime import date

from chalicelib.core.errors import Language
from chalicelib.legal import policy, schemas
from chalicelib.legal.model import (
    BillingSettings,
    BuyerProfile,
    Dated,
    LegalEntity,
    Mandate,
    PostalAddress,
    in_force,
)
from chalicelib.legal.texts import LegalText, TextKind, current_mandate, current_terms, text_of


def settings_view(
    settings: BillingSettings, day: date, *, missing: Iterable[str], commission: int
) -> schemas.BillingSettingsView:
    """`commission` is the one in force, which may be the platform's."""
    return schemas.BillingSettingsView(
        owner_id=settings.owner_id,
        entity=_entity_view(settings.entity),
        regimes=[schemas.DatedRegime(since=one.since, regime=one.value) for one in settings.regimes],
        modes=[schemas.DatedMode(since=one.since, mode=one.value) for one in settings.modes],
        commissions=_rates(settings.commissions),
        footer=settings.footer,
        payment_days=settings.payment_days,
        logo=settings.logo,
        regime=in_force(settings.regimes, day),
        mode=in_force(settings.modes, day),
        commission=commission,
        mandate=_state(settings),
        missing=list(missing),
        version=settings.version,
    )


def commissions_view(settings: BillingSettings, *, commission: int) -> schemas.CommissionsView:
    return schemas.CommissionsView(
        commissions=_rates(settings.commissions), commission=commission, version=settings.version
    )


def mandate_page(
    settings: BillingSettings, history: Iterable[Mandate], day: date, language: Language
) -> schemas.MandatePageView:
    return schemas.MandatePageView(
        text=_text_view(text_of(TextKind.MANDATE, current_mandate(), language)),
        terms=_text_view(text_of(TextKind.TERMS, current_terms(), language)),
        state=_state(settings),
        history=[_mandate_view(mandate) for mandate in history],
        missing=list(policy.missing_to_give_a_mandate(settings, day)),
        settings_version=settings.version,
    )


def terms_view(language: Language) -> schemas.TermsView:
    return schemas.TermsView(
        terms=_text_view(text_of(TextKind.TERMS, current_terms(), language)),
        mandate=_text_view(text_of(TextKind.MANDATE, current_mandate(), language)),
    )


def profile_view(profile: BuyerProfile) -> schemas.BillingProfileView:
    entity = profile.entity
    return schemas.BillingProfileView(
        is_company=entity.is_company,
        name=entity.name,
        email=entity.email,
        siren=entity.siren,
        siret=entity.siret,
        vat_number=entity.vat_number,
        address=_address_view(entity.address),
        version=profile.version,
    )


def _state(settings: BillingSettings) -> schemas.MandateState:
    mandate = settings.mandate
    if mandate is None:
        return schemas.MandateState(status="none", is_current=False, mandate=None)
    current = (mandate.version, mandate.terms) == (current_mandate(), current_terms())
    shown = _mandate_view(mandate)
    if settings.active_mandate:
        return schemas.MandateState(status="active", is_current=current, mandate=shown)
    if mandate.is_active:
        return schemas.MandateState(status="other_company", is_current=current, mandate=shown)
    return schemas.MandateState(status="revoked", is_current=current, mandate=shown)


def _mandate_view(mandate: Mandate) -> schemas.MandateView:
    """Without the address that it was given from: evidence, and nobody's reading."""
    return schemas.MandateView(
        mandate_version=mandate.version,
        terms_version=mandate.terms,
        entity_name=mandate.entity_name,
        siren=mandate.siren,
        signer_name=mandate.signer_name,
        accepted_at=mandate.accepted_at,
        revoked_at=mandate.revoked_at,
    )


def _text_view(text: LegalText) -> schemas.LegalTextView:
    return schemas.LegalTextView(
        kind=text.kind.value,
        text_version=text.version,
        language=text.language,
        title=text.title,
        body=text.body,
    )


def _rates(commissions: Iterable[Dated[int]]) -> list[schemas.DatedRate]:
    return [schemas.DatedRate(since=one.since, rate=one.value) for one in commissions]


def _entity_view(entity: LegalEntity) -> schemas.EntityView:
    return schemas.EntityView(
        name=entity.name,
        form=entity.form,
        capital=entity.capital,
        siren=entity.siren,
        siret=entity.siret,
        registry=entity.register,
        vat_number=entity.vat_number,
        email=entity.email,
        address=_address_view(entity.address),
    )


def _address_view(address: PostalAddress) -> schemas.AddressView:
    return schemas.AddressView(**vars(address))
