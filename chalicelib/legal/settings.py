"""A host, or the operator for the platform, says who invoices, under which regime, from when on."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from chalicelib.core.errors import StaleVersion
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import facts, policy, store
from chalicelib.legal.model import (
    PLATFORM,
    BillingSettings,
    Dated,
    LegalEntity,
    PostalAddress,
    blank_settings,
    legal_day,
)
from chalicelib.legal.schemas import BillingSettingsBody, DatedRate, EntityBody, PlatformSettingsBody

T = TypeVar("T")


def settings_of(owner_id: str) -> BillingSettings | None:
    """Strongly read, 1 RCU per 4 KB."""
    return store.settings(owner_id)


def settings_or_blank(owner_id: str) -> BillingSettings:
    return settings_of(owner_id) or blank_settings(owner_id)


def save_settings(host_id: str, body: BillingSettingsBody, *, expected: int, uow: UnitOfWork) -> BillingSettings:
    """Saves the whole page of a host, complete or not. `expected` 0 is the first save; an edit that changes nothing
    writes nothing.

    Raises StaleVersion, PastIsFixed, SiretOfAnother, VatNumberOfAnother.
    """
    before = _read_at(host_id, expected)
    modes = [Dated(one.since, one.mode) for one in body.modes]
    edited = replace(_with_page(before, body, uow), modes=_dated(before.modes, modes, pointer="modes", uow=uow))
    return keep(before, edited, uow=uow)


def save_platform_settings(body: PlatformSettingsBody, *, expected: int, uow: UnitOfWork) -> BillingSettings:
    """Raises StaleVersion, PastIsFixed, SiretOfAnother, VatNumberOfAnother."""
    before = _read_at(PLATFORM, expected)
    edited = replace(_with_page(before, body, uow), commissions=_rates(before, body.commissions, uow))
    return keep(before, edited, uow=uow)


def save_commissions(
    host_id: str, commissions: Iterable[DatedRate], *, expected: int, uow: UnitOfWork
) -> BillingSettings:
    """A host's own, set by the operator. Raises StaleVersion, PastIsFixed."""
    before = _read_at(host_id, expected)
    return keep(before, replace(before, commissions=_rates(before, commissions, uow)), uow=uow)


def keep(before: BillingSettings, edited: BillingSettings, *, uow: UnitOfWork) -> BillingSettings:
    """Writes what a verb of this domain changed, with its fact. Raises StaleVersion, StillNeeded, CompanyIsFixed."""
    if edited == before:
        return before
    policy.demand_still_whole(before, edited, legal_day(uow.now))
    edited = replace(edited, version=before.version + 1)
    store.save_settings(uow, edited, read_at=before.version)
    changes = facts.changes(before, edited)
    host_id = None if edited.owner_id == PLATFORM else edited.owner_id
    if changes:
        uow.record(facts.BillingSettingsSaved(subject=edited.key, host_id=host_id, changes=changes))
    uow.commit()
    return edited


def entity_of(body: EntityBody) -> LegalEntity:
    """Raises SiretOfAnother, VatNumberOfAnother."""
    fields = body.model_dump(exclude={"address", "registry"})
    address = PostalAddress(**body.address.model_dump())
    entity = LegalEntity(**fields, address=address, register=body.registry)
    policy.demand_coherent(entity)
    return entity


def _read_at(owner_id: str, expected: int) -> BillingSettings:
    before = settings_or_blank(owner_id)
    if before.version != expected:
        raise StaleVersion
    return before


def _with_page(
    before: BillingSettings, body: BillingSettingsBody | PlatformSettingsBody, uow: UnitOfWork
) -> BillingSettings:
    regimes = [Dated(one.since, one.regime) for one in body.regimes]
    return replace(
        before,
        entity=entity_of(body.entity),
        regimes=_dated(before.regimes, regimes, pointer="regimes", uow=uow),
        footer=body.footer,
        payment_days=body.payment_days,
    )


def _rates(before: BillingSettings, rates: Iterable[DatedRate], uow: UnitOfWork) -> tuple[Dated[int], ...]:
    after = [Dated(one.since, one.rate) for one in rates]
    return _dated(before.commissions, after, pointer="commissions", uow=uow)


def _dated(
    before: tuple[Dated[T], ...], after: list[Dated[T]], *, pointer: str, uow: UnitOfWork
) -> tuple[Dated[T], ...]:
    return policy.demand_past_unchanged(before, after, today=legal_day(uow.now), pointer=pointer)
