"""Whose turn it is: of those who wait for a room, the first ones that now find their places."""

from datetime import datetime

from chalicelib.availability.hold import Holding
from chalicelib.availability.turns import Wanted, who_fits
from chalicelib.bookings.quote import Quote, Span, quote, terms_of
from chalicelib.bookings.waiting import store
from chalicelib.bookings.waiting.model import Entry
from chalicelib.bookings.waiting.offering import Offer, offer_of
from chalicelib.core.errors import Refusal
from chalicelib.core.period import Period
from chalicelib.core.zones import zone_named
from chalicelib.identity.profile import names_of
from chalicelib.legal.model import SellingTerms
from chalicelib.spaces.find import live_space
from chalicelib.spaces.model import Room, Space

MOST = 8
"""Offered in one transaction: it has a hundred writes, of which an offer takes three."""


def offers_for(room_id: str, span: Period, now: datetime, *, freed: Holding | None = None) -> list[Offer]:
    """In turn, each on top of those before it; whoever does not fit keeps his turn and holds up nobody. `freed` is
    about to be given back by the same transaction.

    One query when nobody waits.
    """
    entries = store.of_room(room_id, span)
    if not entries:
        return []
    try:
        space = live_space(entries[0].space_id)
        room = space.room(room_id)
        if room is None:
            return []
        terms = terms_of(space, room, now)
    except Refusal:
        # Off line, or not for sale today: they go on waiting.
        return []
    known = names_of([entry.user_id for entry in entries])
    possible = [
        offer
        for entry in entries
        if entry.user_id in known and (offer := _offer(space, room, entry, terms, now)) is not None
    ]
    wanted = [Wanted(offer.quoted.held, offer.quoted.people) for offer in possible]
    return [possible[index] for index in who_fits(room, wanted, space.std_offset, freed=freed, most=MOST)]


def quoted_for(space: Space, room: Room, entry: Entry, terms: SellingTerms | None, now: datetime) -> Quote:
    """Raises a refusal of the span."""
    zone = zone_named(space.timezone)
    start, end = (one.astimezone(zone).isoformat() for one in (entry.period.start, entry.period.end))
    return quote(space, room, Span(start, end, entry.people), terms, now=now)


def _offer(space: Space, room: Room, entry: Entry, terms: SellingTerms | None, now: datetime) -> Offer | None:
    try:
        return offer_of(entry, quoted_for(space, room, entry, terms, now), now)
    except Refusal:
        # Too late for it, or the room's hours, rules or size are others now.
        return None
