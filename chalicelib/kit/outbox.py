"""From a fact written in a transaction to the queue of each consumer, at least once.

A fact item lies in the partition of what it happened to, so that a timeline is one query. Until it is relayed it
stands in the sparse index `due`. The table's stream wakes the relay; a schedule sweeps what a lost record left
behind. The relay also numbers the facts of each host: doing so in the verb's transaction would make every host a
hot item. Numbering is guarded by the fact itself, so that a second relay finds the first one's number.

    fact      pk <subject>          sk FACT#<at>#<id>    due_pk FACT#<shard>, due_sk <at>#<id> until relayed
    journal   pk JOURNAL#<host>     sk HEAD              n
              pk JOURNAL#<host>     sk <n, 12 digits>    the fact, for reading the audit log in order
"""

import json
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.core.facts import Actor, ActorKind, Recorded, fact_of
from chalicelib.kit import queue, table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Item, Key

SHARDS = 4
PLATFORM = "platform"
LEFT_BEHIND = timedelta(minutes=1)
NUMBERING_TRIES = 12

Consumers = Mapping[str, Callable[[Recorded], bool]]
"""Queue URL -> does this consumer want that fact?"""


def item_of(recorded: Recorded) -> Item:
    instant = _text(recorded.at)
    shard = zlib.crc32(recorded.id.encode()) % SHARDS
    return {
        "pk": {"S": recorded.fact.subject},
        "sk": {"S": f"FACT#{instant}#{recorded.id}"},
        "due_pk": {"S": f"FACT#{shard}"},
        "due_sk": {"S": f"{instant}#{recorded.id}"},
        **_body(recorded),
    }


def recorded_of(item: Item) -> Recorded:
    actor = json.loads(item["actor"]["S"])
    return Recorded(
        id=item["fact_id"]["S"],
        at=datetime.fromisoformat(item["at"]["S"]),
        actor=Actor(ActorKind(actor["kind"]), actor.get("user_id"), actor.get("ip")),
        fact=fact_of(item["kind"]["S"], json.loads(item["data"]["S"])),
        sequence=int(item["n"]["N"]) if "n" in item else None,
    )


def is_fact(item: Item) -> bool:
    return bool(item.get("sk", {}).get("S", "").startswith("FACT#"))


def relay(item: Item, consumers: Consumers) -> None:
    """Numbers one fact, sends it to whoever wants it, then marks it relayed; safe to repeat.

    The stream may tell of a fact that a restore of the table has undone since: it never happened.
    """
    recorded = recorded_of(item)
    if table.read(item["pk"]["S"], item["sk"]["S"]) is None:
        return
    _number(item, recorded)
    message = json.dumps({"pk": item["pk"]["S"], "sk": item["sk"]["S"]})
    for queue_url, wants in consumers.items():
        if wants(recorded):
            queue.send(queue_url, message, once=recorded.id, group=_group(recorded))
    dynamodb().update_item(
        TableName=settings().table_name,
        Key={"pk": item["pk"], "sk": item["sk"]},
        UpdateExpression="REMOVE due_pk, due_sk",
    )


def _group(recorded: Recorded) -> str:
    """Facts of one subject in order. A group's name is narrower than a key: ids of letters, digits, `#`, `_`, `-`."""
    return recorded.fact.subject[:128]


def told(message: str) -> Recorded | None:
    """The fact that a consumer's message names, as it stands now. Raises Unreadable."""
    pk, sk = queue.fields(message, "pk", "sk")
    item = table.read(pk, sk)
    return recorded_of(item) if item else None


def sweep(now: datetime, consumers: Consumers) -> int:
    """Relays every fact that waits for longer than a minute. Returns how many.

    Raises an ExceptionGroup of those that could not be relayed, after all the others were.
    """
    relayed, failures = 0, []
    for shard in range(SHARDS):
        for at in table.index_until("due", f"FACT#{shard}", _text(now - LEFT_BEHIND)):
            try:
                relayed += _relay_left_behind(at, consumers)
            except Exception as failure:  # noqa: BLE001  one unreadable fact must not keep the others
                failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} facts not relayed", failures)
    return relayed


