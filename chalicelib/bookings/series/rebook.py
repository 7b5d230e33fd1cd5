"""A date that the series left out, or whose booking is over, is booked later: its own payment, its own answer."""

from chalicelib.bookings.errors import NotSkipped
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import HOLDS_SLOTS, Booking
from chalicelib.bookings.quote import Span
from chalicelib.bookings.request import BookingRequest, request_booking
from chalicelib.bookings.series import store
from chalicelib.bookings.series.find import series_of_user
from chalicelib.bookings.series.model import Series, key_of
from chalicelib.core.errors import Busy, Language, StaleVersion
from chalicelib.core.lazy import dataclass
from chalicelib.kit.unit_of_work import UnitOfWork

ROUNDS = 4


@dataclass(frozen=True)
class Later:
    """`start` is the date's wall time; the rest as in a `BookingRequest`."""

    start: str
    expected_ttc: int
    terms: str
    language: Language


def book_skipped(series: Series, later: Later, *, uow: UnitOfWork) -> tuple[Booking, str | None]:
    """Until it is noted, the same date always means the same booking: what an earlier try booked is found.

    Raises NotSkipped, and what `request_booking` raises.
    """
    date = series.date_at(later.start)
    if date is None or (date.booking_id and booking_of(date.booking_id).status in HOLDS_SLOTS):
        raise NotSkipped("start")
    wish = BookingRequest(
        user_id=series.user_id,
        space_id=series.space_id,
        room_id=series.room_id,
        span=Span(date.start, date.end, series.people),
        expected_ttc=later.expected_ttc,
        terms=later.terms,
        key=key_of(series.id, date.start, after=date.booking_id),
        language=later.language,
        of_series=series.id,
    )
    booking, url = request_booking(wish, uow=uow)
    _note(series, date.start, booking.id, uow)
    return booking, url


def _note(series: Series, start: str, booking_id: str, uow: UnitOfWork) -> None:
    for _ in range(ROUNDS):
        again = uow.again()
        store.save(again, series.booked(start, booking_id))
        try:
            again.commit()
        except StaleVersion:
            series = series_of_user(series.user_id, series.id)
            continue
        return
    raise Busy
