"""One verb, one unit of work, one `TransactWriteItems`: items and facts, or nothing.

DynamoDB cancels a transaction that meets another one on the same item (TransactionConflict). boto3 does not
retry that, so `commit` does, with full jitter (docs/adr/0003). A refused condition is never retried: each write
says which refusal it means, and the first refused write in order decides.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.core.facts import Actor, Fact, Recorded
from chalicelib.core.ids import new_id
from chalicelib.core.lazy import dataclass
from chalicelib.kit import outbox
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Item, key

Refused = Callable[[], Exception]

MOST_WRITES = 100
MOST_TRIES = 25
"""They sleep 17 s on average, which leaves the API function (28 s) time to say that it is busy."""
FIRST_PAUSE = 0.6
"""64 people at one room then cost 2.7 transactions each (6 at 0.02). Of two who meet, one waits 0.3 s on average."""
LONGEST_PAUSE = 1.5
PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class Replayed(Exception):
    """The write that claims a business key found it already claimed: the effect exists, return it."""


@dataclass()
class _Write:
    operation: dict[str, Any]
    refused: Refused


@dataclass()
class UnitOfWork:
    """Collects writes and facts of one verb by one actor at one instant; `commit` does them all or none."""

    now: datetime
    actor: Actor
    facts: list[Recorded] = field(default_factory=list)
    _ticks: Iterator[int] = field(default_factory=count)
    _writes: list[_Write] = field(default_factory=list)
    _look_first: list[Callable[[], None]] = field(default_factory=list)

    def create(self, item: Item, *, refused: Refused = Replayed, table: str | None = None) -> None:
        """Puts an item that must not exist yet; into another table than the main one if `table` names it."""
        self._add("Put", refused, table, Item=item, ConditionExpression="attribute_not_exists(pk)")

    def replace(self, item: Item, *, version: int, refused: Refused = StaleVersion) -> None:
        """Puts an item over the one that was read at `version`."""
        self._add(
            "Put",
            refused,
            Item=item,
            ConditionExpression="#version = :version",
            ExpressionAttributeNames={"#version": "version"},
            ExpressionAttributeValues={":version": {"N": str(version)}},
        )

    def put(self, item: Item) -> None:
        self._add("Put", StaleVersion, Item=item)

    def delete(self, pk: str, sk: str) -> None:
        self._add("Delete", StaleVersion, Key=key(pk, sk))

    def remove(self, pk: str, sk: str, *, refused: Refused) -> None:
        """Deletes an item that must be there."""
        self._add("Delete", refused, Key=key(pk, sk), ConditionExpression="attribute_exists(pk)")

    def remove_version(self, pk: str, sk: str, *, version: int) -> None:
        """Deletes the item that was read at `version`. Raises StaleVersion on commit."""
        self._add(
            "Delete",
            StaleVersion,
            Key=key(pk, sk),
            ConditionExpression="#version = :version",
            ExpressionAttributeNames={"#version": "version"},
            ExpressionAttributeValues={":version": {"N": str(version)}},
        )

    def update(self, pk: str, sk: str, *, refused: Refused, **expressions: Any) -> None:
        self._add("Update", refused, Key=key(pk, sk), **expressions)

    def record(self, fact: Fact, *, by: Actor | None = None) -> None:
        """Writes a fact with the rest; the relay tells it to the consumers afterwards. `by` is for what follows from
        an act and is not its actor's own.

        Facts of one instant are a microsecond apart, so that a timeline shows them as they came.
        """
        at = self.now + timedelta(microseconds=next(self._ticks))
        recorded = Recorded(new_id("fc"), at, by or self.actor, fact)
        self.facts.append(recorded)
        self._add("Put", StaleVersion, Item=outbox.item_of(recorded))

    def look_first(self, look: Callable[[], None]) -> None:
        """Runs `look` before every try: a cheap read that raises saves a transaction bound to be refused."""
        self._look_first.append(look)

    @property
    def holds_writes(self) -> bool:
        return bool(self._writes)

    def again(self) -> "UnitOfWork":
        """A new, empty one by the same actor at the same instant: one that was committed or refused is spent."""
        return UnitOfWork(now=self.now, actor=self.actor, _ticks=self._ticks)

    def commit(self) -> None:
        """Raises what the first refused write means, or Busy when contention outlasts every try."""
        if len(self._writes) > MOST_WRITES:
            raise ValueError(f"{len(self._writes)} writes do not fit one transaction")
        operations: Any = [write.operation for write in self._writes]
        # One token for every try: a try whose answer was lost is not taken for somebody else's write.
        token = uuid4().hex
        for attempt in range(MOST_TRIES):
            for look in self._look_first:
                look()
            try:
                dynamodb().transact_write_items(TransactItems=operations, ClientRequestToken=token)
            except ClientError as error:
                self._raise_unless_passing(error)
                time.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))
            else:
                return
        raise Busy

    def _add(self, operation: str, refused: Refused, table: str | None = None, **arguments: Any) -> None:
        self._writes.append(_Write({operation: {"TableName": table or settings().table_name, **arguments}}, refused))

    def _raise_unless_passing(self, error: ClientError) -> None:
        reasons: list[Any] = error.response.get("CancellationReasons", [])
        for write, reason in zip(self._writes, reasons, strict=False):
            if reason.get("Code") == "ConditionalCheckFailed":
                raise write.refused() from error
        if error.response["Error"]["Code"] in {"TransactionInProgressException", "ThrottlingException"}:
            return
        if not any(reason.get("Code") in PASSING for reason in reasons):
            raise error
