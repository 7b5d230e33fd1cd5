"""The time of a race: it stands still while anybody works and moves on when everybody waits.

Pauses and the moments during which an item is busy are spans of this time, so a race counts the same conflicts on a
slow machine as on a fast one, and nobody really waits. What the threads do at one instant they do truly at once.
"""

import heapq
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

PATIENCE = 120.0
"""Real seconds after which a race in which nobody went to sleep or woke up is given up."""


class ModelTime:
    """Stands in for the module `time` where the product pauses."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = 0.0
        self._awake = 0
        self._asleep: list[tuple[float, int, threading.Event]] = []
        self._order = count()
        self._steps = 0
        self._here = threading.local()

    def monotonic(self) -> float:
        return self._now

    def expect(self, threads: int) -> None:
        """Nothing moves until each of so many threads, which all take part, waits or has left."""
        self._awake = threads

    @contextmanager
    def taking_part(self) -> Iterator[None]:
        self._here.takes_part = True
        try:
            yield
        finally:
            self._here.takes_part = False
            with self._lock:
                self._awake -= 1
                self._move_on()

    def sleep(self, seconds: float) -> None:
        if not getattr(self._here, "takes_part", False):
            self._now += seconds
            return
        rung = threading.Event()
        with self._lock:
            heapq.heappush(self._asleep, (self._now + seconds, next(self._order), rung))
            self._awake -= 1
            self._move_on()
        self._wait_for(rung)

    def _wait_for(self, rung: threading.Event) -> None:
        steps = self._steps
        while not rung.wait(PATIENCE):
            if steps == self._steps:
                raise TimeoutError("somebody in this race neither works nor waits")
            steps = self._steps

    def _move_on(self) -> None:
        self._steps += 1
        if self._awake or not self._asleep:
            return
        self._now = self._asleep[0][0]
        while self._asleep and self._asleep[0][0] <= self._now:
            _, _, rung = heapq.heappop(self._asleep)
            self._awake += 1
            rung.set()
