"""Reading spaces, each reader with what it may see.

A single space is read strongly consistent, in one Query. A list is one Query of an index, which may lag a
write by a moment, then the items themselves: what a list shows is never old, but a new space may be late.
"""

from collections.abc import Sequence

from chalicelib.core.errors import NotFound
from chalicelib.core.words import slug_of
from chalicelib.kit.table import Key
from chalicelib.spaces import store
from chalicelib.spaces.model import Space, SpaceStatus

MOST_PAGES = 10

Listed = tuple[list[Space], Key | None]
"""A page and the key after which the next one starts."""


def space_of(space_id: str) -> Space:
    """Any space, whatever its status. Strongly consistent, one Query. Raises NotFound."""
    space = store.load(space_id)
    if space is None:
        raise NotFound
    return space


def host_space(host_id: str, space_id: str) -> Space:
    """A space of this host. Strongly consistent, one Query. Raises NotFound, also for another host's."""
    space = space_of(space_id)
    if space.host_id != host_id:
        raise NotFound
    return space


def live_space(space_id: str) -> Space:
    """A published space. Strongly consistent, one Query. Raises NotFound unless live."""
    space = space_of(space_id)
    if space.status is not SpaceStatus.LIVE:
        raise NotFound
    return space


def submitted_space(space_id: str) -> Space:
    """A space that moderators may see: any but a draft. Strongly consistent, one Query. Raises NotFound."""
    space = space_of(space_id)
    if space.status is SpaceStatus.DRAFT:
        raise NotFound
    return space


def live_ones(space_ids: Sequence[str]) -> list[Space]:
    """Those of these that are published, in this order; a search only advises, so items may lag. Two BatchGetItem."""
    return [space for space in store.these(space_ids) if space.status is SpaceStatus.LIVE]


def host_spaces(host_id: str, *, after: Key | None, limit: int) -> Listed:
    """In the order of their creation."""
    return store.page_of_host(host_id, after=after, limit=limit)


def queue(*, after: Key | None, limit: int) -> Listed:
    """The spaces that wait for a moderator, the oldest submission first."""
    return store.page_of_queue(after=after, limit=limit)


def live_spaces(where: str, *, after: Key | None, limit: int) -> Listed:
    """Live spaces whose city or postcode starts with `where` (two digits are a department), or all of them.
    Half the cost of the other lists, since a search only advises: items may lag as well.

    A postcode has no index: pages are read until one holds a match, at most MOST_PAGES of them in a call, so
    that a page may be empty and yet have a next one.
    """
    place = where.strip()
    if place.isascii() and place.isdigit():
        return _by_postcode(place, after, limit)
    city = slug_of(place)
    if place and not city:
        return [], None
    return store.page_of_live(city, after=after, limit=limit)


def _by_postcode(start: str, after: Key | None, limit: int) -> Listed:
    suited: list[Space] = []
    for _ in range(MOST_PAGES):
        spaces, after = store.page_of_live("", after=after, limit=limit)
        suited = [space for space in spaces if space.address.postcode.startswith(start)]
        if suited or after is None:
            break
    return suited, after
