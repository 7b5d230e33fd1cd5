"""What the clock does: closes unpaid pages, expires silent requests, lets offers pass, finishes what Stripe did not
answer.

A late run catches up by itself: the index holds whatever is due, in order, until it is settled.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from chalicelib.bookings import store, transitions
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import AlreadyDecided
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.second_look import look_again
from chalicelib.bookings.series.cancel import finish_left
from chalicelib.bookings.series.follow import UNDECIDED, follow
from chalicelib.bookings.settle import close_checkout, move_money, put_off
from chalicelib.bookings.waiting.offering import SILENCE, passed
from chalicelib.core.facts import SYSTEM
from chalicelib.kit.observability import logger, metrics
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments.model import ProviderRefused, ProviderUnavailable

WORKERS = 16

Act = Callable[[Booking, UnitOfWork], Booking]


def run_deadlines(now: datetime) -> int:
    """Handles every booking whose hour has come. Returns how many were; those that failed come back later.

    Requests expire first, all of them, and edits of spaces are finished: that needs nobody else. Then comes what
    Stripe has to say, which may be slow, and what a coworker gave up of a series when his call died.
    """
    with ThreadPoolExecutor(WORKERS) as workers:
        # One line of work for each, so that its facts keep their order.
        due = [(booking, UnitOfWork(now=now, actor=SYSTEM)) for booking in store.due(now)]
        expired = [(workers.submit(_try, _expire, booking, work), work) for booking, work in due]
        left = [(future.result(), work) for future, work in expired]
        look_again(now)
        settled = list(workers.map(lambda pair: pair[0] and _try(_settle, *pair), left))
    finish_left(now)
    return sum(booking is not None for booking in settled)


def handle_due(booking: Booking, now: datetime) -> Booking:
    """Raises ProviderUnavailable, ProviderRefused."""
    work = UnitOfWork(now=now, actor=SYSTEM)
    return _settle(_expire(booking, work), work)


def _expire(booking: Booking, work: UnitOfWork) -> Booking:
    if (
        booking.follows
        or booking.status not in {Status.PENDING_HOST, Status.OFFERED}
        or not _is_due(booking, work.now)
    ):
        return booking
    offer = booking.status is Status.OFFERED

    def over(latest: Booking) -> Booking:
        change = passed(latest, SILENCE) if offer else transitions.expired(latest, work.now)
        return commit(change, work.again())

    try:
        return on_latest(booking, over)
    except AlreadyDecided:
        return booking_of(booking.id)


def _settle(booking: Booking, work: UnitOfWork) -> Booking:
    try:
        after = _settled(booking, work)
    except (ProviderUnavailable, ProviderRefused):
        logger.warning("provider_unavailable", extra={"booking_id": booking.id})
        return put_off(booking, work.again)
    # What nothing could change must not stand first in line for ever.
    return put_off(after, work.again) if _is_due(after, work.now) else after


def _settled(booking: Booking, work: UnitOfWork) -> Booking:
    if booking.follows and booking.status in UNDECIDED:
        return follow(booking, work.again)
    if booking.status is Status.AWAITING_PAYMENT and _is_due(booking, work.now):
        return close_checkout(booking, work.again)
    return move_money(booking, work.again)


def _is_due(booking: Booking, now: datetime) -> bool:
    return booking.due_at is not None and booking.due_at <= now


def _try(act: Act, booking: Booking, work: UnitOfWork) -> Booking | None:
    try:
        return act(booking, work)
    except Exception:  # noqa: BLE001
        # One broken booking must not keep the others from expiring; it is logged, counted and tried again.
        logger.exception("deadline_failed", extra={"booking_id": booking.id})
        metrics.add_metric(name="DeadlineFailed", unit="Count", value=1)
        return None
