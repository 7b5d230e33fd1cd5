"""An edit of a space that was saved and is not over yet. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.bookings.model import Booking
from chalicelib.core.lazy import dataclass

CALL = timedelta(minutes=1)
"""Longer than any call lives (28 s), and than an index lags."""


@dataclass(frozen=True)
class Edit:
    """`ending` are the bookings that the host chose to end, `seen` those made so lately that they would be taken for
    late ones, had he not been shown them. `version` is what the edit made of the space, `at` when its call began."""

    space_id: str
    host_id: str
    version: int
    seen: tuple[str, ...]
    ending: tuple[str, ...]
    reason: str
    user_id: str
    at: datetime

    @property
    def look_at(self) -> datetime:
        """When nobody can be booking any more by what he read of the space before the edit: the call that saved it
        was over within a minute, theirs within another."""
        return self.at + 2 * CALL

    def crossed(self, booking: Booking) -> bool:
        """Whether it was made while the edit was, by who may have read the space as it was before."""
        return booking.created_at >= self.at - CALL and booking.id not in {*self.seen, *self.ending}


def made_lately(bookings: Sequence[Booking], now: datetime) -> tuple[str, ...]:
    return tuple(booking.id for booking in bookings if booking.created_at >= now - CALL)
