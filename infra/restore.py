"""`python -m infra.restore --restored pupitre-prod-restored --live pupitre-prod`: puts what a restored table holds
back into the live one (docs/runbooks/restore-from-pitr.md).

DynamoDB restores into a new table only. The live one is kept, with its stream, its name and all that refers to it:
what comes back is the data. Without --write it only counts.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import boto3

Item = dict[str, Any]
Key = tuple[tuple[str, str], ...]
Client = Any

MOST_READ, MOST_WRITTEN = 100, 25
TRIES = 20


class Counted(NamedTuple):
    same: int
    put: int
    deleted: int


class TooBusy(Exception):
    """DynamoDB left writes undone again and again; what was done may be done again."""


def restore(
    client: Client, restored: str, live: str, *, partition: str | None = None, exactly: bool, write: bool
) -> Counted:
    """Of all items, or of those of one partition. `exactly` also deletes what the restored table does not hold."""
    names = [each["AttributeName"] for each in client.describe_table(TableName=live)["Table"]["KeySchema"]]
    same, puts, keys = 0, 0, set()
    for items in _batches(_items(client, restored, names[0], partition), MOST_READ):
        keys |= {_key(item, names) for item in items}
        there = _same_keys(client, live, items, names)
        missing = [item for item in items if there.get(_key(item, names)) != item]
        same, puts = same + len(items) - len(missing), puts + len(missing)
        if write:
            _write(client, live, [{"PutRequest": {"Item": item}} for item in missing])
    gone = 0
    if exactly:
        extra = (item for item in _items(client, live, names[0], partition) if _key(item, names) not in keys)
        for items in _batches(extra, MOST_READ):
            gone += len(items)
            if write:
                _write(client, live, [{"DeleteRequest": {"Key": _of(item, names)}} for item in items])
    return Counted(same, puts, gone)


def _items(client: Client, table: str, partition_key: str, partition: str | None) -> Iterator[Item]:
    read: Callable[..., Any] = client.scan
    arguments: dict[str, Any] = {"TableName": table, "ConsistentRead": True}
    if partition is not None:
        read = client.query
        arguments |= {
            "KeyConditionExpression": "#pk = :pk",
            "ExpressionAttributeNames": {"#pk": partition_key},
            "ExpressionAttributeValues": {":pk": {"S": partition}},
        }
    while True:
        page = read(**arguments)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _same_keys(client: Client, table: str, items: Iterable[Item], names: Sequence[str]) -> dict[Key, Item]:
    asked: Any = {table: {"Keys": [_of(item, names) for item in items], "ConsistentRead": True}}
    found: dict[Key, Item] = {}
    for _ in range(TRIES):
        answer = client.batch_get_item(RequestItems=asked)
        found |= {_key(item, names): item for item in answer["Responses"].get(table, [])}
        asked = answer.get("UnprocessedKeys")
        if not asked:
            return found
    raise TooBusy(table)


def _write(client: Client, table: str, requests: Iterable[dict[str, Any]]) -> None:
    for batch in _batches(requests, MOST_WRITTEN):
        left: Any = {table: batch}
        for _ in range(TRIES):
            left = client.batch_write_item(RequestItems=left).get("UnprocessedItems")
            if not left:
                break
        else:
            raise TooBusy(table)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _of(item: Item, names: Sequence[str]) -> Item:
    return {name: item[name] for name in names}


def _key(item: Item, names: Sequence[str]) -> Key:
    return tuple((name, item[name]["S"]) for name in names)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="infra.restore", description="Puts restored items back.")
    parser.add_argument("--restored", required=True, help="the table that DynamoDB restored into")
    parser.add_argument("--live", required=True, help="the table that the functions use")
    parser.add_argument("--partition", help="one partition only, e.g. 'BK#…'")
    parser.add_argument("--exactly", action="store_true", help="also delete what the restored table does not hold")
    parser.add_argument("--write", action="store_true", help="do it; otherwise it is only counted")
    told = parser.parse_args(arguments)
    if told.restored == told.live:
        sys.exit("A table is not restored from itself.")
    connect: Callable[..., Any] = boto3.client
    counted = restore(
        connect("dynamodb"), told.restored, told.live,
        partition=told.partition, exactly=told.exactly, write=told.write,
    )  # fmt: skip
    done = "" if told.write else " Nothing was written: add --write."
    sys.stdout.write(f"{counted.same} the same, {counted.put} put back, {counted.deleted} deleted.{done}\n")


if __name__ == "__main__":
    main()
