"""What moving a booking does to it. Pure.

What was sold is on paper. Where the new time is priced otherwise, the host says what becomes of the difference: he
waives it, whichever way it goes, or gives back what the new time costs less.
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from chalicelib.bookings import policy
from chalicelib.bookings.change import SOON, Change, fact_of
from chalicelib.bookings.errors import CannotMove, NothingTakenYet, PriceWouldChange, TooFarAhead, TooSoon, in_words
from chalicelib.bookings.facts import BookingMoved
from chalicelib.bookings.giving_back import dearer_by, down_to, giving
from chalicelib.bookings.model import TAKEN, Booking, Money, Status
from chalicelib.bookings.papers import Entry
from chalicelib.bookings.quote import Quote
from chalicelib.core.facts import changes_between
from chalicelib.core.period import Period
from chalicelib.pricing.model import Price
from chalicelib.spaces.model import BookingRules, Room

MOVABLE = frozenset({Status.PENDING_HOST, Status.CONFIRMED})


class Difference(StrEnum):
    """What becomes of a difference in price: `none` refuses it, `waive` keeps the price that was agreed, `refund`
    gives back what the new time costs less."""

    NONE = "none"
    WAIVE = "waive"
    REFUND = "refund"


def as_its_host_books(room: Room) -> Room:
    """What a room asks of coworkers (notice, length, an answer) does not bind its host; that it is empty for a while
    after each booking does."""
    return replace(room, automatic_acceptance=True, rules=BookingRules(buffer=room.rules.buffer))


def check_movable(booking: Booking, now: datetime) -> None:
    """Raises CannotMove."""
    if booking.status not in MOVABLE or now >= booking.period.start:
        raise CannotMove


def moved(booking: Booking, quoted: Quote, difference: Difference, now: datetime) -> Change:
    """Raises CannotMove, PriceWouldChange, NothingTakenYet, TooFarAhead, TooSoon."""
    check_movable(booking, now)
    _check_horizon(booking, quoted.period, now)
    gives_back = _gives_back(booking, quoted, difference)
    answer_by = _answer_by(booking, quoted.period, now)
    after = booking.next(
        room_id=quoted.room.id,
        room_name=quoted.room.name,
        period=quoted.period,
        held=quoted.held,
        weight=quoted.weight,
        price=_price(booking, quoted),
        moved_from=_moved_from(booking, quoted.period),
        answer_by=answer_by,
        due_at=answer_by if booking.status is Status.PENDING_HOST else booking.due_at,
        # Whoever came early for another hour has still to come for this one.
        arrival=None,
    )
    changes = changes_between(_told(booking), _told(after))
    if not gives_back:
        waived = quoted.price.amounts.ttc - booking.standing.ttc
        return Change(after, (fact_of(after, BookingMoved, changes=changes, waived=waived),))
    part = down_to(booking, quoted.price)
    after = giving(replace(after, money=Money.REFUNDING, due_at=now + SOON, attempts=0), part)
    fact = fact_of(after, BookingMoved, changes=changes, refunded=part.ttc)
    return Change(after, (fact,), entries=(Entry.SALE_LOWERED,))


def _gives_back(booking: Booking, quoted: Quote, difference: Difference) -> bool:
    """Whether the new time costs less and the host gives that back. Raises PriceWouldChange, NothingTakenYet."""
    dearer = dearer_by(booking, quoted.price)
    if dearer == 0 or difference is Difference.WAIVE:
        return False
    if dearer < 0 or difference is Difference.NONE:
        raise PriceWouldChange(ttc=booking.standing.ttc, ttc_there=quoted.price.amounts.ttc)
    if booking.money not in TAKEN:
        raise NothingTakenYet
    return True


def _price(booking: Booking, quoted: Quote) -> Price:
    if booking.money in TAKEN:
        # Sold: its hash is in the ledger, its lines are on the invoice.
        return booking.price
    return _redated(booking, quoted) if dearer_by(booking, quoted.price) else quoted.price


def _redated(booking: Booking, quoted: Quote) -> Price:
    """The agreed price on the new days: a request that is accepted later is invoiced for when it takes place."""
    zone = ZoneInfo(booking.timezone)
    days = list(quoted.period.local_days(zone))
    by = days[0] - booking.period.start.astimezone(zone).date()
    lines = tuple(replace(line, day=min(max(line.day + by, days[0]), days[-1])) for line in booking.price.lines)
    return replace(booking.price, lines=lines)


def _moved_from(booking: Booking, period: Period) -> tuple[Period, ...]:
    if booking.money not in TAKEN or period == booking.period:
        return booking.moved_from
    return (*booking.moved_from, booking.period)


def _check_horizon(booking: Booking, period: Period, now: datetime) -> None:
    """Money waits 90 days at most, counted from its capture: at the earliest when the booking was made."""
    latest = booking.created_at + policy.PAID_HORIZON
    if booking.amount > 0 and period.end > latest:
        raise TooFarAhead("end", days=max(0, (latest - now).days))


def _answer_by(booking: Booking, period: Period, now: datetime) -> datetime | None:
    """Never later than it was: how long a card stays held does not change with the day of the booking."""
    if booking.status is not Status.PENDING_HOST or booking.answer_by is None:
        return booking.answer_by
    answer_by = min(booking.answer_by, period.start - policy.BEFORE_START)
    if answer_by <= now:
        raise TooSoon("start", **in_words(policy.BEFORE_START))
    return answer_by


def _told(booking: Booking) -> dict[str, str]:
    return {
        "start": booking.period.start.isoformat(),
        "end": booking.period.end.isoformat(),
        "room": booking.room_name,
    }
