"""Bookings found for whoever may see them; anybody else's answers NotFound."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from chalicelib.bookings import policy, store
from chalicelib.bookings.arrivals import EARLY
from chalicelib.bookings.model import HOLDS_SLOTS, Booking, Status, booking_key
from chalicelib.core.errors import NotFound
from chalicelib.core.period import Period
from chalicelib.kit.table import Key

MOST_PAGES = 8
"""Pages read to fill a filtered list: a sparse filter answers short and gives a cursor rather than reading on."""

BATCH = 100

MOST_COUNTED = 1000

Found = store.Page


def booking_of(booking_id: str) -> Booking:
    booking = store.get(booking_id)
    if booking is None:
        raise NotFound
    return booking


def bookings_among(booking_ids: Sequence[str]) -> list[Booking]:
    """Those that there are, in this order. Strongly consistent."""
    return store.get_many(booking_ids)


def booking_of_user(user_id: str, booking_id: str) -> Booking:
    booking = booking_of(booking_id)
    if booking.user_id != user_id or booking.guest:
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


def bookings_over(host_id: str, space_id: str, span: Period) -> Iterator[Booking]:
    """Those of a space that hold places and touch `span`, by their start: 1 RCU for each of the host's that began in
    it, or up to 31 days before. The index may lag a moment behind a new one."""
    since, after = span.start - timedelta(days=policy.LONGEST_DAYS), None
    while True:
        page, after = store.page_of_host_since(host_id, since, after, BATCH, until=span.end)
        for booking in page:
            mine = booking.space_id == space_id and booking.status in HOLDS_SLOTS
            if mine and booking.period.intersection(span):
                yield booking
        if after is None:
            return


def coming_to(host_id: str, now: datetime, wanted: Callable[[str], bool]) -> Iterator[Booking]:
    """Those with a `wanted` id that begin within two hours, or began up to 31 days ago. Reads keys alone but for what
    is wanted. The index may lag a moment behind a new one."""
    since, after = now - timedelta(days=policy.LONGEST_DAYS), None
    while True:
        keys, after = store.keys_of_host(host_id, since, after, BATCH, until=now + EARLY)
        found = [at["pk"]["S"].removeprefix(booking_key("")) for at in keys]
        yield from store.get_many([booking_id for booking_id in found if wanted(booking_id)])
        if after is None:
            return


def ended_lately(host_id: str, space_id: str, span: Period) -> tuple[list[Booking], bool]:
    """The confirmed bookings of a space that began in `span` and are over at its end, the earliest first, and whether
    the host has too many to read them all: 1 RCU for each of the host's, at most MOST_COUNTED of them."""
    found: list[Booking] = []
    after: Key | None = None
    for _ in range(MOST_COUNTED // BATCH):
        page, after = store.page_of_host_since(host_id, span.start, after, BATCH, until=span.end)
        mine = [one for one in page if one.space_id == space_id and one.status is Status.CONFIRMED]
        found += [one for one in mine if one.period.end <= span.end]
        if after is None:
            break
    return found, after is not None


def _filtered(read: Callable[[Key | None], Found], status: Status | None, after: Key | None, limit: int) -> Found:
    """Whole index pages, so that a cursor never points inside one; `limit` is the size of a page read."""
    found: list[Booking] = []
    for _ in range(MOST_PAGES):
        page, after = read(after)
        found += [booking for booking in page if status is None or booking.status is status]
        if after is None or len(found) >= limit:
            break
    return found, after
