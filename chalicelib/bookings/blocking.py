"""The host keeps slots out of sale: what lies under them is shown, and he says what becomes of it.

The blocks come first, then the cancellations: nobody books what was just freed. A booking that came in between is
kept, and told.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum

from chalicelib.availability import blocks
from chalicelib.availability.model import LONGEST_DAYS, Block
from chalicelib.bookings.cancel import cancel_as_host
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.decide import decline
from chalicelib.bookings.errors import (
    AlreadyDecided,
    CannotCancel,
    ConflictingBookings,
    TooLong,
    TooManyBlocks,
)
from chalicelib.bookings.find import bookings_over
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.quote import Span, period_of
from chalicelib.bookings.waiting.offering import WITHDRAWN, passed
from chalicelib.core.errors import NotFound
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.model import Space

MOST_BLOCKS = 120
"""A transaction each, about 15 ms: they are done well before the call ends."""

Slot = tuple[str, str]
"""Wall times of the space's zone."""


class Conflicts(StrEnum):
    KEEP = "keep"
    CANCEL_AND_REFUND = "cancel_and_refund"


@dataclass(frozen=True)
class Plan:
    """Each of `periods` in each of `room_ids`."""

    room_ids: tuple[str, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Choice:
    """What becomes of the bookings under the blocks, or touched by an edit, and which of them the host has `seen`."""

    conflicts: Conflicts | None
    seen: frozenset[str]
    reason: str


@dataclass(frozen=True)
class Done:
    """`left` still lie under the blocks."""

    blocks: list[Block]
    cancelled: list[Booking]
    left: list[Booking]


def plan_of(space: Space, room_ids: Sequence[str] | None, slots: Sequence[Slot]) -> Plan:
    """`room_ids` None means all rooms. Slots that touch become one. Raises NotFound, TooManyBlocks, a refusal of the
    slot."""
    known = [room.id for room in space.rooms]
    wanted = known if room_ids is None else list(dict.fromkeys(room_ids))
    if not wanted or not set(wanted) <= set(known):
        raise NotFound
    periods = _merged([period_of(space, Span(start, end, 1)) for start, end in slots])
    if any(period.minutes > LONGEST_DAYS * 24 * 60 for period in periods):
        raise TooLong("periods", days=LONGEST_DAYS)
    if len(wanted) * len(periods) > MOST_BLOCKS:
        raise TooManyBlocks("periods", most=MOST_BLOCKS)
    return Plan(tuple(wanted), periods)


def conflicts_of(space: Space, plan: Plan) -> list[Booking]:
    """The bookings, requests and offers that hold places under a plan, by their start."""
    span = Period(plan.periods[0].start, max(period.end for period in plan.periods))
    return [booking for booking in bookings_over(space.host_id, space.id, span) if _hit(booking, plan)]


def block_slots(space: Space, plan: Plan, choice: Choice, *, user_id: str, key: str, uow: UnitOfWork) -> Done:
    """Safe to repeat with the same key. Raises ConflictingBookings, Busy."""
    there = conflicts_of(space, plan)
    open_questions = [one for one in there if choice.conflicts is None or one.id not in choice.seen]
    if open_questions:
        raise ConflictingBookings(bookings=[one.id for one in there])
    wish = blocks.Wish(plan.room_ids, plan.periods, choice.reason, user_id, key)
    made = blocks.block(space, wish, uow=uow)
    cancelled: list[Booking] = []
    if choice.conflicts is Conflicts.CANCEL_AND_REFUND:
        cancelled = [ended for one in there if (ended := _end(one, choice.reason, uow)) is not None]
    return Done(made, cancelled, _left(space, plan, {one.id for one in cancelled}))


def _left(space: Space, plan: Plan, ended: Collection[str]) -> list[Booking]:
    """Looked up again: whoever booked while the blocks were being made is told too."""
    return [one for one in conflicts_of(space, plan) if one.id not in ended]


def _end(booking: Booking, reason: str, uow: UnitOfWork) -> Booking | None:
    """None where it cannot be ended now: being paid, over, or answered by somebody else a moment ago."""
    try:
        if booking.status is Status.OFFERED:
            return on_latest(booking, lambda latest: commit(passed(latest, WITHDRAWN, reason), uow.again()))
        if booking.status is Status.PENDING_HOST:
            return decline(booking, reason=reason, uow=uow.again())
        return cancel_as_host(booking, refund=True, reason=reason, uow=uow.again())
    except (AlreadyDecided, CannotCancel):
        return None


def _hit(booking: Booking, plan: Plan) -> bool:
    if booking.room_id not in plan.room_ids:
        return False
    return any(part.intersection(period) for part in booking.held for period in plan.periods)


def _merged(periods: Sequence[Period]) -> tuple[Period, ...]:
    """In order, those that overlap or touch as one: the same quarter is not blocked twice by one save."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda one: one.start):
        if merged and period.start <= merged[-1].end:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, period.end))
        else:
            merged.append(period)
    return tuple(merged)
