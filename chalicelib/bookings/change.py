"""A change of a booking, as every rule returns it: the next version and the facts that tell it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from chalicelib.bookings.facts import BookingFact, BookingRequested
from chalicelib.bookings.model import Booking
from chalicelib.bookings.papers import Entry
from chalicelib.core.lazy import dataclass

F = TypeVar("F", bound=BookingFact)

SOON = timedelta(minutes=1)
"""When the clock takes over a call that the verb itself was about to make."""


@dataclass(frozen=True)
class Change:
    """`booking` is the next version; `frees` says that its places are given back in the same transaction, `entries`
    what its money leaves on paper, `cents` of it where the booking does not say how many."""

    booking: Booking
    facts: tuple[BookingFact, ...]
    frees: bool = False
    entries: tuple[Entry, ...] = ()
    cents: int = 0


def fact_of(booking: Booking, kind: Callable[..., F], **fields: object) -> F:
    return kind(subject=booking.key, host_id=booking.host_id, **fields)


def requested(booking: Booking) -> BookingRequested:
    if booking.answer_by is None:
        raise ValueError("a request has a deadline")
    return fact_of(booking, BookingRequested, amount=booking.amount, answer_by=booking.answer_by.isoformat())
