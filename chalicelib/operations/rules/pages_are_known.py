"""Every payment page at Stripe belongs to a booking that knows it, and none is open for a booking that is over.

An open page of a booking that nobody should pay any more is closed. One of a booking that we never had is reported
and never touched.
"""

from datetime import datetime, timedelta

from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.reconcile import close_page, may_be_paid
from chalicelib.core.errors import NotFound
from chalicelib.operations.listed import Repaired, Trouble, look_through, resume
from chalicelib.operations.model import Findings, Violation
from chalicelib.payments.model import CheckoutStatus, Listed, ListedCheckout, ProviderRefused
from chalicelib.payments.stripe_gateway import gateway

REACH = timedelta(days=2)
"""A page lives a day at most."""


def examine(cursor: str | None, now: datetime) -> Findings:
    began, after = resume(cursor, now)
    page = gateway().checkouts(since=began - REACH, after=after)
    ours = tuple(one for one in page.items if one.reference)
    return look_through(Listed(ours, page.after), lambda page: _look(page, now), began)


def _look(page: ListedCheckout, now: datetime) -> Trouble | None:
    try:
        booking = booking_of(page.reference)
    except NotFound:
        return Violation(page.id, f"{page.reference}, which we do not know: {page.status}")
    if page.status is not CheckoutStatus.OPEN:
        return None
    if may_be_paid(booking):
        return None if _knows(booking, page) else Violation(page.id, f"{booking.id} leads to {booking.checkout_id}")
    said = f"{booking.id} is {booking.status}, its page was open"
    try:
        return Repaired(page.id, said) if close_page(page.id, now=now) else None
    except ProviderRefused as refused:
        return Violation(page.id, f"{said}; Stripe: {refused.code}")


def _knows(booking: Booking, page: ListedCheckout) -> bool:
    """Its page, or one that is not noted yet and will be found by its key, or one that it made anew since, with more
    time."""
    replaced = booking.pay_until is not None and page.expires_at < booking.pay_until
    return booking.checkout_id in {"", page.id} or replaced
