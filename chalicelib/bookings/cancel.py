"""Cancelling, by either side."""

from chalicelib.bookings import transitions
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import PaymentUnavailable, SeriesWaits
from chalicelib.bookings.model import Booking, Party, Status
from chalicelib.bookings.settle import close_checkout, move_money
from chalicelib.bookings.waiting.offering import REFUSED, passed
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments.model import ProviderRefused, ProviderUnavailable


def cancel_as_coworker(booking: Booking, *, uow: UnitOfWork) -> Booking:
    """Lets an offer pass, leaves an unpaid booking, withdraws a request or cancels a confirmed booking.

    Raises CannotCancel, PaymentUnavailable, SeriesWaits (one date of a series, before its host has answered).
    """
    if booking.series and booking.status in {Status.AWAITING_PAYMENT, Status.PENDING_HOST}:
        raise SeriesWaits
    return leave(booking, uow=uow)


def leave(booking: Booking, *, uow: UnitOfWork) -> Booking:
    """Like `cancel_as_coworker`, for what pays for a series too."""
    if _already_by(booking, Party.COWORKER):
        return move_money(booking, uow.again)
    if booking.status is Status.OFFERED:
        booking = on_latest(booking, lambda latest: _let_pass(latest, uow.again()))
        if booking.status is Status.ABANDONED:
            return booking
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


def _let_pass(booking: Booking, uow: UnitOfWork) -> Booking:
    """Taken a moment ago, it is cancelled as what it has become."""
    return commit(passed(booking, REFUSED), uow) if booking.status is Status.OFFERED else booking


def _already_by(booking: Booking, party: Party) -> bool:
    """Cancelling twice is cancelling once: the first answer may have been lost on its way."""
    return booking.cancellation is not None and booking.cancellation.by is party
