"""Somebody else comes in between: all of his work is done at one chosen turn of another's, then that one goes on.

A turn is a transaction or a call to Stripe, whether it asks or tells. Whoever comes in between two turns of another
meets the same world wherever in between it is, and leaves him the same.
"""

import threading
from collections.abc import Callable

from tests.faults.wires import Wires

Work = Callable[[], object]

NO_TURN = 0


class _Crossing:
    """Lets `other` in right before turn number `at`, once. His own are not counted."""

    def __init__(self, wires: Wires, other: Work, at: int) -> None:
        self._wires = wires
        self._other = other
        self._at = at
        self._lock = threading.Lock()
        self.turns: list[str] = []
        self.met = False

    def before(self, call: str) -> int:
        if call != "TransactWriteItems" and not call.startswith("Stripe"):
            return NO_TURN
        with self._lock:
            self.turns.append(call)
            number = len(self.turns)
            if number == self._at:
                self.met = True
                self._let_in()
        return number

    def after(self, number: int) -> None:
        pass

    def _let_in(self) -> None:
        failures: list[BaseException] = []

        def work() -> None:
            try:
                self._other()
            except BaseException as failure:  # noqa: BLE001  belongs to the test, not to a thread
                failures.append(failure)

        with self._wires.watched_by(None):
            # A worker of its own: nothing that is kept for each thread is shared.
            stranger = threading.Thread(target=work)
            stranger.start()
            stranger.join()
        if failures:
            raise failures[0]


def crossed(work: Work, wires: Wires, *, other: Work, at: int) -> tuple[bool, list[str]]:
    """Does `work`, with all of `other` right before its turn number `at`. Did they meet, and what were the turns?"""
    crossing = _Crossing(wires, other, at)
    with wires.watched_by(crossing):
        work()
    return crossing.met, crossing.turns
