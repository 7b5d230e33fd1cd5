"""What is owed to hosts is what was captured for their bookings, to the cent, and reaches them in time."""

import json
from datetime import datetime, timedelta

from chalicelib.bookings.audit import bookings_since
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import TAKEN, Booking
from chalicelib.identity.hosts import host_ids
from chalicelib.operations.model import Findings, Violation
from chalicelib.payouts.audit import shortcomings

REACH = timedelta(days=60)
"""Before today: the last day of a month that ended so long ago was its payday's."""

MOST = 50


def examine(cursor: str | None, now: datetime) -> Findings:
    host_id, place = json.loads(cursor) if cursor else (_host_after(None), None)
    if host_id is None:
        return Findings(examined=0)
    page, after = bookings_since(host_id, now - REACH, after=place, limit=MOST)
    taken = [booking for booking in page if booking.money in TAKEN]
    wrong = {booking.id: _standing(booking, now) for booking in taken}
    following = host_id if after else _host_after(host_id)
    return Findings(
        examined=len(taken),
        violations=[Violation(found, "; ".join(said)) for found, said in wrong.items() if said],
        cursor=json.dumps([following, after]) if following else None,
    )


def _standing(booking: Booking, now: datetime) -> list[str]:
    """What moved on meanwhile is left to the next run."""
    wrong = list(shortcomings(booking, now))
    return wrong if wrong and booking_of(booking.id).version == booking.version else []


def _host_after(host_id: str | None) -> str | None:
    hosts, _ = host_ids(after=host_id, limit=1)
    return hosts[0] if hosts else None
