"""A city's listings, kept in the container for as long as the city's version stands.

Asking for the version costs 0.5 RCU a search; in return a space is found as soon as it is listed, not a minute later.
"""

from bisect import bisect_right
from collections.abc import Sequence

from chalicelib.availability.projection import store
from chalicelib.availability.projection.model import Listing
from chalicelib.availability.projection.store import Head
from chalicelib.core.lazy import dataclass

MOST_KEPT = 200
"""Cities; a room takes about half a kilobyte of memory."""


@dataclass(frozen=True)
class Directory:
    """`listings` are in the order of `ids`."""

    version: int
    ids: Sequence[str]
    listings: Sequence[Listing]

    def behind(self, space_id: str) -> Sequence[Listing]:
        return self.listings[bisect_right(self.ids, space_id) :]


_kept: dict[str, Directory] = {}


def directory_of(head: Head) -> Directory:
    kept = _kept.get(head.city)
    if kept is None or kept.version != head.version:
        listings = sorted(store.directory(head.city), key=lambda one: one.space_id)
        kept = Directory(head.version, [one.space_id for one in listings], listings)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[head.city] = kept
    return kept


def forget() -> None:
    _kept.clear()
