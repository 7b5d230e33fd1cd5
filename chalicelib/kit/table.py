"""Reading the table: one item, many, a partition, a page of an index. Writing goes through the unit of work, but for
what can always be written again (`put_many`)."""

import json
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

from chalicelib.core.errors import Busy
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings

Item = dict[str, Any]
"""An item in DynamoDB's own notation: `{"pk": {"S": "BK#…"}}`."""

Key = dict[str, Any]
"""The key of an item, or where a page of an index ended, in the same notation."""

MOST_KEYS = 100
MOST_PUTS = 25
MOST_TRIES = 8
FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.5


def key(pk: str, sk: str) -> Key:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def read(pk: str, sk: str) -> Item | None:
    """Strongly consistent, 1 RCU per 4 KB."""
    return dynamodb().get_item(TableName=settings().table_name, Key=key(pk, sk), ConsistentRead=True).get("Item")


def read_many(keys: Sequence[Key], *, consistent: bool, only: Sequence[str] = ()) -> list[Item]:
    """In no order; who is missing is absent. What DynamoDB leaves unprocessed is asked again, with full jitter.
    `only` names the attributes that come: it spares time and memory, not read units.

    Raises Busy when it never comes.
    """
    found: list[Item] = []
    table = settings().table_name
    # An index that is catching up may name an item twice, which DynamoDB refuses to read.
    once = list({(at["pk"]["S"], at["sk"]["S"]): at for at in keys}.values())
    for start in range(0, len(once), MOST_KEYS):
        waiting: Any = {table: {"Keys": once[start : start + MOST_KEYS], "ConsistentRead": consistent, **_only(only)}}
        for attempt in range(MOST_TRIES):
            answer = dynamodb().batch_get_item(RequestItems=waiting)
            found += answer["Responses"].get(table, [])
            waiting = answer.get("UnprocessedKeys")
            if not waiting:
                break
            time.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))
        else:
            raise Busy
    return found


def put_many(items: Sequence[Item]) -> None:
    """Puts items that nothing depends on, 25 to a call, in no order and not as one: for what may be written again.

    Raises Busy when DynamoDB never takes the last of them.
    """
    for start in range(0, len(items), MOST_PUTS):
        waiting: Any = {
            settings().table_name: [{"PutRequest": {"Item": item}} for item in items[start : start + MOST_PUTS]]
        }
        for attempt in range(MOST_TRIES):
            waiting = dynamodb().batch_write_item(RequestItems=waiting).get("UnprocessedItems")
            if not waiting:
                break
            time.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))
        else:
            raise Busy


def partition(pk: str, first: str, last: str, *, consistent: bool = True) -> Iterator[Item]:
    """The items of `pk` whose sort key lies between `first` and `last`, in order."""
    yield from _query(
        KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues={":pk": {"S": pk}, ":first": {"S": first}, ":last": {"S": last}},
        ConsistentRead=consistent,
    )


def page(pk: str, *, span: tuple[str, str], after: Key | None, limit: int) -> tuple[list[Key], Key | None]:
    """A page of the keys of `pk` whose sort key lies in `span`, the last first, and where it ended. Not strongly
    read."""
    arguments: dict[str, Any] = {"ExclusiveStartKey": after} if after else {}
    answer = dynamodb().query(
        TableName=settings().table_name,
        KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues={":pk": {"S": pk}, ":first": {"S": span[0]}, ":last": {"S": span[1]}},
        ScanIndexForward=False,
        Limit=limit,
        **arguments,
    )
    return [{"pk": item["pk"], "sk": item["sk"]} for item in answer["Items"]], answer.get("LastEvaluatedKey")


def index_until(index: str, pk: str, last: str) -> Iterator[Key]:
    """Keys of the items that `index` holds under `pk` up to `last`, in order. Eventually consistent."""
    for item in _query(
        IndexName=index,
        KeyConditionExpression=f"{index}_pk = :pk AND {index}_sk <= :last",
        ExpressionAttributeValues={":pk": {"S": pk}, ":last": {"S": last}},
    ):
        yield {"pk": item["pk"], "sk": item["sk"]}


def index_page(
    index: str,
    pk: str,
    *,
    start: str = "",
    span: tuple[str, str] | None = None,
    after: Key | None,
    limit: int,
    newest_first: bool = False,
) -> tuple[list[Key], Key | None]:
    """A page of keys whose sort key in `index` begins with `start`, or lies in `span` (both ends included), and where
    it ended. Eventually consistent."""
    condition, values = f"{index}_pk = :pk", {":pk": {"S": pk}}
    if span:
        condition += f" AND {index}_sk BETWEEN :first AND :last"
        values |= {":first": {"S": span[0]}, ":last": {"S": span[1]}}
    elif start:
        condition += f" AND begins_with({index}_sk, :start)"
        values[":start"] = {"S": start}
    arguments: dict[str, Any] = {"ExclusiveStartKey": after} if after else {}
    answer = dynamodb().query(
        TableName=settings().table_name,
        IndexName=index,
        KeyConditionExpression=condition,
        ExpressionAttributeValues=values,
        ScanIndexForward=not newest_first,
        Limit=limit,
        **arguments,
    )
    return [{"pk": item["pk"], "sk": item["sk"]} for item in answer["Items"]], answer.get("LastEvaluatedKey")


def index_stretch(
    index: str, pks: Sequence[str], span: tuple[str, str], *, after: str | None, limit: int
) -> tuple[list[Key], str | None]:
    """Up to `limit` keys from several partitions of `index`, one after the other, and the cursor of the next stretch;
    None after the last. Eventually consistent."""
    number, key = json.loads(after) if after else (0, None)
    found: list[Key] = []
    while number < len(pks) and len(found) < limit:
        keys, key = index_page(index, pks[number], span=span, after=key, limit=limit - len(found))
        found += keys
        number += key is None
    return found, json.dumps([number, key]) if number < len(pks) else None


def _only(names: Sequence[str]) -> dict[str, Any]:
    """Through placeholders, since many plain words are reserved."""
    placeholders = {f"#a{number}": name for number, name in enumerate(names)}
    if not placeholders:
        return {}
    return {"ProjectionExpression": ", ".join(placeholders), "ExpressionAttributeNames": placeholders}


def _query(**arguments: Any) -> Iterator[Item]:
    """Page by page, without boto3's paginator: making one costs as much as reading a small answer."""
    start: dict[str, Any] = {}
    while True:
        page = dynamodb().query(TableName=settings().table_name, **arguments, **start)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
