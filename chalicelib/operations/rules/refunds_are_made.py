"""No refund is left that Stripe could not make: its coworker is owed money until somebody sends it."""

from datetime import datetime

from chalicelib.bookings.model import Money
from chalicelib.bookings.overdue import waiting
from chalicelib.operations.model import Findings, Violation


def examine(cursor: str | None, now: datetime) -> Findings:  # noqa: ARG001  one that failed is never in time
    found, after = waiting(after=cursor)
    failed = [booking for booking in found if booking.money is Money.REFUND_FAILED]
    return Findings(
        examined=len(found),
        violations=[Violation(one.id, f"{one.payment_intent_id}: {one.owed_back} to send back") for one in failed],
        cursor=after,
    )
