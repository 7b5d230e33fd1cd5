"""What a piece of work costs in DynamoDB, item by item, while it runs on a real engine.

Reads are what the engine says. Writes are computed from the sizes of what is sent, as `scales` does, since the
engine's own figures for transactions are wrong; of both tables.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

from tests.make.scales import INDEX_KEYS, KB, Item, size_of

READS = {"GetItem", "Query", "BatchGetItem"}


@dataclass
class Bill:
    """Units by the kind of item, which is the beginning of its key."""

    read: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    sizes: dict[str, int] = field(default_factory=dict)
    transactions: int = 0

    @property
    def rcu(self) -> float:
        return sum(self.read.values())

    @property
    def wcu(self) -> int:
        return sum(self.written.values())


@contextmanager
def billed() -> Iterator[Bill]:
    bill = Bill()
    plain = BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if operation in READS:
            answer = plain(client, operation, parameters | {"ReturnConsumedCapacity": "TOTAL"})
            told = answer["ConsumedCapacity"]
            bill.read[_kind_read(parameters)] += sum(
                one["CapacityUnits"] for one in (told if isinstance(told, list) else [told])
            )
            return answer
        if operation != "TransactWriteItems":
            return plain(client, operation, parameters)
        writes = [(write, _item(plain, client, write)) for write in parameters["TransactItems"]]
        answer = plain(client, operation, parameters)
        bill.transactions += 1
        for write, before in writes:
            after = _item(plain, client, write)
            kind = _kind(after["pk"]["S"], after["sk"]["S"])
            bill.written[kind] += 2 * -(-max(size_of(before), size_of(after)) // KB) + _moved(before, after)
            bill.sizes[kind] = size_of(after)
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield bill


def _item(plain: Any, client: Any, write: dict[str, Any]) -> Item:
    ((_, body),) = write.items()
    key = body.get("Key") or {name: body["Item"][name] for name in ("pk", "sk")}
    found: Item = plain(client, "GetItem", {"TableName": body["TableName"], "Key": key, "ConsistentRead": True}).get(
        "Item", {}
    )
    return found


def _moved(before: Item, after: Item) -> int:
    units = 0
    for names in INDEX_KEYS:
        old, new = ([item.get(name) for name in names] for item in (before, after))
        if old != new:
            units += (None not in old) + (None not in new)
    return units


def _kind(pk: str, sk: str) -> str:
    """`SERIES#ho_…#AF` / `ORDER#…` is `ORDER of a AF`; a fact is one of its subject."""
    parts = pk.split("#")
    seller = f" {parts[-1]}" if parts[0] == "SERIES" else ""
    return f"{parts[0]}{seller} {sk.split('#')[0]}" if sk[:1].isupper() else parts[0]


def _kind_read(parameters: dict[str, Any]) -> str:
    if "Key" in parameters:
        return _kind(parameters["Key"]["pk"]["S"], parameters["Key"]["sk"]["S"])
    if "RequestItems" in parameters:
        (asked,) = parameters["RequestItems"].values()
        return "+".join(sorted({_kind(key["pk"]["S"], key["sk"]["S"]) for key in asked["Keys"]}))
    values = parameters["ExpressionAttributeValues"].values()
    return f"{next(value['S'] for value in values).split('#')[0]} query"
