"""Bookings that the clock has to deal with, or should have."""

from datetime import datetime

from chalicelib.bookings import store
from chalicelib.bookings.model import Booking

MOST = 100
MOST_WAITING = 50


def overdue(since: datetime, *, after: str | None) -> tuple[list[Booking], str | None]:
    """Those whose hour came before `since` and that still wait: a page, strongly read, and the next one's cursor."""
    found, last = store.due_page(since, after, MOST)
    # The index may still show a booking that was dealt with a moment ago.
    return [booking for booking in found if booking.due_at and booking.due_at <= since], last


def waiting(*, after: str | None) -> tuple[list[Booking], str | None]:
    """All that wait for their hour, whenever it comes: a page, strongly read, and the next one's cursor."""
    return store.due_page(None, after, MOST_WAITING)
