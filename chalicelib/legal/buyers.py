"""How whoever buys is named on documents: a coworker by his profile, a host or the platform by billing settings."""

from dataclasses import replace

from chalicelib.core.errors import StaleVersion
from chalicelib.core.facts import changes_between
from chalicelib.identity.profile import contact_of
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import policy, store
from chalicelib.legal.facts import BillingProfileSaved
from chalicelib.legal.model import BLANK_ENTITY, PLATFORM, BuyerProfile, LegalEntity, PostalAddress
from chalicelib.legal.schemas import BillingProfileBody
from chalicelib.legal.settings import settings_of

HOST_IDS = "ho_"
"""What ids of hosts begin with (identity.hosts); those of users are UUIDs of the user pool."""


def profile_of(user_id: str) -> BuyerProfile:
    """What he saved; at version 0, a private person in France with the name and e-mail of the login."""
    saved = store.profile(user_id)
    if saved:
        return saved
    contact = contact_of(user_id)
    entity = replace(
        BLANK_ENTITY,
        is_company=False,
        name=contact.name if contact else "",
        email=contact.email if contact else "",
    )
    return BuyerProfile(user_id, entity, version=0)


def buyer_of(buyer_id: str) -> LegalEntity:
    """Of a user, the e-mail of the login where the profile names none.

    Raises LookupError for a host, or the platform, without billing settings.
    """
    if buyer_id == PLATFORM or buyer_id.startswith(HOST_IDS):
        settings = settings_of(buyer_id)
        if settings is None:
            raise LookupError(f"{buyer_id} bought without billing settings")
        return settings.entity
    entity = profile_of(buyer_id).entity
    if entity.email:
        return entity
    contact = contact_of(buyer_id)
    return replace(entity, email=contact.email if contact else "")


def save_profile(user_id: str, body: BillingProfileBody, *, expected: int, uow: UnitOfWork) -> BuyerProfile:
    """A private person keeps no identifiers of a company.

    Raises StaleVersion, IdentifierNeeded, SiretOfAnother, VatNumberOfAnother.
    """
    before = profile_of(user_id)
    if before.version != expected:
        raise StaleVersion
    entity = _entity_of(body)
    policy.demand_a_whole_buyer(entity)
    if entity == before.entity and before.version:
        return before
    edited = BuyerProfile(user_id, entity, before.version + 1)
    store.save_profile(uow, edited, read_at=before.version)
    fields = list(changes_between(vars(before.entity), vars(entity)))
    uow.record(BillingProfileSaved(subject=f"USER#{user_id}", fields=fields))
    uow.commit()
    return edited


def _entity_of(body: BillingProfileBody) -> LegalEntity:
    fields = body.model_dump(exclude={"address"})
    if not body.is_company:
        fields |= {"siren": "", "siret": "", "vat_number": ""}
    return LegalEntity(**fields, address=PostalAddress(**body.address.model_dump()))
