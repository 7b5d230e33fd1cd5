"""Entering a space in its city's directory as it is now, or taking it out."""

from datetime import datetime

from chalicelib.availability.projection import store
from chalicelib.availability.projection.model import Listing, listing_of
from chalicelib.availability.projection.store import Head, Listed
from chalicelib.core.errors import Busy, NotFound, StaleVersion
from chalicelib.core.facts import SYSTEM
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.find import live_space
from chalicelib.spaces.model import Space

MOST_TRIES = 8


def list_space(space_id: str, *, now: datetime, again: bool = False) -> Listing | None:
    """Returns what is listed now. Nothing is written when it was listed so before, unless `again`: a rebuild trusts
    nobody. Raises Busy.

    What was listed is read before the space, and written only if nobody else wrote meanwhile: what is entered was
    true after the last entry, so the last word is the latest truth, whichever message came first.
    """
    for _ in range(MOST_TRIES):
        before = store.listed(space_id)
        space = _live(space_id)
        head = store.head(space.address.city_slug) if space else None
        after = _listing(space, before.listing, head) if space and head else None
        if after == before.listing and not again:
            return after
        if after is None and before.listing is None:
            return None
        uow = UnitOfWork(now=now, actor=SYSTEM)
        store.save(uow, before, after, _heads(before, head), space_id)
        try:
            uow.commit()
        except StaleVersion:
            continue
        return after
    raise Busy


def _live(space_id: str) -> Space | None:
    try:
        return live_space(space_id)
    except NotFound:
        return None


def _listing(space: Space, before: Listing | None, head: Head) -> Listing:
    """Rooms keep their numbers while the space stays in its city; new ones are counted on."""
    kept = before.rooms if before and before.city == head.city else ()
    numbers = {room.id: room.number for room in kept}
    following = max([head.next, *(number + 1 for number in numbers.values())])
    for room in space.rooms:
        if room.id not in numbers:
            numbers[room.id] = following
            following += 1
    return listing_of(space, numbers)


def _heads(before: Listed, head: Head | None) -> list[Head]:
    heads = [head] if head else []
    if before.listing and (head is None or before.listing.city != head.city):
        heads.append(store.head(before.listing.city))
    return heads
