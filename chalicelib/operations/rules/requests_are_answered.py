"""No booking waits past its hour: each request is answered or expires, each unpaid page closes, each capture,
release and refund is asked for again until Stripe has answered."""

from datetime import datetime, timedelta

from chalicelib.bookings.overdue import overdue
from chalicelib.operations.model import Findings, Violation

PATIENCE = timedelta(minutes=15)
"""The clock runs every minute; a run that Stripe keeps waiting takes a few more."""


def examine(cursor: str | None, now: datetime) -> Findings:
    late, after = overdue(now - PATIENCE, after=cursor)
    return Findings(
        examined=len(late),
        violations=[
            Violation(booking.id, f"{booking.status} / {booking.money} since {booking.due_at:%Y-%m-%d %H:%M} UTC")
            for booking in late
        ],
        cursor=after,
    )
