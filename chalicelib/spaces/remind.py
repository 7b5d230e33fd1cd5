"""Moderators hear once of a space, or of an edit of one, that has waited for most of the time its host was promised.

A reminder is an item of its own: the space stays as its host and the moderators have it before them.
"""

from datetime import datetime, timedelta

from chalicelib.core.facts import SYSTEM
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces import store
from chalicelib.spaces.facts import ModerationDueSoon
from chalicelib.spaces.model import MODERATION_DELAY, Space

REMIND_AFTER = timedelta(hours=36)


def remind(now: datetime) -> int:
    """Records one fact for each that has waited for REMIND_AFTER, whatever else its host has saved meanwhile; safe to
    repeat. Returns how many were new. 1 RCU for each that was reminded of before and still waits."""
    return sum(_remind_of(space, now) for space in store.unreminded(now - REMIND_AFTER))


def _remind_of(space: Space, now: datetime) -> bool:
    since = space.waiting_since
    if since is None:
        return False
    uow = UnitOfWork(now=now, actor=SYSTEM)
    store.claim_reminder(uow, space.id, since)
    uow.record(
        ModerationDueSoon(
            subject=space.key,
            space_id=space.id,
            space_name=space.name,
            since=since.isoformat(),
            moderate_by=(since + MODERATION_DELAY).isoformat(),
            is_edit=space.pending is not None,
        )
    )
    try:
        uow.commit()
    except Replayed:
        return False
    return True
