"""Nobody waits for places that have been free for a while: whoever does is offered them now.

The end of a booking serves the list in its own transaction, all else by a queue; this is for what both missed.
"""

from datetime import datetime, timedelta

from chalicelib.bookings.waiting.serve import serve, waiting_since
from chalicelib.core.period import Period
from chalicelib.operations.model import Findings

PATIENCE = timedelta(minutes=10)


def examine(cursor: str | None, now: datetime) -> Findings:
    entries, after = waiting_since(now - PATIENCE, after=cursor)
    spans: dict[str, Period] = {}
    for entry in entries:
        known = spans.get(entry.room_id, entry.period)
        start, end = min(known.start, entry.period.start), max(known.end, entry.period.end)
        spans[entry.room_id] = Period(start, end)
    offered = sum(serve(room_id, span, now=now) for room_id, span in spans.items())
    return Findings(examined=len(entries), repaired=offered, cursor=after)
