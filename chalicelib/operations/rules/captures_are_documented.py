"""All money that was taken for a booking, or went back, is in the ledger, and what was sold or undone has its
document, to the cent.

The ledger is read after the booking: a difference is one if the booking has not moved on meanwhile.
"""

import json
from datetime import datetime, timedelta

from chalicelib.bookings.audit import bookings_since
from chalicelib.bookings.documented import shortcomings
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import TAKEN, Booking
from chalicelib.identity.hosts import host_ids
from chalicelib.operations.model import Findings, Violation

REACH = timedelta(days=60)
"""Before today; bookings that start later are all examined. Older ones were, for two months."""

MOST = 50
READINGS = 3


def examine(cursor: str | None, now: datetime) -> Findings:
    host_id, place = json.loads(cursor) if cursor else (_host_after(None), None)
    if host_id is None:
        return Findings(examined=0)
    page, after = bookings_since(host_id, now - REACH, after=place, limit=MOST)
    paid = [booking for booking in page if booking.money in TAKEN]
    wrong = {booking.id: _standing(booking, now) for booking in paid}
    following = host_id if after else _host_after(host_id)
    return Findings(
        examined=len(paid),
        violations=[Violation(found, "; ".join(said)) for found, said in wrong.items() if said],
        cursor=json.dumps([following, after]) if following else None,
    )


def _standing(booking: Booking, now: datetime) -> list[str]:
    for _ in range(READINGS):
        wrong = shortcomings(booking, now)
        latest = booking_of(booking.id) if wrong else booking
        if latest.version == booking.version:
            return wrong
        booking = latest
    # It moves faster than anybody can read: the next run will find it at rest.
    return []


def _host_after(host_id: str | None) -> str | None:
    hosts, _ = host_ids(after=host_id, limit=1)
    return hosts[0] if hosts else None
