"""What the search believes is what spaces and counters say: each published space is listed as it is, and each room's
bits are those of its counters, from yesterday on.

A change is on its way to the projection for a moment: a difference is only one when it stands still over three looks.
Then it is mended at once, since nobody needs to know why a message was lost for the search to be right again; what
cannot be mended is told.
"""

import json
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from chalicelib.availability.projection import audit
from chalicelib.operations.model import Findings, Violation

SPACES = 25
PAUSES = (2.0, 8.0)
"""Seconds before the second and the third look."""

MOST_TOLD = 20
"""Of one shard: the detail of the last tells how many more there are."""

Pause = Callable[[float], object]


def examine(cursor: str | None, now: datetime, *, pause: Pause = time.sleep) -> Findings:
    """First the spaces, a page a step, then the cities, a shard a step."""
    where: dict[str, Any] = json.loads(cursor) if cursor else {"spaces": None}
    if "spaces" in where:
        return _spaces(where["spaces"], now, pause)
    return _shard(where["city"], where["shard"], now, pause)


def _spaces(after: dict[str, object] | None, now: datetime, pause: Pause) -> Findings:
    examined, missing, last = audit.spaces_not_listed(after, SPACES)
    for seconds in PAUSES:
        if missing:
            pause(seconds)
            missing = _still(missing, audit.spaces_not_listed(after, SPACES)[1])
    audit.list_again(missing, now)
    left = _still(missing, audit.spaces_not_listed(after, SPACES)[1]) if missing else []
    return Findings(
        examined=examined,
        violations=[Violation(space_id, "not listed as it is") for space_id in left],
        repaired=len(missing) - len(left),
        cursor=json.dumps({"spaces": last}) if last else _next("", 0),
    )


def _shard(city: str, shard: int, now: datetime, pause: Pause) -> Findings:
    rooms, found = audit.differences(city, shard, now)
    for seconds in PAUSES:
        if found:
            pause(seconds)
            found &= audit.differences(city, shard, now)[1]
    audit.mend(found)
    left = found & audit.differences(city, shard, now)[1] if found else set()
    return Findings(
        examined=rooms,
        violations=_violations(left),
        repaired=len(found) - len(left),
        cursor=_next(city, shard + 1),
    )


def _next(city: str, shard: int) -> str | None:
    following = audit.shard_behind(city, shard)
    return json.dumps({"city": following[0], "shard": following[1]}) if following else None


def _still(before: list[str], now: list[str]) -> list[str]:
    return [space_id for space_id in before if space_id in now]


def _violations(left: set[audit.Difference]) -> list[Violation]:
    ordered = sorted(left, key=lambda one: (one.room_id, one.at.bucket))
    more = f"; {len(ordered) - MOST_TOLD} more" if len(ordered) > MOST_TOLD else ""
    return [
        Violation(f"{one.room_id}/{one.at.bucket}", f"bits of {one.at.city} differ from the counters{more}")
        for one in ordered[:MOST_TOLD]
    ]
