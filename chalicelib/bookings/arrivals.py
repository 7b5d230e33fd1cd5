"""Whether a guest came: who may say so, when, and how it is taken back. Pure. No money moves."""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.bookings.change import Change, fact_of
from chalicelib.bookings.errors import CannotMarkArrival, NotArrivalTime, NotBegun
from chalicelib.bookings.facts import ArrivalUndone, GuestArrived, GuestMissed
from chalicelib.bookings.model import Arrival, Booking, Outcome, Proof, Status
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period

EARLY = timedelta(hours=2)
LATE_MARKING = timedelta(days=1)
"""How long after the end reception may still say what happened, or mend what it said."""
PATIENCE = timedelta(minutes=15)
"""After which somebody who is not there yet is late."""


class Presence(StrEnum):
    """`unmarked`: it is over, and nobody said whether the guest came. That is not a no-show."""

    EXPECTED = "expected"
    LATE = "late"
    ARRIVED = "arrived"
    NO_SHOW = "no_show"
    UNMARKED = "unmarked"


def presence(booking: Booking, now: datetime) -> Presence:
    if booking.arrival:
        return Presence(booking.arrival.outcome.value)
    if now >= booking.period.end:
        return Presence.UNMARKED
    return Presence.LATE if now >= booking.period.start + PATIENCE else Presence.EXPECTED


def marking_time(booking: Booking) -> Period:
    return Period(booking.period.start - EARLY, booking.period.end + LATE_MARKING)


def may_mark(booking: Booking, outcome: Outcome, now: datetime) -> bool:
    """Whether saying this would change something, and is allowed."""
    try:
        _check(booking, outcome, Proof.RECEPTION, now)
    except (CannotMarkArrival, NotArrivalTime, NotBegun):
        return False
    return booking.arrival is None or booking.arrival.outcome is not outcome


def may_undo(booking: Booking, now: datetime) -> bool:
    return booking.arrival is not None and marking_time(booking).contains(now)


def marked(booking: Booking, outcome: Outcome, by: Proof, *, user_id: str, now: datetime) -> Change | None:
    """None when it was said before: twice is harmless.

    Raises CannotMarkArrival, NotArrivalTime, NotBegun.
    """
    _check(booking, outcome, by, now)
    if booking.arrival and booking.arrival.outcome is outcome:
        return None
    after = booking.next(arrival=Arrival(outcome, now, by, user_id))
    if outcome is Outcome.ARRIVED:
        return Change(after, (fact_of(after, GuestArrived, by=by.value),))
    return Change(after, (fact_of(after, GuestMissed),))


def undone(booking: Booking, now: datetime) -> Change | None:
    """None when nothing was said. Raises NotArrivalTime."""
    if booking.arrival is None:
        return None
    if not marking_time(booking).contains(now):
        raise NotArrivalTime
    after = booking.next(arrival=None)
    return Change(after, (fact_of(after, ArrivalUndone, outcome=booking.arrival.outcome.value),))


def _check(booking: Booking, outcome: Outcome, by: Proof, now: datetime) -> None:
    if booking.status is not Status.CONFIRMED:
        raise CannotMarkArrival
    over = by is Proof.GUEST and now >= booking.period.end
    if over or not marking_time(booking).contains(now):
        raise NotArrivalTime
    if outcome is Outcome.NO_SHOW and now < booking.period.start:
        raise NotBegun


@dataclass(frozen=True)
class Tally:
    """Confirmed bookings counted by what became of them."""

    arrived: int = 0
    no_show: int = 0
    unmarked: int = 0


def tally_of(presences: list[Presence]) -> Tally:
    return Tally(
        arrived=presences.count(Presence.ARRIVED),
        no_show=presences.count(Presence.NO_SHOW),
        unmarked=presences.count(Presence.UNMARKED),
    )
