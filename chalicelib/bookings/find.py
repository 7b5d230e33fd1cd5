"""Bookings found for whoever may see them; anybody else's answers NotFound."""

from collections.abc import Callable

from chalicelib.bookings import store
from chalicelib.bookings.model import Booking, Status
from chalicelib.core.errors import NotFound
from chalicelib.kit.table import Key

MOST_PAGES = 8
"""Pages read to fill a filtered list: a sparse filter answers short and gives a cursor rather than reading on."""

Found = store.Page


def booking_of(booking_id: str) -> Booking:
    booking = store.get(booking_id)
    if booking is None:
        raise NotFound
    return booking


def booking_of_user(user_id: str, booking_id: str) -> Booking:
    booking = booking_of(booking_id)
    if booking.user_id != user_id:
        raise NotFound
    return booking


def booking_of_host(host_id: str, booking_id: str) -> Booking:
    booking = booking_of(booking_id)
    if booking.host_id != host_id:
        raise NotFound
    return booking


def bookings_of_user(user_id: str, status: Status | None, *, after: Key | None, limit: int) -> Found:
    return _filtered(lambda start: store.page_of_user(user_id, start, limit), status, after, limit)


def bookings_of_host(host_id: str, status: Status | None, *, after: Key | None, limit: int) -> Found:
    return _filtered(lambda start: store.page_of_host(host_id, start, limit), status, after, limit)


def _filtered(read: Callable[[Key | None], Found], status: Status | None, after: Key | None, limit: int) -> Found:
    """Whole index pages, so that a cursor never points inside one; `limit` is the size of a page read."""
    found: list[Booking] = []
    for _ in range(MOST_PAGES):
        page, after = read(after)
        found += [booking for booking in page if status is None or booking.status is status]
        if after is None or len(found) >= limit:
            break
    return found, after
