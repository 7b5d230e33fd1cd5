"""The hosted payment page of a booking: opened, resumed, closed. Never inside a database transaction.

A page is found again by its idempotency key, so a crash between Stripe's answer and our note of it loses nothing:
asking again with the same key and the same parameters returns the same page.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.bookings import policy
from chalicelib.bookings.change import Change
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import NothingToPay, PaymentUnavailable
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking, Status
from chalicelib.identity.profile import contact_of
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments.model import Checkout, Order, ProviderRefused, ProviderUnavailable
from chalicelib.payments.stripe_gateway import gateway

DATES = {"fr": "{count} dates, chaque semaine", "en": "{count} dates, every week"}


def open_checkout(booking: Booking, uow: UnitOfWork) -> tuple[Booking, str | None]:
    """The booking, knowing its page, and the page's address (None once it is no longer open).

    Raises PaymentUnavailable: the places stay taken until the page would have closed.
    """
    try:
        checkout = latest_checkout(booking, uow.now)
        if checkout is None:
            # Less than the 30 minutes that Stripe demands are left: start them anew, under the next key.
            booking = on_latest(booking, lambda latest: _renew(latest, uow.again()))
            checkout = _find_or_make(booking)
    except (ProviderRefused, ProviderUnavailable) as failed:
        raise PaymentUnavailable from failed
    found = checkout
    noted = on_latest(booking, lambda latest: _note(latest, found, uow.again()))
    return noted, found.url or None


def resume_checkout(booking: Booking, *, uow: UnitOfWork) -> str:
    """Where to go on paying, for a date of a series as for all of it. Raises NothingToPay, PaymentUnavailable."""
    if booking.follows:
        booking = booking_of(booking.payer_id)
    if booking.status is not Status.AWAITING_PAYMENT:
        raise NothingToPay
    _, url = open_checkout(booking, uow)
    if url is None:
        raise NothingToPay
    return url


def latest_checkout(booking: Booking, now: datetime) -> Checkout | None:
    """The page as Stripe knows it now; None if none was ever made and it is too late to make one.

    Raises ProviderUnavailable.
    """
    if booking.checkout_id:
        return gateway().checkout(booking.checkout_id)
    try:
        made = _find_or_make(booking)
    except ProviderRefused:
        # Refused for its parameters, so nothing stands under this key: a stored page would have been returned.
        return None
    except ProviderUnavailable:
        # Stripe keeps even a failed answer under its key for a day, though the page may exist: look for it.
        found = gateway().find_checkout(booking.id, since=booking.created_at)
        if found is None and booking.pay_until and now < booking.pay_until:
            raise
        return found
    # A page found by its key comes as it was when it was made: ask how it is now.
    return gateway().checkout(made.id)


def order_of(booking: Booking) -> Order | None:
    """The same parameters whenever it is asked: Stripe refuses a key that comes back with others. None when the
    coworker is gone."""
    page = f"{settings().public_url}/reservations/{booking.id}"
    user = contact_of(booking.user_id)
    if user is None or booking.pay_until is None:
        return None
    return Order(
        reference=booking.id,
        amount=booking.charged,
        label=f"{booking.space_name} · {booking.room_name}",
        details=_when(booking),
        email=user.email,
        language=booking.language,
        automatic=booking.automatic,
        expires_at=booking.pay_until,
        success_url=f"{page}?paid=1",
        cancel_url=page,
        metadata={"booking_id": booking.id, "host_id": booking.host_id},
    )


def checkout_key(booking: Booking) -> str:
    return f"cs:{booking.id}:{booking.checkouts}"


def _find_or_make(booking: Booking) -> Checkout:
    """Raises ProviderUnavailable, ProviderRefused. Somebody who left can pay no page that is not made yet."""
    order = order_of(booking)
    if order is None:
        raise ProviderUnavailable("nobody to make a page for")
    return gateway().open_checkout(order, key=checkout_key(booking))


def _note(booking: Booking, checkout: Checkout, uow: UnitOfWork) -> Booking:
    if booking.checkout_id == checkout.id or booking.status is not Status.AWAITING_PAYMENT:
        return booking
    return commit(Change(booking.next(checkout_id=checkout.id), ()), uow)


def _renew(booking: Booking, uow: UnitOfWork) -> Booking:
    if booking.status is not Status.AWAITING_PAYMENT or booking.checkout_id:
        raise NothingToPay
    if booking.pay_until and booking.pay_until - uow.now >= policy.SHORTEST_PAGE:
        # Time was not what Stripe refused: more of it would only hold the places for longer.
        raise PaymentUnavailable
    until = policy.pay_until(uow.now)
    renewed = booking.next(pay_until=until, due_at=until + policy.CHECKOUT_GRACE, checkouts=booking.checkouts + 1)
    return commit(Change(renewed, ()), uow)


def _when(booking: Booking) -> str:
    zone = ZoneInfo(booking.timezone)
    start, end = booking.period.start.astimezone(zone), booking.period.end.astimezone(zone)
    last = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%d/%m/%Y %H:%M}"
    when = f"{start:%d/%m/%Y %H:%M} – {last}"
    if booking.series is None:
        return when
    return f"{when} · {DATES[booking.language].format(count=booking.series.dates)}"
