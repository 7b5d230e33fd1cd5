"""Candidates for a page of the search: city by city in order, or the nearest first.

What is shown is looked at exactly afterwards: these bits may lag a moment behind, and say less than the counters
about parties of 3, 5, 6, 7 and more.
"""

from collections.abc import Iterator

from chalicelib.availability.projection import store
from chalicelib.availability.projection.bitmaps import level_for
from chalicelib.availability.projection.cells import cells_around
from chalicelib.availability.projection.directory import directory_of
from chalicelib.availability.projection.model import Listing
from chalicelib.availability.projection.sift import km_from, needed, rooms_that_suit
from chalicelib.availability.projection.store import LAST, Head
from chalicelib.availability.projection.taken import Taken
from chalicelib.availability.wish import Wish
from chalicelib.core.lazy import dataclass
from chalicelib.kit.table import Key
from chalicelib.spaces.model import Location

MOST_CITIES = 20
"""Looked at in a call: the cursor tells whether to go on."""

MOST_AROUND = 60
"""Cities around a point, those of the nearest rows of cells first."""

METRES = 1000


@dataclass(frozen=True)
class Match:
    """A published space and its rooms that suit, by id."""

    space_id: str
    room_ids: tuple[str, ...]


Page = tuple[list[Match], Key | None]
"""And after which city and space, or how many metres and which space, the next one starts."""


def page(wish: Wish, *, after: Key | None, limit: int) -> Page:
    if wish.means_nothing:
        return [], None
    return _nearest(wish, wish.near, after, limit) if wish.near else _by_city(wish, after, limit)


def free_in(head: Head, wish: Wish, *, after: str = "") -> Iterator[Match]:
    """The matches of a city, by the ids of their spaces. Its day is read once: 19 RCU for 5,000 rooms at most."""
    taken = Taken(level_for(wish.people))
    for listing in directory_of(head).behind(after):
        match = _match(listing, wish, taken)
        if match:
            yield match


def _by_city(wish: Wish, after: Key | None, limit: int) -> Page:
    city, space_id = (after["city"], after["space"]) if after else ("", "")
    heads = _heads(wish, city)
    found: list[Match] = []
    for head in heads:
        for match in free_in(head, wish, after=space_id if head.city == city else ""):
            found.append(match)
            if len(found) == limit:
                return found, {"city": head.city, "space": match.space_id}
    return found, {"city": heads[-1].city, "space": LAST} if len(heads) == MOST_CITIES else None


def _heads(wish: Wish, first: str) -> list[Head]:
    """Of the cities that are meant, from `first` on."""
    if wish.postcode:
        cities = [city for city in store.cities_of_postcode(wish.postcode) if city >= first]
        return store.heads(cities[:MOST_CITIES])
    return store.heads_from(wish.city, first, MOST_CITIES)


def _nearest(wish: Wish, near: Location, after: Key | None, limit: int) -> Page:
    seen = (after["metres"], after["space"]) if after else (-1, "")
    inside: list[tuple[int, str, Listing]] = []
    for head in store.heads(_cities_around(near, wish.km)):
        for listing in directory_of(head).listings:
            km = km_from(listing, wish)
            if km is not None:
                inside.append((int(km * METRES), listing.space_id, listing))
    taken = Taken(level_for(wish.people))
    found: list[Match] = []
    for metres, space_id, listing in sorted(inside, key=lambda one: one[:2]):
        if (metres, space_id) <= seen:
            continue
        match = _match(listing, wish, taken)
        if match:
            found.append(match)
        if len(found) == limit:
            return found, {"metres": metres, "space": space_id}
    return found, None


def _cities_around(near: Location, km: float) -> list[str]:
    stretches = list(cells_around(near, km))
    middle = (stretches[0][0] + stretches[-1][0]) / 2
    cities: set[str] = set()
    for row, first, last in sorted(stretches, key=lambda stretch: abs(stretch[0] - middle)):
        if len(cities) < MOST_AROUND:
            cities |= store.cities_between(row, first, last)
    return sorted(cities)[:MOST_AROUND]


def _match(listing: Listing, wish: Wish, taken: Taken) -> Match | None:
    spans = needed(listing, wish)
    if spans is None:
        return None
    rooms = rooms_that_suit(listing, wish)
    if spans and rooms:
        rooms = taken.leaves(listing.city, rooms, spans)
    return Match(listing.space_id, tuple([room.id for room in rooms])) if rooms else None
