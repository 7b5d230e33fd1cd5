"""Which rooms of a directory suit a wish, and which quarters they would need. Pure."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.availability.opening import open_parts
from chalicelib.availability.projection.bitmaps import mask_of
from chalicelib.availability.projection.cells import km_between
from chalicelib.availability.projection.model import ListedRoom, Listing
from chalicelib.availability.slots import buckets_of
from chalicelib.availability.wish import Wish
from chalicelib.core.zones import TimeDoesNotExist
from chalicelib.spaces.model import Address, OpenInterval, Space, minutes_of

Needed = tuple[tuple[int, int], ...]
"""Buckets, each with the mask of the quarters that a booking would take."""


def rooms_that_suit(listing: Listing, wish: Wish) -> list[ListedRoom]:
    """Whether free or not."""
    if not (listing.postcode.startswith(wish.postcode) and listing.city.startswith(wish.city)):
        return []
    people = wish.people
    large = [room for room in listing.rooms if room.capacity >= people]
    return [room for room in large if _suits(room, wish)] if wish.filters else large


def km_from(listing: Listing, wish: Wish) -> float | None:
    """None for what lies outside the circle, or nobody knows where."""
    if wish.near is None or listing.location is None:
        return None
    km = km_between(wish.near, listing.location)
    return km if km <= wish.km else None


def needed(listing: Listing, wish: Wish) -> Needed | None:
    """None while it is closed, be it for a moment at either end. What a room's own rules add (empty time afterwards)
    is left to the exact look."""
    if wish.day is None:
        return ()
    hours = listing.hours_on(wish.day)
    return _needed(listing.timezone, listing.offset, hours, wish.day, wish.start, wish.end) if hours else None


def _suits(room: ListedRoom, wish: Wish) -> bool:
    return (
        (wish.kind is None or room.kind is wish.kind)
        and room.offers.issuperset(wish.offers)
        and (wish.max_price is None or (room.hourly is not None and room.hourly <= wish.max_price))
    )


@lru_cache(maxsize=4096)
def _needed(
    timezone: str, offset: int, hours: str, day: date, start: str | None, end: str | None
) -> Needed | None:  # fmt: skip
    """A city has a thousand spaces, and a few dozen different days: each is worked out once."""
    space = _with_hours(timezone, offset, hours)
    try:
        parts = open_parts(space, Wish("", day, start, end, 1).span(space.zone))
    except (OutsideOpeningHours, TimeDoesNotExist):
        return None
    buckets = buckets_of((part for _, part in parts), space.std_offset)
    return tuple((bucket, mask_of(slots)) for bucket, slots in buckets.items())


def _with_hours(timezone: str, offset: int, hours: str) -> Space:
    """A space of which only its clock and its hours are known, the same every day."""
    return Space(
        id="",
        host_id="",
        name="",
        description="",
        address=Address("", "", "", ""),
        timezone=timezone,
        std_offset=timedelta(minutes=offset),
        amenities=(),
        opening_hours=(tuple(map(_interval, hours.split())),) * 7,
        contact_email="",
        contact_phone="",
        rooms=(),
        created_at=datetime(1970, 1, 1, tzinfo=UTC),
    )


def _interval(text: str) -> OpenInterval:
    opens, closes = text.split("-")
    return OpenInterval(minutes_of(opens), minutes_of(closes))
