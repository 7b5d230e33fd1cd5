"""No fact waits to be told: the stream relays it at once, and a sweep within minutes whatever the stream lost."""

from datetime import datetime, timedelta

from chalicelib.kit import outbox
from chalicelib.kit.table import Item
from chalicelib.operations.model import Findings, Violation

PATIENCE = timedelta(minutes=15)
"""The sweep comes every five minutes for what is older than one."""

MOST = 100


def examine(cursor: str | None, now: datetime) -> Findings:
    late, after = outbox.waiting(now - PATIENCE, after=cursor, limit=MOST)
    return Findings(examined=len(late), violations=[_violation(item) for item in late], cursor=after)


def _violation(item: Item) -> Violation:
    """From the bare item: a fact that cannot be read is the likeliest not to be relayed."""
    _, at, fact_id = item["sk"]["S"].split("#")
    kind = item.get("kind", {}).get("S", "unreadable")
    return Violation(fact_id, f"{kind} of {item['pk']['S']} since {at[:16]} UTC")
