"""Blocks and moves as tests want them."""

from typing import Any

from chalicelib.bookings.blocking import Choice, Conflicts, Done, block_slots, plan_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.move import Target, move
from chalicelib.bookings.moving import Difference
from chalicelib.spaces.model import Room, Space
from tests.make.bookings import work

TUESDAY = "2027-03-16"


def slot(start: str, end: str, day: str = TUESDAY) -> tuple[str, str]:
    return f"{day}T{start}", f"{day}T{end}"


def blocked(
    space: Space,
    *rooms: Room,
    slots: list[tuple[str, str]] | None = None,
    conflicts: Conflicts | None = None,
    seen: list[str] | None = None,
    key: str = "block",
    reason: str = "Travaux",
) -> Done:
    """Tuesday from nine to noon, unless told otherwise; all rooms if none is named."""
    plan = plan_of(space, [room.id for room in rooms] or None, slots or [slot("09:00", "12:00")])
    choice = Choice(conflicts, frozenset(seen or []), reason)
    return block_slots(space, plan, choice, user_id="owner", key=key, uow=work("owner"))


def moved(
    booking: Booking, start: str, end: str, *, day: str = TUESDAY, difference: Difference = Difference.NONE, **to: Any
) -> Booking:
    now = to.pop("now", None)
    target = Target(*slot(start, end, day), to.pop("room_id", None), difference)
    uow = work("owner", now) if now else work("owner")
    return move(booking, target, expected=to.pop("expected", booking.version), uow=uow)
