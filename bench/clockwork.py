"""How many silent requests one run of the clock expires in a second."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bench.ground import ALWAYS_OPEN, SEATS, USER
from bench.replay import Call, by_hand, recorded, twin
from chalicelib.bookings.deadlines import WORKERS, run_deadlines
from chalicelib.bookings.quote import Span
from chalicelib.spaces.model import SoldAs
from tests.make.bookings import NOW, book
from tests.make.spaces import a_live_space, a_room, saved

REQUESTS = 1200
ROOMS = 12
DAYS = 20
WRITERS = 8


@dataclass(frozen=True)
class Expiry:
    """`by_hand` is how many of the same transactions a second raw boto3 gets through the same engine, as many at
    once: what the engine and the machine allow. `processor_ms` is what one request costs ours, the client of AWS
    included."""

    requests: int
    per_second: float
    by_hand: float
    processor_ms: float

    @property
    def ratio(self) -> float:
        return self.per_second / self.by_hand


def expiry(requests: int = REQUESTS) -> Expiry:
    rooms = tuple(a_room(sold_as=SoldAs.SEAT, capacity=SEATS, tariff=None) for _ in range(ROOMS))
    space = saved(a_live_space(rooms=rooms, opening_hours=ALWAYS_OPEN))

    def ask(number: int) -> None:
        day = NOW.date() + timedelta(days=7 + number // ROOMS % DAYS)
        span = Span(f"{day}T09:00", f"{day}T12:00", people=1)
        book(space, rooms[number % ROOMS], user_id=USER, key=f"expiry-{number}", span=span)

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(ask, range(requests)))
    began, worked = time.perf_counter(), time.process_time()
    with recorded() as calls:
        handled = run_deadlines(NOW + timedelta(days=5))
    taken, busy = time.perf_counter() - began, time.process_time() - worked
    if handled != requests:
        raise RuntimeError(f"{handled} of {requests} requests expired")
    return Expiry(requests, requests / taken, _by_hand(calls), busy / requests * 1000)


def _by_hand(calls: list[Call]) -> float:
    """The transactions of the run, made again about other bookings. Their conditions are left out: they hold once."""
    transactions = [call for call in twin(calls) if call[0] == "TransactWriteItems"]
    for _, parameters in transactions:
        for operation in parameters["TransactItems"]:
            for write in operation.values():
                write.pop("ConditionExpression", None)
                _drop_unused_values(write)
    began = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(lambda call: by_hand([call]), transactions))
    return len(transactions) / (time.perf_counter() - began)


def _drop_unused_values(write: dict[str, Any]) -> None:
    """DynamoDB refuses a transaction that names what it does not use."""
    said = write.get("UpdateExpression", "")
    for field in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        used = {name: value for name, value in write.pop(field, {}).items() if _is_used(name, said)}
        if used:
            write[field] = used


def _is_used(name: str, expression: str) -> bool:
    return re.search(rf"{re.escape(name)}\b", expression) is not None
