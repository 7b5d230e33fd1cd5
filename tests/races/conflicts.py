"""TransactionConflict as the real service raises it: one of two overlapping transactions on an item is cancelled."""

import random
import threading
import time
from collections import Counter
from typing import Any

from botocore.exceptions import ClientError

LONGEST_HOLD = 0.012
SHORTEST_HOLD = 0.006


class ConflictingClient:
    """A DynamoDB client that counts transactions and cancels those that meet another one in flight."""

    def __init__(self, client: Any, *, drop_conditions: bool = False) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._in_flight: Counter[tuple[str, str]] = Counter()
        self._drop_conditions = drop_conditions
        self.transactions = 0
        self.conflicts = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def transact_write_items(self, **call: Any) -> Any:
        if self._drop_conditions:
            call["TransactItems"] = [_without_slot_condition(write) for write in call["TransactItems"]]
        keys = [_key(write) for write in call["TransactItems"]]
        with self._lock:
            self.transactions += 1
            if any(self._in_flight[key] for key in keys):
                self.conflicts += 1
                raise _conflict([key for key in keys if self._in_flight[key]], keys)
            self._in_flight.update(keys)
        try:
            time.sleep(random.uniform(SHORTEST_HOLD, LONGEST_HOLD))
            return self._client.transact_write_items(**call)
        finally:
            with self._lock:
                self._in_flight.subtract(keys)


def _key(write: dict[str, Any]) -> tuple[str, str]:
    ((_, body),) = write.items()
    at = body.get("Key") or body["Item"]
    return at["pk"]["S"], at["sk"]["S"]


def _conflict(met: list[tuple[str, str]], keys: list[tuple[str, str]]) -> ClientError:
    reasons = [{"Code": "TransactionConflict" if key in met else "None"} for key in keys]
    error: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "injected"},
        "CancellationReasons": reasons,
    }
    return ClientError(error, "TransactWriteItems")


def _without_slot_condition(write: dict[str, Any]) -> dict[str, Any]:
    """The negative control: a product that forgot the condition on the counters."""
    update = write.get("Update")
    if update is None or not update["Key"]["sk"]["S"].startswith("DAY#"):
        return write
    bare = {name: value for name, value in update.items() if name != "ConditionExpression"}
    values = {name: value for name, value in update["ExpressionAttributeValues"].items() if name == ":w"}
    return {"Update": bare | {"ExpressionAttributeValues": values}}
