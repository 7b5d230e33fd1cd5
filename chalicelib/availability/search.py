"""Find a space. Thin on purpose: live spaces by city or postcode, filtered by what is free."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.availability import store
from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.availability.free import fits, runs
from chalicelib.availability.opening import open_parts
from chalicelib.availability.slots import PER_BUCKET, buckets_of, quarter_number
from chalicelib.availability.store import Counters
from chalicelib.core.period import Period
from chalicelib.core.zones import TimeDoesNotExist, first_instant_of
from chalicelib.spaces.find import live_spaces
from chalicelib.spaces.model import Room, Space

NEXT_FREE_WITHIN = timedelta(days=7)
MOST_LOOKED_AT = 8
"""Rooms of a space whose next free time is looked up: a page of the search stays within a few dozen reads."""


@dataclass(frozen=True)
class Wish:
    """`day`, `start` and `end` (wall times "HH:MM", end up to "24:00") are given together or not at all."""

    where: str
    day: date | None
    start: str | None
    end: str | None
    people: int


@dataclass(frozen=True)
class Candidate:
    room: Room
    next_free_at: datetime | None


Found = list[tuple[Space, list[Candidate]]]


def search(
    wish: Wish, *, after: dict[str, Any] | None, limit: int, now: datetime
) -> tuple[Found, dict[str, Any] | None]:
    """A page of spaces with at least one room that suits, and where the next page starts.

    A page may hold fewer than `limit` spaces, even none, when others are full: the cursor tells whether to go on.
    """
    spaces, last = live_spaces(wish.where, after=after, limit=limit)
    found: Found = []
    for space in spaces:
        suited = [room for room in space.rooms if room.capacity >= wish.people]
        rooms = _free_rooms(space, suited, wish, now) if wish.day else _next_free(space, suited, wish, now)
        if rooms:
            found.append((space, rooms))
    return found, last


def _free_rooms(space: Space, rooms: list[Room], wish: Wish, now: datetime) -> list[Candidate]:
    try:
        span = _span(space, wish)
        held = [part for _, part in open_parts(space, span)]
    except (OutsideOpeningHours, TimeDoesNotExist):
        return []
    if span.start < now or not rooms:
        return []
    buckets = buckets_of(held, space.std_offset)
    taken = store.counters_of_many([room.key for room in rooms], buckets)
    return [Candidate(room, span.start) for room in rooms if fits(room, buckets, taken[room.key], wish.people)]


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


def _span(space: Space, wish: Wish) -> Period:
    day = _day(wish)
    closing = day + timedelta(days=1) if wish.end == "24:00" else day
    end = "00:00" if wish.end == "24:00" else wish.end
    return Period(
        first_instant_of(f"{day}T{wish.start}", space.zone), first_instant_of(f"{closing}T{end}", space.zone)
    )


def _day(wish: Wish) -> date:
    if wish.day is None:
        raise ValueError("a wish without a day has no span")
    return wish.day
