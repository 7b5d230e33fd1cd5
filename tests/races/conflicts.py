"""TransactionConflict as the real service raises it: one of two transactions that meet on an item is cancelled.

The engine on this machine never raises it. Here an item is busy for 6 to 12 ms of the model's time from the moment
a transaction names it, as long as a transaction takes in the service.
"""

import random
import threading
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.kit.table import Item, Key
from tests.races.model_time import PATIENCE, ModelTime

SHORTEST_HOLD = 0.006
LONGEST_HOLD = 0.012

Write = dict[str, Any]
Tamper = Callable[[Write], Write]


def untouched(write: Write) -> Write:
    return write


class ConflictingClient:
    """A DynamoDB client that counts transactions, and cancels those that meet another one on the same item.

    `tamper` changes every write on its way: a mutant. `meets` is the share of the other transactions that meet
    somebody who is not here. Without `injects` nothing is cancelled.
    """

    def __init__(
        self, client: Any, *, tamper: Tamper = untouched, meets: float = 0.0, seed: int = 0, injects: bool = True
    ) -> None:
        self.time = ModelTime()
        self._client = client
        self._tamper = tamper
        self._meets = meets
        self.injects = injects
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._busy_until: dict[tuple[str, str], float] = {}
        self._start: threading.Barrier | None = None
        self._started = threading.local()
        self.transactions = 0
        self.conflicts = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def start(self, threads: int, *, together: bool) -> None:
        """Counts from nothing, for so many threads that do their work inside `time.taking_part()`. `together`: the
        first transaction of each waits until all have come. Otherwise a crowd in one Python process is a queue, its
        people taking turns at the interpreter.
        """
        self.time.expect(threads)
        self._start = threading.Barrier(threads) if together else None
        self._started = threading.local()
        self.transactions = self.conflicts = 0

    def transact_write_items(self, **call: Any) -> Any:
        call["TransactItems"] = [self._tamper(write) for write in call["TransactItems"]]
        self._wait_for_the_others()
        left = self._enter([_key(write) for write in call["TransactItems"]])
        try:
            return self._client.transact_write_items(**call)
        finally:
            self.time.sleep(max(0.0, left - self.time.monotonic()))

    def _wait_for_the_others(self) -> None:
        if self._start is not None and not getattr(self._started, "yes", False):
            self._started.yes = True
            self._start.wait(PATIENCE)

    def _enter(self, keys: list[tuple[str, str]]) -> float:
        """Makes the items busy and returns until when. Raises what the service raises when one of them is."""
        with self._lock:
            self.transactions += 1
            if not self.injects:
                return 0.0
            now = self.time.monotonic()
            met = [self._busy_until.get(key, 0.0) > now for key in keys]
            if any(met) or self._chance.random() < self._meets:
                self.conflicts += 1
                raise _conflict(met if any(met) else [True, *met[1:]])
            until = now + self._chance.uniform(SHORTEST_HOLD, LONGEST_HOLD)
            self._busy_until.update(dict.fromkeys(keys, until))
            return until


def _key(write: Write) -> tuple[str, str]:
    ((_, body),) = write.items()
    at: Key | Item = body.get("Key") or body["Item"]
    return at["pk"]["S"], at["sk"]["S"]


def _conflict(met: list[bool]) -> ClientError:
    error: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "injected"},
        "CancellationReasons": [{"Code": "TransactionConflict" if busy else "None"} for busy in met],
    }
    return ClientError(error, "TransactWriteItems")
