"""What a series would be: each date with its price, or with what stands against it. Reads only."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.availability.blocks import blocks_over
from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.availability.hold import is_free
from chalicelib.availability.slots import buckets_of
from chalicelib.bookings import policy
from chalicelib.bookings.errors import DateTooLong, InThePast, OutsideCardLimits, TooFarAhead, TooManyDates, TooSoon
from chalicelib.bookings.quote import Quote, Span, quote
from chalicelib.bookings.series.model import DateOutcome
from chalicelib.core.errors import Refusal
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.core.zones import TimeDoesNotExist, TimeIsAmbiguous, UnreadableTime
from chalicelib.legal.model import SellingTerms
from chalicelib.spaces.model import Room, Space

A_WEEK = timedelta(days=7)
MOST_WEEKS = 24
"""Their bookings, counters and facts fit one transaction."""
MOST_WRITES = 97
"""Of a transaction's hundred: the rest is the series with its own fact, and one to spare."""
LONGEST_DATE = timedelta(days=5)
"""Two dates never touch one day's counters."""

OF_ONE_DATE = (
    OutsideOpeningHours, InThePast, TooSoon, TooFarAhead, TimeDoesNotExist, TimeIsAmbiguous, OutsideCardLimits,
)  # fmt: skip
"""Stand against one date and not against the next; any other refusal is one of the whole series."""


@dataclass(frozen=True)
class Planned:
    """`start` and `end` are wall times. `quote` is None unless it can be booked; `why` is then the refusal's code."""

    start: str
    end: str
    outcome: DateOutcome
    quote: Quote | None = None
    why: str = ""


@dataclass(frozen=True)
class Plan:
    dates: tuple[Planned, ...]

    @property
    def bookable(self) -> list[Quote]:
        return [date.quote for date in self.dates if date.quote]

    @property
    def ttc(self) -> int:
        """Cents, of all that can be booked."""
        return sum(quoted.price.amounts.ttc for quoted in self.bookable)


def plan(space: Space, room: Room, first: Span, weeks: int, terms: SellingTerms | None, *, now: datetime) -> Plan:
    """The wall time of `first` and of the `weeks - 1` weeks that follow it, whatever the clocks do between them. A
    query a date, and one more for each that is not free.

    Raises a refusal of the span that concerns every date, DateTooLong, TooManyDates, OutsideCardLimits (of all
    together).
    """
    found = Plan(tuple(_dates(space, room, first, weeks, terms, now)))
    if found.ttc > policy.MOST_CHARGE:
        raise OutsideCardLimits("weeks")
    costs = [_writes(quoted) for quoted in found.bookable]
    if sum(costs) > MOST_WRITES:
        raise TooManyDates("weeks", most=MOST_WRITES // max(costs))
    return found


def _dates(
    space: Space, room: Room, first: Span, weeks: int, terms: SellingTerms | None, now: datetime
) -> Iterator[Planned]:
    start, end = _wall(first.start, "start"), _wall(first.end, "end")
    if end - start > LONGEST_DATE:
        raise DateTooLong("end", days=LONGEST_DATE.days)
    for number in range(weeks):
        walls = _text(start + number * A_WEEK), _text(end + number * A_WEEK)
        try:
            quoted = quote(space, room, Span(*walls, first.people), terms, now=now)
        except OF_ONE_DATE as refusal:
            yield _refused(walls, refusal)
        else:
            yield _looked_up(space, room, walls, quoted)


def _refused(walls: tuple[str, str], refusal: Refusal) -> Planned:
    closed = isinstance(refusal, OutsideOpeningHours)
    return Planned(*walls, DateOutcome.CLOSED if closed else DateOutcome.REFUSED, why=refusal.code)


def _looked_up(space: Space, room: Room, walls: tuple[str, str], quoted: Quote) -> Planned:
    if is_free(room, quoted.held, space.std_offset, quoted.people):
        return Planned(*walls, DateOutcome.BOOKED, quoted)
    span = Period(quoted.held[0].start, quoted.held[-1].end)
    blocked = any(
        block.period.intersection(part) for block in blocks_over([room.id], span)[room.id] for part in quoted.held
    )
    return Planned(*walls, DateOutcome.BLOCKED if blocked else DateOutcome.FULL, why="slot_taken")


def _writes(quoted: Quote) -> int:
    """Of one date: its booking, its fact, the counters of its days."""
    return 2 + len(buckets_of(quoted.held, quoted.space.std_offset))


def _wall(text: str, pointer: str) -> datetime:
    """An offset is left out: the wall clock is what repeats. Raises UnreadableTime."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as unreadable:
        raise UnreadableTime(pointer, value=text) from unreadable


def _text(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")
