"""Somebody who waits for places in a full room. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from chalicelib.core.errors import Language
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period

OFFER_LASTS = timedelta(minutes=30)
SHORTEST_OFFER = timedelta(minutes=5)
"""Nobody reads his mail and decides in less: such a place is not offered any more."""

MOST_OPEN = 20
"""Entries of one user at a time."""


@dataclass(frozen=True)
class Entry:
    """`since` is when he joined, which is his turn; `people` come together or not at all."""

    id: str
    user_id: str
    space_id: str
    room_id: str
    space_name: str
    room_name: str
    timezone: str
    period: Period
    people: int
    language: Language
    since: datetime


def entry_id(user_id: str, room_id: str, period: Period) -> str:
    """One for each user, room and span: joining twice is joining once."""
    return derived_id("wt", user_id, room_id, period.start.isoformat(), period.end.isoformat())


def in_turn(entries: Iterable[Entry]) -> list[Entry]:
    """First come, first served."""
    return sorted(entries, key=lambda entry: (entry.since, entry.id))


def held_until(start: datetime, notice: timedelta, now: datetime) -> datetime | None:
    """Until when places offered now are kept: half an hour, or less where the room can no longer be booked by then.
    None when too little of it is left."""
    until = min(now + OFFER_LASTS, start - notice)
    return until if until >= now + SHORTEST_OFFER else None
