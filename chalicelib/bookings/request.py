"""A coworker books: the places are taken, the booking and its facts written, in one transaction."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from chalicelib.availability import hold
from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings import policy, store
from chalicelib.bookings.checkout import open_checkout
from chalicelib.bookings.errors import PriceChanged, TermsChanged
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.quote import Quote, Span, quote, terms_of
from chalicelib.bookings.transitions import placed
from chalicelib.core.errors import Language, NotFound
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.identity.profile import profile_of
from chalicelib.kit.idempotency import KeyReused
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces.find import live_space


@dataclass(frozen=True)
class BookingRequest:
    """`expected_ttc`: the total shown to the coworker, in cents. `terms`: the version of the terms of sale that he
    accepts, "" for a free room. `key`: the call's Idempotency-Key. `of_series`: the series of which it is a date
    booked later."""

    user_id: str
    space_id: str
    room_id: str
    span: Span
    expected_ttc: int
    terms: str
    key: str
    language: Language
    of_series: str = ""

    @property
    def booking_id(self) -> str:
        """The same caller and key always mean the same booking: repeating a call finds it again."""
        return derived_id("bk", self.user_id, self.key)

    @property
    def body_hash(self) -> str:
        return hash_of(asdict(self))


def hash_of(wish: Mapping[str, object]) -> str:
    """Of what a call asks for: the same key with another body is refused. The reader's language is no part of it, nor
    the series, which the key names."""
    body = {name: value for name, value in wish.items() if name not in {"key", "language", "of_series"}}
    digest = hashlib.sha256(repr(sorted(body.items())).encode()).digest()
    return base64.urlsafe_b64encode(digest[:15]).decode()


def request_booking(wish: BookingRequest, *, uow: UnitOfWork) -> tuple[Booking, str | None]:
    """Books, or finds what the same call booked before. Returns the booking and where to pay, if it is to be paid.

    Raises a refusal of the span, SessionOver, NotFound, PriceChanged, TermsChanged, CannotSell,
    SlotTaken, KeyReused, PaymentUnavailable.
    """
    booking = store.get(wish.booking_id) or _book(wish, uow)
    if booking.body_hash != wish.body_hash:
        raise KeyReused
    if booking.status is not Status.AWAITING_PAYMENT:
        return booking, None
    return open_checkout(booking, uow)


def _book(wish: BookingRequest, uow: UnitOfWork) -> Booking:
    # Nobody to write to, nobody to charge: a login that never signed in through us has no profile.
    profile_of(wish.user_id)
    space = live_space(wish.space_id)
    room = space.room(wish.room_id)
    if room is None:
        raise NotFound
    terms = terms_of(space, room, uow.now)
    quoted = quote(space, room, wish.span, terms, now=uow.now)
    if terms and wish.terms != terms.terms:
        raise TermsChanged("terms", terms=terms.terms)
    if quoted.price.amounts.ttc != wish.expected_ttc:
        raise PriceChanged("expected_ttc", ttc=quoted.price.amounts.ttc)
    booking = new_booking(wish, quoted, now=uow.now)
    store.add(uow, booking)
    hold.take(uow, room, quoted.held, space.std_offset, quoted.people)
    for fact in placed(booking).facts:
        uow.record(fact)
    try:
        uow.commit()
    except (Replayed, SlotTaken):
        # The same call may have won a moment ago: then its own places are what made the room full.
        winner = store.get(booking.id)
        if winner is None:
            raise
        return winner
    return booking


def new_booking(wish: BookingRequest, quoted: Quote, *, now: datetime) -> Booking:
    """The first version of a booking, in the state that its price and room call for."""
    room = quoted.room
    until = policy.pay_until(now)
    booking = Booking(
        id=wish.booking_id,
        user_id=wish.user_id,
        **quoted.booked,
        automatic=room.automatic_acceptance,
        cancellation_policy=() if quoted.price.is_free else room.cancellation,
        answer_delay_minutes=int(room.answer_delay.total_seconds()) // 60,
        created_at=now,
        body_hash=wish.body_hash,
        language=wish.language,
        of_series=wish.of_series,
        status=Status.AWAITING_PAYMENT,
        money=Money.AWAITED,
        due_at=until + policy.CHECKOUT_GRACE,
        pay_until=until,
        checkouts=1,
    )
    if not quoted.price.is_free:
        return booking
    free = replace(booking, money=Money.NONE, pay_until=None, checkouts=0)
    if room.automatic_acceptance:
        return replace(free, status=Status.CONFIRMED, due_at=None)
    return replace(free, status=Status.PENDING_HOST, answer_by=quoted.answer_by, due_at=quoted.answer_by)
