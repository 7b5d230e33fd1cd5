"""Cancelling, by either side."""

from chalicelib.bookings import transitions
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import PaymentUnavailable
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.settle import close_checkout, move_money
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments.model import ProviderRefused, ProviderUnavailable


def cancel_as_coworker(booking: Booking, *, uow: UnitOfWork) -> Booking:
    """Leaves an unpaid booking, withdraws a request or cancels a confirmed booking.

    Raises CannotCancel, PaymentUnavailable.
    """
    if booking.status is Status.AWAITING_PAYMENT:
        try:
            booking = close_checkout(booking, uow.again)
        except (ProviderRefused, ProviderUnavailable) as failed:
            raise PaymentUnavailable from failed
        if booking.status is Status.ABANDONED:
            return booking
    cancelled = on_latest(
        booking, lambda latest: commit(transitions.cancelled_by_coworker(latest, uow.now), uow.again())
    )
    return move_money(cancelled, uow.again)


def cancel_as_host(booking: Booking, *, refund: bool, reason: str, uow: UnitOfWork) -> Booking:
    """Raises CannotCancel, ReasonRequired."""
    cancelled = on_latest(
        booking,
        lambda latest: commit(
            transitions.cancelled_by_host(latest, refund=refund, reason=reason, now=uow.now), uow.again()
        ),
    )
    return move_money(cancelled, uow.again)
