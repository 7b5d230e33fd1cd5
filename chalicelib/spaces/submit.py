"""A host asks for a space to be published."""

from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces import policy, store
from chalicelib.spaces.errors import AlreadySubmitted
from chalicelib.spaces.facts import SpaceSubmitted
from chalicelib.spaces.model import Space, SpaceStatus
from chalicelib.spaces.selling import condition_of

MAY_BE_SUBMITTED = frozenset({SpaceStatus.DRAFT, SpaceStatus.REFUSED})


def submit(space: Space, *, uow: UnitOfWork) -> Space:
    """Puts the space in the moderators' queue. Raises AlreadySubmitted, SpaceIncomplete, StaleVersion."""
    if space.status not in MAY_BE_SUBMITTED:
        raise AlreadySubmitted
    policy.demand_complete(space, condition_of(space, uow.now))
    submitted = space.next_version(status=SpaceStatus.IN_MODERATION, submitted_at=uow.now, refusal_reason="")
    store.save(uow, space, submitted)
    uow.record(SpaceSubmitted(subject=space.key, host_id=space.host_id, space_id=space.id, space_name=space.name))
    uow.commit()
    return submitted
