"""The host answers: one conditional write decides between him and the clock."""

from chalicelib.bookings import transitions
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.settle import move_money
from chalicelib.kit.unit_of_work import UnitOfWork


def accept(booking: Booking, *, uow: UnitOfWork) -> Booking:
    """Confirms, capturing the hold; if Stripe does not answer, the clock captures it a minute later. Saying yes twice
    is saying it once.

    Raises AlreadyDecided, TooLate.
    """
    if booking.status in {Status.CONFIRMING, Status.CONFIRMED} and not booking.automatic:
        return move_money(booking, uow.again)
    taken = on_latest(booking, lambda latest: commit(transitions.accepted(latest, uow.now), uow.again()))
    return move_money(taken, uow.again)


def decline(booking: Booking, *, reason: str, uow: UnitOfWork) -> Booking:
    """Frees the places and releases the hold. Raises AlreadyDecided."""
    ended = on_latest(booking, lambda latest: commit(transitions.declined(latest, reason, uow.now), uow.again()))
    return move_money(ended, uow.again)
