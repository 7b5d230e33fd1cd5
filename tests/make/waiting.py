"""People who wait for a room, and the offers that they get."""

from datetime import datetime
from typing import Any

from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.quote import Span
from chalicelib.bookings.waiting import store
from chalicelib.bookings.waiting.accept import Acceptance, accept_offer
from chalicelib.bookings.waiting.join import Wish, join
from chalicelib.bookings.waiting.model import Entry
from chalicelib.core.facts import SYSTEM, Fact, Recorded
from chalicelib.core.period import Period
from chalicelib.legal.texts import current_terms
from chalicelib.spaces.model import Room, Space
from tests.make import audit
from tests.make.bookings import NOW, SPAN, work

WHOLE_YEAR = Period(datetime(2027, 1, 1, tzinfo=NOW.tzinfo), datetime(2028, 1, 1, tzinfo=NOW.tzinfo))


def waits(space: Space, room: Room, user_id: str, *, span: Span = SPAN, now: datetime = NOW) -> Entry:
    return join(Wish(user_id, space.id, room.id, span, "fr"), uow=work(user_id, now))


def in_line(room: Room) -> list[str]:
    """The users who wait, in turn."""
    return [entry.user_id for entry in store.of_room(room.id, WHOLE_YEAR)]


def offers(**of: Any) -> list[Booking]:
    """Those that stand."""
    standing = [booking for booking in audit.bookings() if booking.status is Status.OFFERED]
    return [booking for booking in standing if all(getattr(booking, name) == value for name, value in of.items())]


def offered_to() -> list[str]:
    return sorted(booking.user_id for booking in offers())


def accepts(offer: Booking, *, now: datetime = NOW, **said: Any) -> tuple[Booking, str | None]:
    terms = current_terms() if offer.price.terms else ""
    fields: dict[str, Any] = {"expected_ttc": offer.amount, "terms": terms} | said
    return accept_offer(offer, Acceptance(**fields), uow=work(offer.user_id, now))


def told(fact: Fact) -> Recorded:
    return Recorded("fc_1", NOW, SYSTEM, fact)
