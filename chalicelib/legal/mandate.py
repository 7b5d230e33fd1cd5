"""A host gives the platform the mandate to invoice in his name, and takes it back (CGI 289 I-2)."""

from dataclasses import replace
from datetime import UTC, datetime

from chalicelib.identity.model import User
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import policy, store
from chalicelib.legal.errors import MandateChanged, NoMandate, SettingsFirst
from chalicelib.legal.facts import MandateAccepted, MandateFact, MandateRevoked
from chalicelib.legal.model import BillingSettings, Mandate, legal_day
from chalicelib.legal.settings import keep, settings_or_blank
from chalicelib.legal.texts import current_mandate, current_terms


def accept_mandate(host_id: str, version: str, *, signer: User, uow: UnitOfWork) -> BillingSettings:
    """Keeps who accepted which text, when and from where, and the host side of the current terms of sale with it. A
    mandate that is already in force with these texts is left as it is.

    Raises MandateChanged, SettingsFirst, StaleVersion.
    """
    if version != current_mandate():
        raise MandateChanged(current_mandate())
    before = settings_or_blank(host_id)
    lacking = policy.missing_to_give_a_mandate(before, legal_day(uow.now))
    if lacking:
        raise SettingsFirst(lacking)
    active = before.active_mandate
    if active and (active.version, active.terms) == (version, current_terms()):
        return before
    given = _given(before, version, signer, uow)
    if before.mandate and before.mandate.is_active:
        store.put_mandate(uow, replace(before.mandate, revoked_at=uow.now))
    store.put_mandate(uow, given)
    uow.record(
        MandateAccepted(
            subject=before.key,
            host_id=host_id,
            version=given.version,
            terms=given.terms,
            accepted_at=given.accepted_at.isoformat(),
        )
    )
    return keep(before, replace(before, mandate=given), uow=uow)


def revoke_mandate(host_id: str, *, uow: UnitOfWork) -> BillingSettings:
    """Nothing new can be sold from then on. Raises NoMandate, StaleVersion."""
    before = settings_or_blank(host_id)
    if before.mandate is None or not before.mandate.is_active:
        raise NoMandate
    revoked = replace(before.mandate, revoked_at=uow.now)
    store.put_mandate(uow, revoked)
    uow.record(
        MandateRevoked(
            subject=before.key,
            host_id=host_id,
            version=revoked.version,
            accepted_at=revoked.accepted_at.isoformat(),
        )
    )
    return keep(before, replace(before, mandate=revoked), uow=uow)


def mandates_of(host_id: str) -> list[Mandate]:
    """All there ever were, newest first."""
    return store.mandates(host_id)


def mandate_of(fact: MandateFact) -> Mandate:
    """The one that the fact is about. Raises LookupError."""
    found = store.mandate(fact.host_id or "", datetime.fromisoformat(fact.accepted_at))
    if found is None:
        raise LookupError(f"no mandate of {fact.host_id} at {fact.accepted_at}")
    return found


def _given(settings: BillingSettings, version: str, signer: User, uow: UnitOfWork) -> Mandate:
    return Mandate(
        host_id=settings.owner_id,
        version=version,
        signer_id=signer.id,
        signer_name=signer.name,
        accepted_at=uow.now.astimezone(UTC),
        ip=uow.actor.ip or "",
        terms=current_terms(),
        entity_name=settings.entity.name,
        siren=settings.entity.siren,
    )
