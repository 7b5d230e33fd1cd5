"""A live space with one room, and a coworker who books it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span
from chalicelib.bookings.request import request_booking
from chalicelib.spaces.model import Room, Space
from tests.make.bookings import a_request
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.till import GOOD_CARD, Till, latest


@dataclass(frozen=True)
class Sold:
    till: Till
    space: Space
    room: Room

    def request(self, **changes: Any) -> tuple[Booking, str | None]:
        """Books through the real verb. Returns the booking and the address of its page."""
        wish = a_request(self.space, self.room, **changes)
        return request_booking(wish, uow=self.till.work(wish.user_id))

    def requested(self, **changes: Any) -> Booking:
        return self.request(**changes)[0]

    def paid(self, card: str = GOOD_CARD, **changes: Any) -> Booking:
        """Booked and paid, with Stripe's webhooks delivered."""
        booking, page = self.request(**changes)
        self.till.later(seconds=1)
        assert self.till.pay(page, card).status_code == 303
        self.till.deliver()
        return latest(booking)


def sold(till: Till, **room: Any) -> Sold:
    """A meeting room of 90 € HT for the morning, answered by hand; `room` changes it."""
    the_room = a_room(**room)
    return Sold(till, saved(a_live_space(rooms=(the_room,))), the_room)


AUTOMATIC: dict[str, Any] = {"automatic_acceptance": True}
FREE: dict[str, Any] = {"tariff": None}
NEXT_WEEK = Span("2027-03-23T09:00", "2027-03-23T12:00", people=1)
LONG_DELAY: dict[str, Any] = {"answer_delay": timedelta(days=6)}
