"""The month-end run and the clock's rounds: a message for each host who has something to do, on one queue.

The queue is first in, first out, a group for each host: one worker at a time has him. A message twice is harmless, a
round that dies is made again by the next.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.kit import queue
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import Replayed
from chalicelib.payouts import policy, store
from chalicelib.payouts.closing import NotOver, close
from chalicelib.payouts.model import Month, MonthState
from chalicelib.payouts.settle import settle_host

CLOSE, SETTLE = "close", "settle"
ROUND = timedelta(minutes=10)
PAGE = 500
YEAR = 12
TRIES = 8


def begin(month: str, now: datetime) -> int:
    """Asks for every host's month that is not billed yet; returns how many. Any time, any number of times.

    Raises NotOver.
    """
    if not policy.is_over(month, now):
        raise NotOver(month)
    asked, after = 0, None
    while True:
        found, after = store.months_named(month, after=after, limit=PAGE)
        for one in found:
            if one.state in {MonthState.OPEN, MonthState.PARKED}:
                _send({"do": CLOSE, "host": one.host_id, "month": month}, now)
                asked += 1
        if after is None:
            return asked


def settle_what_is_due(now: datetime) -> int:
    """Asks for every host who has something due; returns how many."""
    hosts = store.due_hosts(now)
    for host_id in sorted(hosts):
        ask_for(host_id, now)
    return len(hosts)


def ask_for(host_id: str, now: datetime) -> None:
    _send({"do": SETTLE, "host": host_id}, now)


def ask_for_parked(host_id: str, now: datetime) -> None:
    """His mandate was missing: what stood still is billed now."""
    found, _ = store.months_of(host_id, after=None, limit=YEAR)
    for one in found:
        if one.state is MonthState.PARKED:
            _send({"do": CLOSE, "host": host_id, "month": one.month}, now)


def months_named(month: str, *, after: str | None, limit: int) -> tuple[list[Month], str | None]:
    """A page of all hosts' months of a name, strongly read."""
    return store.months_named(month, after=after, limit=limit)


def work(message: dict[str, Any], now: datetime, out_of_time: Callable[[], bool]) -> None:
    """What a message of ours asks for. Raises Unreadable through `queue.reading`, Busy."""
    with queue.reading():
        what, host_id = message["do"], message["host"]
        month = message["month"] if what == CLOSE else ""
        if what not in {CLOSE, SETTLE} or not isinstance(host_id, str):
            raise ValueError(what)
    if what == SETTLE:
        settle_host(host_id, now=now, out_of_time=out_of_time)
        return
    for _ in range(TRIES):
        try:
            close(host_id, month, now=now)
        except (StaleVersion, Replayed):
            continue
        return
    raise Busy


def _send(message: dict[str, str], now: datetime) -> None:
    body = json.dumps(message, separators=(",", ":"))
    # The same again within a round is dropped by the queue; a later round asks anew.
    once = f"{'-'.join(message.values())}-{int(now.timestamp() // ROUND.total_seconds())}"
    queue.send(settings().payouts_queue_url, body, once=once, group=message["host"])
