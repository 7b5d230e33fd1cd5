"""No space, and no edit of a published one, waits for a moderator for longer than its host was promised."""

import json
from datetime import datetime

from chalicelib.operations.model import Findings, Violation
from chalicelib.spaces.find import queue
from chalicelib.spaces.model import Space

MOST = 25
"""Each comes with its rooms."""


def examine(cursor: str | None, now: datetime) -> Findings:
    waiting, after = queue(after=json.loads(cursor) if cursor else None, limit=MOST)
    late = [space for space in waiting if space.moderate_by and space.moderate_by <= now]
    # The queue begins with what has waited longest: behind one that is in time, all are.
    more = after is not None and len(late) == len(waiting)
    return Findings(
        examined=len(waiting),
        violations=[_violation(space) for space in late],
        cursor=json.dumps(after) if more else None,
    )


def _violation(space: Space) -> Violation:
    what = "edit proposed" if space.pending else "submitted"
    return Violation(space.id, f"{what} {space.waiting_since:%Y-%m-%d %H:%M} UTC")
