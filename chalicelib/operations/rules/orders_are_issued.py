"""No document that was ordered waits for its number: each order's message is handled within seconds."""

from datetime import datetime, timedelta

from chalicelib.billing.audit import orders_waiting
from chalicelib.operations.model import Findings, Violation

PATIENCE = timedelta(minutes=10)
"""The sweep tells within six minutes what the stream lost."""

MOST = 100


def examine(cursor: str | None, now: datetime) -> Findings:
    late, after = orders_waiting(now - PATIENCE, after=cursor, limit=MOST)
    return Findings(
        examined=len(late),
        violations=[
            Violation(one.id, f"{one.kind.name.lower()} of {one.source} since {one.ordered_at:%Y-%m-%d %H:%M} UTC")
            for one in late
        ],
        cursor=after,
    )
