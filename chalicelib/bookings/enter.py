"""The host enters a booking for somebody who has no login: free of charge, confirmed at once, never billed."""

import base64
import hashlib
from dataclasses import replace

from chalicelib.availability import hold
from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings import store
from chalicelib.bookings.change import fact_of
from chalicelib.bookings.facts import BookingEntered
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.moving import as_its_host_books
from chalicelib.bookings.quote import Quote, Span, quote
from chalicelib.core.errors import Language, NotFound
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.kit.idempotency import KeyReused
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces.model import Space


@dataclass(frozen=True)
class Entry:
    """`user_id` is the member who enters it, `key` the call's Idempotency-Key."""

    user_id: str
    room_id: str
    span: Span
    guest: str
    note: str
    key: str
    language: Language

    @property
    def booking_id(self) -> str:
        """The same caller and key always mean the same booking."""
        return derived_id("bk", self.user_id, "entered", self.key)

    @property
    def body_hash(self) -> str:
        said = repr((self.room_id, self.span.start, self.span.end, self.span.people, self.guest, self.note))
        return base64.urlsafe_b64encode(hashlib.sha256(said.encode()).digest()[:15]).decode()


def enter_booking(space: Space, entry: Entry, *, uow: UnitOfWork) -> Booking:
    """Raises a refusal of the span, NotFound, SlotTaken, KeyReused."""
    booking = store.get(entry.booking_id) or _enter(space, entry, uow)
    if booking.body_hash != entry.body_hash:
        raise KeyReused
    return booking


def _enter(space: Space, entry: Entry, uow: UnitOfWork) -> Booking:
    room = space.room(entry.room_id)
    if room is None:
        raise NotFound
    free = replace(as_its_host_books(room), tariff=None)
    quoted = quote(space, free, entry.span, None, now=uow.now)
    booking = _entered(entry, quoted, uow)
    store.add(uow, booking)
    hold.take(uow, room, quoted.held, space.std_offset, quoted.people)
    uow.record(fact_of(booking, BookingEntered))
    try:
        uow.commit()
    except (Replayed, SlotTaken):
        # The same call may have won a moment ago: then its own places are what made the room full.
        winner = store.get(booking.id)
        if winner is None:
            raise
        return winner
    return booking


def _entered(entry: Entry, quoted: Quote, uow: UnitOfWork) -> Booking:
    return Booking(
        id=entry.booking_id,
        user_id=entry.user_id,
        **quoted.booked,
        automatic=True,
        answer_delay_minutes=0,
        created_at=uow.now,
        body_hash=entry.body_hash,
        language=entry.language,
        status=Status.CONFIRMED,
        money=Money.NONE,
        guest=entry.guest,
        note=entry.note,
    )
