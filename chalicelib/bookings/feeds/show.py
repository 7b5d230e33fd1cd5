"""What a feed shows: bookings and requests of a window around today, and a host's blocks."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from chalicelib.availability.blocks import blocks_over
from chalicelib.availability.model import Block
from chalicelib.bookings import policy
from chalicelib.bookings.feeds.events import Words, block_event, coworkers_event, hosts_event, words_in
from chalicelib.bookings.feeds.ical import calendar
from chalicelib.bookings.feeds.model import AHEAD, BACK, MOST_EVENTS, Event, Feed, Scope
from chalicelib.bookings.find import Found, bookings_of_host, bookings_of_user
from chalicelib.bookings.model import Booking, Status
from chalicelib.core.errors import NotFound
from chalicelib.core.period import Period
from chalicelib.identity.profile import names_of
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Key
from chalicelib.spaces.find import host_space, space_of
from chalicelib.spaces.model import Space

SHOWN = frozenset({Status.PENDING_HOST, Status.CONFIRMING, Status.CONFIRMED, Status.CANCELLED})
"""One that is cancelled stays as such: programs that merge what they read would keep it otherwise."""
BATCH = 100
MOST_READ = 3000


def text_of(feed: Feed, now: datetime) -> str:
    """Raises NotFound when its space is gone. Reads the bookings of the window (1 RCU each, the host's for a host's
    feed), the newest first, 3,000 at most."""
    window, words = Period(now - BACK, now + AHEAD), words_in(feed.language)
    if feed.scope is Scope.MINE:
        name, events = words.mine, _coworkers(feed, window, words)
    else:
        name, events = _hosts(feed, window, words)
    newest = sorted(events, key=lambda event: (event.start, event.uid))[-MOST_EVENTS:]
    return calendar(name, words.capped if len(newest) < len(events) else "", newest)


def _coworkers(feed: Feed, window: Period, words: Words) -> list[Event]:
    bookings = _within(
        lambda after: bookings_of_user(feed.user_id, None, after=after, limit=BATCH), window, lambda _: True
    )
    places = {space_id: _place(space_id) for space_id in {booking.space_id for booking in bookings}}
    public_url = settings().public_url
    return [coworkers_event(one, places[one.space_id], words, public_url) for one in bookings]


def _hosts(feed: Feed, window: Period, words: Words) -> tuple[str, list[Event]]:
    space = host_space(feed.host_id, feed.space_id)
    rooms = {room.id: room.name for room in space.rooms if feed.room_id in ("", room.id)}

    def shown(booking: Booking) -> bool:
        return booking.space_id == space.id and feed.room_id in ("", booking.room_id)

    bookings = _within(lambda after: bookings_of_host(feed.host_id, None, after=after, limit=BATCH), window, shown)
    names = names_of([booking.user_id for booking in bookings if not booking.guest])
    public_url = settings().public_url
    events = [
        hosts_event(one, one.guest or names.get(one.user_id), words, public_url, room_named=not feed.room_id)
        for one in bookings
    ]
    blocks: list[Block] = [one for of_room in blocks_over(list(rooms), window).values() for one in of_room]
    events += [block_event(one, rooms[one.room_id], words, room_named=not feed.room_id) for one in blocks]
    return _name(space, rooms, feed), events


def _name(space: Space, rooms: dict[str, str], feed: Feed) -> str:
    return f"{rooms[feed.room_id]}, {space.name}" if feed.room_id in rooms else space.name


def _within(read: Callable[[Key | None], Found], window: Period, wanted: Callable[[Booking], bool]) -> list[Booking]:
    found = [one for one in _newest_first(read, window) if one.status in SHOWN and wanted(one)]
    return [one for one in found if one.period.intersection(window)]


def _newest_first(read: Callable[[Key | None], Found], window: Period) -> Iterator[Booking]:
    """Down to those that began too long ago to be still going on when the window opens."""
    earliest = window.start - timedelta(days=policy.LONGEST_DAYS)
    after: Key | None = None
    for _ in range(MOST_READ // BATCH):
        page, after = read(after)
        yield from page
        if after is None or (page and page[-1].period.start < earliest):
            return


def _place(space_id: str) -> str:
    """Its address on one line."""
    try:
        address = space_of(space_id).address
    except NotFound:
        return ""
    parts = (address.line1, address.line2, f"{address.postcode} {address.city}")
    return ", ".join(part for part in parts if part)
