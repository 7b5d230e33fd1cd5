"""What waits of a published space. Its sensitive fields are what people choose and find a place by: what a host
writes there goes to the moderators first, and the published values stay in the space's own fields meanwhile."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.core.lazy import dataclass
from chalicelib.spaces.model import Address, Location, Picture, Space, SpaceStatus

SENSITIVE = ("name", "description", "address", "location", "pictures")


@dataclass(frozen=True)
class PendingEdit:
    """The sensitive fields as their host last typed them, changed or not.

    `since` is the first save that nobody has answered yet, `by` the user of the last one. `refusal` is why the
    moderators said no: what they refused then waits for its host, not for them.
    """

    name: str
    description: str
    address: Address
    location: Location | None
    pictures: tuple[Picture, ...]
    since: datetime
    by: str
    refusal: str = ""


def split(published: Space, edited: Space, *, now: datetime, by: str) -> Space:
    """`edited` as it may be saved: of a published space, what is sensitive and differs waits, the rest holds at once.

    What was refused and is typed again unchanged stays refused; typing the published values gives the edit up.
    """
    if published.status is not SpaceStatus.LIVE:
        return edited
    typed, before = _sensitive(edited), published.pending
    held = replace(edited, **_sensitive(published), pending=before)
    if typed == _sensitive(published):
        return replace(held, pending=None)
    if before and typed == _sensitive(before):
        return held
    since = before.since if before and not before.refusal else now
    return replace(held, pending=PendingEdit(**typed, since=since, by=by))


def typed(space: Space) -> Space:
    """The space as its host last wrote it."""
    return replace(space, **_sensitive(space.pending)) if space.pending else space


def settled(space: Space) -> Space:
    """The space once its pending edit is what is published."""
    return replace(typed(space), pending=None)


def waiting_fields(space: Space) -> list[str]:
    """Names of the fields whose pending values differ from the published ones."""
    return [name for name in SENSITIVE if getattr(typed(space), name) != getattr(space, name)]


def pictures_named(space: Space) -> frozenset[str]:
    """Ids of the images that the space shows, or will show once its edit is approved."""
    return frozenset(picture.image_id for picture in (*space.pictures, *typed(space).pictures))


def _sensitive(of: Space | PendingEdit) -> dict[str, Any]:
    return {name: getattr(of, name) for name in SENSITIVE}
