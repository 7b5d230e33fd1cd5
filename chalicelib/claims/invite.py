"""Owners are written to: by the import that brought them something, and again by hand."""

from chalicelib.claims import facts, store
from chalicelib.claims.errors import InvitedLately, NobodyToInvite
from chalicelib.claims.model import Claimant, Import
from chalicelib.core.errors import NotFound, StaleVersion
from chalicelib.kit.unit_of_work import UnitOfWork

OWNERS_AT_ONCE = 60


def invite_next(known: Import, uow: UnitOfWork) -> Import:
    """A page of owners, each written to once by the same import, whatever is repeated. Adds the end to `uow` when
    there are no more."""
    ids = store.owners_of(known.id, after=known.invited_to, limit=OWNERS_AT_ONCE)
    found = store.claimants(ids)
    written = sum(_invite(found[one], known.id, uow.again()) for one in ids if one in found)
    ended = len(ids) < OWNERS_AT_ONCE
    after = known.invited_until(ids[-1] if ids else "", written, ended_at=uow.now if ended else None)
    if ended:
        uow.record(_ended(after))
    return after


def invite_again(claimant_id: str, *, uow: UnitOfWork) -> Claimant:
    """Raises NotFound, NobodyToInvite, InvitedLately, StaleVersion."""
    known = store.claimant(claimant_id)
    if known is None:
        raise NotFound
    if not any(claim.is_open for claim in store.claims_of(claimant_id)):
        raise NobodyToInvite
    if not known.may_be_written_to(uow.now):
        raise InvitedLately
    return _write(known, known.invited_by, uow)


def _invite(known: Claimant, import_id: str, uow: UnitOfWork) -> bool:
    """False for whoever has it all already."""
    if known.invited_by == import_id:
        return True
    if not any(claim.is_open for claim in store.claims_of(known.id)):
        return False
    try:
        _write(known, import_id, uow)
    except StaleVersion:
        # Somebody else has just written.
        return True
    return True


def _write(known: Claimant, import_id: str, uow: UnitOfWork) -> Claimant:
    after = known.written_to(import_id, uow.now)
    store.save_claimant(uow, after)
    uow.record(facts.ClaimantInvited(subject=after.key, claimant_id=after.id))
    uow.commit()
    return after


def _ended(known: Import) -> facts.ImportEnded:
    counts = known.counts
    return facts.ImportEnded(
        subject=known.key,
        import_id=known.id,
        made=counts.made,
        present=counts.present,
        refused=counts.refused,
        invited=known.invited,
    )
