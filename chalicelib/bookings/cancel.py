"""Cancelling, by either side."""

from chalicelib.bookings import transitions
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import PaymentUnavailable
from chalicelib.bookings.model import Booking, Party, Status
from chalicelib.bookings.settle import close_checkout, move_money
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments.model import ProviderRefused, ProviderUnavailable


def cancel_as_coworker(booking: Booking, *, uow: UnitOfWork) -> Booking:
    """Leaves an unpaid booking, withdraws a request or cancels a confirmed booking.

    Raises CannotCancel, PaymentUnavailable.
    """
    if _already_by(booking, Party.COWORKER):
        return move_money(booking, uow.again)
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
    if _already_by(booking, Party.HOST) and booking.cancellation_refunds == (refund and booking.amount > 0):
        return move_money(booking, uow.again)
    cancelled = on_latest(
        booking,
        lambda latest: commit(
            transitions.cancelled_by_host(latest, refund=refund, reason=reason, now=uow.now), uow.again()
        ),
    )
    return move_money(cancelled, uow.again)


def _already_by(booking: Booking, party: Party) -> bool:
    """Cancelling twice is cancelling once: the first answer may have been lost on its way."""
    return booking.cancellation is not None and booking.cancellation.by is party
