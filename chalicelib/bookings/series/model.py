"""A series and what became of each of its dates. Pure."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass


class DateOutcome(StrEnum):
    """Of one date. `full`: booked by others; `blocked`: kept out of sale; `closed`: outside the opening hours;
    `refused`: for another rule of the room, which `Date.why` names."""

    BOOKED = "booked"
    FULL = "full"
    BLOCKED = "blocked"
    CLOSED = "closed"
    REFUSED = "refused"


class Mode(StrEnum):
    ALL_OR_NOTHING = "all_or_nothing"
    BEST_EFFORT = "best_effort"


@dataclass(frozen=True)
class Date:
    """`start` and `end` are wall times of the space's zone, to the minute. `booking_id` where it is booked, `why` the
    code of the refusal where it is not."""

    start: str
    end: str
    outcome: DateOutcome
    booking_id: str = ""
    why: str = ""


@dataclass(frozen=True)
class Series:
    """`payer_id` is the booking that pays for all that was sold at once; dates booked later pay for themselves."""

    id: str
    user_id: str
    host_id: str
    space_id: str
    room_id: str
    people: int
    mode: Mode
    payer_id: str
    dates: tuple[Date, ...]
    created_at: datetime
    body_hash: str
    version: int = 1

    @property
    def key(self) -> str:
        return series_key(self.id)

    @property
    def booking_ids(self) -> list[str]:
        return [date.booking_id for date in self.dates if date.booking_id]

    @property
    def known_ids(self) -> list[str]:
        """Of all bookings that its dates had first, made or not, and of those that they have now."""
        first = [derived_id("bk", self.user_id, key_of(self.id, date.start)) for date in self.dates]
        return [*first, *self.booking_ids]

    def date_at(self, start: str) -> Date | None:
        return next((date for date in self.dates if date.start == start), None)

    def booked(self, start: str, booking_id: str) -> "Series":
        """With a date that was left out before."""
        dates = [
            replace(date, outcome=DateOutcome.BOOKED, booking_id=booking_id, why="") if date.start == start else date
            for date in self.dates
        ]
        return replace(self, dates=tuple(dates), version=self.version + 1)


def key_of(series_id: str, start: str, after: str = "") -> str:
    """Of the call that books one date, whenever it is made; `after` an earlier booking that is over."""
    return f"{series_id}/{start}/{after}"


def series_key(series_id: str) -> str:
    return f"WEEKLY#{series_id}"
