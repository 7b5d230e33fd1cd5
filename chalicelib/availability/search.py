"""Find a space: candidates from the projection (docs/search.md), then an exact look at those of the page.

Without a date or a filter, live spaces by city or postcode, each with when it is next free.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import inf
from typing import Any

from chalicelib.availability import store
from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.availability.free import fits, runs
from chalicelib.availability.opening import held_for, open_parts
from chalicelib.availability.projection import find
from chalicelib.availability.projection.model import HOURS_OF, hourly_of
from chalicelib.availability.slots import PER_BUCKET, Buckets, buckets_of, quarter_number
from chalicelib.availability.store import Counters
from chalicelib.availability.wish import Wish
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import Basis, with_vat
from chalicelib.core.period import Period
from chalicelib.core.zones import TimeDoesNotExist
from chalicelib.legal.model import Condition
from chalicelib.spaces.find import live_ones, live_spaces
from chalicelib.spaces.model import Room, Space, Tariff

NEXT_FREE_WITHIN = timedelta(days=7)
MOST_LOOKED_AT = 8
"""Rooms of a space whose next free time is looked up: a page of the search stays within a few dozen reads."""


@dataclass(frozen=True)
class Candidate:
    room: Room
    next_free_at: datetime | None


Found = list[tuple[Space, list[Candidate]]]


@dataclass(frozen=True)
class _Place:
    """A room and the quarters that the wish would take of it."""

    room: Room
    start: datetime
    buckets: Buckets


def search(
    wish: Wish, *, after: dict[str, Any] | None, limit: int, now: datetime
) -> tuple[Found, dict[str, Any] | None]:
    """A page of spaces with at least one room that suits, and where the next page starts.

    A page may hold fewer than `limit` spaces, even none, when others are full: the cursor tells whether to go on.
    """
    if wish.day is None and not wish.filters:
        spaces, last = live_spaces(wish.where, after=after, limit=limit)
        suited = [(space, [room for room in space.rooms if room.capacity >= wish.people]) for space in spaces]
    else:
        matches, last = find.page(wish, after=after, limit=limit)
        wanted = {match.space_id: match.room_ids for match in matches}
        suited = [(space, _rooms(space, wanted[space.id], wish)) for space in live_ones(list(wanted))]
    if wish.day:
        found = _free_rooms(suited, wish, now)
    else:
        found = [(space, _next_free(space, rooms, wish, now)) for space, rooms in suited]
    return [(space, rooms) for space, rooms in found if rooms], last


def affordable(found: Found, conditions: Mapping[str, Condition], most: int) -> Found:
    """The rooms of at most `most` cents an hour as they are shown, by the condition of each space.

    Candidates are chosen by the price that their host typed, which is never above the one that is shown: none that is
    cheap enough is missing, those that the tax makes too dear go here.
    """
    cheap = (
        (space, [one for one in rooms if _shown_by_the_hour(one.room, conditions[space.id]) <= most])
        for space, rooms in found
    )
    return [(space, rooms) for space, rooms in cheap if rooms]


def _shown_by_the_hour(room: Room, condition: Condition) -> float:
    """Infinite for a room that is not sold by the hour, the half-day or the day."""
    tariff = room.tariff
    if tariff is not None and condition.terms is not None:
        rate, basis = condition.terms.vat_rate, tariff.basis
        sold = {unit: price for unit in HOURS_OF if (price := getattr(tariff, unit)) is not None}
        tariff = Tariff(Basis.TTC, **{unit: with_vat(price, basis, rate).ttc for unit, price in sold.items()})
    hourly = hourly_of(tariff)
    return inf if hourly is None else hourly


def _rooms(space: Space, wanted: tuple[str, ...], wish: Wish) -> list[Room]:
    return [room for room in space.rooms if room.id in wanted and room.capacity >= wish.people]


def _free_rooms(suited: list[tuple[Space, list[Room]]], wish: Wish, now: datetime) -> Found:
    """Looks at the counters of all the rooms of a page at once."""
    places = [(space, _places(space, rooms, wish, now)) for space, rooms in suited]
    keys = [place.room.key for _, of_space in places for place in of_space]
    buckets = {bucket for _, of_space in places for place in of_space for bucket in place.buckets}
    taken = store.counters_of_many(keys, buckets)
    return [
        (space, [Candidate(place.room, place.start) for place in of_space if _is_free(place, taken, wish.people)])
        for space, of_space in places
    ]


def _is_free(place: _Place, taken: Mapping[str, dict[int, Counters]], people: int) -> bool:
    return fits(place.room, place.buckets, taken[place.room.key], people)


def _places(space: Space, rooms: list[Room], wish: Wish, now: datetime) -> list[_Place]:
    """None when the space is closed then, or the time is over."""
    try:
        span = wish.span(space.zone)
        parts = [part for _, part in open_parts(space, span)]
    except (OutsideOpeningHours, TimeDoesNotExist):
        return []
    if span.start < now:
        return []
    return [
        _Place(room, span.start, buckets_of(held_for(room, parts), space.std_offset))
        for room in rooms
        if _may_be_booked(room, span, now)
    ]


def _may_be_booked(room: Room, span: Period, now: datetime) -> bool:
    """By its host's own rules; the platform's limits depend on the price."""
    rules, length = room.rules, span.end - span.start
    return (
        (rules.shortest is None or length >= rules.shortest)
        and (rules.longest is None or length <= rules.longest)
        and (rules.notice is None or span.start >= now + rules.notice)
        and (rules.horizon is None or span.end <= now + rules.horizon)
    )


def _next_free(space: Space, rooms: list[Room], wish: Wish, now: datetime) -> list[Candidate]:
    today = now.astimezone(space.zone).date()
    opened = [
        period
        for index in range(NEXT_FREE_WITHIN.days)
        for period in space.open_periods(today + timedelta(days=index))
        if period.end > now
    ]
    if not opened or not rooms:
        return [Candidate(room, None) for room in rooms]
    first = quarter_number(opened[0].start, space.std_offset) // PER_BUCKET
    last = quarter_number(opened[-1].end, space.std_offset) // PER_BUCKET
    looked_at = rooms[:MOST_LOOKED_AT]
    taken = store.counters_of_many([room.key for room in looked_at], range(first, last + 1))
    free = {room.id: _first_free(space, room, opened, taken[room.key], wish.people, now) for room in looked_at}
    return [Candidate(room, free.get(room.id)) for room in rooms]


def _first_free(
    space: Space, room: Room, opened: list[Period], taken: dict[int, Counters], people: int, now: datetime
) -> datetime | None:
    for run in runs(room, opened, taken, space.std_offset, now=now):
        if run.free >= people:
            return run.period.start
    return None
