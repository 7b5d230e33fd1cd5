"""What a space must hold before it is published, and until when its time zone may change."""

from chalicelib.spaces.errors import SpaceIncomplete
from chalicelib.spaces.model import Space

FEWEST_WORDS = 5


def missing(space: Space) -> tuple[str, ...]:
    """Codes of what keeps a space from being submitted, in the order of its page."""
    lacks = {
        "description": len(space.description.split()) < FEWEST_WORDS,
        "opening_hours": not any(space.opening_hours),
        "rooms": not space.rooms,
    }
    return tuple(code for code, lacking in lacks.items() if lacking)


def demand_complete(space: Space) -> None:
    """Raises SpaceIncomplete."""
    codes = missing(space)
    if codes:
        raise SpaceIncomplete(missing=list(codes))


def zone_may_change(space: Space) -> bool:
    """A space that was once live may hold bookings, whose days were counted from its offset."""
    return space.submitted_at is None
