"""The host answers: one conditional write decides between him and the clock. A series has one answer: that to the
booking which pays for it, whichever date he was looking at."""

from chalicelib.bookings import transitions
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.series.follow import followed
from chalicelib.bookings.settle import move_money
from chalicelib.kit.unit_of_work import UnitOfWork


def accept(booking: Booking, *, uow: UnitOfWork) -> Booking:
    """Confirms, capturing the hold; if Stripe does not answer, the clock captures it a minute later. Saying yes twice
    is saying it once.

    Raises AlreadyDecided, TooLate.
    """
    booking = _answered(booking)
    if booking.status in {Status.CONFIRMING, Status.CONFIRMED} and not booking.automatic:
        return followed(move_money(booking, uow.again), uow.again)
    taken = on_latest(booking, lambda latest: commit(transitions.accepted(latest, uow.now), uow.again()))
    return followed(move_money(taken, uow.again), uow.again)


def decline(booking: Booking, *, reason: str, uow: UnitOfWork) -> Booking:
    """Frees the places and releases the hold. Raises AlreadyDecided."""
    ended = on_latest(
        _answered(booking), lambda latest: commit(transitions.declined(latest, reason, uow.now), uow.again())
    )
    return followed(move_money(ended, uow.again), uow.again)


def _answered(booking: Booking) -> Booking:
    return booking_of(booking.payer_id) if booking.follows else booking
