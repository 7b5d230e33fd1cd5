"""An edit of a published space that waits is approved, refused, or given up by its host. The space stays published
throughout."""

from dataclasses import replace

from chalicelib.core.errors import StaleVersion
from chalicelib.core.facts import SYSTEM
from chalicelib.images.remove import remove_unused
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces import facts, pending, policy, store
from chalicelib.spaces.errors import NoEditWaiting
from chalicelib.spaces.model import Space
from chalicelib.spaces.pending import PendingEdit
from chalicelib.spaces.selling import condition_of


def approve_edit(space: Space, *, expected: int, uow: UnitOfWork) -> Space:
    """What waited is published, and nothing waits any more.

    Raises NoEditWaiting, StaleVersion, SpaceIncomplete (of another place, the host may not be able to sell).
    """
    _waiting(space, expected)
    approved = pending.settled(space).next_version()
    policy.demand_nothing_new_missing(space, approved, condition_of(approved, uow.now))
    store.save(uow, space, approved)
    uow.record(
        facts.SpaceEditApproved(
            subject=space.key,
            host_id=space.host_id,
            changes=facts.changes(space, approved),
            space_id=space.id,
            space_name=approved.name,
            fields=pending.waiting_fields(space),
        )
    )
    uow.commit()
    # To the host, who reads of it, no moderator has a name.
    _drop_pictures(space, approved, UnitOfWork(now=uow.now, actor=SYSTEM))
    return approved


def refuse_edit(space: Space, *, expected: int, reason: str, uow: UnitOfWork) -> Space:
    """The host reads `reason` and finds what he wrote as he left it: changed again, it waits again.

    Raises NoEditWaiting, StaleVersion.
    """
    edit = _waiting(space, expected)
    refused = space.next_version(pending=replace(edit, refusal=reason))
    store.save(uow, space, refused)
    uow.record(
        facts.SpaceEditRefused(
            subject=space.key,
            host_id=space.host_id,
            changes=facts.changes(space, pending.typed(space)),
            space_id=space.id,
            space_name=space.name,
            fields=pending.waiting_fields(space),
            reason=reason,
        )
    )
    uow.commit()
    return refused


def withdraw_edit(space: Space, *, expected: int, uow: UnitOfWork) -> Space:
    """Its host goes back to what is published; without an edit, nothing is written. Raises StaleVersion."""
    if expected != space.version:
        raise StaleVersion
    if space.pending is None:
        return space
    withdrawn = space.next_version(pending=None)
    store.save(uow, space, withdrawn)
    for fact in facts.of_edit(space, withdrawn):
        uow.record(fact)
    uow.commit()
    _drop_pictures(space, withdrawn, uow)
    return withdrawn


def _waiting(space: Space, expected: int) -> PendingEdit:
    if space.pending is None or space.pending.refusal:
        raise NoEditWaiting
    if expected != space.version:
        raise StaleVersion
    return space.pending


def _drop_pictures(before: Space, after: Space, uow: UnitOfWork) -> None:
    named = pending.pictures_named(after)
    if named != pending.pictures_named(before):
        remove_unused(after.id, named, uow=uow)
