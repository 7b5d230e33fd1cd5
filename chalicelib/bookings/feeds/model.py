"""A feed: what it shows and to whom it belongs. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass

BACK = timedelta(days=30)
AHEAD = timedelta(days=365)
MOST_EVENTS = 1000
MOST_FEEDS = 30
"""Of one owner: a space with all of its rooms, and a few programs to read them with."""


class Scope(StrEnum):
    SPACE = "space"
    ROOM = "room"
    MINE = "mine"


@dataclass(frozen=True)
class Feed:
    """A coworker's own has neither host, space nor room. `language` is that of its maker when it was made;
    `secret_hash` is that of the secret in its address."""

    id: str
    user_id: str
    secret_hash: str
    language: Language
    created_at: datetime
    host_id: str = ""
    space_id: str = ""
    room_id: str = ""

    @property
    def owner_key(self) -> str:
        return f"HOST#{self.host_id}" if self.host_id else own_key(self.user_id)

    @property
    def scope(self) -> Scope:
        if not self.host_id:
            return Scope.MINE
        return Scope.ROOM if self.room_id else Scope.SPACE


def own_key(user_id: str) -> str:
    return f"USER#{user_id}"


@dataclass(frozen=True)
class Event:
    """What a calendar shows. All text is as people typed it. `sequence` grows with each change of what it tells."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    status: str
    sequence: int
    changed_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
