"""A moderator publishes a space or refuses it, saying why. A decision names the version that was looked at: what its
host has saved since then was seen by nobody."""

from chalicelib.core.errors import StaleVersion
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces import policy, store
from chalicelib.spaces.errors import NotInModeration
from chalicelib.spaces.facts import SpacePublished, SpaceRefused
from chalicelib.spaces.model import Space, SpaceStatus
from chalicelib.spaces.selling import condition_of


def publish(space: Space, *, expected: int, uow: UnitOfWork) -> Space:
    """Raises NotInModeration, StaleVersion, SpaceIncomplete (an edit may have emptied it while it waited)."""
    _demand_in_moderation(space, expected)
    policy.demand_complete(space, condition_of(space, uow.now))
    live = space.next_version(status=SpaceStatus.LIVE)
    store.save(uow, space, live)
    uow.record(SpacePublished(subject=space.key, host_id=space.host_id, space_id=space.id, space_name=space.name))
    uow.commit()
    return live


def refuse(space: Space, *, expected: int, reason: str, uow: UnitOfWork) -> Space:
    """The host reads `reason`, edits the space and submits it again. Raises NotInModeration, StaleVersion."""
    _demand_in_moderation(space, expected)
    refused = space.next_version(status=SpaceStatus.REFUSED, refusal_reason=reason)
    store.save(uow, space, refused)
    uow.record(
        SpaceRefused(
            subject=space.key,
            host_id=space.host_id,
            space_id=space.id,
            space_name=space.name,
            reason=reason,
        )
    )
    uow.commit()
    return refused


def _demand_in_moderation(space: Space, expected: int) -> None:
    if space.status is not SpaceStatus.IN_MODERATION:
        raise NotInModeration
    if expected != space.version:
        raise StaleVersion
