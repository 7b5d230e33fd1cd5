"""How many silent requests one run of the clock expires in a second."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from bench.ground import ALWAYS_OPEN, SEATS, USER
from chalicelib.bookings.deadlines import run_deadlines
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
    requests: int
    per_second: float


def expiry(requests: int = REQUESTS) -> Expiry:
    rooms = tuple(a_room(sold_as=SoldAs.SEAT, capacity=SEATS, tariff=None) for _ in range(ROOMS))
    space = saved(a_live_space(rooms=rooms, opening_hours=ALWAYS_OPEN))

    def ask(number: int) -> None:
        day = NOW.date() + timedelta(days=7 + number // ROOMS % DAYS)
        span = Span(f"{day}T09:00", f"{day}T12:00", people=1)
        book(space, rooms[number % ROOMS], user_id=USER, key=f"expiry-{number}", span=span)

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(ask, range(requests)))
    later = NOW + timedelta(days=5)
    began = time.perf_counter()
    handled = run_deadlines(later)
    taken = time.perf_counter() - began
    if handled != requests:
        raise RuntimeError(f"{handled} of {requests} requests expired")
    return Expiry(requests, requests / taken)
