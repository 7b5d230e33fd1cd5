"""A host edits a space: the bookings that the edit touches are shown, and he says what becomes of them.

The space is saved first, with a note of what he chose; then what he chose is done. Nobody books what was just freed,
and where the call dies in between the clock does the rest (`second_look`).
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from chalicelib.bookings import edit_store, policy, transitions
from chalicelib.bookings.blocking import Choice, Conflicts
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.edited import Edit, made_lately
from chalicelib.bookings.errors import AlreadyDecided, CannotCancel, ImpactNotChosen, ImpactTooLarge
from chalicelib.bookings.find import bookings_over
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.touching import Touched, may_touch, touched_by
from chalicelib.bookings.waiting.offering import WITHDRAWN, passed
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.edit import edited_space, update_space
from chalicelib.spaces.model import Space
from chalicelib.spaces.schemas import SpaceBody

MOST_ENDED = 100
"""A transaction each, about 40 ms: they are done well before the call ends. Their money the clock moves."""

MOST_SHOWN = 1000


@dataclass(frozen=True)
class Saved:
    """`left` are touched and still take place."""

    space: Space
    ended: list[Booking]
    left: list[Touched]


def impact_of(space: Space, body: SpaceBody, *, now: datetime) -> list[Touched]:
    """What saving `body` would touch, by the start. Writes nothing. Raises what `edited_space` raises."""
    return _touched(space, edited_space(space, body, now=now), now)


def save_space(space: Space, body: SpaceBody, choice: Choice, *, expected: int, uow: UnitOfWork) -> Saved:
    """Raises ImpactNotChosen, ImpactTooLarge and what `update_space` raises."""
    touched: list[Touched] = []

    def decide(edited: Space) -> None:
        touched.extend(_touched(space, edited, uow.now))
        _demand_choice(touched, choice)
        if may_touch(space, edited):
            edit_store.add(uow, _noted(space, touched, choice, uow))

    saved = update_space(space, body, expected=expected, uow=uow, saving=decide)
    ended: list[Booking] = []
    if choice.conflicts is Conflicts.CANCEL_AND_REFUND:
        ended = end([one.booking for one in touched], choice.reason, uow)
    gone = {booking.id for booking in ended}
    left = [one for one in _touched(space, saved, uow.now) if one.booking.id not in gone] if touched else []
    return Saved(saved, ended, left)


def end(bookings: Sequence[Booking], reason: str, uow: UnitOfWork) -> list[Booking]:
    """Withdraws offers, declines requests and cancels bookings, all of the price to go back; without those that
    cannot be ended now: being paid, over, or answered by somebody else a moment ago."""
    ended: list[Booking] = []
    for booking in bookings:
        try:
            ended.append(on_latest(booking, partial(_ended, reason=reason, uow=uow)))
        except (AlreadyDecided, CannotCancel):
            continue
    return ended


def _ended(latest: Booking, reason: str, uow: UnitOfWork) -> Booking:
    if latest.status is Status.OFFERED:
        change = passed(latest, WITHDRAWN, reason)
    elif latest.status is Status.PENDING_HOST:
        change = transitions.declined(latest, reason, uow.now)
    else:
        change = transitions.cancelled_by_host(latest, refund=True, reason=reason, now=uow.now)
    return commit(change, uow.again())


def _touched(before: Space, after: Space, now: datetime) -> list[Touched]:
    """Reads nothing where the edit cannot touch any."""
    if not may_touch(before, after):
        return []
    # What is free may be booked the furthest ahead.
    to_come = Period(now, now + policy.FREE_HORIZON)
    return touched_by(before, after, list(bookings_over(before.host_id, before.id, to_come)), now)


def _demand_choice(touched: Sequence[Touched], choice: Choice) -> None:
    shown = [one.booking.id for one in touched[:MOST_SHOWN]]
    if shown and (choice.conflicts is None or not choice.seen.issuperset(shown)):
        raise ImpactNotChosen(bookings=shown, total=len(touched))
    if choice.conflicts is Conflicts.CANCEL_AND_REFUND and len(touched) > MOST_ENDED:
        raise ImpactTooLarge(total=len(touched), most=MOST_ENDED)


def _noted(space: Space, touched: Sequence[Touched], choice: Choice, uow: UnitOfWork) -> Edit:
    bookings = [one.booking for one in touched]
    ending = [one.id for one in bookings] if choice.conflicts is Conflicts.CANCEL_AND_REFUND else []
    return Edit(
        space_id=space.id,
        host_id=space.host_id,
        version=space.version + 1,
        seen=made_lately(bookings, uow.now),
        ending=tuple(ending),
        reason=choice.reason,
        user_id=uow.actor.user_id or "",
        at=uow.now,
    )
