"""What a transaction costs, in write units, by the sizes of what is really sent.

A write in a transaction counts twice per started KB of the larger of the old and the new item; an index entry counts
once when it comes or goes, twice when it moves, and nothing while its keys stay (all indexes are KEYS_ONLY).
DynamoDB Local's own figures for transactions are wrong, so they are not asked for.
"""

from typing import Any

from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from localdev.aws.tables import table_definitions

KB = 1024

Item = dict[str, Any]


def size_of(item: Item) -> int:
    """DynamoDB's rule: names and values in UTF-8; a number takes a byte per two digits and one more."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: dict[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "B":
        return len(content)
    if kind == "N":
        return len(content.strip("-").strip("0")) // 2 + 2
    if kind in {"BOOL", "NULL"}:
        return 1
    raise ValueError(f"no size is known of {kind}")


INDEX_KEYS = [
    [attribute["AttributeName"] for attribute in index["KeySchema"]]
    for index in table_definitions("test")["Table"]["GlobalSecondaryIndexes"]
]


class Scales:
    """Stands before DynamoDB and weighs each transaction, after it was written."""

    def __init__(self) -> None:
        self.bills: list[int] = []
        self.sizes: dict[str, int] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(dynamodb(), name)

    def transact_write_items(self, **call: Any) -> Any:
        before = [_item_of(write) for write in call["TransactItems"]]
        answer = dynamodb().transact_write_items(**call)
        after = [_item_of(write) for write in call["TransactItems"]]
        self.sizes |= {item["sk"]["S"].split("#")[0]: size_of(item) for item in after}
        self.bills.append(sum(map(_cost, before, after)))
        return answer


def _item_of(write: dict[str, Any]) -> Item:
    ((_, body),) = write.items()
    key = body.get("Key") or {name: body["Item"][name] for name in ("pk", "sk")}
    found: Item = dynamodb().get_item(TableName=settings().table_name, Key=key, ConsistentRead=True).get("Item", {})
    return found


def _cost(before: Item, after: Item) -> int:
    indexes = 0
    for names in INDEX_KEYS:
        old, new = ([item.get(name) for name in names] for item in (before, after))
        if old != new:
            indexes += (None not in old) + (None not in new)
    return 2 * -(-max(size_of(before), size_of(after)) // KB) + indexes
