"""What a booking costs to write, by the sizes of its items."""

from datetime import datetime, timedelta
from unittest.mock import patch

from bench.ground import ALWAYS_OPEN, USER
from chalicelib.bookings.quote import Span
from tests.make.bookings import NOW, book
from tests.make.scales import Scales
from tests.make.spaces import a_live_space, a_room, saved

LONG_NAMES = {
    "name": "Coopérative des Ateliers réunis de la Manufacture des Œillets — Ivry-sur-Seine & Vitry",
    "host_id": "ho_0123456789abcdefghjkmnpqrs",
}


def write_units(days: tuple[int, ...] = (1, 2, 5, 31)) -> dict[int, int]:
    """WCU of a paid request in a place with long names, by its number of days, its page at Stripe left out (noting
    that costs the booking alone)."""
    return {count: _units(count) for count in days}


def _units(days: int) -> int:
    room = a_room(name="Grande salle de réunion « Germaine Tillion », 2ᵉ étage, aile Est")
    space = saved(a_live_space(rooms=(room,), opening_hours=ALWAYS_OPEN, **LONG_NAMES))
    starts = datetime.combine(NOW.date() + timedelta(days=1), datetime.min.time()).replace(hour=8)
    ends = starts + timedelta(days=days - 1, hours=12)
    scales = Scales()
    with (
        patch("chalicelib.kit.unit_of_work.dynamodb", lambda: scales),
        patch("chalicelib.bookings.request.open_checkout", lambda booking, _: (booking, None)),
    ):
        book(
            space,
            room,
            user_id=USER,
            key=f"days-{days}",
            span=Span(f"{starts:%Y-%m-%dT%H:%M}", f"{ends:%Y-%m-%dT%H:%M}", people=8),
        )
    return scales.bills[0]
