"""What the clock does: closes unpaid pages, expires silent requests, finishes what Stripe did not answer.

A late run catches up by itself: the index holds whatever is due, in order, until it is settled.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from chalicelib.bookings import store, transitions
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import AlreadyDecided
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.settle import close_checkout, move_money
from chalicelib.core.facts import SYSTEM
from chalicelib.kit.observability import logger, metrics
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payments.model import ProviderRefused, ProviderUnavailable

WORKERS = 16


def run_deadlines(now: datetime) -> int:
    """Handles every booking whose hour has come. Returns how many were; those that failed come back next minute."""
    with ThreadPoolExecutor(WORKERS) as workers:
        outcomes = list(workers.map(lambda booking_id: _try(booking_id, now), store.due(now)))
    return sum(outcomes)


def handle_due(booking: Booking, now: datetime) -> Booking:
    """Raises ProviderUnavailable, ProviderRefused."""
    if booking.due_at is None or booking.due_at > now:
        return booking

    work = UnitOfWork(now=now, actor=SYSTEM).again
    if booking.status is Status.AWAITING_PAYMENT:
        return close_checkout(booking, work)
    if booking.status is Status.PENDING_HOST:
        try:
            booking = on_latest(booking, lambda latest: commit(transitions.expired(latest, now), work()))
        except AlreadyDecided:
            return booking
    return move_money(booking, work)


def _try(booking_id: str, now: datetime) -> bool:
    try:
        booking = store.get(booking_id)
        if booking is not None:
            handle_due(booking, now)
    except (ProviderUnavailable, ProviderRefused):
        logger.warning("provider_unavailable", extra={"booking_id": booking_id})
        return False
    except Exception:  # noqa: BLE001
        # One broken booking must not keep the others from expiring; it is logged, counted and tried again.
        logger.exception("deadline_failed", extra={"booking_id": booking_id})
        metrics.add_metric(name="DeadlineFailed", unit="Count", value=1)
        return False
    return True