def waiting(since: datetime, *, after: str | None, limit: int) -> tuple[list[Item], str | None]:
    """Facts older than `since` and not relayed yet: a page, strongly read, and the next one's cursor."""
    shards = [f"FACT#{shard}" for shard in range(SHARDS)]
    keys, last = table.index_stretch("due", shards, ("0", _text(since)), after=after, limit=limit)
    return [item for item in table.read_many(keys, consistent=True) if "due_pk" in item], last


def _relay_left_behind(at: Key, consumers: Consumers) -> bool:
    item = table.read(at["pk"]["S"], at["sk"]["S"])
    if item is None or "due_pk" not in item:
        return False
    relay(item, consumers)
    return True


def facts_of(subject: str) -> list[Recorded]:
    """Every fact of one aggregate, oldest first, strongly read."""
    return [recorded_of(item) for item in table.partition(subject, "FACT#", "FACT#~")]


def journal_page(host_id: str | None, *, before: int | None, limit: int) -> list[Recorded]:
    """The audit log of a host (None: the platform's), newest first, below number `before`."""
    last = f"{before - 1:012d}" if before else "999999999999"
    found = dynamodb().query(
        TableName=settings().table_name,
        KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues={
            ":pk": {"S": _journal(host_id)},
            ":first": {"S": f"{0:012d}"},
            ":last": {"S": last},
        },
        ScanIndexForward=False,
        Limit=limit,
    )
    return [recorded_of(item) for item in found["Items"]]


def _number(item: Item, recorded: Recorded) -> None:
    journal = _journal(recorded.fact.host_id)
    name = settings().table_name
    for _ in range(NUMBERING_TRIES):
        head = table.read(journal, "HEAD")
        n = int(head["n"]["N"]) if head else 0
        number = {"N": str(n + 1)}
        body = _body(recorded) | {"pk": {"S": journal}, "sk": {"S": f"{n + 1:012d}"}, "n": number}
        writes: Any = [
            {
                "Update": {
                    "TableName": name,
                    "Key": {"pk": item["pk"], "sk": item["sk"]},
                    "UpdateExpression": "SET n = :next",
                    "ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(n)",
                    "ExpressionAttributeValues": {":next": number},
                }
            },
            {
                "Update": {
                    "TableName": name,
                    "Key": {"pk": {"S": journal}, "sk": {"S": "HEAD"}},
                    "UpdateExpression": "SET n = :next",
                    "ConditionExpression": "n = :n" if n else "attribute_not_exists(pk)",
                    "ExpressionAttributeValues": {":next": number} | ({":n": {"N": str(n)}} if n else {}),
                }
            },
            {"Put": {"TableName": name, "Item": body}},
        ]
        try:
            dynamodb().transact_write_items(TransactItems=writes)
        except dynamodb().exceptions.TransactionCanceledException as cancelled:
            if _already_numbered(cancelled):
                return
        else:
            return
    raise TimeoutError(f"no number for {recorded.id}: the journal's head moves too fast")


def _already_numbered(cancelled: ClientError) -> bool:
    reasons: Any = cancelled.response.get("CancellationReasons", [{}])
    return bool(reasons[0].get("Code") == "ConditionalCheckFailed")


def _body(recorded: Recorded) -> Item:
    actor = {name: value for name, value in vars(recorded.actor).items() if value}
    return {
        "fact_id": {"S": recorded.id},
        "kind": {"S": recorded.fact.kind},
        "at": {"S": _text(recorded.at)},
        "actor": {"S": json.dumps(actor, separators=(",", ":"))},
        "data": {"S": json.dumps(recorded.fact.data(), separators=(",", ":"), ensure_ascii=False)},
    }


def _journal(host_id: str | None) -> str:
    return f"JOURNAL#{host_id or PLATFORM}"


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
