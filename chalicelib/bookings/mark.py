"""Saying that a guest arrived, or that nobody came; taking it back. Said twice, it changes nothing."""

from chalicelib.bookings import arrivals
from chalicelib.bookings.arrival_code import is_code_of
from chalicelib.bookings.change import Change
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import WrongArrivalCode
from chalicelib.bookings.find import coming_to
from chalicelib.bookings.model import Booking, Outcome, Proof
from chalicelib.kit.unit_of_work import UnitOfWork


def mark(booking: Booking, outcome: Outcome, code: str | None, *, user_id: str, uow: UnitOfWork) -> Booking:
    """With its code, the guest himself was there.

    Raises WrongArrivalCode, CannotMarkArrival, NotArrivalTime, NotBegun, Busy.
    """
    if code is not None and not is_code_of(booking.id, code):
        raise WrongArrivalCode
    by = Proof.RECEPTION if code is None else Proof.GUEST
    return on_latest(
        booking,
        lambda now_is: _kept(now_is, arrivals.marked(now_is, outcome, by, user_id=user_id, now=uow.now), uow.again()),
    )


def check_in(host_id: str, code: str, *, user_id: str, uow: UnitOfWork) -> Booking:
    """The arrival of whoever shows a code to a host that expects him about now.

    Raises WrongArrivalCode, CannotMarkArrival, NotArrivalTime, Busy.
    """
    for booking in coming_to(host_id, uow.now, lambda booking_id: is_code_of(booking_id, code)):
        return mark(booking, Outcome.ARRIVED, code, user_id=user_id, uow=uow)
    raise WrongArrivalCode


def undo(booking: Booking, *, uow: UnitOfWork) -> Booking:
    """Raises NotArrivalTime, Busy."""
    return on_latest(booking, lambda now_is: _kept(now_is, arrivals.undone(now_is, uow.now), uow.again()))


def _kept(booking: Booking, change: Change | None, uow: UnitOfWork) -> Booking:
    return commit(change, uow) if change else booking
