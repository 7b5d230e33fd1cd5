"""A coworker gives up one date, a date and those after it, or all."""

from enum import StrEnum

from chalicelib.bookings.cancel import cancel_as_coworker, leave
from chalicelib.bookings.errors import CannotCancel, SeriesWaits
from chalicelib.bookings.find import booking_of, bookings_among
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.series.follow import UNDECIDED, followed
from chalicelib.bookings.series.model import Series
from chalicelib.core.errors import NotFound
from chalicelib.kit.unit_of_work import UnitOfWork


class CancellationScope(StrEnum):
    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


def cancel_series(series: Series, scope: CancellationScope, booking_id: str, *, uow: UnitOfWork) -> None:
    """Each date under its own conditions, in a transaction of its own: safe to repeat. `booking_id` is the date that
    ONE and FOLLOWING begin with. A request that waits is given up as a whole.

    Raises NotFound, CannotCancel (nothing is left to cancel), SeriesWaits, PaymentUnavailable.
    """
    payer = booking_of(series.payer_id)
    if payer.status in UNDECIDED:
        if scope is not CancellationScope.ALL:
            raise SeriesWaits
        followed(leave(payer, uow=uow), uow.again)
        return
    chosen = [one for one in _within(series, scope, booking_id) if _may_be_cancelled(one, uow)]
    if not chosen:
        raise CannotCancel
    for booking in chosen:
        cancel_as_coworker(booking, uow=uow.again())


def _within(series: Series, scope: CancellationScope, booking_id: str) -> list[Booking]:
    bookings = bookings_among(series.booking_ids)
    if scope is CancellationScope.ALL:
        return bookings
    first = next((one for one in bookings if one.id == booking_id), None)
    if first is None:
        raise NotFound
    if scope is CancellationScope.ONE:
        return [first]
    return [one for one in bookings if one.period.start >= first.period.start]


def _may_be_cancelled(booking: Booking, uow: UnitOfWork) -> bool:
    if booking.status in UNDECIDED:
        return booking.series is None
    return booking.status is Status.CONFIRMED and uow.now < booking.period.end
