"""Several dates of a series that its coworker cancels in one act, which is told once. Pure."""

from datetime import datetime, timedelta

from chalicelib.bookings.model import Booking
from chalicelib.core.lazy import dataclass

CALL = timedelta(minutes=2)
"""Longer than any call lives (28 s): what is left of an act then is the clock's."""


@dataclass(frozen=True)
class Act:
    """`booking_ids` are the dates that `user_id` gave up at `at`, under the conditions of that instant."""

    id: str
    series_id: str
    host_id: str
    user_id: str
    booking_ids: tuple[str, ...]
    at: datetime

    @property
    def look_at(self) -> datetime:
        return self.at + CALL


def goes_back(booking: Booking) -> int:
    """TTC cents that its cancellation gives back. Of a request that was withdrawn nothing had been taken."""
    cancellation = booking.cancellation
    refunds = cancellation is not None and cancellation.refunded and cancellation.was_confirmed
    return booking.returns[-1].ttc if refunds and booking.returns else 0


def stays(booking: Booking) -> int:
    """TTC cents that its cancellation leaves to the host."""
    cancellation = booking.cancellation
    return booking.standing.ttc if cancellation and cancellation.was_confirmed else 0
