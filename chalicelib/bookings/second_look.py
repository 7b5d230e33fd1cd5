"""The clock comes back to an edit of a space two minutes later.

By then nobody books any more by what held before, and the index has caught up. What the host chose to end and a dead
call left standing is ended; what was booked while he saved and does not fit is told to him, and takes place.
"""

from datetime import datetime

from chalicelib.bookings import edit_store, policy
from chalicelib.bookings.edited import Edit
from chalicelib.bookings.facts import BookingsCrossedEdit
from chalicelib.bookings.find import bookings_among, bookings_over
from chalicelib.bookings.impact import end
from chalicelib.bookings.model import HOLDS_SLOTS, Booking
from chalicelib.bookings.touching import misfits
from chalicelib.core.facts import SYSTEM, Actor, ActorKind
from chalicelib.core.period import Period
from chalicelib.kit.observability import logger, metrics
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.find import space_of
from chalicelib.spaces.model import Space

MOST_NAMED = 50


class Done(Exception):
    """Another run finished this edit."""


def look_again(now: datetime) -> int:
    """Finishes every edit whose hour has come. Returns how many; those that failed come back a minute later."""
    finished = 0
    for edit in edit_store.due(now):
        try:
            finish(edit, now)
        except Exception:  # noqa: BLE001
            # One edit must not keep the others from being finished; it is logged, counted and tried again.
            logger.exception("edit_unfinished", extra={"space_id": edit.space_id})
            metrics.add_metric(name="DeadlineFailed", unit="Count", value=1)
            continue
        finished += 1
    return finished


def finish(edit: Edit, now: datetime) -> None:
    """Twice is harmless."""
    standing = [booking for booking in bookings_among(edit.ending) if booking.status in HOLDS_SLOTS]
    end(standing, edit.reason, UnitOfWork(now=now, actor=Actor(ActorKind.USER, edit.user_id)))
    space, uow = space_of(edit.space_id), UnitOfWork(now=now, actor=SYSTEM)
    edit_store.remove(uow, edit, refused=Done)
    if crossed := _crossed(space, edit, now):
        uow.record(
            BookingsCrossedEdit(
                subject=space.key,
                host_id=space.host_id,
                space_id=space.id,
                space_name=space.name,
                bookings=[booking.id for booking in crossed[:MOST_NAMED]],
                count=len(crossed),
            )
        )
    try:
        uow.commit()
    except Done:
        return


def _crossed(space: Space, edit: Edit, now: datetime) -> list[Booking]:
    to_come = Period(now, now + policy.FREE_HORIZON)
    found = misfits(space, list(bookings_over(edit.host_id, edit.space_id, to_come)), now)
    return [one.booking for one in found if edit.crossed(one.booking)]
