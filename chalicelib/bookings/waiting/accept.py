"""A coworker takes the place that he is offered: the booking goes on as any other."""

from chalicelib.bookings.checkout import open_checkout
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import PriceChanged, TermsChanged
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.waiting.errors import OfferOver
from chalicelib.bookings.waiting.offering import taken
from chalicelib.core.lazy import dataclass
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.texts import current_terms

OVER = frozenset({Status.ABANDONED, Status.DECLINED, Status.EXPIRED, Status.CANCELLED})


@dataclass(frozen=True)
class Acceptance:
    """`expected_ttc`: the total that he saw, in cents. `terms`: the version of the terms of sale that he accepts, ""
    for a free room."""

    expected_ttc: int
    terms: str


def accept_offer(booking: Booking, said: Acceptance, *, uow: UnitOfWork) -> tuple[Booking, str | None]:
    """The booking and where to pay, if it is to be paid. Saying yes twice is saying it once.

    Raises OfferOver, PriceChanged, TermsChanged, PaymentUnavailable.
    """
    if booking.status is Status.OFFERED:
        booking = on_latest(booking, lambda latest: _take(latest, said, uow.again()))
    elif booking.status in OVER:
        raise OfferOver
    if booking.status is not Status.AWAITING_PAYMENT:
        return booking, None
    return open_checkout(booking, uow.again())


def _take(booking: Booking, said: Acceptance, uow: UnitOfWork) -> Booking:
    if booking.status is Status.AWAITING_PAYMENT:
        return booking
    if booking.price.terms and said.terms != current_terms():
        raise TermsChanged("terms", terms=current_terms())
    if booking.amount != said.expected_ttc:
        raise PriceChanged("expected_ttc", ttc=booking.amount)
    return commit(taken(booking, said.terms, uow.now), uow)
