"""Whoever proved to read mail at an address takes what waits for it."""

from chalicelib.claims import facts, store
from chalicelib.claims.model import Claim, claimant_of
from chalicelib.core.errors import StaleVersion
from chalicelib.identity.model import host_key
from chalicelib.identity.ownerless import hand_to
from chalicelib.identity.profile import profile_of
from chalicelib.kit.unit_of_work import UnitOfWork


def claim_for(user_id: str, *, uow: UnitOfWork) -> list[Claim]:
    """All that is the user's by his address, those taken earlier included. The address is the profile's, which only
    ever holds one that the user pool says is verified (`identity.sessions`).

    Raises SessionOver when there is no such user.
    """
    claimant_id = claimant_of(profile_of(user_id).email)
    claims = store.claims_of(claimant_id)
    if any(claim.is_open for claim in claims):
        for claim in filter(lambda one: one.is_open, claims):
            _take(claim, user_id, uow.again())
        claims = store.claims_of(claimant_id)
    return [claim for claim in claims if claim.by == user_id]


def check(host_id: str, *, uow: UnitOfWork) -> Claim | None:
    """An owner says that what was imported is right; a second time changes nothing, and for a host that he made
    himself there is nothing to say. Raises StaleVersion."""
    claim = store.claim_on(host_id)
    if claim is None or claim.checked_at:
        return claim
    after = claim.checked(uow.now)
    store.save_claim(uow, after)
    uow.record(facts.DetailsChecked(subject=host_key(host_id), host_id=host_id))
    uow.commit()
    return after


def _take(claim: Claim, user_id: str, uow: UnitOfWork) -> None:
    """The claim, the host and the membership in one transaction: of two at once, one gets nothing."""
    store.save_claim(uow, claim.taken(user_id, uow.now))
    uow.record(
        facts.HostClaimed(
            subject=host_key(claim.host_id),
            host_id=claim.host_id,
            owner=user_id,
            changes={"owner_id": ["", user_id]},
        )
    )
    try:
        hand_to(uow, claim.host_id, user_id)
        uow.commit()
    except StaleVersion:
        # Another call of the same person, or another person, came first: whoever looks next sees whose it is.
        return
